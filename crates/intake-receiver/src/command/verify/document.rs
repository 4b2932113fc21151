//! One signed document: steps 1 to 7 and 9 of the verifier.

use super::finding::{Finding, form_name};
use crate::config::Verify;
use crate::judge::{self, NotJudged};
use crate::store::FormRow;
use crate::verify::verify as verified;
use intake_core::json::Json;

pub(super) fn verify(name: &str, bytes: &[u8], config: &Verify, form: Option<&FormRow>) -> Finding {
    let verified = match verified(bytes) {
        Ok(verified) => verified,
        Err(error) => return Finding::fault(name, error.code(), error.to_string()),
    };
    Finding {
        name: name.to_owned(),
        form: form_name(&verified.body),
        kid: Some(verified.kid),
        fault: fault(&verified.body, config.audience.as_deref(), form),
    }
}

/// Steps 7 and 9, as far as the command line says what to expect.
fn fault(body: &Json, audience: Option<&str>, form: Option<&FormRow>) -> Option<(String, String)> {
    let fault = |code: &str, sentence: &str| Some((code.to_owned(), sentence.to_owned()));
    let (claim, submission) = match judge::claim(body) {
        Ok(read) => read,
        Err(places) => return fault("submission-shape", &at("It is not a submission of version 1", &places)),
    };
    if audience.is_some_and(|audience| audience != claim.audience) {
        return fault("audience", "It was made for another address.");
    }
    if !claim.is_of_its_day() {
        return fault("evaluated-on", "The rules were applied as of another day than that of signing.");
    }
    let form = form?;
    if form.digest != claim.form_digest {
        return fault("form-unknown", "It answers another form, or another version of it.");
    }
    match judge::judge(form, &submission) {
        Err(NotJudged::Form) => fault("form", "The form has errors."),
        Err(NotJudged::Shape(places)) => {
            fault("submission-shape", &at("It is not one of this form", &places))
        }
        Ok(judged) if !judged.problems.is_empty() => {
            fault("answers", &at("Answers do not fit the form", &judged.problems))
        }
        Ok(judged) if !judged.outcome_agrees => {
            fault("outcome", "The outcome is not the one that the form gives for these answers.")
        }
        Ok(_) => None,
    }
}

fn at(sentence: &str, places: &[(String, String)]) -> String {
    let places: Vec<String> = places.iter().map(|(pointer, code)| format!("{pointer} {code}")).collect();
    format!("{sentence}: {}.", places.join(", "))
}
