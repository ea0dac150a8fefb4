-- Conversations are trees of turns. Long texts come last in a row, so that walking a branch reads few pages.
CREATE TABLE conversation (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    title_by_user INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    activity INTEGER NOT NULL,
    trashed_at INTEGER,
    active_root INTEGER,
    model TEXT,
    snippet TEXT NOT NULL DEFAULT '',
    draft TEXT NOT NULL DEFAULT '',
    settings TEXT NOT NULL
) STRICT;

CREATE INDEX conversation_recent ON conversation (activity DESC) WHERE trashed_at IS NULL;

CREATE INDEX conversation_trash ON conversation (trashed_at) WHERE trashed_at IS NOT NULL;

CREATE TABLE turn (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation INTEGER NOT NULL REFERENCES conversation (key),
    parent INTEGER REFERENCES turn (key) DEFERRABLE INITIALLY DEFERRED,
    sibling INTEGER NOT NULL,
    active_child INTEGER,
    role TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    reasoning_millis INTEGER,
    tool_calls TEXT,
    failure TEXT,
    receipt TEXT,
    attachments TEXT,
    text TEXT NOT NULL,
    reasoning TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX turn_children ON turn (parent, sibling) WHERE parent IS NOT NULL;

CREATE INDEX turn_roots ON turn (conversation, sibling) WHERE parent IS NULL;

CREATE INDEX turn_conversation ON turn (conversation);

CREATE INDEX turn_streaming ON turn (conversation) WHERE state = 'streaming';
