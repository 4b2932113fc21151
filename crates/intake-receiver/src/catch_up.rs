//! What the list says of submissions from before there was a list: read once, after a start, a few
//! at a time, while the receiver does its work.

use crate::form_cache;
use crate::store::{FormRow, Store, StoreError, SubmissionRow, Summary};
use crate::summary::summary;
use intake_core::json::Json;
use std::collections::HashMap;

/// Ends when all have been read. What can't be read any more is listed by its reference.
pub async fn catch_up(store: &Store) -> Result<(), StoreError> {
    let mut forms: HashMap<String, Option<FormRow>> = HashMap::new();
    loop {
        let rows = store.unsummarised().await?;
        if rows.is_empty() {
            return Ok(());
        }
        let mut found = Vec::new();
        for row in rows {
            if !forms.contains_key(&row.form_digest) {
                forms.insert(row.form_digest.clone(), store.form(&row.form_digest).await?);
            }
            let form = forms.get(&row.form_digest).cloned().flatten();
            let read = tokio::task::spawn_blocking(move || read(&row, form.as_ref()));
            found.push(read.await.map_err(|_| StoreError::Closed)?);
        }
        store.summarise(found).await?;
    }
}

fn read(row: &SubmissionRow, form: Option<&FormRow>) -> (String, Summary) {
    let id = row.receipt.receipt.submission_id.clone();
    let empty = || Summary { contact: "{}".into(), ..Summary::default() };
    let read = || {
        let (form, body) = (form?, Json::parse(&row.envelope).ok()?);
        let known = form_cache::known(&form.digest, &form.definition)?;
        Some(summary(&known.form, &known.wish, &body))
    };
    (id, read().unwrap_or_else(empty))
}
