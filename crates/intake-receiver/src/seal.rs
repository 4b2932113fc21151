//! The receiver's signature over its own columns of a row: what it found, so that a changed
//! verdict shows as a changed answer does.

use crate::key::PrivateKey;
use crate::store::SubmissionRow;
use intake_core::json::Json;

const TYP: &str = "intake-row+jws";

/// A detached JWS; the submitter's own signature is in the envelope.
pub fn seal(row: &SubmissionRow, key: &PrivateKey) -> String {
    key.sign_detached(TYP, &payload(row))
}

pub fn holds(row: &SubmissionRow, key: &PrivateKey) -> bool {
    key.verifies_detached(TYP, &payload(row), &row.seal)
}

fn payload(row: &SubmissionRow) -> Json {
    Json::object([
        ("receipt", row.receipt.to_json()),
        ("formDigest", Json::string(&row.form_digest)),
        ("language", Json::string(&row.language)),
        ("mode", Json::string(&row.mode)),
        ("outcome", Json::string(&row.outcome)),
        ("outcomeAgrees", Json::Bool(row.outcome_agrees)),
        ("clockSkew", Json::string(row.clock_skew.to_string())),
    ])
}
