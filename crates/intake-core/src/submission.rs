//! The submission's body: what is signed, and judging one that came in.

mod read;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::answer::Answer;
use crate::canonical;
use crate::date::Date;
use crate::definition::Kind;
use crate::form::Form;
use crate::json::Json;
use crate::problem::Problem;
use crate::session::Session;

/// The member `format`.
pub const FORMAT: &str = "intake-submission/1";

/// What a submission says besides the answers. Identifiers and times are the caller's: the
/// core has no clock and no randomness.
pub struct Occasion<'a> {
    /// A UUIDv7, made once; also the Idempotency-Key.
    pub submission_id: &'a str,
    /// The action URL that it is made for.
    pub audience: &'a str,
    /// `sha-256:` and base64url of the SHA-256 of the definition's canonical bytes.
    pub form_digest: &'a str,
    pub language: &'a str,
    /// RFC 3339, UTC.
    pub signed_at: &'a str,
    /// Who helped; none when a person answers alone.
    pub worker: Option<&'a str>,
}

/// The body of a submission, without its signature.
pub fn build(session: &Session, occasion: &Occasion<'_>) -> Json {
    let form = session.form();
    let mode = if occasion.worker.is_some() { "assisted" } else { "self" };
    let mut respondent = Json::with("mode", Json::text(mode));
    if let Some(worker) = occasion.worker {
        respondent = respondent.and("worker", Json::text(worker));
    }
    let own = Json::with("name", Json::text(&form.name))
        .and("version", Json::text(&form.version))
        .and("digest", Json::text(occasion.form_digest))
        .and("language", Json::text(occasion.language));
    Json::with("format", Json::text(FORMAT))
        .and("submissionId", Json::text(occasion.submission_id))
        .and("audience", Json::text(occasion.audience))
        .and("form", own)
        .and("signedAt", Json::text(occasion.signed_at))
        .and("evaluatedOn", Json::String(session.today().to_string()))
        .and("respondent", respondent)
        .and("answers", session.answers())
        .and("absent", session.absent())
        .and("outcome", session.outcome().to_json(form))
        .and("attachments", Json::Array(Vec::new()))
}

/// The files among the answers, as the member `attachments` lists them.
pub fn attachments(session: &Session) -> Vec<Json> {
    let mut attachments = Vec::new();
    for slot in session.asked() {
        let Some(item) = session.item(slot).filter(|item| matches!(item.kind, Kind::File { .. })) else {
            continue;
        };
        let Some(Answer::Json(Json::Array(files))) = session.answer_of(slot) else { continue };
        for file in files {
            let mut attachment = Json::with("item", Json::text(&item.name));
            for (name, value) in file.as_object().unwrap_or_default() {
                attachment = attachment.and(name, value.clone());
            }
            attachments.push(attachment);
        }
    }
    attachments
}

/// Puts those files into a body of which the bytes are sent along.
pub fn attach(body: Json, session: &Session, has: &dyn Fn(&str) -> bool) -> Json {
    let sent = |file: &Json| file.get("digest").and_then(Json::as_str).is_some_and(has);
    let Json::Object(mut members) = body else { return body };
    members.retain(|(name, _)| name != "attachments");
    let mut attachments = attachments(session);
    attachments.retain(sent);
    Json::Object(members).and("attachments", Json::Array(attachments))
}

/// A submission's body, read.
pub struct Submission {
    pub submission_id: String,
    pub audience: String,
    pub form_name: String,
    pub form_version: String,
    pub form_digest: String,
    pub language: String,
    pub signed_at: String,
    pub evaluated_on: Date,
    pub worker: Option<String>,
    /// The worker's own words, kept apart from the person's.
    pub note: Option<String>,
    pub supersedes: Option<String>,
    pub answers: Json,
    pub absent: Json,
    pub outcome: Json,
    /// The files that came along: `{ item, fileName, mediaType, size, digest }`.
    pub attachments: Vec<Json>,
}

/// What the engine itself says about a submission.
pub struct Judgement {
    /// Places in the body, as JSON Pointers, and what is wrong there.
    pub problems: Vec<(String, Problem)>,
    /// The outcome, recomputed.
    pub outcome: Json,
    /// Whether the claimed outcome is the same.
    pub outcome_agrees: bool,
}

impl Submission {
    /// Answers the form again with these answers, on the submission's day. Returns the session, and
    /// what it could not take, as [`Session::load`] says it.
    pub fn answer_again(&self, form: &Arc<Form>) -> (Session, Vec<(String, Problem)>) {
        let mut session = Session::blank(form.clone(), self.evaluated_on);
        let problems = session.load(&self.answers, &self.absent);
        (session, problems)
    }
}

/// Answers a form again with a submission's answers, on its day, and compares.
pub fn judge(form: &Arc<Form>, submission: &Submission) -> Judgement {
    let (session, mut problems) = submission.answer_again(form);
    if session.is_spent() {
        // What else there is to say is not known.
        let problems = vec![("/answers".into(), Problem::TooMuchWork)];
        return Judgement { problems, outcome: Json::Object(Vec::new()), outcome_agrees: false };
    }
    let said: BTreeSet<String> = problems.iter().map(|(pointer, _)| pointer.clone()).collect();
    for (slot, problem) in session.validate() {
        let pointer = format!("/answers{}", session.path(slot));
        if !said.contains(&pointer) {
            problems.push((pointer, problem));
        }
    }
    // A file that came along is one that an answer names.
    let known: BTreeSet<String> = attachments(&session).iter().map(canonical::to_string).collect();
    for (i, file) in submission.attachments.iter().enumerate() {
        if !known.contains(&canonical::to_string(file)) {
            problems.push((format!("/attachments/{i}"), Problem::UnknownItem));
        }
    }
    let outcome = session.outcome().to_json(form);
    // By canonical text: the order of members means nothing.
    let outcome_agrees = canonical::to_string(&outcome) == canonical::to_string(&submission.outcome);
    Judgement { problems, outcome, outcome_agrees }
}
