//! Bytes of a body in memory, as many as there is room for.

use super::error::HttpError;
use crate::budget::Share;
use axum::body::{Body, HttpBody};
use http_body_util::BodyExt;

/// All of a body that has at most so many bytes.
pub(super) async fn read(mut body: Body, limit: usize, memory: &mut Share) -> Result<Vec<u8>, HttpError> {
    if body.size_hint().lower() > limit as u64 {
        return Err(HttpError::TooLarge);
    }
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| HttpError::BrokenBody)?.into_data() else { continue };
        append(&mut bytes, &data, limit, memory)?;
    }
    Ok(bytes)
}

/// Takes more bytes into memory, where there is room for them.
pub(super) fn append(
    bytes: &mut Vec<u8>,
    more: &[u8],
    limit: usize,
    memory: &mut Share,
) -> Result<(), HttpError> {
    if bytes.len() + more.len() > limit {
        return Err(HttpError::TooLarge);
    }
    memory.grow(more.len())?;
    bytes.extend_from_slice(more);
    Ok(())
}
