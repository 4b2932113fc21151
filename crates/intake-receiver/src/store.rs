//! What is kept: the receiver's key, published forms, submissions. SQL lives only below
//! `store/`, one file a database; statements keep to what PostgreSQL would take too.

mod error;
mod inbox_row;
mod mail_row;
mod row;
mod sqlite;
mod webhook_row;

pub use error::StoreError;
pub use inbox_row::{Amended, Beside, EntryRow, Filter, Other, Summary};
pub use mail_row::MailRow;
pub use row::{EncryptedRow, FileRow, FormRow, Kept, KeyRow, SessionRow, SubmissionRow, Window};
pub use sqlite::Store;
pub use webhook_row::{
    After, AttemptRow, DeliveryRow, GIVE_UP_AFTER, Replay, WebhookChange, WebhookRow, WebhookState,
};
