//! After "Send": the reference number, what happens next, and what to keep.
//!
//! Nothing typed is lost: while the answers are not delivered, this page says so and
//! offers another try and a file to save.

use crate::dom::node::{Kid, el, list};
use crate::message::{Emit, Message, RefusedMessage, SubmissionMessage};
use crate::render::context::RenderContext;
use crate::submit::outbox_client::{DeliveryStatus, Refusal};
use crate::submit::sign::{Sending, has_files};
use crate::view::button::{self, title};
use crate::view::outcome;
use crate::view::previous_submissions::copy;
use crate::view::referral;
use intake_core::outcome::Status;
use yew::{Html, NodeRef};

/// For what never reached the receiver, which has a title of its own.
const STOPPED: &str = "stopped-more";

pub fn view(context: &RenderContext<'_>, sending: &Sending, heading: &NodeRef, emit: &Emit) -> Html {
    let (key, more) = words(sending);
    let sent = key == "sent";
    let class = match key {
        "sending" => "panel",
        "sent" => "panel sent",
        _ => "panel trouble",
    };
    let entry = match sending {
        Sending::Taken(entry) | Sending::Nowhere(entry) | Sending::Carried { entry, .. } => Some(entry),
        _ => None,
    };
    let unsent = matches!(key, "waiting" | "refused" | "unproven" | "unsigned");
    let amend =
        sent && entry.is_some_and(|entry| entry.digest.is_some()) && !matches!(sending, Sending::Taken(_));
    let files = match sending {
        Sending::Unsigned(body) => has_files(body),
        _ => entry.is_some_and(|entry| entry.files),
    };
    // What was refused may be taken later: the receiver is mended, or learns of the form.
    let retry = entry.filter(|entry| unsent && !entry.action.is_empty()).map(|entry| entry.id.clone());
    let button =
        |key: &str, message: fn() -> Message| button::button(context.word(key), false, emit, message);
    let next = sent.then(
        || el!("section" [] el!("h3" ["part": "subheading"] context.word("happens")), el!("p" [] context.word("happens-more"))),
    );
    el!("div" []
        el!("div" ["class": class, "part": "panel"]
            title(context.word(if more == Some(STOPPED) { "stopped" } else { key }), heading),
            more.map(|more| el!("p" [] context.word(more))),
            copy(context, unsent && files),
            sending.reference().map(|number| reference(context, number))),
        el!("div" ["class": "buttons"]
            retry.map(|id| button::button(context.word("retry"), false, emit, move || Message::Refused(id.clone(), RefusedMessage::Retry))),
            (key != "sending").then(|| button("save", || Message::Submission(SubmissionMessage::SaveCopy))),
            amend.then(|| button("amend", || Message::Submission(SubmissionMessage::Amend))),
            button("print", || Message::Print),
            matches!(key, "unsigned" | "refused").then(|| button("back", || Message::Back))),
        matches!(key, "sent" | "waiting").then(|| el!("div" ["class": "buttons whole"]
            button::button(context.word("finish"), true, emit, || Message::Finish))),
        next,
        keep(context))
    .key("confirmation")
    .into()
}

/// What became of sending, in a word for the page around.
pub fn status(sending: &Sending) -> &'static str {
    match words(sending).0 {
        _ if matches!(sending, Sending::Taken(_)) => "taken",
        "unproven" => "refused",
        key => key,
    }
}

/// The catalogue's keys for the title and the sentence under it.
fn words(sending: &Sending) -> (&'static str, Option<&'static str>) {
    match sending {
        Sending::Sealing => ("sending", None),
        Sending::Taken(_) => ("sent", None),
        Sending::Nowhere(_) => ("refused", Some("refused-more")),
        Sending::Unsigned(_) => ("unsigned", Some("unsigned-more")),
        Sending::Carried { status, .. } => match status {
            DeliveryStatus::Trying => ("sending", None),
            DeliveryStatus::Delivered { .. } => ("sent", None),
            DeliveryStatus::Waiting { stored: true } => ("waiting", Some("waiting-more")),
            DeliveryStatus::Waiting { stored: false } => ("waiting", Some("waiting-memory")),
            DeliveryStatus::Refused(Refusal { stopped: true, .. }) => ("refused", Some(STOPPED)),
            DeliveryStatus::Refused(refusal) if refusal.is_unproven() => ("unproven", Some("unproven-more")),
            DeliveryStatus::Refused(_) => ("refused", Some("refused-more")),
        },
    }
}

fn reference(context: &RenderContext<'_>, number: &str) -> Html {
    list(vec![
        el!("p" [] context.word("reference")).into(),
        el!("p" ["class": "reference", "part": "reference"] el!("bdi" [] el!("strong" [] number))).into(),
        el!("p" [] context.word("reference-more")).into(),
    ])
}

/// What a person needs after this page is closed: what to bring, where to go.
fn keep(context: &RenderContext<'_>) -> Html {
    let outcome = context.session.outcome();
    let mut nodes = Vec::new();
    for found in outcome.programs.iter().filter(|program| program.status == Status::Eligible) {
        if let Some(program) = context.session.form().programs.get(found.program) {
            let name = el!("h4" [] context.line(&program.label));
            let next = outcome::next(context, program, found);
            nodes.push(
                el!("article" ["class": "program eligible", "part": "card program eligible"] name, next)
                    .into(),
            );
        }
    }
    nodes.push(referral::section(context, &outcome.referrals).kid());
    list(nodes)
}
