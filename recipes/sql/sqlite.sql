-- SQLite's JSON is text. The receipt is kept as it was given.
CREATE TABLE IF NOT EXISTS submission (
    submission_id text PRIMARY KEY,
    digest text NOT NULL,
    receipt text NOT NULL,
    body text NOT NULL CHECK (json_valid(body)),
    received_at text NOT NULL DEFAULT current_timestamp
);
CREATE TABLE IF NOT EXISTS attachment (
    submission_id text NOT NULL REFERENCES submission ON DELETE CASCADE,
    digest text NOT NULL,
    file_name text NOT NULL,
    media_type text NOT NULL,
    content blob NOT NULL,
    PRIMARY KEY (submission_id, digest)
);
