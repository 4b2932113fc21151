//! Whether to take a verified submission.

use std::collections::HashMap;

use intake_core::date::Date;
use intake_core::envelope::decode_base64url;
use intake_core::json::Json;

const MEMBERS: &str = "format submissionId audience form signedAt evaluatedOn respondent supersedes answers absent outcome attachments";

/// Steps 7 to 14. `forms`: digests of what you published. `kept`: the digest of each id that is here already.
pub fn receive(
    (body, digest): (&Json, &str),
    (audience, forms): (&str, &str),
    kept: &mut HashMap<String, String>,
) -> Result<(), &'static str> {
    let text = |pointer: &str| body.pointer(pointer).and_then(Json::as_str).ok_or("submission");
    let known = |members: &[(String, Json)]| {
        members.iter().all(|(name, _)| MEMBERS.split(' ').any(|known| known == name))
    };
    let (id, form, signed_at) = (text("/submissionId")?, text("/form/digest")?, text("/signedAt")?);
    let fraction = signed_at.get(19..).and_then(|rest| rest.strip_suffix('Z')).ok_or("submission")?;
    let right = body.as_object().is_some_and(known)
        && text("/format")? == "intake-submission/1"
        && fits(id, "xxxxxxxx-xxxx-7xxx-yxxx-xxxxxxxxxxxx")
        && is_digest(form)
        && body.get("supersedes").is_none_or(|one| one.as_str().is_some_and(is_digest))
        && fits(signed_at.get(..19).unwrap_or_default(), "0000-00-00T00:00:00")
        && (fraction.is_empty()
            || fraction.len() > 1 && fits(fraction, &format!(".{:0>1$}", "", fraction.len() - 1)));
    let day = |text: &str| Date::parse(text).map(Date::to_days).ok_or("submission");
    let (signed, evaluated) = (day(signed_at.get(..10).unwrap_or_default())?, day(text("/evaluatedOn")?)?);
    let here = (text("/audience")? == audience, forms.split(',').any(|one| one == form));
    match () {
        () if !right => Err("submission"),
        () if !here.0 => Err("audience"),
        () if !here.1 => Err("form"),
        () if (signed - evaluated).abs() > 1 => Err("day"),
        () if kept.entry(id.to_owned()).or_insert_with(|| digest.to_owned()) != digest => Err("conflict"),
        () => Ok(()),
    }
}

fn is_digest(text: &str) -> bool {
    text.strip_prefix("sha-256:").and_then(decode_base64url).is_some_and(|raw| raw.len() == 32)
}

/// `x`: a hexadecimal digit in small letters, `y`: 8, 9, a or b, `0`: a digit, anything else itself.
fn fits(text: &str, pattern: &str) -> bool {
    let fits = |(c, pattern): (char, char)| match pattern {
        'x' => matches!(c, '0'..='9' | 'a'..='f'),
        'y' => matches!(c, '8' | '9' | 'a' | 'b'),
        '0' => c.is_ascii_digit(),
        other => c == other,
    };
    text.len() == pattern.len() && text.chars().zip(pattern.chars()).all(fits)
}
