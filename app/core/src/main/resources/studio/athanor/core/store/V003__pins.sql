-- A pinned conversation stays at the top of the list.
ALTER TABLE conversation ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;

DROP INDEX conversation_recent;

CREATE INDEX conversation_recent ON conversation (pinned DESC, activity DESC) WHERE trashed_at IS NULL;
