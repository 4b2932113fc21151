//! Step 9: the receiver's own opinion, from the same engine as the browser's.

use crate::consent;
use crate::form_cache;
use crate::moment::Moment;
use crate::place::Places;
use crate::store::FormRow;
use intake_core::canonical;
use intake_core::date::Date;
use intake_core::form::{self, Form};
use intake_core::json::Json;
use intake_core::submission::{self, Submission};
use std::sync::Arc;

/// A hostile body has a hundred thousand mistakes; an answer names these many.
const MOST_PLACES: usize = 100;

/// What a signed body says that it is.
pub struct Claim {
    pub submission_id: String,
    pub audience: String,
    pub form_digest: String,
    pub language: String,
    /// `self` or `assisted`.
    pub mode: String,
    /// The digest of the submission that it replaces.
    pub supersedes: Option<String>,
    pub signed_at: Moment,
    /// Its day, as it is written.
    pub signed_on: Date,
    /// The day on which the rules were applied.
    pub evaluated_on: Date,
}

impl Claim {
    /// Whether the rules were applied on the day of signing, as it was somewhere on earth: a day
    /// of a person's own choice would move every rule on ages.
    pub fn is_of_its_day(&self) -> bool {
        (self.signed_on.to_days() - self.evaluated_on.to_days()).abs() <= 1
    }
}

/// What the engine says about a body.
pub struct Judged {
    pub problems: Places,
    /// Computed here, canonical JSON.
    pub outcome: String,
    /// Whether the sender's outcome was the same.
    pub outcome_agrees: bool,
}

pub enum NotJudged {
    /// The stored definition does not compile.
    Form,
    /// The submission is not one of this form.
    Shape(Places),
}

/// A form without errors.
pub fn compile(definition: &Json) -> Option<Form> {
    form::compile(definition).form
}

/// Reads a body, and what it claims; places of all that is wrong with it.
pub fn claim(body: &Json) -> Result<(Claim, Submission), Places> {
    let submission = read_submission(body)?;
    let wrong = |pointer: &str| vec![(pointer.to_owned(), "wrong-member".to_owned())];
    let signed_on = submission.signed_at.get(..10).and_then(Date::parse).ok_or_else(|| wrong("/signedAt"))?;
    // Its shape was read already: only the last day of the year 9999 is beyond what a moment holds.
    let signed_at = Moment::parse(&submission.signed_at).unwrap_or(Moment::END);
    let claim = Claim {
        submission_id: submission.submission_id.clone(),
        audience: submission.audience.clone(),
        form_digest: submission.form_digest.clone(),
        language: submission.language.clone(),
        mode: if submission.worker.is_some() { "assisted".into() } else { "self".into() },
        supersedes: submission.supersedes.clone(),
        signed_at,
        signed_on,
        evaluated_on: submission.evaluated_on,
    };
    Ok((claim, submission))
}

/// Answers the form again with these answers, on the submission's day.
pub fn judge(form: &FormRow, submission: &Submission) -> Result<Judged, NotJudged> {
    let wrong = |member: &str| NotJudged::Shape(vec![(format!("/form/{member}"), "wrong-member".into())]);
    if submission.form_name != form.name {
        return Err(wrong("name"));
    }
    if submission.form_version != form.version {
        return Err(wrong("version"));
    }
    let compiled = compiled(form).ok_or(NotJudged::Form)?;
    let judgement = submission::judge(&compiled, submission);
    let place = |(pointer, problem): &(String, intake_core::rule::Problem)| {
        (pointer.clone(), problem.code().to_owned())
    };
    let mut problems: Places = judgement.problems.iter().map(place).collect();
    consent::check(&compiled, &submission.answers, "/answers", &mut problems);
    problems.truncate(MOST_PLACES);
    let outcome = canonical::to_string(&judgement.outcome);
    Ok(Judged { problems, outcome_agrees: judgement.outcome_agrees, outcome })
}

pub(crate) fn read_submission(body: &Json) -> Result<Submission, Places> {
    Submission::read(body).map_err(|diagnostics| {
        diagnostics
            .into_iter()
            .map(|found| (found.pointer, found.code.to_owned()))
            .take(MOST_PLACES)
            .collect()
    })
}

/// The compiled form of a row; `None` where its definition has errors.
pub(crate) fn compiled(row: &FormRow) -> Option<Arc<Form>> {
    form_cache::compiled(&row.digest, &row.definition)
}
