//! `/inbox/{submissionId}`: one submission whole; with `.json`, the signed document itself.

use super::layout::{Bar, error_page, page as frame};
use super::view::{self, View};
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
    let title = format!("Submission {}", row.receipt.receipt.reference);
    let own = app.clone();
    let work = move || view::whole(&look(&own, row, &files, &form, language));
    let markup = app.limits.reading.take(client, work).await?;
    note_opened(&app, &id).await;
    Ok(frame(&title, Bar::SignedIn, markup))
}

/// Notes that somebody has looked at it. Where nothing can be written, staff can still read.
async fn note_opened(app: &App, id: &str) {
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

/// Verifies and reads the stored copy again, whatever was found on the first day.
fn look(app: &App, row: SubmissionRow, files: &[FileRow], form: &FormRow, language: Option<String>) -> View {
    let inspection = inspect(&row, &app.receiver.key);
    let reading = reading::read(form, &inspection.body, language.as_deref());
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
        body: inspection.body,
        reading,
    }
}
