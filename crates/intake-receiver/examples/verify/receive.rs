//! Whether to take a verified submission.

use std::collections::HashMap;

use intake_core::date::Date;
use intake_core::json::Json;
use intake_core::submission::Submission;

/// Steps 7 to 14. `forms`: digests of what you published. `kept`: the digest of each id that is here already.
pub fn receive(
    (body, digest): (&Json, &str),
    (audience, forms): (&str, &str),
    kept: &mut HashMap<String, String>,
) -> Result<(), &'static str> {
    let claim = Submission::read(body).map_err(|_| "submission")?; // with the places that are wrong
    let signed = claim.signed_at.get(..10).and_then(Date::parse).ok_or("submission")?;
    let apart = signed.to_days() - claim.evaluated_on.to_days();
    match () {
        () if claim.audience != audience => Err("audience"),
        () if !forms.split(',').any(|one| one == claim.form_digest) => Err("form"),
        () if apart.abs() > 1 => Err("day"),
        () if kept.entry(claim.submission_id).or_insert_with(|| digest.to_owned()) != digest => {
            Err("conflict")
        }
        () => Ok(()),
    }
}
