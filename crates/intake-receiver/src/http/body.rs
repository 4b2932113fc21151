//! JSON out, and a submission's text in: as JSON, or in the field `submission` of an HTML form.

use super::HttpError;
use axum::Form;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use intake_core::decimal::Decimal;
use intake_core::json::Json;
use serde::Deserialize;

/// 1 MiB of JSON, and what percent-encoding or multipart framing adds to it.
pub(super) const LIMIT: usize = 3 * (1 << 20) + (1 << 16);

pub(super) fn json(body: &Json) -> impl IntoResponse + use<> {
    ([(header::CONTENT_TYPE, "application/json")], body.to_string())
}

/// A whole number; zero for one that JSON cannot carry.
pub(super) fn integer(value: i64) -> Json {
    Json::Number(Decimal::from_i64(value).unwrap_or(Decimal::ZERO))
}

/// The text of one submission, not yet looked at, and the files that came along.
pub(super) struct Incoming {
    pub(super) text: Bytes,
    pub(super) files: Vec<Vec<u8>>,
}

impl Incoming {
    fn text(text: Bytes) -> Self {
        Self { text, files: Vec::new() }
    }
}

#[derive(Deserialize)]
struct Field {
    submission: String,
}

impl<S: Send + Sync> FromRequest<S> for Incoming {
    type Rejection = HttpError;

    async fn from_request(mut request: Request, state: &S) -> Result<Self, HttpError> {
        let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let media_type = media_type.and_then(|value| value.split(';').next()).unwrap_or_default().trim();
        let media_type = media_type.to_ascii_lowercase();
        // Only files make a body larger than this.
        if media_type != "multipart/form-data" {
            DefaultBodyLimit::max(LIMIT).apply(&mut request);
        }
        match media_type.as_str() {
            "application/json" => {
                Bytes::from_request(request, state).await.map(Self::text).map_err(|e| broken(e.status()))
            }
            "application/x-www-form-urlencoded" => match Form::<Field>::from_request(request, state).await {
                Ok(Form(field)) => Ok(Self::text(field.submission.into())),
                Err(rejection) if rejection.status() == StatusCode::UNPROCESSABLE_ENTITY => {
                    Err(HttpError::FieldMissing)
                }
                Err(rejection) => Err(broken(rejection.status())),
            },
            "multipart/form-data" => {
                let parts = Multipart::from_request(request, state).await.map_err(|e| broken(e.status()))?;
                field(parts).await
            }
            _ => Err(HttpError::MediaType),
        }
    }
}

async fn field(mut parts: Multipart) -> Result<Incoming, HttpError> {
    let (mut text, mut files) = (None, Vec::new());
    while let Some(part) = parts.next_field().await.map_err(|e| broken(e.status()))? {
        match part.name() {
            Some("submission") if text.is_none() => {
                text = Some(part.bytes().await.map_err(|e| broken(e.status()))?);
            }
            // The brackets are what PHP needs to see more than one.
            Some("attachment[]" | "attachment") => {
                files.push(part.bytes().await.map_err(|e| broken(e.status()))?.into())
            }
            _ => {}
        }
    }
    text.map(|text| Incoming { text, files }).ok_or(HttpError::FieldMissing)
}

fn broken(status: StatusCode) -> HttpError {
    if status == StatusCode::PAYLOAD_TOO_LARGE { HttpError::TooLarge } else { HttpError::BrokenBody }
}
