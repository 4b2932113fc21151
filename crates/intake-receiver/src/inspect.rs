//! Looking again at what was stored, before anyone relies on it.

use crate::keyring::Keyring;
use crate::store::{FileRow, SubmissionRow};
use crate::verify::verify;
use intake_core::json::Json;

/// A stored submission, looked at again.
pub struct Inspection {
    /// The sender's signature, the receipt, every column and the link in the chain are as on
    /// the first day. Its files are looked at apart.
    pub intact: bool,
    /// The body as it is stored, `null` when it is not even JSON any more.
    pub body: Json,
    /// The signer's key, when the signature holds.
    pub kid: Option<String>,
}

/// Whether the columns of the receipt are those that this receiver wrote; of the rest, and of the
/// envelope, it says nothing.
pub fn columns_hold(row: &SubmissionRow, keys: &Keyring) -> bool {
    row.receipt.verifies(keys)
}

pub fn inspect(row: &SubmissionRow, keys: &Keyring) -> Inspection {
    let Ok(verified) = verify(row.envelope.as_bytes()) else {
        return Inspection { intact: false, body: unverified_body(&row.envelope), kid: None };
    };
    let receipt = &row.receipt.receipt;
    let says =
        |pointer: &str, column: &str| verified.body.pointer(pointer).and_then(Json::as_str) == Some(column);
    let linked = row.link.as_ref().is_some_and(|link| link.record == row.record() && link.holds(keys));
    let intact = linked
        && verified.digest == receipt.digest
        && row.receipt.verifies(keys)
        && says("/submissionId", &receipt.submission_id)
        && says("/form/digest", &row.form_digest)
        && says("/form/language", &row.language)
        && says("/respondent/mode", &row.mode);
    Inspection { intact, body: verified.body, kid: Some(verified.kid) }
}

/// What a changed copy says now, to be shown with a warning.
fn unverified_body(envelope: &str) -> Json {
    match Json::parse(envelope) {
        Ok(Json::Object(mut members)) => {
            members.retain(|(name, _)| name != "signature");
            Json::Object(members)
        }
        _ => Json::Null,
    }
}

/// What has become of a file that came with a submission: without all of them, nothing is
/// acknowledged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileState {
    Intact,
    /// It came, and is not in the database any more.
    Missing,
    /// Its bytes are not those that came.
    Changed,
    /// It bears a name that the sender did not sign.
    Renamed,
    /// It is kept, and the sender did not sign for it.
    Unknown,
}

/// Each file that a signed body says came along, and each that is kept, by its digest.
pub fn files(body: &Json, kept: &[FileRow]) -> Vec<(String, FileState)> {
    let named = body.get("attachments").and_then(Json::as_array).unwrap_or_default();
    let text = |file: &Json, name: &str| file.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let named: Vec<(String, String)> =
        named.iter().map(|file| (text(file, "digest"), text(file, "fileName"))).collect();
    let mut states: Vec<(String, FileState)> = Vec::new();
    for (digest, _) in &named {
        // The same file for two questions is kept once, under the name of one of them.
        if states.iter().any(|(other, _)| other == digest) {
            continue;
        }
        let state = match kept.iter().find(|file| file.digest == *digest) {
            None => FileState::Missing,
            Some(file) if file.actual != *digest => FileState::Changed,
            Some(file) if !named.contains(&(digest.clone(), file.file_name.clone())) => FileState::Renamed,
            Some(_) => FileState::Intact,
        };
        states.push((digest.clone(), state));
    }
    let unknown = kept.iter().filter(|file| named.iter().all(|(digest, _)| *digest != file.digest));
    states.extend(unknown.map(|file| (file.digest.clone(), FileState::Unknown)));
    states
}
