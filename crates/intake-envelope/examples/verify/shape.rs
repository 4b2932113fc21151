//! The shape of a submission: step 7 of docs/envelope.md, which has the same text and says how it is read.

use intake_envelope::json::Json;
use regex::Regex;

const SUBMISSION: &str = r##"{
"format": "intake-submission/1",
"submissionId": "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
"audience": [1, 2048],
"form": { "name": [1, 255], "version": [1, 255], "digest": "sha-256:[A-Za-z0-9_-]{43}", "language": [2, 35, "[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*"] },
"signedAt": "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]|23:59:60)([.][0-9]{1,9})?Z",
"evaluatedOn": "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
"respondent": [{ "mode": "self" }, { "mode": "assisted", "worker": [1, 255], "note?": [1, 10000] }],
"supersedes?": "sha-256:[A-Za-z0-9_-]{43}",
"answers": {},
"absent": {},
"outcome": { "programs": [{ "name": [1, 255], "status": "eligible|ineligible|undetermined", "estimate?": "#.*",
  "criteria": [{ "name": [1, 255], "status": "met|unmet|undetermined" }] }], "referrals": [[1, 255]] },
"attachments": [{ "item": [1, 255], "fileName": [1, 255], "mediaType": [0, 255], "size": "#0|[1-9][0-9]{0,14}", "digest": "sha-256:[A-Za-z0-9_-]{43}" }]
}"##;

/// Whether a body has the shape of a submission.
pub fn is_submission(body: &Json) -> bool {
    Json::parse(SUBMISSION).is_ok_and(|shape| fits(body, &shape))
}

fn is_like(text: &str, pattern: &str) -> bool {
    Regex::new(&format!("^(?:{pattern})\\z")).is_ok_and(|pattern| pattern.is_match(text))
}

fn fits(value: &Json, shape: &Json) -> bool {
    match (shape, value) {
        (Json::String(pattern), _) => match (pattern.strip_prefix('#'), value) {
            (Some(pattern), Json::Number(_)) => is_like(&value.to_string(), pattern),
            (None, Json::String(text)) => is_like(text, pattern),
            _ => false,
        },
        (Json::Array(shapes), _) => match (shapes.as_slice(), value) {
            ([Json::Number(least), Json::Number(most), rest @ ..], Json::String(text)) => {
                let length = i64::try_from(text.chars().count()).ok();
                length >= least.to_i64() && length <= most.to_i64() && rest.iter().all(|one| fits(value, one))
            }
            ([Json::Number(_), ..], _) => false,
            ([each], Json::Array(items)) => items.len() <= 1000 && items.iter().all(|item| fits(item, each)),
            ([_], _) => false,
            (several, _) => several.iter().any(|one| fits(value, one)),
        },
        (Json::Object(shape), Json::Object(members)) => {
            let known = |name: &str| shape.iter().any(|(one, _)| one.trim_end_matches('?') == name);
            (shape.is_empty() || members.iter().all(|(name, _)| known(name)))
                && shape.iter().all(|(name, one)| match value.get(name.trim_end_matches('?')) {
                    Some(member) => fits(member, one),
                    None => name.ends_with('?'),
                })
        }
        _ => false,
    }
}
