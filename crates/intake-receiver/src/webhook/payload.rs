//! What a webhook is told.

use crate::store::{DeliveryRow, FormRow, SubmissionRow, WebhookRow};
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
    /// Where staff read it.
    url: String,
    /// As it was signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    submission: Option<&'a RawValue>,
}

#[derive(Serialize)]
struct Form<'a> {
    name: &'a str,
    version: &'a str,
    digest: &'a str,
}

/// The body. `home`: the receiver's address without a slash at its end.
pub fn payload(
    webhook: &WebhookRow,
    delivery: &DeliveryRow,
    told: Option<(&SubmissionRow, &FormRow)>,
    home: &str,
) -> String {
    let mut data = Data { url: format!("{home}/inbox"), ..Data::default() };
    let mut timestamp = delivery.created_at.as_str();
    if let Some((row, form)) = told {
        let receipt = &row.receipt.receipt;
        timestamp = &receipt.received_at;
        data = Data {
            submission_id: Some(&receipt.submission_id),
            reference: Some(&receipt.reference),
            received_at: Some(&receipt.received_at),
            form: Some(Form { name: &form.name, version: &form.version, digest: &form.digest }),
            url: format!("{home}/inbox/{}", receipt.submission_id),
            submission: if webhook.payload == "submission" {
                serde_json::from_str(&row.envelope).ok()
            } else {
                None
            },
        };
    }
    serde_json::to_string(&Payload { r#type: &delivery.event, timestamp, data }).unwrap_or_default()
}
