//! Steps 7 to 11 of the verifier: from a verified document to one that is kept, with a receipt.
//!
//! The steps run in the order of the specification; the first that fails is the answer, and
//! nothing is stored before the last.

use crate::attachment::{Attachment, Named, matched, named, wrong_types};
use crate::client::Client;
use crate::form_cache;
use crate::judge::{self, Claim, Judged, NotJudged};
use crate::moment::Moment;
use crate::nonce::NoncePolicy;
use crate::receipt::{Receipt, SignedReceipt};
use crate::receiver::Receiver;
use crate::reference::Reference;
use crate::store::{FormRow, Kept, StoreError, SubmissionRow, Summary};
use crate::summary::summary;
use crate::turn::{Interrupted, Turns};
use crate::upload::Upload;
use crate::verify::{Unverified, Verified, verify};
use intake_core::json::Json;
use intake_core::submission::Submission;
use std::sync::Arc;

pub struct Accepted {
    pub receipt: SignedReceipt,
    /// False when the same submission had come before: the receipt is the one given then.
    pub new: bool,
}

/// Why a submission is not taken. Places and codes, never what a person typed.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("{0}")]
    Unverified(#[from] Unverified),
    #[error("The document is signed, but it is not a submission of version 1.")]
    Shape(Vec<(String, String)>),
    #[error("The submission was made for another address.")]
    Audience,
    #[error("The submission answers a form that was not published here.")]
    FormUnknown,
    #[error("This receiver issues no nonces, so it knows none.")]
    NonceUnasked,
    #[error("A submission has to carry a nonce here.")]
    NonceMissing,
    #[error("The nonce was not issued here for this key, is too old, or was used before.")]
    Nonce,
    #[error("The rules were applied as of another day than that of signing.")]
    EvaluatedOn,
    #[error("Some answers do not fit the form.")]
    Answers(Vec<(String, String)>),
    #[error("These answers are more work than a submission may be.")]
    TooMuchWork,
    #[error("A file that the submission names did not come with it.")]
    Attachments(Vec<(String, String)>),
    #[error("{0}")]
    Supersedes(Unfit),
    #[error(
        "The submission is encrypted, and this receiver passes nothing on: start it with --relay, or encrypt nothing."
    )]
    Encrypted,
    #[error("The document is encrypted, but not as an encrypted submission of version 1.")]
    EncryptedShape,
    #[error("Another submission with the same submissionId is here already.")]
    Conflict,
    #[error("The receiver could not do its work. Try again.")]
    FormBroken,
    #[error("The receiver could not do its work. Try again.")]
    Reference,
    #[error("The receiver could not do its work. Try again.")]
    Interrupted,
    #[error("The receiver could not do its work. Try again.")]
    Store(#[from] StoreError),
}

/// Why a submission does not replace the one that it names.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unfit {
    #[error("The submission that this one replaces is not here.")]
    Unknown,
    #[error("The submission that this one replaces was signed with another key.")]
    Key,
    #[error("The submission that this one replaces answers another form.")]
    Form,
    #[error("The submission that this one replaces has been replaced already: only the latest can be.")]
    NotLatest,
}

impl From<Interrupted> for Refusal {
    fn from(_: Interrupted) -> Self {
        Self::Interrupted
    }
}

impl Refusal {
    /// A stable code, for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unverified(unverified) => unverified.code(),
            Self::Shape(_) => "submission-shape",
            Self::Audience => "audience",
            Self::FormUnknown => "form-unknown",
            Self::NonceMissing => "nonce-missing",
            Self::Nonce | Self::NonceUnasked => "nonce",
            Self::Supersedes(Unfit::Unknown) => "supersedes-unknown",
            Self::Supersedes(Unfit::Key) => "supersedes-key",
            Self::Supersedes(Unfit::Form) => "supersedes-form",
            Self::Supersedes(Unfit::NotLatest) => "supersedes-latest",
            Self::EvaluatedOn => "evaluated-on",
            Self::Answers(_) => "answers",
            Self::TooMuchWork => "too-much-work",
            Self::Attachments(_) => "attachments",
            Self::Encrypted => "encrypted",
            Self::EncryptedShape => "encrypted-shape",
            Self::Conflict => "conflict",
            Self::FormBroken | Self::Reference | Self::Interrupted => "internal",
            Self::Store(_) => "store",
        }
    }
}

