//! The one place where an error becomes a status: problem details (RFC 9457) with a stable `code`.

use super::body::integer;
use crate::accept::Refusal;
use crate::store::StoreError;
use crate::verify::Unverified;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use intake_core::json::Json;

#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    #[error("{0}")]
    Refused(#[from] Refusal),
    #[error("The receiver could not do its work. Try again.")]
    Store(#[from] StoreError),
    /// Said in full: who asks runs the receiver.
    #[error("Nothing can be stored: {0}.")]
    Unready(#[source] StoreError),
    #[error("The receiver could not do its work. Try again.")]
    Interrupted,
    #[error("There is nothing here.")]
    NotFound,
    #[error("This address does not take that method.")]
    MethodNotAllowed,
    #[error("Send application/json, application/x-www-form-urlencoded or multipart/form-data.")]
    MediaType,
    #[error("The form has no field \"submission\".")]
    FieldMissing,
    #[error("The request's body is too large.")]
    TooLarge,
    #[error("The request's body could not be read.")]
    BrokenBody,
    #[error("The query of the address is not understood.")]
    Query(Vec<(String, String)>),
    #[error("Sign in with the inbox's token.")]
    Unauthorized,
    #[error("The receiver is busy. Try again in a moment.")]
    Busy,
    #[error("The request took too long.")]
    Timeout,
}

/// Left on a response for the log.
#[derive(Clone, Copy)]
pub(super) struct Code(pub(super) &'static str);

impl HttpError {
    fn status_and_code(&self) -> (StatusCode, &'static str) {
        match self {
            Self::Refused(refusal) => (refusal_status(refusal), refusal.code()),
            Self::Store(_) | Self::Unready(_) => (StatusCode::SERVICE_UNAVAILABLE, "store"),
            Self::Interrupted => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
            Self::NotFound => (StatusCode::NOT_FOUND, "not-found"),
            Self::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "method"),
            Self::MediaType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type"),
            Self::FieldMissing => (StatusCode::BAD_REQUEST, "field-missing"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "json-too-large"),
            Self::BrokenBody => (StatusCode::BAD_REQUEST, "body"),
            Self::Query(_) => (StatusCode::BAD_REQUEST, "query"),
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, "unauthorized"),
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
            Self::Timeout => (StatusCode::SERVICE_UNAVAILABLE, "timeout"),
        }
    }

    /// Where in the request, and what: never the value there.
    fn places(&self) -> &[(String, String)] {
        match self {
            Self::Refused(
                Refusal::Shape(places) | Refusal::Answers(places) | Refusal::Attachments(places),
            )
            | Self::Query(places) => places,
            _ => &[],
        }
    }
}

fn refusal_status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::Unverified(unverified) if unverified.is_too_large() => StatusCode::PAYLOAD_TOO_LARGE,
        Refusal::Unverified(Unverified::Signature) => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::Unverified(_) => StatusCode::BAD_REQUEST,
        Refusal::Shape(_)
        | Refusal::Audience
        | Refusal::FormUnknown
        | Refusal::Nonce
        | Refusal::Answers(_)
        | Refusal::TooMuchWork
        | Refusal::Attachments(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::Conflict => StatusCode::CONFLICT,
        Refusal::FormBroken | Refusal::Reference | Refusal::Interrupted => StatusCode::INTERNAL_SERVER_ERROR,
        // Ours to mend, and the sender's to try again until then.
        Refusal::Store(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// What lies behind an error, for the log: messages of libraries, never `Debug`, which could
/// hold what was being stored.
fn causes(error: &dyn std::error::Error) -> String {
    let chain = std::iter::successors(error.source(), |error| error.source());
    chain.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

impl IntoResponse for HttpError {
    fn into_response(self) -> Response {
        let (status, code) = self.status_and_code();
        if status == StatusCode::INTERNAL_SERVER_ERROR || code == "store" {
            tracing::error!(code, cause = causes(&self));
        }
        // With "about:blank" the title is the status' own phrase (RFC 9457 §4.2.1); `code` says more.
        let mut members = vec![
            ("type", Json::string("about:blank")),
            ("title", Json::string(status.canonical_reason().unwrap_or_default())),
            ("status", integer(i64::from(status.as_u16()))),
            ("detail", Json::string(self.to_string())),
            ("code", Json::string(code)),
        ];
        if !self.places().is_empty() {
            let place = |(pointer, code): &(String, String)| {
                Json::object([("pointer", Json::string(pointer)), ("code", Json::string(code))])
            };
            members.push(("errors", Json::Array(self.places().iter().map(place).collect())));
        }
        let mut response = (status, Json::object(members).to_string()).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response.extensions_mut().insert(Code(code));
        response
    }
}
