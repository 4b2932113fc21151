//! Sending: built by the engine, signed with the receiver's own key, judged and kept like what any
//! browser sends.

use super::draft::{Draft, Trouble};
use super::drawer::Secret;
use super::localizer::Localizer;
use super::visit::{Language, drawer};
use crate::accept::{Refusal, accept, admit};
use crate::client::Client;
use crate::http::app::App;
use crate::http::error::HttpError;
use crate::judge;
use crate::key::PrivateKey;
use crate::moment::Moment;
use crate::store::FormRow;
use crate::upload::Upload;
use intake_core::canonical;
use intake_core::envelope::{self, signing_input};
use intake_core::session::Step;
use intake_core::submission::{Occasion, attach, build};
use std::rc::Rc;
use std::sync::Arc;

/// Sends a draft that is ready. Where to go on: to the confirmation, or back with what went wrong.
pub(super) async fn send(
    app: &Arc<App>,
    client: Client,
    (name, language): (&str, &Language),
    (secret, draft): (&Secret, Draft),
    form: &FormRow,
) -> Result<String, HttpError> {
    let now = (app.clock)();
    let (key, row, tag) = (app.receiver.key.signing.clone(), form.clone(), language.clone());
    let audience = app.receiver.audiences.first().cloned().ok_or(HttpError::Interrupted)?;
    let signed = app.limits.turns.take(client, move || {
        let signed = sign(&draft, &row, &tag.localizer().into(), (&audience, now), &key);
        (draft, signed)
    });
    let (mut draft, signed) = signed.await?;
    let signed = signed.ok_or(HttpError::Interrupted)?;
    // Kept before it is sent: if the answer is lost, the same is sent again, and taken once.
    draft.signed = Some(signed.clone());
    keep(app, secret, &draft).await?;
    match deliver(app, client, secret, signed, now).await {
        Ok(reference) => {
            draft.reference = Some(reference);
            keep(app, secret, &draft).await?;
            remove_files(app, secret).await?;
            Ok(format!("/fill/{name}/sent?lang={}", language.tag))
        }
        Err(error) => {
            // Answers stay, and what can be mended by itself is tried again by the person.
            let is_final = matches!(&error, HttpError::Refused(refusal) if !matches!(refusal,
                Refusal::Store(_) | Refusal::Interrupted | Refusal::Reference | Refusal::FormBroken));
            draft.trouble = Some(if is_final { Trouble::Refused } else { Trouble::Later });
            keep(app, secret, &draft).await?;
            tracing::warn!("a plain page's submission was not taken: {error}");
            Ok(format!("/fill/{name}/outcome?lang={}", language.tag))
        }
    }
}

/// The signed document, as it was before if it is sent again.
fn sign(
    draft: &Draft,
    form: &FormRow,
    words: &Rc<Localizer>,
    (audience, now): (&str, Moment),
    key: &PrivateKey,
) -> Option<String> {
    if let Some(signed) = &draft.signed {
        return Some(signed.clone());
    }
    let session = draft.replay(&judge::compiled(form)?, words)?;
    if session.step() != Step::Outcome {
        return None;
    }
    let seconds = now.to_string();
    let occasion = Occasion {
        submission_id: &draft.submission_id,
        audience,
        form_digest: &form.digest,
        language: intake_core::text::Speech::language(&**words),
        // Whole seconds, as the widget writes it.
        signed_at: &[seconds.split('.').next()?, "Z"].concat(),
        worker: None,
    };
    let body = attach(build(&session, &occasion), &session, &|_| true);
    let protected = envelope::protected(&key.kid, &key.public.x, &key.public.y, None);
    let signature = key.sign(&signing_input(&protected, &canonical::to_string(&body)));
    Some(envelope::attach(body, &protected, &signature).to_string())
}

/// Judged, stored with its files, and given a reference.
async fn deliver(
    app: &App,
    client: Client,
    secret: &Secret,
    signed: String,
    now: Moment,
) -> Result<String, HttpError> {
    let admitted = admit(&app.receiver, signed, now, (&app.limits.turns, client)).await?;
    let mut uploads: Vec<Upload> = Vec::new();
    for file in &admitted.files {
        if uploads.iter().any(|upload| upload.digest == file.digest) {
            continue;
        }
        // What is missing is refused by its place.
        let (drawer, own, digest) = (drawer(app), secret.clone(), file.digest.clone());
        let bytes = tokio::task::spawn_blocking(move || drawer.file(&own, &digest)).await;
        let Some(bytes) = bytes.map_err(|_| HttpError::Interrupted)? else { continue };
        let mut incoming = app.spool.begin(client).await?;
        incoming.write(&bytes).await?;
        uploads.push(incoming.end().await?);
    }
    let accepted = accept(&app.receiver, admitted, uploads, now).await?;
    Ok(accepted.receipt.receipt.reference)
}

async fn keep(app: &App, secret: &Secret, draft: &Draft) -> Result<(), HttpError> {
    drawer(app).keep(secret, draft).map_err(|error| HttpError::Upload(error.into()))
}

async fn remove_files(app: &App, secret: &Secret) -> Result<(), HttpError> {
    drawer(app).tidy(secret, Some(&[])).map_err(|error| HttpError::Upload(error.into()))
}
