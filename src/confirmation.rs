//! After "Send": the reference number, what happens next, and what to keep.
//!
//! Nothing typed is lost: while the answers are not delivered, this page says so and
//! offers another try and a file to save.

use crate::app::{App, Message};
use crate::earlier::{copy, has_files};
use crate::node::{Kid, el, list};
use crate::outbox::DeliveryStatus;
use crate::outcome;
use crate::page::{self, button, title};
use crate::referral;
use crate::said::Scene;
use crate::submit::Sending;
use intake_core::outcome::Status;
use yew::html::Scope;
use yew::{Html, NodeRef};

pub fn view(scene: &Scene<'_>, sending: &Sending, heading: &NodeRef, link: &Scope<App>) -> Html {
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
    let unsent = matches!(key, "waiting" | "refused" | "unsigned");
    let files = match sending {
        Sending::Unsigned(body) => has_files(body),
        _ => entry.is_some_and(|entry| entry.files),
    };
    // What was refused may be taken later: the receiver is mended, or learns of the form.
    let retry = entry.filter(|entry| unsent && !entry.action.is_empty()).map(|entry| entry.id.clone());
    let button = |key: &str, message: fn() -> Message| button(scene.word(key), false, link, message);
    let next = sent.then(
        || el!("section" [] el!("h3" ["part": "subheading"] scene.word("happens")), el!("p" [] scene.word("happens-more"))),
    );
    el!("div" []
        el!("div" ["class": class, "part": "panel"]
            title(scene.word(key), heading),
            more.map(|more| el!("p" [] scene.word(more))),
            copy(scene, unsent && files),
            sending.reference().map(|number| reference(scene, number))),
        el!("div" ["class": "buttons"]
            retry.map(|id| page::button(scene.word("retry"), false, link, move || Message::Retry(id.clone()))),
            (key != "sending").then(|| button("save", || Message::Save)),
            button("print", || Message::Print),
            matches!(key, "unsigned" | "refused").then(|| button("back", || Message::Back))),
        next,
        keep(scene))
    .key("confirmation")
    .into()
}

/// What became of sending, in a word for the page around.
pub fn status(sending: &Sending) -> &'static str {
    if matches!(sending, Sending::Taken(_)) { "taken" } else { words(sending).0 }
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
            DeliveryStatus::Refused(_) => ("refused", Some("refused-more")),
        },
    }
}

fn reference(scene: &Scene<'_>, number: &str) -> Html {
    list(vec![
        el!("p" [] scene.word("reference")).into(),
        el!("p" ["class": "reference", "part": "reference"] el!("bdi" [] el!("strong" [] number))).into(),
        el!("p" [] scene.word("reference-more")).into(),
    ])
}

/// What a person needs after this page is closed: what to bring, where to go.
fn keep(scene: &Scene<'_>) -> Html {
    let outcome = scene.session.outcome();
    let mut nodes = Vec::new();
    for found in outcome.programs.iter().filter(|program| program.status == Status::Eligible) {
        if let Some(program) = scene.session.form().programs.get(found.program) {
            let name = el!("h4" [] scene.line(&program.label));
            let next = outcome::next(scene, program, found);
            nodes.push(
                el!("article" ["class": "program eligible", "part": "card program eligible"] name, next)
                    .into(),
            );
        }
    }
    nodes.push(referral::section(scene, &outcome.referrals).kid());
    list(nodes)
}
