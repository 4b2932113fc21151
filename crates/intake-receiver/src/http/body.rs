//! A submission's text in: as JSON, or in the field `submission` of an HTML form. The files
//! behind it stay where they are until the text has been looked at.

use super::app::App;
use super::bytes::read;
use super::error::HttpError;
use super::part::Parts;
use crate::budget::Share;
use crate::client::Client;
use crate::encrypted;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use intake_core::json::Limits;
use std::sync::Arc;
use url::form_urlencoded;

/// The form's encoding makes three bytes of one; other fields may stand beside.
const ENCODED: usize = 3 * (1 << 20) + (1 << 16);

/// The text of one submission, not yet looked at, and where its files come from.
pub(super) struct Incoming {
    pub(super) client: Client,
    pub(super) text: Vec<u8>,
    /// For as long as the text is in memory.
    pub(super) memory: Share,
    pub(super) files: Option<Parts>,
}

impl FromRequest<Arc<App>> for Incoming {
    type Rejection = HttpError;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, HttpError> {
        let client = request.extensions().get().copied().ok_or(HttpError::Interrupted)?;
        let (head, body) = request.into_parts();
        let media_type = media_type(&head.headers)?;
        let mut memory = app.limits.memory.take(client, 0)?;
        let limit = if app.receiver.relay { encrypted::MOST } else { Limits::default().bytes };
        let (text, files) = match media_type.as_str() {
            "application/json" => (read(body, limit, &mut memory).await?, None),
            "application/x-www-form-urlencoded" => {
                let bytes = read(body, ENCODED, &mut memory).await?;
                let field = form_urlencoded::parse(&bytes).find(|(name, _)| name == "submission");
                (field.ok_or(HttpError::FieldMissing)?.1.into_owned().into_bytes(), None)
            }
            "multipart/form-data" => {
                let mut parts = Parts::new(&head.headers, body, app.body_limit)?;
                (parts.submission(limit, &mut memory).await?, Some(parts))
            }
            _ => return Err(HttpError::MediaType),
        };
        Ok(Self { client, text, memory, files })
    }
}

/// The media type in small letters. Only bytes as they are, and only UTF-8, can be read.
pub(super) fn media_type(headers: &HeaderMap) -> Result<String, HttpError> {
    let is_plain = |value: &header::HeaderValue| value.as_bytes().eq_ignore_ascii_case(b"identity");
    if !headers.get_all(header::CONTENT_ENCODING).into_iter().all(is_plain) {
        return Err(HttpError::Encoded);
    }
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = value.split(';').map(|part| part.trim().to_ascii_lowercase());
    let media_type = parts.next().unwrap_or_default();
    let charset = parts.find_map(|part| Some(part.strip_prefix("charset=")?.trim_matches('"').to_owned()));
    match charset.as_deref() {
        None | Some("utf-8" | "utf8" | "us-ascii") => Ok(media_type),
        Some(_) => Err(HttpError::MediaType),
    }
}
