-- Submissions that are encrypted to somebody else's key: passed on, and never read here.
CREATE TABLE encrypted (
    submission_id TEXT NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL,
    reference TEXT NOT NULL UNIQUE,
    received_at TEXT NOT NULL,
    receipt_signature TEXT NOT NULL,
    -- The keys that it is encrypted to, with a space between.
    kids TEXT NOT NULL,
    document TEXT NOT NULL
);

CREATE INDEX encrypted_newest ON encrypted (received_at DESC, submission_id DESC);

-- Their files, encrypted too.
CREATE TABLE encrypted_file (
    submission_id TEXT NOT NULL REFERENCES encrypted (submission_id),
    digest TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (submission_id, digest)
);