/// A submission of which nothing is missing but its files. There is no `Debug`: it holds answers.
pub struct Admitted {
    envelope: String,
    digest: String,
    claim: Claim,
    judged: Judged,
    summary: Summary,
    clock_skew: i64,
    /// The id of the submission that it replaces.
    superseded: Option<String>,
    /// The files that have to come along.
    pub files: Vec<Named>,
    /// The form and its answers, where files are to be held against them.
    asked: Option<(FormRow, Option<Json>)>,
}

/// Steps 1 to 9: all that can be said before a byte of a file is read.
pub async fn admit(
    receiver: &Receiver,
    bytes: impl AsRef<[u8]> + Send + 'static,
    now: Moment,
    (turns, client): (&Turns, Client),
) -> Result<Admitted, Refusal> {
    // Steps 1 to 7. Verifying and judging compute: they must not hold up other requests. With a form that is at hand both
    // take one turn, unless there is nothing to judge.
    let (store, audiences) = (receiver.store.clone(), receiver.audiences.clone());
    let (verified, claim, read) = turns
        .take(client, move || {
            let verified = verify(bytes.as_ref())?;
            let (claim, submission) = judge::claim(&verified.body).map_err(Refusal::Shape)?;
            if !audiences.contains(&claim.audience) {
                return Err(Refusal::Audience);
            }
            let at_hand = store.form_at_hand(&claim.form_digest).filter(|_| claim.is_of_its_day());
            let read = match at_hand {
                Some(form) => Ok(Opinion::of(form, &submission, &verified.body)),
                None => Err(submission),
            };
            Ok((verified, claim, read))
        })
        .await??;
    let form = match &read {
        Ok(opinion) => opinion.form.clone(),
        Err(_) => receiver.store.form(&claim.form_digest).await?.ok_or(Refusal::FormUnknown)?,
    };
    // Step 8. A skew is kept and shown, never a reason to refuse: what was sent offline is old by nature.
    let clock_skew = now.seconds_since(claim.signed_at);
    if !claim.is_of_its_day() {
        return Err(Refusal::EvaluatedOn);
    }
    fresh(receiver, &verified, &claim, now).await?;
    let superseded = superseded(receiver, &verified, &claim, &form).await?;
    // Step 9.
    let (verified, opinion) = match read {
        Ok(opinion) => (verified, opinion),
        Err(submission) => {
            let judge = move || {
                let opinion = Opinion::of(form, &submission, &verified.body);
                (verified, opinion)
            };
            turns.take(client, judge).await?
        }
    };
    let Opinion { form, judged, summary } = opinion;
    let judged = judged.map_err(|error| match error {
        NotJudged::Form => Refusal::FormBroken,
        NotJudged::Shape(places) => Refusal::Shape(places),
    })?;
    if judged.problems.iter().any(|(_, code)| code == "too-much-work") {
        return Err(Refusal::TooMuchWork);
    }
    if !judged.problems.is_empty() {
        return Err(Refusal::Answers(judged.problems));
    }
    // Of the body only what files are held against is kept: they may take minutes.
    let files = named(&verified.body);
    let asked = (!files.is_empty()).then(|| (form, verified.body.get("answers").cloned()));
    let Verified { envelope, digest, .. } = verified;
    Ok(Admitted { envelope, digest, claim, judged, summary, clock_skew, superseded, files, asked })
}

/// Whether a submission carries the nonce that this receiver asks for, which is used up by that.
async fn fresh(receiver: &Receiver, verified: &Verified, claim: &Claim, now: Moment) -> Result<(), Refusal> {
    let nonces = match &receiver.nonces {
        NoncePolicy::Asked(nonces) => nonces,
        NoncePolicy::Unasked if verified.nonce.is_some() => return Err(Refusal::NonceUnasked),
        NoncePolicy::Unasked | NoncePolicy::Ignored => return Ok(()),
    };
    // Plain pages: signed here, and now.
    if verified.kid == receiver.key.signing.kid {
        return Ok(());
    }
    let nonce = verified.nonce.as_ref().ok_or(Refusal::NonceMissing)?;
    // What is here already is answered as the first time, when its nonce was used.
    let there = receiver.store.submission(&claim.submission_id).await?;
    if there.is_some_and(|there| there.receipt.receipt.digest == verified.digest)
        || nonces.redeem(nonce, &verified.kid, now)
    {
        return Ok(());
    }
    Err(Refusal::Nonce)
}

