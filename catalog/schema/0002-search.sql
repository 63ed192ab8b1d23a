-- What full text search looks in. Apart from model, so that counters change without touching the index.
CREATE TABLE model_text (
    model_id INTEGER PRIMARY KEY REFERENCES model (id),
    -- The model's name, and the ways people write it otherwise: llama3 for llama-3, mini lm for MiniLM.
    name TEXT NOT NULL,
    -- One a line, in the hub's order.
    tags TEXT NOT NULL,
    card TEXT NOT NULL DEFAULT ''
) STRICT;

-- Written together with model_text, by the program: a trigger would make every row a segment of its own.
CREATE VIRTUAL TABLE model_search USING fts5 (
    name, tags, card,
    content = 'model_text', content_rowid = 'model_id',
    tokenize = 'unicode61 remove_diacritics 2'
);

-- Crawls write a segment a page; merging sixteen at a time instead of four halves the work of merging.
INSERT INTO model_search (model_search, rank) VALUES ('automerge', 16);
