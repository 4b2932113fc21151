//! Mail to staff: how far each was told.

/// How far somebody was told of something.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MailRow {
    pub recipient: String,
    /// `received` or `reminder`.
    pub kind: String,
    /// The position of the last submission that was counted.
    pub told_position: i64,
    /// The same of those that are encrypted.
    pub told_encrypted: i64,
    pub told_at: Option<String>,
    /// When it is tried again, after a failure.
    pub due_at: Option<String>,
    pub error: Option<String>,
    /// How often in a row it failed.
    pub attempts: i64,
}
