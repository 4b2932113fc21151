//! What is kept: the receiver's key, published forms, submissions. SQL lives only below
//! `store/`, one file a database; statements keep to what PostgreSQL would take too.

mod error;
mod row;
mod sqlite;

pub use error::StoreError;
pub use row::{FileRow, FormRow, Kept, KeyRow, SessionRow, SubmissionRow, Window};
pub use sqlite::Store;