/// The id of the submission that this one replaces, when it may: the same key signed both, for the same
/// form. Whether it is the latest is known only when it is kept.
async fn superseded(
    receiver: &Receiver,
    verified: &Verified,
    claim: &Claim,
    form: &FormRow,
) -> Result<Option<String>, Refusal> {
    let Some(digest) = &claim.supersedes else { return Ok(None) };
    let unfit = |unfit| Err(Refusal::Supersedes(unfit));
    let Some(there) = receiver.store.by_digest(digest).await? else { return unfit(Unfit::Unknown) };
    // Whose key signed it is said by the envelope; one that was changed here since says nothing.
    let Ok(before) = verify(there.envelope.as_bytes()) else { return unfit(Unfit::Unknown) };
    if before.digest != *digest {
        return unfit(Unfit::Unknown);
    }
    // With the receiver's own key everybody has signed who came by plain pages.
    if before.kid != verified.kid || receiver.key.all().any(|key| key.kid == verified.kid) {
        return unfit(Unfit::Key);
    }
    if before.body.pointer("/form/name").and_then(Json::as_str) != Some(&form.name) {
        return unfit(Unfit::Form);
    }
    Ok(Some(there.receipt.receipt.submission_id))
}

/// Steps 10 and 11, with the files that came.
pub async fn accept(
    receiver: &Receiver,
    admitted: Admitted,
    uploads: Vec<Upload>,
    now: Moment,
) -> Result<Accepted, Refusal> {
    let Admitted { envelope, digest, claim, judged, summary, clock_skew, superseded, files, asked } =
        admitted;
    let mut attachments = matched(files, uploads).map_err(Refusal::Attachments)?;
    if let Some((form, answers)) = asked {
        let look = move || looked_into(&form, &answers.unwrap_or(Json::Null), attachments);
        attachments = tokio::task::spawn_blocking(look).await.map_err(|_| Refusal::Interrupted)??;
    }
    let row = |receipt| SubmissionRow {
        receipt,
        form_digest: claim.form_digest.clone(),
        language: claim.language.clone(),
        mode: claim.mode.clone(),
        outcome: judged.outcome.clone(),
        outcome_agrees: judged.outcome_agrees,
        clock_skew,
        envelope: envelope.clone(),
        superseded: superseded.clone(),
        link: None,
    };
    keep(receiver, (&claim.submission_id, &digest), now, (row, summary, Arc::new(attachments))).await
}

/// What a form makes of a body.
struct Opinion {
    form: FormRow,
    judged: Result<Judged, NotJudged>,
    /// What the list will say of it.
    summary: Summary,
}

impl Opinion {
    fn of(form: FormRow, submission: &Submission, body: &Json) -> Self {
        let judged = judge::judge(&form, submission);
        let known = form_cache::known(&form.digest, &form.definition);
        let summary = known.map(|known| summary(&known.form, &known.wish, body)).unwrap_or_default();
        Self { form, judged, summary }
    }
}

/// The files, when each is of a type that the form accepts.
fn looked_into(form: &FormRow, answers: &Json, files: Vec<Attachment>) -> Result<Vec<Attachment>, Refusal> {
    let form = judge::compiled(form).ok_or(Refusal::FormBroken)?;
    let mut places = Vec::new();
    wrong_types(&form, answers, "/answers", &files, &mut places);
    if places.is_empty() { Ok(files) } else { Err(Refusal::Answers(places)) }
}

/// Draws references until one is free. Two of 31^8 are rarely the same; five in a row never.
async fn keep(
    receiver: &Receiver,
    (submission_id, digest): (&str, &str),
    now: Moment,
    (row, summary, attachments): (impl Fn(SignedReceipt) -> SubmissionRow, Summary, Arc<Vec<Attachment>>),
) -> Result<Accepted, Refusal> {
    for tries in 0..5 {
        let receipt = Receipt {
            submission_id: submission_id.to_owned(),
            digest: digest.to_owned(),
            received_at: now.to_string(),
            reference: Reference::draw(submission_id, tries).map_err(|_| Refusal::Reference)?.to_string(),
        };
        let row = row(receipt.sign(&receiver.key.signing));
        let receipt = row.receipt.clone();
        match receiver.store.keep((row, summary.clone()), attachments.clone(), &receiver.key.signing).await? {
            Kept::New => return Ok(Accepted { receipt, new: true }),
            Kept::Already(there) if there.receipt.digest == digest => {
                return Ok(Accepted { receipt: there, new: false });
            }
            Kept::Already(_) => return Err(Refusal::Conflict),
            Kept::Superseded => return Err(Refusal::Supersedes(Unfit::NotLatest)),
            Kept::ReferenceTaken => {}
        }
    }
    Err(Refusal::Reference)
}
