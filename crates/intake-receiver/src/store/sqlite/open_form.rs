//! Which form each file of the folder has opened.

use super::writer::Work;
use super::{Store, StoreError, read};
use crate::store::FormRow;
use sqlx::sqlite::SqliteConnection;

impl Store {
    /// The form that a file had opened.
    pub async fn open_form(&self, file: &str) -> Result<Option<FormRow>, StoreError> {
        self.read(async |connection| {
            let row = sqlx::query(
                "SELECT form.digest, form.name, form.version, form.definition
                 FROM open_form JOIN form ON form.digest = open_form.digest WHERE open_form.file = $1",
            );
            row.bind(file).fetch_optional(connection).await?.as_ref().map(read::form).transpose()
        })
        .await
    }

    /// The files with the digests of their forms, and no others.
    pub async fn set_open_forms(&self, open: Vec<(String, String)>) -> Result<(), StoreError> {
        self.queue.submit(Work::OpenForms(open)).await.map(drop)
    }
}

pub(super) async fn set(
    connection: &mut SqliteConnection,
    open: &[(String, String)],
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM open_form").execute(&mut *connection).await?;
    for (file, digest) in open {
        let insert = sqlx::query("INSERT INTO open_form (file, digest) VALUES ($1, $2)");
        insert.bind(file).bind(digest).execute(&mut *connection).await?;
    }
    Ok(())
}
