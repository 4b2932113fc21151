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
use crate::view::keep;
use crate::view::outcome;
use crate::view::previous_submissions::copy;
use crate::view::referral;
use intake_core::guidance::Guidance;
use intake_core::outcome::Outcome;
use intake_core::sheet::contact_wish;
use intake_core::wording::Wording;
use yew::{Html, NodeRef};

/// For what never reached the receiver, which has a title of its own.
const STOPPED: &str = "stopped-more";

pub fn view(context: &RenderContext<'_>, sending: &Sending, heading: &NodeRef, emit: &Emit) -> Html {
    let outcome = context.session.outcome();
    let guidance = Guidance::of(context.session, &outcome);
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
    // Who answers, how and when, in the organisation's own words where it has said so.
    let next = sent.then(|| {
        let more = match &context.session.form().settings.after_sending {
            Some(text) => context.blocks(text),
            None => el!("p" [] context.word("happens-more")).into(),
        };
        let wish = contact_wish(context.session, context.localizer);
        let wish = wish.map(|wish| el!("p" [] context.localizer.fill("happens-contact", &[("wish", &wish)])));
        // It says that the reference number is asked for.
        let change = sending.reference().map(|_| el!("p" [] context.word("happens-change")));
        el!("section" [] el!("h3" ["part": "subheading"] context.word("happens")), more, wish, change)
    });
    el!("div" []
        el!("div" ["class": class, "part": "panel"]
            title(context.word(if more == Some(STOPPED) { "stopped" } else { key }), heading),
            more.map(|more| el!("p" [] context.word(more))),
            copy(context, unsent && files),
            sending.reference().map(|number| reference(context, number))),
        referral::first(context, &guidance),
        el!("div" ["class": "buttons"]
            retry.map(|id| button::button(context.word("retry"), false, emit, move || Message::Refused(id.clone(), RefusedMessage::Retry))),
            keep::buttons(context, emit),
            amend.then(|| button("amend", || Message::Submission(SubmissionMessage::Amend))),
            matches!(key, "unsigned" | "refused").then(|| button("back", || Message::Back))),
        is_kept(sending).then(|| el!("div" ["class": "buttons whole"]
            button::button(context.word("finish"), true, emit, || Message::Finish))),
        next,
        keep::message(context, sending.reference(), emit),
        places(context, &outcome, &guidance))
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

/// Whether closing the page loses nothing: others have the answers, or they are stored.
pub fn is_kept(sending: &Sending) -> bool {
    match sending {
        Sending::Taken(_) => true,
        Sending::Carried { status, .. } => match status {
            DeliveryStatus::Trying => false,
            DeliveryStatus::Waiting { stored } => *stored,
            DeliveryStatus::Delivered { .. } => true,
            DeliveryStatus::Refused(refusal) => refusal.stored,
        },
        _ => false,
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

/// What a person needs after this page is closed: where to go and what to bring.
fn places(context: &RenderContext<'_>, outcome: &Outcome, guidance: &Guidance) -> Html {
    let mut cards: Vec<Html> = Vec::new();
    for card in &guidance.eligible {
        let program = context.session.form().programs.get(card.program);
        if let Some((program, found)) = program.zip(outcome.programs.get(card.program)) {
            let name = el!("h4" [] context.line(&program.label));
            let places = referral::places(context, &card.places);
            let next = outcome::next(context, program, found);
            cards.push(
                el!("article" ["class": "program eligible", "part": "card program eligible"] name, places, next)
                    .into(),
            );
        }
    }
    let eligible = (!cards.is_empty())
        .then(|| el!("section" [] el!("h3" ["part": "subheading"] context.word("eligible")), cards));
    list(vec![eligible.kid(), referral::section(context, "referrals", &guidance.places).kid()])
}
