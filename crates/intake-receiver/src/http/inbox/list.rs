//! `/inbox` and `/inbox.json`: what was sent, newest first, from the columns that the receiver
//! wrote and sealed. What a person signed is read, and verified, on the submission's own page.

mod view;

use super::layout::{Bar, error_page, page as frame};
use super::{App, HttpError};
use crate::client::Client;
use crate::inspect::columns_hold;
use crate::publication::Fault;
use crate::store::{FormRow, SubmissionRow, Window};
use crate::words;
use axum::Extension;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use intake_core::json::Json;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::HashMap;
use std::sync::Arc;
use validator::Validate;

#[derive(Deserialize, Validate)]
#[serde(default)]
pub(super) struct ListQuery {
    #[validate(range(min = 1, max = 1_000_000))]
    page: u32,
    #[validate(range(min = 1, max = 200))]
    size: u32,
}

impl Default for ListQuery {
    fn default() -> Self {
        Self { page: 1, size: 50 }
    }
}

struct Listing {
    entries: Vec<Entry>,
    count: u32,
    query: ListQuery,
    /// Forms that are not published as they stand in their folder.
    faults: Vec<Fault>,
}

struct Entry {
    row: SubmissionRow,
    title: String,
    /// Label and status of each program.
    programs: Vec<(String, String)>,
    /// Whether what is shown here is what the receiver wrote.
    sealed: bool,
}

type Asked = Result<Query<ListQuery>, QueryRejection>;

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
    /// The receiver's own, as it is kept.
    outcome: Option<&'a RawValue>,
    outcome_agrees: bool,
    clock_skew_seconds: i64,
    receipt_holds: bool,
}

impl<'a> From<&'a Entry> for Submission<'a> {
    fn from(entry: &'a Entry) -> Self {
        let row = &entry.row;
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
            outcome: serde_json::from_str(&row.outcome).ok(),
            outcome_agrees: row.outcome_agrees,
            clock_skew_seconds: row.clock_skew,
            receipt_holds: entry.sealed,
        }
    }
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

async fn listing(app: &Arc<App>, client: Client, asked: Asked) -> Result<Listing, HttpError> {
    let refused = |field: &str, code: &str| HttpError::Query(vec![(format!("/{field}"), code.to_owned())]);
    let Query(query) = asked.map_err(|_| refused("", "syntax"))?;
    query.validate().map_err(|errors| {
        let codes = errors.field_errors().into_iter();
        HttpError::Query(codes.map(|(field, _)| (format!("/{field}"), "range".to_owned())).collect())
    })?;
    let window = Window { offset: (query.page - 1).saturating_mul(query.size), limit: query.size };
    let store = &app.receiver.store;
    let rows = store.submission_columns(window).await?;
    let mut forms = HashMap::new();
    for row in &rows {
        if !forms.contains_key(&row.form_digest) {
            forms.insert(row.form_digest.clone(), store.form(&row.form_digest).await?);
        }
    }
    let count = store.count().await?;
    let own = app.clone();
    let work = move || entries(rows, &forms, &own);
    let entries = app.limits.reading.take(client, work).await?;
    Ok(Listing { entries, count, query, faults: app.forms().faults.clone() })
}

fn entries(rows: Vec<SubmissionRow>, forms: &HashMap<String, Option<FormRow>>, app: &App) -> Vec<Entry> {
    let definition = |form: &Option<FormRow>| {
        form.as_ref().and_then(|form| Json::parse(&form.definition).ok()).unwrap_or(Json::Null)
    };
    let definitions: HashMap<_, _> = forms.iter().map(|(digest, form)| (digest, definition(form))).collect();
    let entry = |row: SubmissionRow| {
        let definition = definitions.get(&row.form_digest).unwrap_or(&Json::Null);
        Entry {
            title: words::title(definition).to_owned(),
            programs: programs(&row.outcome, definition),
            sealed: columns_hold(&row, &app.receiver.key),
            row,
        }
    };
    rows.into_iter().map(entry).collect()
}

fn programs(outcome: &str, definition: &Json) -> Vec<(String, String)> {
    let outcome = Json::parse(outcome).unwrap_or(Json::Null);
    let programs = outcome.get("programs").and_then(Json::as_array).unwrap_or_default();
    let text = |program: &Json, name| program.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    programs
        .iter()
        .map(|program| {
            (words::program_label(definition, &text(program, "name")).to_owned(), text(program, "status"))
        })
        .collect()
}
