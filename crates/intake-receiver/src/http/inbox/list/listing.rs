//! What the list shows: a page of submissions, each from its columns.

use crate::client::Client;
use crate::http::app::App;
use crate::http::error::HttpError;
use crate::inspect::columns_hold;
use crate::publication::Fault;
use crate::store::{FormRow, SubmissionRow, Window};
use crate::words;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use intake_core::json::Json;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::Arc;
use validator::Validate;

#[derive(Deserialize, Validate)]
#[serde(default)]
pub(in crate::http::inbox) struct ListQuery {
    #[validate(range(min = 1, max = 1_000_000))]
    pub page: u32,
    #[validate(range(min = 1, max = 200))]
    pub size: u32,
}

impl Default for ListQuery {
    fn default() -> Self {
        Self { page: 1, size: 50 }
    }
}

pub(super) struct Listing {
    pub entries: Vec<Entry>,
    pub count: u32,
    pub query: ListQuery,
    /// Forms that are not published as they stand in their folder.
    pub faults: Vec<Fault>,
}

pub(super) struct Entry {
    pub row: SubmissionRow,
    pub title: String,
    /// Label and status of each program.
    pub programs: Vec<(String, String)>,
    /// Whether what is shown here is what the receiver wrote.
    pub sealed: bool,
}

pub(super) type Asked = Result<Query<ListQuery>, QueryRejection>;

pub(super) async fn listing(app: &Arc<App>, client: Client, asked: Asked) -> Result<Listing, HttpError> {
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
