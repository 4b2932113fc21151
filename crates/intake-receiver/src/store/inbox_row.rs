//! What the inbox knows of a submission besides what was signed.

use super::row::SubmissionRow;

/// What the list says of a submission, read from its answers when it is accepted. There is no
/// `Debug`: it holds answers.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// What the person is called.
    pub name: Option<String>,
    /// The answers that say how they can be reached, by item: JSON.
    pub contact: String,
    pub urgent: bool,
    /// What they can be found by besides the reference.
    pub words: String,
}

/// A line of the list. The envelope of its submission stays empty.
pub struct EntryRow {
    pub submission: SubmissionRow,
    pub summary: Summary,
    pub opened_at: Option<String>,
    pub amended: Amended,
}

/// The submission that one replaces, and the one that replaces it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Amended {
    pub supersedes: Option<Other>,
    pub replaced_by: Option<Other>,
}

#[derive(Clone, PartialEq, Eq)]
pub struct Other {
    pub submission_id: String,
    pub reference: String,
}

/// What stands beside a submission in an export.
pub struct Beside {
    pub opened_at: Option<String>,
    pub amended: Amended,
}

/// Which submissions are meant; all of them by default.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// By a form's name.
    pub form: Option<String>,
    /// By the language that people answered in.
    pub language: Option<String>,
    /// Received at this moment or later, RFC 3339.
    pub from: Option<String>,
    /// Received before this moment.
    pub before: Option<String>,
    pub opened: Option<bool>,
    pub urgent: Option<bool>,
    /// Part of a reference, a name or what a person can be reached by.
    pub search: Option<String>,
}

impl Filter {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
