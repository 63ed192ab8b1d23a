-- Today's shape, recorded from the migrations by a test: never edited, never run.

CREATE TABLE base_model (
    model_id INTEGER NOT NULL REFERENCES model (id),
    source TEXT NOT NULL CHECK (source IN ('listing', 'card')),
    position INTEGER NOT NULL CHECK (position >= 0),
    path TEXT NOT NULL,
    relation TEXT,
    PRIMARY KEY (model_id, source, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE card (
    model_id INTEGER PRIMARY KEY REFERENCES model (id),
    commit_id TEXT NOT NULL CHECK (length(commit_id) = 40),
    front_matter TEXT,
    body TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE card_quality (
    model_id INTEGER PRIMARY KEY REFERENCES model (id),
    -- NULL: only what the listing gives of the card is known.
    completeness REAL CHECK (completeness BETWEEN 0 AND 1),
    -- What would make it complete, separated by commas.
    missing TEXT NOT NULL,
    -- Rows of it in evaluation.
    evaluations INTEGER NOT NULL CHECK (evaluations >= 0),
    summary TEXT
) STRICT;

CREATE VIRTUAL TABLE card_search USING fts5 (
    name, tags, card,
    content = 'card_text', content_rowid = 'model_id',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE card_section (
    model_id INTEGER NOT NULL REFERENCES model (id),
    position INTEGER NOT NULL CHECK (position >= 0),
    kind TEXT NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (model_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE card_text (
    model_id INTEGER PRIMARY KEY REFERENCES model (id),
    -- Cut into words the way the search index cuts them: llama-3.2 is also found as llama 3.2 and llama3.2.
    name TEXT NOT NULL,
    -- One a line.
    tags TEXT NOT NULL,
    card TEXT NOT NULL
) STRICT;

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

CREATE INDEX crawl_run_by_hub ON crawl_run (hub_id, state);

CREATE UNIQUE INDEX crawl_run_running ON crawl_run (hub_id) WHERE state = 'running';

CREATE TABLE evaluation (
    model_id INTEGER NOT NULL REFERENCES model (id),
    position INTEGER NOT NULL CHECK (position >= 0),
    task TEXT,
    dataset TEXT,
    config TEXT,
    split TEXT,
    metric TEXT NOT NULL,
    name TEXT,
    value REAL NOT NULL,
    is_verified INTEGER NOT NULL CHECK (is_verified IN (0, 1)),
    PRIMARY KEY (model_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX evaluation_by_dataset ON evaluation (dataset COLLATE NOCASE, metric COLLATE NOCASE, value);

CREATE TABLE file (
    revision_id INTEGER NOT NULL REFERENCES revision (id),
    path TEXT NOT NULL CHECK (length(path) BETWEEN 1 AND 1024),
    size INTEGER NOT NULL CHECK (size >= 0),
    content BLOB NOT NULL CHECK (length(content) IN (20, 32)),
    object BLOB CHECK (length(object) = 20),
    PRIMARY KEY (revision_id, path)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE hub (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 32),
    -- Where it was crawled from last: what a mirror takes from, unless it is told otherwise.
    endpoint TEXT
) STRICT;

CREATE TABLE license_claim (
    model_id INTEGER NOT NULL REFERENCES model (id),
    source TEXT NOT NULL CHECK (source IN ('listing', 'card')),
    position INTEGER NOT NULL CHECK (position >= 0),
    field TEXT NOT NULL CHECK (field IN ('license', 'license_name', 'license_link', 'tag', 'section')),
    raw TEXT NOT NULL,
    is_json INTEGER NOT NULL CHECK (is_json IN (0, 1)),
    PRIMARY KEY (model_id, source, position)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE listing_card (
    model_id INTEGER PRIMARY KEY REFERENCES model (id),
    tags TEXT NOT NULL,
    data TEXT
) STRICT;

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

CREATE TRIGGER model_is_never_removed BEFORE DELETE ON model
BEGIN
    SELECT RAISE(ABORT, 'a model that is gone upstream gets a tombstone and is never removed');
END;

CREATE INDEX model_mirrored ON model (hub_id, path) WHERE mirrored_commit IS NOT NULL;

CREATE TABLE model_license (
    model_id INTEGER NOT NULL REFERENCES model (id),
    -- Empty where the hub names no commit.
    commit_id TEXT NOT NULL CHECK (length(commit_id) IN (0, 40)),
    conclusion_id INTEGER NOT NULL REFERENCES conclusion (id),
    weighed_at INTEGER NOT NULL,
    PRIMARY KEY (model_id, commit_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX model_license_by_conclusion ON model_license (conclusion_id);

CREATE TABLE ref (
    model_id INTEGER NOT NULL REFERENCES model (id),
    ref TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('branch', 'tag', 'convert', 'pull-request')),
    name TEXT NOT NULL,
    commit_id TEXT NOT NULL CHECK (length(commit_id) = 40),
    PRIMARY KEY (model_id, ref)
) STRICT, WITHOUT ROWID;

CREATE TABLE revision (
    id INTEGER PRIMARY KEY,
    model_id INTEGER NOT NULL REFERENCES model (id),
    commit_id TEXT NOT NULL CHECK (length(commit_id) = 40),
    recorded_at INTEGER NOT NULL,
    UNIQUE (model_id, commit_id)
) STRICT;

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

CREATE TABLE saved_search (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    -- As in the JSON API: task=text-generation&license=apache-2.0
    query TEXT NOT NULL CHECK (length(query) <= 4096),
    created_at INTEGER NOT NULL,
    -- Nobody keeps it any more; its history stays.
    removed_at INTEGER,
    -- The catalog's count of changes that saved_search_match was compared at; NULL: never.
    compared_changes INTEGER CHECK (compared_changes >= 0),
    compared_at INTEGER,
    -- More models match than are followed: saved_search_match is empty until there are fewer.
    is_too_wide INTEGER NOT NULL DEFAULT 0 CHECK (is_too_wide IN (0, 1)),
    CHECK ((compared_changes IS NULL) = (compared_at IS NULL))
) STRICT;

CREATE TABLE saved_search_event (
    id INTEGER PRIMARY KEY,
    search_id INTEGER NOT NULL REFERENCES saved_search (id),
    model_id INTEGER NOT NULL REFERENCES model (id),
    -- 1: it came to match. 0: it stopped to.
    matches INTEGER NOT NULL CHECK (matches IN (0, 1)),
    noted_at INTEGER NOT NULL
) STRICT;

CREATE INDEX saved_search_event_by_search ON saved_search_event (search_id, id);

CREATE TRIGGER saved_search_event_is_never_changed BEFORE UPDATE ON saved_search_event
BEGIN
    SELECT RAISE(ABORT, 'an event is history and is never changed');
END;

CREATE TRIGGER saved_search_event_is_never_removed BEFORE DELETE ON saved_search_event
BEGIN
    SELECT RAISE(ABORT, 'an event is history and is never removed');
END;

CREATE TABLE saved_search_match (
    search_id INTEGER NOT NULL REFERENCES saved_search (id),
    model_id INTEGER NOT NULL REFERENCES model (id),
    PRIMARY KEY (search_id, model_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    changes INTEGER NOT NULL CHECK (changes >= 0)
) STRICT;

CREATE TABLE variant (
    model_id INTEGER PRIMARY KEY REFERENCES model (id),
    family TEXT,
    parameters INTEGER CHECK (parameters >= 0),
    active_parameters INTEGER CHECK (active_parameters >= 0),
    size_tier TEXT,
    casing TEXT,
    -- BCP-47 tags, separated by commas.
    languages TEXT,
    domain TEXT,
    is_distilled INTEGER CHECK (is_distilled IN (0, 1)),
    quant_format TEXT,
    quant_bits INTEGER,
    quant_label TEXT,
    tuning TEXT,
    artifact TEXT,
    context INTEGER CHECK (context >= 0),
    version TEXT,
    -- Where each value above was read, one letter a column in their order: h(eader), c(onfig), l(isting), f(iles), (car)d, t(ag), n(ame), - none.
    sources TEXT NOT NULL,
    -- Bytes that a key-value cache of 16-bit values takes a token.
    cache_per_token INTEGER CHECK (cache_per_token >= 0),
    -- The commit whose files it was read from; NULL: from the listing alone.
    commit_id TEXT CHECK (length(commit_id) = 40)
) STRICT;

CREATE TABLE verdict (
    conclusion_id INTEGER NOT NULL REFERENCES conclusion (id),
    scenario TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('allow', 'allow-with-duties', 'review', 'block', 'unknown')),
    PRIMARY KEY (conclusion_id, scenario)
) STRICT, WITHOUT ROWID;

CREATE TABLE weighing (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    generation INTEGER NOT NULL CHECK (generation >= 0),
    -- The generation that was weighed last, and with which licence data, scenarios and organisation.
    weighed INTEGER CHECK (weighed <= generation),
    basis TEXT,
    CHECK ((weighed IS NULL) = (basis IS NULL))
) STRICT;

CREATE TABLE weight_file (
    model_id INTEGER NOT NULL REFERENCES model (id),
    path TEXT NOT NULL CHECK (length(path) BETWEEN 1 AND 1024),
    bytes INTEGER NOT NULL CHECK (bytes >= 0),
    format TEXT NOT NULL,
    role TEXT NOT NULL,
    label TEXT,
    bits REAL,
    shard INTEGER,
    shards INTEGER,
    -- JSON of what its header says; NULL: not read.
    facts TEXT,
    PRIMARY KEY (model_id, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE weight_set (
    model_id INTEGER NOT NULL REFERENCES model (id),
    position INTEGER NOT NULL CHECK (position >= 0),
    format TEXT NOT NULL,
    label TEXT,
    bits REAL,
    -- NULL: only names are known.
    bytes INTEGER CHECK (bytes >= 0),
    files INTEGER NOT NULL CHECK (files > 0),
    PRIMARY KEY (model_id, position)
) STRICT, WITHOUT ROWID;
