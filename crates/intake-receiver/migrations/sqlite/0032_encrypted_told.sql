-- Staff and other systems are told of what is encrypted, too.
ALTER TABLE delivery ADD COLUMN encrypted_id TEXT REFERENCES encrypted (submission_id);

-- The order in which they came, and when somebody took one to open it.
ALTER TABLE encrypted ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
ALTER TABLE encrypted ADD COLUMN opened_at TEXT;

-- Up to which of them each was told.
ALTER TABLE mail ADD COLUMN told_encrypted INTEGER NOT NULL DEFAULT 0;

-- What came before counts as opened and told: nobody is told of all of it at once.
UPDATE encrypted SET position = rowid, opened_at = received_at;
UPDATE mail SET told_encrypted = (SELECT COALESCE(MAX(position), 0) FROM encrypted);

CREATE INDEX encrypted_position ON encrypted (position);
CREATE INDEX encrypted_unopened ON encrypted (received_at) WHERE opened_at IS NULL;
