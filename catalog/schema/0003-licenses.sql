-- What was concluded of each model's licence, and the texts that it was concluded from.

-- Texts of licence-like files, each once: a few hundred texts serve a million models.
CREATE TABLE license_document (
    id INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
    text BLOB NOT NULL,
    -- JSON: what the text was recognised as; NULL: not read yet.
    reading TEXT,
    -- The licence data it was read with: another one means to read it again.
    basis TEXT,
    CHECK ((reading IS NULL) = (basis IS NULL))
) STRICT;

CREATE TABLE license_file (
    model_id INTEGER NOT NULL REFERENCES model (id),
    path TEXT NOT NULL CHECK (length(path) BETWEEN 1 AND 1024),
    commit_id TEXT NOT NULL CHECK (length(commit_id) = 40),
    document_id INTEGER NOT NULL REFERENCES license_document (id),
    PRIMARY KEY (model_id, path)
) STRICT, WITHOUT ROWID;

-- Most models say one of a few hundred things: each conclusion is kept once.
CREATE TABLE conclusion (
    id INTEGER PRIMARY KEY,
    -- SHA-256 of everything below and its verdicts.
    content BLOB NOT NULL UNIQUE CHECK (length(content) = 32),
    -- SPDX expressions: of the model itself, and with what it inherits from its base models.
    own TEXT NOT NULL,
    effective TEXT NOT NULL,
    confidence TEXT NOT NULL CHECK (confidence IN ('high', 'medium', 'low', 'none')),
    -- JSON: evidence and conflicts.
    detail TEXT NOT NULL
) STRICT;

CREATE INDEX conclusion_by_effective ON conclusion (effective COLLATE NOCASE);

CREATE TABLE verdict (
    conclusion_id INTEGER NOT NULL REFERENCES conclusion (id),
    scenario TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('allow', 'allow-with-duties', 'review', 'block', 'unknown')),
    PRIMARY KEY (conclusion_id, scenario)
) STRICT, WITHOUT ROWID;

-- Kept for every commit that was weighed: a grant may last for the copy that was taken under it.
CREATE TABLE model_license (
    model_id INTEGER NOT NULL REFERENCES model (id),
    -- Empty where the hub names no commit.
    commit_id TEXT NOT NULL CHECK (length(commit_id) IN (0, 40)),
    conclusion_id INTEGER NOT NULL REFERENCES conclusion (id),
    weighed_at INTEGER NOT NULL,
    PRIMARY KEY (model_id, commit_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX model_license_by_conclusion ON model_license (conclusion_id);

-- How far the weighing is behind: everything that conclusions rest on counts `generation` up.
CREATE TABLE weighing (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    generation INTEGER NOT NULL CHECK (generation >= 0),
    -- The generation that was weighed last, and with which licence data, scenarios and organisation.
    weighed INTEGER CHECK (weighed <= generation),
    basis TEXT,
    CHECK ((weighed IS NULL) = (basis IS NULL))
) STRICT;

INSERT INTO weighing (id, generation) VALUES (1, 0);
