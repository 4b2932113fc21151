//! What is kept: the receiver's key, published forms, submissions. SQL lives only below
//! `store/`, one file a database; statements keep to what PostgreSQL would take too.

mod error;
mod sqlite;

pub use error::StoreError;
pub use sqlite::Store;

use crate::receipt::SignedReceipt;

/// A form as it was published.
pub struct FormRow {
    pub digest: String,
    pub name: String,
    pub version: String,
    /// The text of the file.
    pub definition: String,
}

/// A submission as it is kept. There is no `Debug`: it holds answers.
#[derive(Clone)]
pub struct SubmissionRow {
    pub receipt: SignedReceipt,
    pub form_digest: String,
    pub language: String,
    /// `self` or `assisted`.
    pub mode: String,
    /// What the receiver computed, canonical JSON.
    pub outcome: String,
    /// Whether the sender's outcome was the same.
    pub outcome_agrees: bool,
    /// Seconds from `signedAt` to the receipt.
    pub clock_skew: i64,
    /// What was signed, with its signature: canonical JSON.
    pub envelope: String,
    /// The receiver's signature over the other columns.
    pub seal: String,
}

/// What became of a submission that was to be kept.
pub enum Kept {
    New,
    /// The same `submissionId` is there already, with this receipt.
    Already(SignedReceipt),
    /// Another submission has this reference: draw again.
    ReferenceTaken,
}

/// A place in the list of submissions, newest first.
#[derive(Clone, Copy)]
pub struct Window {
    pub offset: u32,
    pub limit: u32,
}
