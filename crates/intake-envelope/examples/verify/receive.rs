//! Whether to take a verified submission: steps 7 to 14.

use std::collections::HashMap;

use intake_envelope::json::Json;
use jiff::civil::Date;

use crate::shape::is_submission;

/// The class of the first step that refuses it. `forms`: digests of what you published. `kept`: the digest of each id that is here already.
pub fn receive(
    (body, digest): (&Json, &str),
    (audience, forms): (&str, &str),
    kept: &mut HashMap<String, String>,
) -> Result<(), &'static str> {
    let text = |pointer| body.pointer(pointer).and_then(Json::as_str).unwrap_or_default();
    let day = |pointer| text(pointer).get(..10).and_then(|day| day.parse::<Date>().ok());
    let days = day("/signedAt").zip(day("/evaluatedOn")).filter(|_| is_submission(body));
    let (signed, evaluated) = days.ok_or("submission")?;
    match () {
        () if text("/audience") != audience => Err("audience"),
        () if !forms.split(',').any(|one| one == text("/form/digest")) => Err("form"),
        () if (signed - evaluated).get_days().abs() > 1 => Err("day"),
        () if kept.entry(text("/submissionId").into()).or_insert_with(|| digest.into()) != digest => {
            Err("conflict")
        }
        () => Ok(()),
    }
}
