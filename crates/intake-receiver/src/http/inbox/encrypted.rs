//! `/inbox/encrypted`: what was encrypted to somebody else's key. It is shown that it is there, and that it can't be
//! read here; who has the key downloads and opens it.

use super::detail::note_opened;
use super::layout::{Bar, error_page, page as frame, time};
use crate::http::app::App;
use crate::http::error::HttpError;
use crate::moment::Zone;
use crate::store::{EncryptedRow, Window};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

const SIZE: u32 = 50;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    page: u32,
}

pub(super) async fn page(
    State(app): State<Arc<App>>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let page = asked.map_or(1, |Query(asked)| asked.page).clamp(1, 1_000_000);
    match entries(&app, page).await {
        Ok((entries, count)) => frame("Encrypted", Bar::SignedIn, list(&entries, (page, count), &app.zone)),
        Err(error) => error_page(error),
    }
}

struct Entry {
    row: EncryptedRow,
    files: Vec<String>,
}

async fn entries(app: &App, page: u32) -> Result<(Vec<Entry>, u32), HttpError> {
    let store = &app.receiver.store;
    let window = Window { offset: (page - 1).saturating_mul(SIZE), limit: SIZE };
    let mut entries = Vec::new();
    for row in store.encrypted_columns(window).await? {
        let files = store.encrypted_files(&row.receipt.receipt.submission_id).await?;
        entries.push(Entry { row, files });
    }
    Ok((entries, store.count_encrypted().await?))
}

fn list(entries: &[Entry], (page, count): (u32, u32), zone: &Zone) -> Markup {
    let pages = count.div_ceil(SIZE).max(1);
    html! {
        p.back { a href="/inbox" { "All submissions" } }
        h1 { "Encrypted submissions" }
        p {
            "This receiver can’t read them, and nobody who has its database can: they were encrypted in the "
            "sender’s browser, to the key of their owner. Download one and open it where that key is: "
            code { "intake decrypt --key intake-owner.pem FILE…" }
        }
        @if count == 0 { p.empty { "None has come yet." } }
        ol.submissions {
            @for entry in entries { li { (card(entry, zone)) } }
        }
        @if pages > 1 {
            nav.pages aria-label="Pages" {
                @if page > 1 { a href={ "/inbox/encrypted?page=" (page - 1) } rel="prev" { "Newer" } }
                span { "Page " (page) " of " (pages) }
                @if page < pages { a href={ "/inbox/encrypted?page=" (page + 1) } rel="next" { "Older" } }
            }
        }
    }
}

fn card(entry: &Entry, zone: &Zone) -> Markup {
    let receipt = &entry.row.receipt.receipt;
    let address = format!("/inbox/encrypted/{}", receipt.submission_id);
    html! {
        div.card-head {
            h2 { a.reference href=(address) download { (receipt.reference) } }
            @if entry.row.opened_at.is_none() { p.marks { span.new { "Not opened" } } }
            p.form-title { "Can’t be read here" }
            p.meta { (time(&receipt.received_at, zone)) }
        }
        p.quiet {
            "To the key " @for (i, kid) in entry.row.kids.iter().enumerate() {
                @if i > 0 { ", or " } code { (kid) }
            }
        }
        @if !entry.files.is_empty() {
            ul.files {
                @for (i, file) in entry.files.iter().enumerate() {
                    li { a href={ (address) "/" (file) } download { "File " (i + 1) } }
                }
            }
        }
    }
}

pub(super) async fn document(
    State(app): State<Arc<App>>,
    Path(submission): Path<String>,
) -> Result<Response, HttpError> {
    let row = app.receiver.store.encrypted(&submission).await?.ok_or(HttpError::NotFound)?;
    if row.opened_at.is_none() {
        note_opened(&app, &submission).await;
    }
    Ok(download(&row, "", row.document.clone().into_bytes()))
}

pub(super) async fn file(
    State(app): State<Arc<App>>,
    Path((submission, digest)): Path<(String, String)>,
) -> Result<Response, HttpError> {
    let store = &app.receiver.store;
    let row = store.encrypted(&submission).await?.ok_or(HttpError::NotFound)?;
    let files = store.encrypted_files(&submission).await?;
    let at = files.iter().position(|file| *file == digest).ok_or(HttpError::NotFound)?;
    let bytes = store.encrypted_file(&submission, &digest).await?.ok_or(HttpError::NotFound)?;
    Ok(download(&row, &format!("-file-{}", at + 1), bytes))
}

fn download(row: &EncryptedRow, which: &str, bytes: Vec<u8>) -> Response {
    let reference: String =
        row.receipt.receipt.reference.chars().filter(char::is_ascii_alphanumeric).collect();
    let name = format!("attachment; filename=\"{reference}{which}.jwe\"");
    let headers =
        [(header::CONTENT_TYPE, "application/jose+json".to_owned()), (header::CONTENT_DISPOSITION, name)];
    (headers, bytes).into_response()
}
