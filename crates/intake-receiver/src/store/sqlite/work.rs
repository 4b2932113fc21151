//! What is handed to the writer, and what it answers.

use crate::attachment::Attachment;
use crate::key::PrivateKey;
use crate::store::inbox_row::Summary;
use crate::store::mail_row::MailRow;
use crate::store::row::{EncryptedRow, FormRow, Kept, SessionRow, SubmissionRow};
use crate::store::webhook_row::WebhookChange;
use std::sync::Arc;

/// Something to be written. All that is needed to try it twice is in it.
pub(super) enum Work {
    Submission {
        row: Box<SubmissionRow>,
        /// What the list says of it.
        summary: Box<Summary>,
        attachments: Arc<Vec<Attachment>>,
        key: Arc<PrivateKey>,
    },
    Encrypted {
        row: Box<EncryptedRow>,
        files: Arc<Vec<Attachment>>,
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
    Entry(EntryChange),
    Webhook(Box<WebhookChange>),
    Mail(Box<MailChange>),
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

/// What happens to lines of the list.
pub(super) enum EntryChange {
    /// Somebody looked at it; with none, it counts as new again.
    Open { submission_id: String, at: Option<String> },
    /// What the list says of submissions from before there was a list.
    Summarise(Vec<(String, Summary)>),
}

/// What becomes of a mail. `at`: an attempt was made then.
pub(super) struct MailChange {
    pub(super) row: MailRow,
    pub(super) at: Option<String>,
}

/// What became of a piece of work, once its transaction is on disk.
pub(super) enum Done {
    Kept(Kept),
    Written,
    /// So many rows.
    Changed(u64),
    /// Another receiver has taken up its own key meanwhile.
    AnotherKey,
}
