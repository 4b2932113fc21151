//! `/inbox/{submissionId}/{digest}`: a file that came with a submission, to be saved, never shown:
//! what a stranger sent does not become a page of ours.

use crate::client::Client;
use crate::digest;
use crate::http::app::App;
use crate::http::error::HttpError;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use intake_core::text::shown_name;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::sync::Arc;

/// What RFC 8187 leaves as it is, and nothing that could end a header.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_');

pub(super) async fn file(
    State(app): State<Arc<App>>,
    Extension(client): Extension<Client>,
    Path((submission, digest)): Path<(String, String)>,
) -> Result<impl IntoResponse, HttpError> {
    let file = app.receiver.store.attachment(&submission, &digest).await?.ok_or(HttpError::NotFound)?;
    // The name was signed with its digest: other bytes are another file.
    let check = move || (digest::of_bytes(&file.bytes) == file.digest).then_some(file);
    let file = app.limits.reading.take(client, check).await?.ok_or(HttpError::Interrupted)?;
    let name = plain(&file.file_name);
    let name = utf8_percent_encode(&name, ENCODED);
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}")),
    ];
    Ok((headers, file.bytes))
}

/// A name that says what it seems to: without marks of direction, which would put "exe" before "jpg", and without folders.
fn plain(name: &str) -> String {
    let name = shown_name(name);
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default().trim_matches(['.', ' ']);
    if last.is_empty() { "file".to_owned() } else { last.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_ends_as_it_seems_to() {
        for (name, plain_name) in [
            ("payslip\u{202e}gpj.exe", "payslipgpj.exe"),
            ("\u{2067}a\u{2069}\u{200f}.pdf", "a.pdf"),
            ("a\u{7}\u{85}\r\n.pdf", "a.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\lön.pdf", "lön.pdf"),
            ("كشف الراتب.pdf", "كشف الراتب.pdf"),
            ("\u{202e}", "file"),
            ("..", "file"),
        ] {
            assert_eq!(plain(name), plain_name, "{name:?}");
        }
    }

    #[test]
    fn a_name_can_not_leave_its_header() {
        let name = utf8_percent_encode("lön \"x\"\r\n.pdf", ENCODED).to_string();
        assert_eq!(name, "l%C3%B6n%20%22x%22%0D%0A.pdf");
    }
}
