//! `/inbox/export`: the answers to a form as a file to save. It is made while it is sent, so that
//! nobody waits for the last row before the first byte.

mod pipe;
mod query;
mod view;

use super::layout::{Bar, error_page, page as frame};
use crate::export::{ExportError, Format, Job, Made, Place, Style, export, zip};
use crate::http::app::App;
use crate::http::error::HttpError;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use pipe::pipe;
use query::ExportQuery;
use std::io::{Seek, Write, copy};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Each reads every submission of a form, and verifies it.
static PLACES: Semaphore = Semaphore::const_new(2);

type Asked = Result<Query<ExportQuery>, QueryRejection>;

pub(super) async fn page(State(app): State<Arc<App>>, asked: Asked) -> Response {
    let Query(query) = asked.unwrap_or_default();
    match app.receiver.store.answered_forms().await {
        Ok(names) => frame("Export answers", Bar::SignedIn, view::form(&names, &query, &app.zone)),
        Err(error) => error_page(error.into()),
    }
}

pub(super) async fn file(State(app): State<Arc<App>>, asked: Asked) -> Response {
    let begun = match asked {
        Ok(Query(query)) => begin(&app, query).await,
        Err(_) => Err(HttpError::Query(vec![(String::new(), "syntax".into())])),
    };
    begun.unwrap_or_else(error_page)
}

async fn begin(app: &Arc<App>, query: ExportQuery) -> Result<Response, HttpError> {
    let place = PLACES.try_acquire().map_err(|_| HttpError::Busy)?;
    let list = query.list();
    list.check()?;
    if app.receiver.store.versions(&query.form).await?.is_empty() {
        return Err(HttpError::NotFound);
    }
    let style = Style {
        format: query.format,
        values: query.values,
        choices: query.choices,
        language: Some(query.words).filter(|words| !words.is_empty()),
        zone: app.zone.clone(),
        // People open it, in Excel as often as not.
        mark: true,
    };
    let (name, kind) = match query.format {
        Format::Xlsx => (
            format!("{}.xlsx", query.form),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        Format::Csv | Format::Jsonl => (format!("{}.zip", query.form), "application/zip"),
    };
    let job = Job { form: query.form, filter: list.filter(&app.zone), style, table: None };
    let (out, body) = pipe();
    let (store, folder) = (app.receiver.store.clone(), app.spool.folder().to_owned());
    tokio::spawn(async move {
        let _place = place;
        let format = job.style.format;
        let done = match export(&store, job, Place::Nowhere(folder)).await {
            Ok((made, _)) => {
                let write = out.clone();
                let sent = tokio::task::spawn_blocking(move || send(made, format, write)).await;
                sent.unwrap_or(Err(ExportError::Interrupted))
            }
            Err(error) => Err(error),
        };
        if let Err(error) = done {
            // Broken off, so that nobody takes half of it for all.
            tracing::error!("an export ended early: {error}");
            out.break_off().await;
        }
    });
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, Body::from_stream(body)).into_response())
}

fn send(made: Vec<Made>, format: Format, mut out: impl Write) -> Result<(), ExportError> {
    if format != Format::Xlsx {
        zip(made, &mut out)?;
    } else if let Some(Made { mut file, .. }) = made.into_iter().next() {
        file.rewind()?;
        copy(&mut file, &mut out)?;
    }
    Ok(out.flush()?)
}
