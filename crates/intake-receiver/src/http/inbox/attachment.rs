//! `/inbox/{submissionId}/{digest}`: a file that came with a submission, to be saved, never shown:
//! what a stranger sent does not become a page of ours.

use super::{App, HttpError};
use crate::digest;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use intake_core::text::shown_name;
use std::sync::Arc;

pub(super) async fn file(
    State(app): State<Arc<App>>,
    Path((submission, digest)): Path<(String, String)>,
) -> Result<impl IntoResponse, HttpError> {
    let file = app.receiver.store.attachment(&submission, &digest).await?.ok_or(HttpError::NotFound)?;
    // The name was signed with its digest: other bytes are another file.
    if digest::of_bytes(&file.bytes) != file.digest {
        return Err(HttpError::Interrupted);
    }
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename*=UTF-8''{}", encoded(&plain(&file.file_name))),
        ),
    ];
    Ok((headers, file.bytes))
}

/// A name that says what it seems to: without marks of direction, which would put "exe" before "jpg", and without folders.
fn plain(name: &str) -> String {
    let name = shown_name(name);
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default().trim_matches(['.', ' ']);
    if last.is_empty() { "file".to_owned() } else { last.to_owned() }
}

/// RFC 8187: everything but letters, digits, dot, dash and underscore as percent and two digits.
fn encoded(name: &str) -> String {
    let mut out = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
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
        assert_eq!(encoded("lön \"x\"\r\n.pdf"), "l%C3%B6n%20%22x%22%0D%0A.pdf");
    }
}
