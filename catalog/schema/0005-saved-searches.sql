-- Searches that somebody keeps, and what came to match them or stopped to.

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

-- What matched when it was compared last.
CREATE TABLE saved_search_match (
    search_id INTEGER NOT NULL REFERENCES saved_search (id),
    model_id INTEGER NOT NULL REFERENCES model (id),
    PRIMARY KEY (search_id, model_id)
) STRICT, WITHOUT ROWID;

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
