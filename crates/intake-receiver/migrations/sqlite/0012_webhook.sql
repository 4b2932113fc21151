-- Other systems that are told of submissions, as the Standard Webhooks specification has it.
CREATE TABLE webhook (
    webhook_id TEXT NOT NULL PRIMARY KEY,
    url TEXT NOT NULL,
    -- What signs; gone once it is removed.
    secret TEXT NOT NULL,
    -- `reference` or `submission`: what is sent.
    payload TEXT NOT NULL,
    -- The name of the only form that it is told of; none: of all.
    form TEXT,
    created_at TEXT NOT NULL,
    paused_at TEXT,
    paused_why TEXT,
    removed_at TEXT
);

-- What is to be told, written in the transaction that it tells of.
CREATE TABLE delivery (
    -- The header `webhook-id`: the same at each attempt.
    delivery_id TEXT NOT NULL PRIMARY KEY,
    webhook_id TEXT NOT NULL REFERENCES webhook (webhook_id),
    event TEXT NOT NULL,
    submission_id TEXT REFERENCES submission (submission_id),
    created_at TEXT NOT NULL,
    -- `waiting`, `delivered` or `failed`.
    state TEXT NOT NULL,
    -- When it is tried next; none while the webhook is paused, and when nothing is left to do.
    due_at TEXT,
    give_up_at TEXT NOT NULL,
    attempts INTEGER NOT NULL
);

CREATE INDEX delivery_due ON delivery (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX delivery_webhook ON delivery (webhook_id, state, created_at);

-- Each attempt, for ever.
CREATE TABLE delivery_attempt (
    delivery_id TEXT NOT NULL REFERENCES delivery (delivery_id),
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    -- The answer's; none without an answer.
    status INTEGER,
    error TEXT,
    milliseconds INTEGER NOT NULL,
    PRIMARY KEY (delivery_id, number)
);
