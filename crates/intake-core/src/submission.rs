//! The submission's body: what is signed, and judging one that came in.
//!
//! ```
//! use std::sync::Arc;
//! use intake_core::answer::Typed;
//! use intake_core::date::Date;
//! use intake_core::form::compile;
//! use intake_core::json::Json;
//! use intake_core::session::{Action, Session};
//! use intake_core::submission::{Occasion, Submission, build, judge};
//!
//! let definition = Json::parse(r#"{
//!   "formLanguage": 1, "name": "heating", "version": "1", "defaultLanguage": "en", "languages": ["en"],
//!   "title": "Help with heating",
//!   "pages": [{ "name": "you", "items": [{ "name": "people", "type": "integer", "label": "How many are you?" }] }]
//! }"#).unwrap();
//! let form = Arc::new(compile(&definition).form.unwrap());
//! let mut session = Session::new(form.clone(), Date::parse("2026-11-28").unwrap());
//! let slot = session.slot("people").unwrap();
//! session.apply(Action::Answer { slot, typed: Typed::Text("4".into()) });
//!
//! let body = build(&session, &Occasion {
//!     submission_id: "019ac9c1-5c00-7000-8000-000000000001",
//!     audience: "https://forms.example.org/submissions",
//!     form_digest: "sha-256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
//!     language: "en",
//!     signed_at: "2026-11-28T18:00:00Z",
//!     worker: None,
//! });
//! let submission = Submission::read(&body).unwrap();
//! let judgement = judge(&form, &submission);
//! assert!(judgement.problems.is_empty() && judgement.outcome_agrees);
//! ```

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
    /// The one in which the person answered, a BCP 47 tag.
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

/// A body that replaces the submission with this canonical digest.
pub fn supersede(body: Json, digest: String) -> Json {
    body.and("supersedes", Json::String(digest))
}

/// A body with the words of who helped, which stand apart from the person's.
///
/// ```
/// use intake_core::json::Json;
/// use intake_core::submission::note;
///
/// let body = Json::parse(r#"{"answers":{},"respondent":{"mode":"assisted","worker":"Robin"}}"#).unwrap();
/// let body = note(body, "By telephone.".into());
/// assert_eq!(body.pointer("/respondent/note").and_then(Json::as_str), Some("By telephone."));
/// assert_eq!(body.pointer("/respondent/worker").and_then(Json::as_str), Some("Robin"));
/// ```
pub fn note(body: Json, note: String) -> Json {
    let Json::Object(members) = body else { return body };
    let note = Json::String(note);
    let with = |(name, value): (String, Json)| match name.as_str() {
        "respondent" => (name, value.and("note", note.clone())),
        _ => (name, value),
    };
    Json::Object(members.into_iter().map(with).collect())
}

/// Whether this is a `submissionId` (RFC 9562: version 7, and the variant of that RFC).
pub fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(i, b)| match i {
            8 | 13 | 18 | 23 => b == b'-',
            14 => b == b'7',
            19 => matches!(b, b'8' | b'9' | b'a' | b'b'),
            _ => matches!(b, b'0'..=b'9' | b'a'..=b'f'),
        })
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
    /// A UUIDv7.
    pub submission_id: String,
    /// The address that it was made for.
    pub audience: String,
    /// `name` of the form that it answers.
    pub form_name: String,
    /// `version` of that form.
    pub form_version: String,
    /// `sha-256:` and base64url: of the definition's canonical bytes.
    pub form_digest: String,
    /// A BCP 47 tag.
    pub language: String,
    /// RFC 3339, UTC, by the sender's clock.
    pub signed_at: String,
    /// The day that rules about time were applied as of.
    pub evaluated_on: Date,
    /// Who helped; none when the person answered alone.
    pub worker: Option<String>,
    /// The worker's own words, kept apart from the person's.
    pub note: Option<String>,
    /// The digest of the submission that this one stands in place of.
    pub supersedes: Option<String>,
    /// An object: item → answer, of a repeat an array of such objects.
    pub answers: Json,
    /// An object: item → why there is no answer, a code of FHIR's data-absent-reason.
    pub absent: Json,
    /// As the sender's engine computed it: claimed, and not to be relied on.
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
