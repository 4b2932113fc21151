//! What an export is asked for.

use crate::export::{Choices, Format, Values};
use crate::http::inbox::list::query::ListQuery;
use serde::Deserialize;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(in crate::http::inbox) struct ExportQuery {
    pub(super) format: Format,
    pub(super) values: Values,
    pub(super) choices: Choices,
    /// Of the words; the form's own where it is empty.
    pub(super) words: String,
    pub(super) form: String,
    pub(super) q: String,
    pub(super) language: String,
    pub(super) state: String,
    pub(super) from: String,
    pub(super) until: String,
}

impl ExportQuery {
    pub(super) fn list(&self) -> ListQuery {
        ListQuery {
            q: self.q.clone(),
            form: self.form.clone(),
            language: self.language.clone(),
            state: self.state.clone(),
            from: self.from.clone(),
            until: self.until.clone(),
            ..ListQuery::default()
        }
    }
}
