-- The receiver's own signing key: its receipts are signed with it.
CREATE TABLE receiver_key (
    kid TEXT NOT NULL PRIMARY KEY,
    secret BLOB NOT NULL,
    created_at TEXT NOT NULL
);

-- Every form that was ever published here: a submission is judged by the version that was asked.
CREATE TABLE form (
    digest TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    definition TEXT NOT NULL,
    published_at TEXT NOT NULL
);

-- What was signed, as it was signed (envelope), what the receiver found, and its signature
-- over what it found (seal).
CREATE TABLE submission (
    submission_id TEXT NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL,
    reference TEXT NOT NULL UNIQUE,
    received_at TEXT NOT NULL,
    receipt_signature TEXT NOT NULL,
    form_digest TEXT NOT NULL REFERENCES form (digest),
    language TEXT NOT NULL,
    mode TEXT NOT NULL,
    outcome TEXT NOT NULL,
    outcome_agrees BOOLEAN NOT NULL,
    clock_skew BIGINT NOT NULL,
    envelope TEXT NOT NULL,
    seal TEXT NOT NULL
);

CREATE INDEX submission_newest ON submission (received_at DESC, submission_id DESC);
