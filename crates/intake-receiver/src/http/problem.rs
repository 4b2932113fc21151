//! Problem details (RFC 9457): what every refusal says to a program.

use axum::http::StatusCode;
use serde::Serialize;

/// With "about:blank" the title is the status' own phrase (§4.2.1); `code` says more.
#[derive(Serialize)]
pub(super) struct Problem<'a> {
    r#type: &'static str,
    title: &'static str,
    status: u16,
    detail: &'a str,
    code: &'static str,
    /// Where a nonce is to be had, when one was missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    nonces: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    /// A JSON Pointer into the request.
    pointer: &'a str,
    code: &'a str,
}

impl<'a> Problem<'a> {
    pub(super) fn new(status: StatusCode, code: &'static str, detail: &'a str) -> Self {
        let title = status.canonical_reason().unwrap_or_default();
        let status = status.as_u16();
        Self { r#type: "about:blank", title, status, detail, code, nonces: None, errors: Vec::new() }
    }

    /// With the places, and a code for each.
    pub(super) fn at(self, places: &'a [(String, String)]) -> Self {
        Self { errors: places.iter().map(|(pointer, code)| Place { pointer, code }).collect(), ..self }
    }

    /// With the path at which nonces are to be had.
    pub(super) fn with_nonces(self, nonces: Option<&'static str>) -> Self {
        Self { nonces, ..self }
    }
}
