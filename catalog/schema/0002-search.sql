-- What full text search looks in. Apart from model, so that counters change without touching the index.
CREATE TABLE model_text (
    model_id INTEGER PRIMARY KEY REFERENCES model (id),
    -- The model's name, and the ways people write it otherwise: llama3 for llama-3, mini lm for MiniLM.
    name TEXT NOT NULL,
    tags TEXT NOT NULL,
    card TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE VIRTUAL TABLE model_search USING fts5 (
    name, tags, card,
    content = 'model_text', content_rowid = 'model_id',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER model_text_added AFTER INSERT ON model_text
BEGIN
    INSERT INTO model_search (rowid, name, tags, card) VALUES (new.model_id, new.name, new.tags, new.card);
END;

CREATE TRIGGER model_text_removed AFTER DELETE ON model_text
BEGIN
    INSERT INTO model_search (model_search, rowid, name, tags, card) VALUES ('delete', old.model_id, old.name, old.tags, old.card);
END;

CREATE TRIGGER model_text_changed AFTER UPDATE OF name, tags, card ON model_text
BEGIN
    INSERT INTO model_search (model_search, rowid, name, tags, card) VALUES ('delete', old.model_id, old.name, old.tags, old.card);
    INSERT INTO model_search (rowid, name, tags, card) VALUES (new.model_id, new.name, new.tags, new.card);
END;

-- Crawls write a segment a page; merging sixteen at a time instead of four halves the work of merging.
INSERT INTO model_search (model_search, rank) VALUES ('automerge', 16);
