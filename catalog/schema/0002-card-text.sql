-- What full text search looks in: models whose card is held. The names and tags of all others are in the search index.
CREATE TABLE card_text (
    model_id INTEGER PRIMARY KEY REFERENCES model (id),
    -- Cut into words the way the search index cuts them: llama-3.2 is also found as llama 3.2 and llama3.2.
    name TEXT NOT NULL,
    -- One a line.
    tags TEXT NOT NULL,
    card TEXT NOT NULL
) STRICT;

-- Written together with card_text, by the program: a trigger would make every row a segment of its own.
CREATE VIRTUAL TABLE card_search USING fts5 (
    name, tags, card,
    content = 'card_text', content_rowid = 'model_id',
    tokenize = 'unicode61 remove_diacritics 2'
);

INSERT INTO card_search (card_search, rank) VALUES ('automerge', 16);
