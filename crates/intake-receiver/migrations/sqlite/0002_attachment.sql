-- Files that came with a submission. The signed envelope names each with its digest.
CREATE TABLE attachment (
    submission_id TEXT NOT NULL REFERENCES submission (submission_id),
    digest TEXT NOT NULL,
    file_name TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (submission_id, digest)
);
