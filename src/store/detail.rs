//! What events tell the page around, named and shaped as in `types.d.ts`.

use serde::Serialize;

/// Of `intake-status` while there is no submission.
#[derive(Serialize)]
pub struct Unsent<'a> {
    pub status: &'a str,
}

/// Of `intake-status`: what became of sending.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Status<'a> {
    pub status: &'a str,
    pub submission_id: Option<&'a str>,
    /// The number that the person is told to keep.
    pub reference: Option<&'a str>,
}

/// Of `intake-page`: the name of the step that is shown.
#[derive(Serialize)]
pub struct Page<'a> {
    pub page: &'a str,
}

/// Of `intake-error`, where it is about the submission as a whole.
#[derive(Serialize)]
pub struct Fault<'a> {
    pub code: &'a str,
}

/// A mistake and its place, as a JSON Pointer (RFC 6901).
#[derive(Serialize)]
pub struct Finding<'a> {
    pub code: &'a str,
    pub pointer: &'a str,
}
