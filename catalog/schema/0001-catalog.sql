-- What exists on the hubs, as they say it. Times are milliseconds since 1970-01-01T00:00:00Z.

PRAGMA application_id = 1464158535; -- "WEIG": tells a catalog from any other SQLite file

CREATE TABLE hub (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 32),
    -- Where it was crawled from last: what a mirror takes from, unless it is told otherwise.
    endpoint TEXT
) STRICT;

-- One walk over a hub's listing. Where it stands is written together with the page that brought it there.
CREATE TABLE crawl_run (
    id INTEGER PRIMARY KEY,
    hub_id INTEGER NOT NULL REFERENCES hub (id),
    kind TEXT NOT NULL CHECK (kind IN ('full', 'incremental')),
    state TEXT NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'completed', 'limited', 'abandoned')),
    phase TEXT NOT NULL DEFAULT 'listing' CHECK (phase IN ('listing', 'catching-up', 'walked')),
    cursor TEXT,
    -- Items changed before this moment are known already: where an incremental walk and the catching up of a full one end.
    floor INTEGER,
    -- The newest change this run saw: the floor of the next run, once this one is completed.
    high_water INTEGER,
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    pages INTEGER NOT NULL DEFAULT 0 CHECK (pages >= 0),
    seen INTEGER NOT NULL DEFAULT 0 CHECK (seen >= 0),
    added INTEGER NOT NULL DEFAULT 0 CHECK (added >= 0),
    changed INTEGER NOT NULL DEFAULT 0 CHECK (changed >= 0),
    unchanged INTEGER NOT NULL DEFAULT 0 CHECK (unchanged >= 0),
    refused INTEGER NOT NULL DEFAULT 0 CHECK (refused >= 0),
    vanished INTEGER NOT NULL DEFAULT 0 CHECK (vanished >= 0),
    CHECK ((state = 'running') = (finished_at IS NULL))
) STRICT;

-- Two crawls of one hub would overwrite each other's cursor.
CREATE UNIQUE INDEX crawl_run_running ON crawl_run (hub_id) WHERE state = 'running';
CREATE INDEX crawl_run_by_hub ON crawl_run (hub_id, state);

-- Rows are narrow, because sorting by a counter reads them all; the counters change at every crawl, so no index holds them.
CREATE TABLE model (
    id INTEGER PRIMARY KEY,
    hub_id INTEGER NOT NULL REFERENCES hub (id),
    path TEXT NOT NULL CHECK (length(path) BETWEEN 1 AND 256),
    author TEXT,
    commit_id TEXT CHECK (length(commit_id) = 40),
    created_at INTEGER,
    modified_at INTEGER,
    gate TEXT NOT NULL DEFAULT 'open' CHECK (gate IN ('open', 'auto', 'manual')),
    is_private INTEGER NOT NULL DEFAULT 0 CHECK (is_private IN (0, 1)),
    is_disabled INTEGER NOT NULL DEFAULT 0 CHECK (is_disabled IN (0, 1)),
    library TEXT,
    task TEXT,
    parameters INTEGER CHECK (parameters >= 0),
    storage INTEGER CHECK (storage >= 0),
    -- The newest sample of each counter, for sorting; the history is in sample.
    downloads INTEGER,
    downloads_all_time INTEGER,
    likes INTEGER,
    trending REAL,
    -- Of everything the listing says except the counters: tells a changed entry from one that is as before.
    fingerprint INTEGER NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    last_run INTEGER REFERENCES crawl_run (id),
    vanished_at INTEGER,
    -- The commit whose files and card are held, and the one for which they were last asked.
    detailed_commit TEXT CHECK (length(detailed_commit) = 40),
    attempted_commit TEXT CHECK (length(attempted_commit) = 40),
    attempted_at INTEGER,
    -- Bytes of the files of commit_id, once they are known.
    download_size INTEGER CHECK (download_size >= 0),
    mirrored_commit TEXT CHECK (length(mirrored_commit) = 40),
    UNIQUE (hub_id, path)
) STRICT;

-- Filters and sorting are the search index's work (a file of its own, made from these rows): an index here would only slow a crawl down.
CREATE INDEX model_mirrored ON model (hub_id, path) WHERE mirrored_commit IS NOT NULL;

