//! Looking again at what was stored, before anyone relies on it.

use crate::key::PrivateKey;
use crate::seal;
use crate::store::SubmissionRow;
use crate::verify::verify;
use intake_core::json::Json;

/// A stored submission, looked at again.
pub struct Inspection {
    /// The sender's signature, the receipt and every column are as on the first day.
    pub intact: bool,
    /// The body as it is stored, `null` when it is not even JSON any more.
    pub body: Json,
    /// The signer's key, when the signature holds.
    pub kid: Option<String>,
}

pub fn inspect(row: &SubmissionRow, key: &PrivateKey) -> Inspection {
    let Ok(verified) = verify(row.envelope.as_bytes()) else {
        return Inspection { intact: false, body: unverified_body(&row.envelope), kid: None };
    };
    let receipt = &row.receipt.receipt;
    let says =
        |pointer: &str, column: &str| verified.body.pointer(pointer).and_then(Json::as_str) == Some(column);
    let intact = verified.digest == receipt.digest
        && row.receipt.verifies(key)
        && seal::holds(row, key)
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
