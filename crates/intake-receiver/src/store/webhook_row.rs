//! Webhooks, and what became of what they were told.

use std::time::Duration;

/// How long a webhook is told of a submission before it is given up.
pub const GIVE_UP_AFTER: Duration = Duration::from_secs(3 * 24 * 3600);

/// There is no `Debug`: it holds a secret.
#[derive(Clone)]
pub struct WebhookRow {
    pub webhook_id: String,
    pub url: String,
    pub secret: String,
    /// `reference` or `submission`.
    pub payload: String,
    /// The name of the only form that it is told of.
    pub form: Option<String>,
    pub created_at: String,
    pub paused_at: Option<String>,
    pub paused_why: Option<String>,
}

/// A webhook with the numbers of its deliveries.
pub struct WebhookState {
    pub webhook: WebhookRow,
    pub waiting: i64,
    pub delivered: i64,
    pub failed: i64,
}

/// Something that a webhook is told.
#[derive(Clone)]
pub struct DeliveryRow {
    pub delivery_id: String,
    /// `submission.received` or `test`.
    pub event: String,
    pub submission_id: Option<String>,
    /// In its place, of one that only somebody else can read.
    pub encrypted_id: Option<String>,
    pub created_at: String,
    pub state: String,
    pub due_at: Option<String>,
    pub give_up_at: String,
    pub attempts: i64,
}

#[derive(Clone)]
pub struct AttemptRow {
    pub at: String,
    pub status: Option<i64>,
    pub error: Option<String>,
    pub milliseconds: i64,
}

/// What comes after an attempt.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum After {
    Delivered,
    /// Another attempt then.
    Again(String),
    Failed,
    /// The other side wants no more (410): the webhook is paused.
    Unwanted,
}

/// Which deliveries are made once more.
#[derive(Clone)]
pub enum Replay {
    /// All that failed.
    Failed,
    /// One, whatever became of it.
    One(String),
}

/// A change of the webhooks; times as RFC 3339 writes them.
#[derive(Clone)]
pub enum WebhookChange {
    Add(WebhookRow),
    Pause {
        webhook_id: String,
        at: String,
    },
    /// `give_up_at`: until when what has waited is tried.
    Resume {
        webhook_id: String,
        at: String,
        give_up_at: String,
    },
    Remove {
        webhook_id: String,
        at: String,
    },
    /// `due_at`: none where somebody makes the attempt at once.
    Test {
        webhook_id: String,
        delivery_id: String,
        at: String,
        due_at: Option<String>,
    },
    Replay {
        webhook_id: String,
        which: Replay,
        at: String,
        give_up_at: String,
    },
    /// All submissions received from one moment to before another that it has not been told of.
    Backfill {
        webhook_id: String,
        from: String,
        before: String,
        at: String,
        give_up_at: String,
    },
    Attempted {
        delivery_id: String,
        attempt: AttemptRow,
        after: After,
    },
}
