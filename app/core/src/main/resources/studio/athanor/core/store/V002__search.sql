-- Full-text search. The texts stay in their tables; a turn enters the index when it is whole, so that streaming stays cheap.
ALTER TABLE turn ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;

CREATE VIRTUAL TABLE turn_search USING fts5 (
    text, content = 'turn', content_rowid = 'key', tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');

CREATE VIRTUAL TABLE title_search USING fts5 (
    title, content = 'conversation', content_rowid = 'key', tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');

INSERT INTO turn_search (turn_search) VALUES ('rebuild');

INSERT INTO title_search (title_search) VALUES ('rebuild');

UPDATE turn SET indexed = 1;
