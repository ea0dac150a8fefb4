-- The files of a draft. Those of a conversation that is not begun belong to none.
CREATE TABLE draft_file (
    key INTEGER PRIMARY KEY,
    conversation INTEGER REFERENCES conversation (key),
    name TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;

CREATE INDEX draft_file_conversation ON draft_file (conversation);
