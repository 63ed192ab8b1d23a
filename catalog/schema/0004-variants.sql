-- How models differ from their kin, and what their weights need.

-- One row a model. Words are those of the hubs' users; NULL: not known.
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

-- The alternative downloads of a repository: twelve GGUF quantizations, or safetensors beside an old .bin.
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

-- What a visit read besides card and licence: config.json and the headers of the weights, at one commit.
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

-- Prose of a card by what it speaks of.
CREATE TABLE card_section (
    model_id INTEGER NOT NULL REFERENCES model (id),
    position INTEGER NOT NULL CHECK (position >= 0),
    kind TEXT NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (model_id, position)
) STRICT, WITHOUT ROWID;

-- How complete a card is, from 0 to 1, and its first sentences.
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

-- Results that a card claims (model-index), one value a row.
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
