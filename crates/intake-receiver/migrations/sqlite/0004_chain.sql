-- The chain: a link for each record, sealed with the link before. A record that is erased
-- leaves its link, which holds only its digest.
CREATE TABLE link (
    position INTEGER NOT NULL PRIMARY KEY,
    record TEXT NOT NULL,
    previous TEXT NOT NULL,
    seal TEXT NOT NULL
);

-- How far the chain goes: one that was cut short is a chain as well.
CREATE TABLE chain_end (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    position INTEGER NOT NULL,
    link TEXT NOT NULL,
    seal TEXT NOT NULL
);

-- Seals from before there was a chain, until the receiver has looked at them and made links.
CREATE TABLE former_seal (
    submission_id TEXT NOT NULL PRIMARY KEY REFERENCES submission (submission_id),
    seal TEXT NOT NULL
);
INSERT INTO former_seal (submission_id, seal) SELECT submission_id, seal FROM submission;

ALTER TABLE submission DROP COLUMN seal;
ALTER TABLE submission ADD COLUMN position INTEGER REFERENCES link (position);
CREATE UNIQUE INDEX submission_position ON submission (position);

-- The receiver's keys in the order in which they were taken up: the last one signs. Of one that
-- lives outside the database, and of one that has been replaced, there is no secret.
CREATE TABLE receiver_key_now (
    number INTEGER NOT NULL PRIMARY KEY,
    kid TEXT NOT NULL UNIQUE,
    x TEXT,
    y TEXT,
    secret BLOB,
    created_at TEXT NOT NULL
);
INSERT INTO receiver_key_now (kid, secret, created_at)
    SELECT kid, secret, created_at FROM receiver_key ORDER BY created_at DESC, kid DESC;
DROP TABLE receiver_key;
ALTER TABLE receiver_key_now RENAME TO receiver_key;
