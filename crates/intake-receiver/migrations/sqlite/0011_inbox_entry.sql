-- What the inbox's list shows of each submission, written in the transaction that keeps it, so that
-- no page of the list reads what was signed; and what staff did about it. It stands beside the
-- submission, never in it.
CREATE TABLE inbox_entry (
    submission_id TEXT NOT NULL PRIMARY KEY REFERENCES submission (submission_id),
    -- As in the submission: the order in which they came.
    position INTEGER,
    received_at TEXT NOT NULL,
    -- The form's name and the digest of its version.
    form TEXT NOT NULL,
    form_digest TEXT NOT NULL,
    language TEXT NOT NULL,
    -- What the person is called; none where the form asks for no name, or they gave none.
    name TEXT,
    -- The answers that say how they can be reached safely, JSON.
    contact TEXT NOT NULL,
    urgent BOOLEAN NOT NULL,
    -- What is searched, in small letters.
    search TEXT NOT NULL,
    -- False: kept before there was a list, and not read yet for it.
    summarised BOOLEAN NOT NULL,
    -- When a member of staff first looked at it.
    opened_at TEXT,
    -- 1 while it is urgent and nobody has looked at it: those stand first.
    stands_first INTEGER NOT NULL
);

-- What came before there was a list counts as opened: nobody is told of all of it once more.
INSERT INTO inbox_entry (submission_id, position, received_at, form, form_digest, language, name, contact, urgent,
        search, summarised, opened_at, stands_first)
    SELECT s.submission_id, s.position, s.received_at, f.name, s.form_digest, s.language, NULL, '{}', 0,
        lower(s.reference || ' ' || replace(s.reference, '-', '')), 0, s.received_at, 0
    FROM submission s JOIN form f ON f.digest = s.form_digest;

CREATE INDEX inbox_entry_order ON inbox_entry (stands_first DESC, position DESC);
CREATE INDEX inbox_entry_form ON inbox_entry (form, stands_first DESC, position DESC);
CREATE INDEX inbox_entry_language ON inbox_entry (language, stands_first DESC, position DESC);
CREATE INDEX inbox_entry_version ON inbox_entry (form, form_digest);
CREATE INDEX inbox_entry_unopened ON inbox_entry (stands_first DESC, position DESC) WHERE opened_at IS NULL;
CREATE INDEX inbox_entry_urgent ON inbox_entry (stands_first DESC, position DESC) WHERE urgent;
CREATE INDEX inbox_entry_unread ON inbox_entry (submission_id) WHERE NOT summarised;
CREATE INDEX inbox_entry_received ON inbox_entry (received_at);