-- What somebody wrote about a licence, as written: in the hub's listing, or in the card we read ourselves.
CREATE TABLE license_claim (
    model_id INTEGER NOT NULL REFERENCES model (id),
    source TEXT NOT NULL CHECK (source IN ('listing', 'card')),
    position INTEGER NOT NULL CHECK (position >= 0),
    field TEXT NOT NULL CHECK (field IN ('license', 'license_name', 'license_link', 'tag', 'section')),
    raw TEXT NOT NULL,
    is_json INTEGER NOT NULL CHECK (is_json IN (0, 1)),
    PRIMARY KEY (model_id, source, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE base_model (
    model_id INTEGER NOT NULL REFERENCES model (id),
    source TEXT NOT NULL CHECK (source IN ('listing', 'card')),
    position INTEGER NOT NULL CHECK (position >= 0),
    path TEXT NOT NULL,
    relation TEXT,
    PRIMARY KEY (model_id, source, position)
) STRICT, WITHOUT ROWID;

-- What a listing says at length: its tags, one a line in the hub's order, and the card's front matter as JSON text of an object.
CREATE TABLE listing_card (
    model_id INTEGER PRIMARY KEY REFERENCES model (id),
    tags TEXT NOT NULL,
    data TEXT
) STRICT;

-- The counters of one model at one crawl. History: only ever added to.
CREATE TABLE sample (
    model_id INTEGER NOT NULL REFERENCES model (id),
    run_id INTEGER NOT NULL REFERENCES crawl_run (id),
    taken_at INTEGER NOT NULL,
    downloads INTEGER,
    downloads_all_time INTEGER,
    likes INTEGER,
    trending REAL,
    -- By run first: a crawl writes at the end of the tree, and what a whole run saw is read in one go.
    PRIMARY KEY (run_id, model_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER sample_is_never_changed BEFORE UPDATE ON sample
BEGIN
    SELECT RAISE(ABORT, 'a sample is history and is never changed');
END;

CREATE TRIGGER sample_is_never_removed BEFORE DELETE ON sample
BEGIN
    SELECT RAISE(ABORT, 'a sample is history and is never removed');
END;

CREATE TRIGGER model_is_never_removed BEFORE DELETE ON model
BEGIN
    SELECT RAISE(ABORT, 'a model that is gone upstream gets a tombstone and is never removed');
END;

CREATE TABLE revision (
    id INTEGER PRIMARY KEY,
    model_id INTEGER NOT NULL REFERENCES model (id),
    commit_id TEXT NOT NULL CHECK (length(commit_id) = 40),
    recorded_at INTEGER NOT NULL,
    UNIQUE (model_id, commit_id)
) STRICT;

-- content: 32 bytes are a SHA-256, 20 the SHA-1 of a git blob. object: the git object of the tree entry.
CREATE TABLE file (
    revision_id INTEGER NOT NULL REFERENCES revision (id),
    path TEXT NOT NULL CHECK (length(path) BETWEEN 1 AND 1024),
    size INTEGER NOT NULL CHECK (size >= 0),
    content BLOB NOT NULL CHECK (length(content) IN (20, 32)),
    object BLOB CHECK (length(object) = 20),
    PRIMARY KEY (revision_id, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE ref (
    model_id INTEGER NOT NULL REFERENCES model (id),
    ref TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('branch', 'tag', 'convert', 'pull-request')),
    name TEXT NOT NULL,
    commit_id TEXT NOT NULL CHECK (length(commit_id) = 40),
    PRIMARY KEY (model_id, ref)
) STRICT, WITHOUT ROWID;

-- The card as we read it ourselves: front matter as JSON text of an object, and the prose.
CREATE TABLE card (
    model_id INTEGER PRIMARY KEY REFERENCES model (id),
    commit_id TEXT NOT NULL CHECK (length(commit_id) = 40),
    front_matter TEXT,
    body TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;

-- What is wrong, by the part of the work that found it; what a model's next visit finds takes the place of what the last one found.
CREATE TABLE finding (
    id INTEGER PRIMARY KEY,
    hub_id INTEGER NOT NULL REFERENCES hub (id),
    -- The model as the hub wrote its name: an entry that can't be read has no row in model.
    subject TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('listing', 'details', 'mirror')),
    code TEXT NOT NULL,
    file TEXT,
    reason TEXT NOT NULL,
    found_at INTEGER NOT NULL,
    -- The crawl that saw it last.
    run_id INTEGER REFERENCES crawl_run (id)
) STRICT;

CREATE INDEX finding_by_subject ON finding (hub_id, subject, source);

-- Counts every write that a search could see: tells an index made before from one made after.
CREATE TABLE state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    changes INTEGER NOT NULL CHECK (changes >= 0)
) STRICT;

INSERT INTO state (id, changes) VALUES (1, 0);
