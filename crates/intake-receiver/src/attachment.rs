//! The files of a submission: those that it names, against those that came with it.

use crate::digest;
use crate::judge::Places;
use intake_core::json::Json;

/// A file that came along. There is no `Debug`: it holds what a person sent.
pub struct Attachment {
    /// `sha-256:…` of its bytes, as the signed body names it.
    pub digest: String,
    pub file_name: String,
    pub bytes: Vec<u8>,
}

/// Gives each file that a verified body names its bytes; the places of those that have none.
/// Bytes that nobody signed for are dropped.
pub fn matched(body: &Json, parts: Vec<Vec<u8>>) -> Result<Vec<Attachment>, Places> {
    let mut parts: Vec<(String, Vec<u8>)> =
        parts.into_iter().map(|bytes| (digest::of_bytes(&bytes), bytes)).collect();
    let (mut found, mut missing): (Vec<Attachment>, _) = (Vec::new(), Vec::new());
    for (i, named) in body.get("attachments").and_then(Json::as_array).unwrap_or_default().iter().enumerate()
    {
        let text = |name: &str| named.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
        let digest = text("digest");
        let size = named.get("size").and_then(Json::as_number).and_then(|size| size.to_i64());
        // The same file for two questions is kept once.
        if found.iter().any(|other| other.digest == digest) {
            continue;
        }
        let at =
            parts.iter().position(|(own, bytes)| *own == digest && i64::try_from(bytes.len()).ok() == size);
        match at.map(|at| parts.swap_remove(at)) {
            Some((digest, bytes)) => found.push(Attachment { digest, file_name: text("fileName"), bytes }),
            None => missing.push((format!("/attachments/{i}"), "attachment-missing".to_owned())),
        }
    }
    if missing.is_empty() { Ok(found) } else { Err(missing) }
}
