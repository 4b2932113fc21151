//! What is handed to the writer, and what it answers.

use crate::attachment::Attachment;
use crate::key::PrivateKey;
use crate::store::row::{FormRow, Kept, SessionRow, SubmissionRow};
use std::sync::Arc;

/// Something to be written. All that is needed to try it twice is in it.
pub(super) enum Work {
    Submission {
        row: Box<SubmissionRow>,
        attachments: Arc<Vec<Attachment>>,
        key: Arc<PrivateKey>,
    },
    Form {
        form: FormRow,
        at: String,
    },
    /// The key that signs from now on; `inside`: the database keeps its secret.
    TakeUp {
        key: Arc<PrivateKey>,
        inside: bool,
        at: String,
    },
    /// The files of the folder, with the digests of the forms that they have opened.
    OpenForms(Vec<(String, String)>),
    Session(SessionChange),
    /// Whether anything can be written.
    Probe,
    /// Everything that came before has been answered: let go of the file.
    Close,
}

pub(super) enum SessionChange {
    Open(SessionRow),
    Use {
        digest: String,
        at: String,
    },
    End {
        digest: String,
    },
    /// Those that were opened, or used last, before these times.
    Expire {
        opened_before: String,
        used_before: String,
    },
}

/// What became of a piece of work, once its transaction is on disk.
pub(super) enum Done {
    Kept(Kept),
    Written,
    /// Another receiver has taken up its own key meanwhile.
    AnotherKey,
}
