//! What a webhook is told.

use crate::receipt::Receipt;
use crate::store::{DeliveryRow, EncryptedRow, FormRow, SubmissionRow, WebhookRow};
use serde::Serialize;
use serde_json::value::RawValue;

#[derive(Serialize)]
struct Payload<'a> {
    r#type: &'a str,
    /// When it happened.
    timestamp: &'a str,
    data: Data<'a>,
}

#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
struct Data<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    submission_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    received_at: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<Form<'a>>,
    /// The id of the submission that it replaces.
    #[serde(skip_serializing_if = "Option::is_none")]
    supersedes: Option<&'a str>,
    /// Only its owner can read it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    encrypted: bool,
    /// Where staff read it.
    url: String,
    /// As it was signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    submission: Option<&'a RawValue>,
}

impl<'a> Data<'a> {
    fn of(receipt: &'a Receipt) -> Self {
        Self {
            submission_id: Some(&receipt.submission_id),
            reference: Some(&receipt.reference),
            received_at: Some(&receipt.received_at),
            ..Self::default()
        }
    }
}

#[derive(Serialize)]
struct Form<'a> {
    name: &'a str,
    version: &'a str,
    digest: &'a str,
}

/// What there is to tell.
pub enum Told {
    Test,
    Submission {
        row: Box<SubmissionRow>,
        form: FormRow,
        /// The id of the one that it replaces.
        supersedes: Option<String>,
    },
    Encrypted(EncryptedRow),
}

/// The body. `home`: the receiver's address without a slash at its end.
pub fn payload(webhook: &WebhookRow, delivery: &DeliveryRow, told: &Told, home: &str) -> String {
    let (timestamp, data) = match told {
        Told::Test => (&delivery.created_at, Data { url: format!("{home}/inbox"), ..Data::default() }),
        Told::Submission { row, form, supersedes } => {
            let receipt = &row.receipt.receipt;
            let envelope = Some(&row.envelope).filter(|_| webhook.payload == "submission");
            let data = Data {
                url: format!("{home}/inbox/{}", receipt.submission_id),
                form: Some(Form { name: &form.name, version: &form.version, digest: &form.digest }),
                supersedes: supersedes.as_deref(),
                submission: envelope.and_then(|envelope| serde_json::from_str(envelope).ok()),
                ..Data::of(receipt)
            };
            (&receipt.received_at, data)
        }
        Told::Encrypted(row) => {
            let receipt = &row.receipt.receipt;
            let url = format!("{home}/inbox/encrypted");
            (&receipt.received_at, Data { url, encrypted: true, ..Data::of(receipt) })
        }
    };
    serde_json::to_string(&Payload { r#type: &delivery.event, timestamp, data }).unwrap_or_default()
}
