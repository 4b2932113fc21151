//! `/inbox` and `/inbox.json`: what was sent, urgent ones that nobody has opened first, then the
//! newest, from the columns that the receiver wrote. What a person signed is read, and verified, on
//! the submission's own page.

pub(super) mod query;

mod listing;
mod view;

use super::layout::{Bar, error_page, page as frame};
use crate::client::Client;
use crate::http::app::App;
use crate::http::error::HttpError;
use crate::store::Other;
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use listing::{Asked, Entry, listing};
use serde::Serialize;
use serde_json::value::RawValue;
use std::sync::Arc;

pub(super) async fn page(
    State(app): State<Arc<App>>,
    Extension(client): Extension<Client>,
    asked: Asked,
) -> Response {
    match listing(&app, client, asked).await {
        Ok(listing) => frame("Inbox", Bar::SignedIn, view::list(&listing)),
        Err(error) => error_page(error),
    }
}

#[derive(Serialize)]
struct List<'a> {
    count: u32,
    submissions: Vec<Submission<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Submission<'a> {
    submission_id: &'a str,
    reference: &'a str,
    received_at: &'a str,
    digest: &'a str,
    form: &'a str,
    form_digest: &'a str,
    language: &'a str,
    mode: &'a str,
    name: Option<&'a str>,
    /// The answers that say how the person can be reached.
    contact: Option<&'a RawValue>,
    urgent: bool,
    opened_at: Option<&'a str>,
    /// The receiver's own, as it is kept.
    outcome: Option<&'a RawValue>,
    outcome_agrees: bool,
    clock_skew_seconds: i64,
    receipt_holds: bool,
    /// The ids of the submission that it replaces, and of the one that replaces it.
    supersedes: Option<&'a str>,
    replaced_by: Option<&'a str>,
}

impl<'a> From<&'a Entry> for Submission<'a> {
    fn from(entry: &'a Entry) -> Self {
        let (row, summary) = (&entry.row.submission, &entry.row.summary);
        let receipt = &row.receipt.receipt;
        Self {
            submission_id: &receipt.submission_id,
            reference: &receipt.reference,
            received_at: &receipt.received_at,
            digest: &receipt.digest,
            form: &entry.title,
            form_digest: &row.form_digest,
            language: &row.language,
            mode: &row.mode,
            name: summary.name.as_deref(),
            contact: serde_json::from_str(&summary.contact).ok(),
            urgent: summary.urgent,
            opened_at: entry.row.opened_at.as_deref(),
            outcome: serde_json::from_str(&row.outcome).ok(),
            outcome_agrees: row.outcome_agrees,
            clock_skew_seconds: row.clock_skew,
            receipt_holds: entry.sealed,
            supersedes: id(&entry.row.amended.supersedes),
            replaced_by: id(&entry.row.amended.replaced_by),
        }
    }
}

fn id(other: &Option<Other>) -> Option<&str> {
    other.as_ref().map(|other| other.submission_id.as_str())
}

pub(super) async fn data(
    State(app): State<Arc<App>>,
    Extension(client): Extension<Client>,
    asked: Asked,
) -> Result<Response, HttpError> {
    let listing = listing(&app, client, asked).await?;
    let submissions = listing.entries.iter().map(Submission::from).collect();
    Ok(axum::Json(List { count: listing.count, submissions }).into_response())
}
