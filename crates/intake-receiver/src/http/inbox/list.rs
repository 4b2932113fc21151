//! `/inbox` and `/inbox.json`: what was sent, newest first.

mod view;

use super::super::body::{integer, json};
use super::layout::{Bar, error_page, page as frame};
use super::{App, HttpError};
use crate::inspect::inspect;
use crate::store::{SubmissionRow, Window};
use crate::words;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use intake_core::json::Json;
use serde::Deserialize;
use std::collections::BTreeMap;
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
}

struct Entry {
    row: SubmissionRow,
    title: String,
    /// Label and status of each program.
    programs: Vec<(String, String)>,
    intact: bool,
}

type Asked = Result<Query<ListQuery>, QueryRejection>;

pub(super) async fn page(State(app): State<Arc<App>>, asked: Asked) -> Response {
    match listing(&app, asked).await {
        Ok(listing) => frame("Inbox", Bar::SignedIn, view::list(&listing)),
        Err(error) => error_page(error),
    }
}

pub(super) async fn data(State(app): State<Arc<App>>, asked: Asked) -> Result<impl IntoResponse, HttpError> {
    let listing = listing(&app, asked).await?;
    let submissions = Json::Array(listing.entries.iter().map(entry_json).collect());
    let count = integer(i64::from(listing.count));
    Ok(json(&Json::object([("count", count), ("submissions", submissions)])))
}

async fn listing(app: &App, asked: Asked) -> Result<Listing, HttpError> {
    let refused = |field: &str, code: &str| HttpError::Query(vec![(format!("/{field}"), code.to_owned())]);
    let Query(query) = asked.map_err(|_| refused("", "syntax"))?;
    query.validate().map_err(|errors| {
        let codes = errors.field_errors().into_iter();
        HttpError::Query(codes.map(|(field, _)| (format!("/{field}"), "range".to_owned())).collect())
    })?;
    let window = Window { offset: (query.page - 1).saturating_mul(query.size), limit: query.size };
    let rows = app.receiver.store.submissions(window).await?;
    let mut definitions = BTreeMap::new();
    for row in &rows {
        if !definitions.contains_key(&row.form_digest) {
            let form = app.receiver.store.form(&row.form_digest).await?;
            let definition = form.and_then(|form| Json::parse(&form.definition).ok()).unwrap_or(Json::Null);
            definitions.insert(row.form_digest.clone(), definition);
        }
    }
    let entry = |row: SubmissionRow| {
        let definition = definitions.get(&row.form_digest).unwrap_or(&Json::Null);
        Entry {
            title: words::title(definition).to_owned(),
            programs: programs(&row.outcome, definition),
            intact: inspect(&row, &app.receiver.key).intact,
            row,
        }
    };
    let entries = rows.into_iter().map(entry).collect();
    Ok(Listing { entries, count: app.receiver.store.count().await?, query })
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

fn entry_json(entry: &Entry) -> Json {
    let receipt = &entry.row.receipt.receipt;
    let texts = [
        ("submissionId", &receipt.submission_id),
        ("reference", &receipt.reference),
        ("receivedAt", &receipt.received_at),
        ("digest", &receipt.digest),
        ("form", &entry.title),
        ("formDigest", &entry.row.form_digest),
        ("language", &entry.row.language),
        ("mode", &entry.row.mode),
    ];
    let mut members: Vec<_> = texts.into_iter().map(|(name, text)| (name, Json::string(text))).collect();
    members.push(("outcome", Json::parse(&entry.row.outcome).unwrap_or(Json::Null)));
    members.push(("outcomeAgrees", Json::Bool(entry.row.outcome_agrees)));
    members.push(("clockSkewSeconds", integer(entry.row.clock_skew)));
    members.push(("signatureVerified", Json::Bool(entry.intact)));
    Json::object(members)
}
