//! The one place where an error becomes a status: problem details (RFC 9457) with a stable `code`.

use super::problem::Problem;
use crate::accept::{Refusal, Unfit};
use crate::budget::Full;
use crate::session::SessionError;
use crate::store::StoreError;
use crate::turn;
use crate::upload::UploadError;
use crate::verify::Unverified;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Where nonces are to be had.
pub(super) const NONCES: &str = "/nonces";

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
    Upload(#[source] UploadError),
    #[error("The receiver could not do its work. Try again.")]
    Interrupted,
    #[error("There is nothing here.")]
    NotFound,
    #[error("This address does not take that method.")]
    MethodNotAllowed,
    #[error("Send application/json, application/x-www-form-urlencoded or multipart/form-data.")]
    MediaType,
    #[error("Send the body as it is, without Content-Encoding.")]
    Encoded,
    #[error("Send {{\"kid\": …}}: the RFC 7638 thumbprint of the key that will sign.")]
    Kid,
    #[error("The form has no field \"submission\".")]
    FieldMissing,
    #[error("Send the field \"submission\" before the files: they are read only once it has been verified.")]
    FileFirst,
    #[error("The submission is too large: 1 MiB of JSON is the most.")]
    TooLarge,
    #[error("The submission and its files together are larger than this receiver takes.")]
    FilesTooLarge,
    #[error("The request's body could not be read.")]
    BrokenBody,
    #[error("The query of the address is not understood.")]
    Query(Vec<(String, String)>),
    #[error("Sign in with the inbox's token.")]
    Unauthorized,
    #[error("Too many wrong tokens came from your address. Wait a minute, then try again.")]
    TooManyGuesses,
    #[error("This may only be asked for by this server's own pages.")]
    Origin,
    #[error("The receiver could not do its work. Try again.")]
    Session(#[source] SessionError),
    #[error("A request needs one header \"Host\" with the name of this server.")]
    Host,
    #[error("{}", what_to_do(*.0))]
    Status(StatusCode),
    #[error("The receiver is busy. Try again in a moment.")]
    Busy,
    #[error("Too many requests come from your address at the same time. Try again in a moment.")]
    TooMany,
    #[error("The request took too long. Try again.")]
    Timeout,
    #[error("The request's body came too slowly. Try again over a better connection.")]
    SlowBody,
}

/// Left on a response for the log.
#[derive(Clone, Copy)]
pub(super) struct Code(pub(super) &'static str);

impl HttpError {
    fn status_and_code(&self) -> (StatusCode, &'static str) {
        match self {
            Self::Refused(refusal) => (refusal_status(refusal), refusal.code()),
            Self::Store(_) | Self::Unready(_) => (StatusCode::SERVICE_UNAVAILABLE, "store"),
            Self::Upload(_) => (StatusCode::SERVICE_UNAVAILABLE, "disk"),
            Self::Session(_) | Self::Interrupted => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
            Self::NotFound => (StatusCode::NOT_FOUND, "not-found"),
            Self::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "method"),
            Self::MediaType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type"),
            Self::Encoded => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "content-encoding"),
            Self::Kid => (StatusCode::BAD_REQUEST, "kid"),
            Self::FieldMissing => (StatusCode::BAD_REQUEST, "field-missing"),
            Self::FileFirst => (StatusCode::BAD_REQUEST, "field-order"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "json-too-large"),
            Self::FilesTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "body-too-large"),
            Self::BrokenBody => (StatusCode::BAD_REQUEST, "body"),
            Self::Query(_) => (StatusCode::BAD_REQUEST, "query"),
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, "unauthorized"),
            Self::TooManyGuesses => (StatusCode::TOO_MANY_REQUESTS, "too-many-guesses"),
            Self::Origin => (StatusCode::FORBIDDEN, "origin"),
            Self::Host => (StatusCode::BAD_REQUEST, "host"),
            Self::Status(status) => (*status, "request"),
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
            Self::TooMany => (StatusCode::TOO_MANY_REQUESTS, "too-many-requests"),
            Self::Timeout => (StatusCode::SERVICE_UNAVAILABLE, "timeout"),
            Self::SlowBody => (StatusCode::REQUEST_TIMEOUT, "body-timeout"),
        }
    }

    /// Another nonce, under another signature, may help. Where none is issued, none would.
    fn asks_for_a_nonce(&self) -> bool {
        matches!(self, Self::Refused(Refusal::NonceMissing | Refusal::Nonce))
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
        | Refusal::NonceMissing
        | Refusal::NonceUnasked
        | Refusal::Encrypted
        | Refusal::EncryptedShape
        | Refusal::Supersedes(Unfit::Unknown | Unfit::Key | Unfit::Form)
        | Refusal::EvaluatedOn
        | Refusal::Answers(_)
        | Refusal::TooMuchWork
        | Refusal::Attachments(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::Conflict | Refusal::Supersedes(Unfit::NotLatest) => StatusCode::CONFLICT,
        Refusal::FormBroken | Refusal::Reference | Refusal::Interrupted => StatusCode::INTERNAL_SERVER_ERROR,
        // Ours to mend, and the sender's to try again until then.
        Refusal::Store(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// For what a library refuses: its own words are no help, or none.
fn what_to_do(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "There is nothing here.",
        StatusCode::METHOD_NOT_ALLOWED => "This address does not take that method.",
        StatusCode::RANGE_NOT_SATISFIABLE => "The file has not so many bytes: ask for fewer, or for all.",
        StatusCode::PRECONDITION_FAILED => "The file is another one now: ask for it without a condition.",
        status if status.is_server_error() => "The receiver could not do its work. Try again.",
        _ => "The request is not understood. Look at its address and its headers.",
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
        if status == StatusCode::INTERNAL_SERVER_ERROR || matches!(code, "store" | "disk") {
            tracing::error!(code, cause = causes(&self));
        }
        let detail = self.to_string();
        let nonces = self.asks_for_a_nonce().then_some(NONCES);
        let problem = Problem::new(status, code, &detail).at(self.places()).with_nonces(nonces);
        let mut response = (status, Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        match status {
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
            }
            StatusCode::UNAUTHORIZED => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"inbox\""));
            }
            StatusCode::REQUEST_TIMEOUT => {
                headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
            }
            _ => {}
        }
        response.extensions_mut().insert(Code(code));
        response
    }
}

impl From<Full> for HttpError {
    fn from(full: Full) -> Self {
        match full {
            Full::Client => Self::TooMany,
            Full::Everybody => Self::Busy,
        }
    }
}

impl From<UploadError> for HttpError {
    fn from(error: UploadError) -> Self {
        match error {
            UploadError::Full(full) => full.into(),
            UploadError::Io(_) => Self::Upload(error),
        }
    }
}

impl From<turn::Interrupted> for HttpError {
    fn from(_: turn::Interrupted) -> Self {
        Self::Interrupted
    }
}

/// Routes with CORS set it below their layer, so that the layer answers OPTIONS first.
pub(super) async fn method_not_allowed() -> HttpError {
    HttpError::MethodNotAllowed
}
