-- `jsonb` keeps neither order nor white space, and the signature still holds. The receipt is kept as it was given.
CREATE TABLE submission (
    submission_id uuid PRIMARY KEY,
    digest text NOT NULL,
    receipt text NOT NULL,
    body jsonb NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE attachment (
    submission_id uuid NOT NULL REFERENCES submission ON DELETE CASCADE,
    digest text NOT NULL,
    file_name text NOT NULL,
    media_type text NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (submission_id, digest)
);
