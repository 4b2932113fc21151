-- How far each member of staff has been told by mail that somebody wrote, and of what stays unopened.
CREATE TABLE mail (
    recipient TEXT NOT NULL,
    -- `received` or `reminder`.
    kind TEXT NOT NULL,
    -- Of `received`: the position of the last submission that a mail counted.
    told_position INTEGER NOT NULL,
    told_at TEXT,
    -- When it is tried again, what went wrong last, and how often in a row.
    due_at TEXT,
    error TEXT,
    attempts INTEGER NOT NULL,
    PRIMARY KEY (recipient, kind)
);

CREATE TABLE mail_attempt (
    recipient TEXT NOT NULL,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    -- None where the server took it.
    error TEXT
);
