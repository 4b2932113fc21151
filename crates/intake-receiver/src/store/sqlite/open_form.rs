//! Which form each file of the folder has opened.

use super::work::Work;
use super::{Store, select};
use crate::store::error::StoreError;
use crate::store::row::FormRow;

impl Store {
    /// The form that a file had opened.
    pub async fn open_form(&self, file: &str) -> Result<Option<FormRow>, StoreError> {
        self.read(async |connection| {
            let row = sqlx::query(
                "SELECT form.digest, form.name, form.version, form.definition
                 FROM open_form JOIN form ON form.digest = open_form.digest WHERE open_form.file = $1",
            );
            row.bind(file).fetch_optional(connection).await?.as_ref().map(select::form).transpose()
        })
        .await
    }

    /// The files with the digests of their forms, and no others.
    pub async fn set_open_forms(&self, open: Vec<(String, String)>) -> Result<(), StoreError> {
        self.queue.submit(Work::OpenForms(open)).await.map(drop)
    }
}
