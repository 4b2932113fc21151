//! `/inbox/{submissionId}`: one submission whole; with `.json`, the signed document itself.

use super::layout::{Bar, error_page, page as frame};
use super::view::{self, Amended, View};
use crate::client::Client;
use crate::http::app::App;
use crate::http::error::HttpError;
use crate::inspect::{self, inspect};
use crate::reading;
use crate::store::{FileRow, FormRow, SubmissionRow};
use axum::Extension;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use intake_core::json::Json;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize, Default)]
pub(super) struct DetailQuery {
    lang: Option<String>,
}

pub(super) async fn page(
    State(app): State<Arc<App>>,
    Extension(client): Extension<Client>,
    Path(submission): Path<String>,
    query: Result<Query<DetailQuery>, QueryRejection>,
) -> Response {
    let Query(query) = query.unwrap_or_default();
    if let Some(id) = submission.strip_suffix(".json") {
        return document(&app, id).await.unwrap_or_else(IntoResponse::into_response);
    }
    match detail(app, client, submission, query.lang).await {
        Ok(response) => response,
        Err(error) => error_page(error),
    }
}

/// The stored document, members in canonical order, for another verifier.
async fn document(app: &App, id: &str) -> Result<Response, HttpError> {
    let row = app.receiver.store.submission(id).await?.ok_or(HttpError::NotFound)?;
    let reference: String =
        row.receipt.receipt.reference.chars().filter(char::is_ascii_alphanumeric).collect();
    let name = format!("attachment; filename=\"{reference}.json\"");
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CONTENT_DISPOSITION, &name)];
    Ok((headers, row.envelope).into_response())
}

async fn detail(
    app: Arc<App>,
    client: Client,
    id: String,
    language: Option<String>,
) -> Result<Response, HttpError> {
    let row = app.receiver.store.submission(&id).await?.ok_or(HttpError::NotFound)?;
    let form = app.receiver.store.form(&row.form_digest).await?.ok_or(HttpError::NotFound)?;
    let files = app.receiver.store.files(&id).await?;
    let before = superseded(&app, &row).await?;
    let replaced_by = app.receiver.store.replaced_by(&id).await?.map(|row| row.receipt.receipt);
    let replaced_by = replaced_by.map(|receipt| (receipt.submission_id, receipt.reference));
    let title = format!("Submission {}", row.receipt.receipt.reference);
    let own = app.clone();
    let work = move || {
        let mut view = look(&own, row, &files, &form, language.as_deref());
        view.amends = before.map(|(row, form)| amended(row, &form, &view));
        view.replaced_by = replaced_by;
        view::whole(&view)
    };
    let markup = app.limits.reading.take(client, work).await?;
    note_opened(&app, &id).await;
    Ok(frame(&title, Bar::SignedIn, markup))
}

/// Notes that somebody has looked at it. Where nothing can be written, staff can still read.
pub(super) async fn note_opened(app: &App, id: &str) {
    let store = &app.receiver.store;
    let noted = match store.is_opened(id).await {
        Ok(false) => store.open_entry(id, Some((app.clock)().to_string())).await,
        other => other.map(drop),
    };
    if let Err(error) = noted {
        tracing::warn!("that a submission was opened could not be noted: {}", error.with_cause());
    }
}

/// It counts as new again: nobody has done yet what it needs.
pub(super) async fn unopened(
    State(app): State<Arc<App>>,
    Path(submission): Path<String>,
) -> Result<Redirect, HttpError> {
    app.receiver.store.open_entry(&submission, None).await?;
    Ok(Redirect::to("/inbox"))
}

/// The submission that this one says that it replaces, with its form.
async fn superseded(
    app: &App,
    row: &SubmissionRow,
) -> Result<Option<(SubmissionRow, Option<FormRow>)>, HttpError> {
    let body = Json::parse(&row.envelope).unwrap_or(Json::Null);
    let Some(digest) = body.get("supersedes").and_then(Json::as_str) else { return Ok(None) };
    let Some(before) = app.receiver.store.by_digest(digest).await? else { return Ok(None) };
    let form = app.receiver.store.form(&before.form_digest).await?;
    Ok(Some((before, form)))
}

/// What has changed, in the language of the page.
fn amended(row: SubmissionRow, form: &Option<FormRow>, view: &View) -> Amended {
    let changes = || {
        let now = view.reading.as_ref()?;
        let language = Some(now.language.as_str());
        let before = Json::parse(&row.envelope).ok()?;
        let Json::Object(mut members) = before else { return None };
        members.retain(|(name, _)| name != "signature");
        let before = reading::read(form.as_ref()?, &Json::Object(members), language)?;
        Some(reading::changes(before, now))
    };
    let (changes, receipt) = (changes(), row.receipt.receipt);
    Amended { id: receipt.submission_id, reference: receipt.reference, changes }
}

/// Verifies and reads the stored copy again, whatever was found on the first day.
fn look(app: &App, row: SubmissionRow, files: &[FileRow], form: &FormRow, language: Option<&str>) -> View {
    let inspection = inspect(&row, &app.receiver.key);
    let reading = reading::read(form, &inspection.body, language);
    let files = inspect::files(&inspection.body, files);
    // Nobody else signs with this key.
    let typed_here =
        inspection.kid.as_ref().is_some_and(|kid| app.receiver.key.all().any(|key| key.kid == *kid));
    View {
        typed_here,
        intact: inspection.intact,
        zone: app.zone.clone(),
        row,
        files,
        kid: inspection.kid,
        amends: None,
        replaced_by: None,
        body: inspection.body,
        reading,
    }
}
