//! One attempt to hand a signed submission to its receiver.
//!
//! `POST` of the JSON as it was signed, with the submission's id as Idempotency-Key: a
//! receiver that already has it answers with the same receipt, so trying again is safe.

use crate::border::{from_js, text};
use crate::outbox::Entry;
use gloo_timers::callback::Timeout;
use intake_core::json::Json;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestCredentials, RequestInit, Response};

/// A network that says nothing for so long has failed.
const PATIENCE_MS: u32 = 30_000;

/// What came of an attempt.
#[derive(Clone, PartialEq, Debug)]
pub enum Answer {
    /// The receiver has it on disk and says so.
    Receipt(Receipt),
    /// No network, or a receiver that is busy or broken: worth trying again.
    Later,
    /// The receiver will not take it as it is; `code` is the one of its problem report.
    Refused { code: Option<String> },
}

/// A receiver's word that a submission is stored.
#[derive(Clone, PartialEq, Debug)]
pub struct Receipt {
    /// What the person is told to quote.
    pub reference: Option<String>,
    /// The receipt as it came.
    pub whole: Json,
}

/// Sends an entry once.
pub async fn post(entry: &Entry) -> Answer {
    attempt(entry).await.unwrap_or(Answer::Later)
}

async fn attempt(entry: &Entry) -> Result<Answer, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let headers = Headers::new()?;
    headers.set("Content-Type", "application/json")?;
    headers.set("Idempotency-Key", &entry.id)?;
    let controller = AbortController::new()?;
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_headers(headers.as_ref());
    request.set_body(&JsValue::from_str(&entry.body));
    request.set_credentials(RequestCredentials::Omit);
    request.set_signal(Some(&controller.signal()));
    let _timeout = Timeout::new(PATIENCE_MS, move || controller.abort());
    let response = JsFuture::from(window.fetch_with_str_and_init(&entry.action, &request)).await?;
    let response: Response = response.unchecked_into();
    let status = response.status();
    let said = JsFuture::from(response.json()?).await.ok().as_ref().and_then(from_js);
    Ok(judge(status, said, &entry.id))
}

/// A 2xx without a receipt for this very submission is not one: sign-in pages of public
/// networks answer 200 to anything.
fn judge(status: u16, said: Option<Json>, id: &str) -> Answer {
    match (status, said) {
        (200..=299, Some(whole)) if text(&whole, "submissionId") == Some(id) => {
            let reference = text(&whole, "reference").map(str::to_string);
            Answer::Receipt(Receipt { reference, whole })
        }
        (408 | 425 | 429, _) => Answer::Later,
        (400..=499, said) => {
            let code = said.as_ref().and_then(|said| text(said, "code")).map(str::to_string);
            Answer::Refused { code }
        }
        _ => Answer::Later,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_receipt_for_this_submission_ends_the_waiting() {
        let receipt = Json::parse(r#"{"submissionId":"a","reference":"FS-7"}"#).ok();
        assert!(matches!(
            judge(201, receipt.clone(), "a"),
            Answer::Receipt(Receipt { reference: Some(reference), .. }) if reference == "FS-7"
        ));
        assert_eq!(judge(200, receipt, "b"), Answer::Later);
        assert_eq!(judge(200, None, "a"), Answer::Later);
    }

    #[test]
    fn a_busy_receiver_is_tried_again_and_a_refusal_is_final() {
        for status in [408, 425, 429, 500, 503] {
            assert_eq!(judge(status, None, "a"), Answer::Later);
        }
        let problem = Json::parse(r#"{"code":"unknown-form"}"#).ok();
        assert_eq!(judge(422, problem, "a"), Answer::Refused { code: Some("unknown-form".into()) });
    }
}
