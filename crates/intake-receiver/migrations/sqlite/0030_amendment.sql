-- Which submission replaces which. One is replaced once: what comes later replaces the latest.
-- The envelope of the later one says the same, signed; this is what keeps two from doing it at once.
CREATE TABLE amendment (
    superseded TEXT NOT NULL PRIMARY KEY,
    submission_id TEXT NOT NULL UNIQUE REFERENCES submission (submission_id)
);

-- An amendment names the one before by its digest.
CREATE INDEX submission_digest ON submission (digest);
