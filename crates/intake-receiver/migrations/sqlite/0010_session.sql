-- Browsers that are signed in to the inbox. Of the secret in the cookie only the digest is here:
-- who reads this table can sign in with nothing in it.
CREATE TABLE session (
    digest TEXT NOT NULL PRIMARY KEY,
    -- What it was opened with: the digest of the inbox's token. With another token it ends.
    credential TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    used_at TEXT NOT NULL
);

-- Which form each file of the folder had opened: a file that is wrong at the next start keeps it.
CREATE TABLE open_form (
    file TEXT NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL REFERENCES form (digest)
);
