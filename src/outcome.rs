//! What a person may qualify for, why, and where to go.

use crate::app::{App, Message};
use crate::control::entry_path;
use crate::node::{El, Kid, el, list};
use crate::page::{back, button, link_button, title};
use crate::referral;
use crate::said::Scene;
use intake_core::definition::Program;
use intake_core::outcome::{CriterionOutcome, Met, Outcome, ProgramOutcome, Status};
use intake_core::session::Slot;
use intake_core::text::Speech;
use yew::html::Scope;
use yew::{Html, NodeRef};

pub fn view(scene: &Scene<'_>, heading: &NodeRef, link: &Scope<App>) -> Html {
    let form = scene.session.form();
    let outcome = scene.session.outcome();
    let label = match &form.settings.submit_label {
        Some(label) => scene.line(label),
        None => scene.word("send").kid(),
    };
    let about = match (form.programs.is_empty(), outcome.referrals.is_empty()) {
        (false, _) => "outcome",
        (true, false) => "referrals",
        (true, true) => "ready",
    };
    let of = |status: Status| section(scene, &outcome, status, link);
    el!("div" []
        title(scene.word(about), heading),
        (!form.programs.is_empty()).then(|| el!("p" [] scene.word("outcome-more"))),
        of(Status::Eligible),
        referral::section(scene, &outcome.referrals),
        of(Status::Undetermined),
        of(Status::Ineligible),
        el!("p" [] scene.word("send-more")),
        // Always in view: whoever has read what they came for might leave without sending.
        el!("div" ["class": "buttons send"] button(label, true, link, || Message::Submit)),
        el!("div" ["class": "buttons"] back(scene, link)))
    .key("outcome")
    .into()
}

/// The programs of one status. What is not for a person folds away: a tired reader comes
/// for what is.
fn section(scene: &Scene<'_>, outcome: &Outcome, status: Status, link: &Scope<App>) -> Option<Html> {
    let found = outcome.programs.iter().filter(|program| program.status == status);
    let cards: Vec<Html> = found.filter_map(|program| card(scene, program, link)).collect();
    if cards.is_empty() {
        return None;
    }
    let heading = scene.word(status.code());
    Some(match status {
        Status::Ineligible => {
            let count = [" (", &scene.voice.whole(cards.len() as u32), ")"].concat();
            el!("details" ["class": "folded", "part": "details"] el!("summary" [] heading, count), cards)
                .into()
        }
        _ => el!("section" [] el!("h3" ["part": "subheading"] heading), cards).into(),
    })
}

fn card(scene: &Scene<'_>, outcome: &ProgramOutcome, link: &Scope<App>) -> Option<Html> {
    let program = scene.session.form().programs.get(outcome.program)?;
    let eligible = outcome.status == Status::Eligible;
    let criteria = program.criteria.iter().zip(&outcome.criteria);
    let criteria: Vec<Html> =
        criteria.map(|(said, found)| criterion(scene, scene.line(&said.label), found).into()).collect();
    let kind = ["program ", outcome.status.code()].concat();
    let card = el!("article" ["class": kind.clone(), "part": ["card ", &kind].concat()]
        el!("h4" [] scene.line(&program.label)),
        program.summary.as_ref().map(|summary| scene.blocks(summary)),
        if eligible { estimate(scene, program, outcome) } else { None },
        el!("ul" ["class": "criteria"] criteria),
        if outcome.status == Status::Undetermined { questions(scene, outcome, link) } else { None },
        eligible.then(|| next(scene, program, outcome)));
    Some(card.into())
}

/// The sign and the colour are for a quick look; the words before it say the same.
fn criterion(scene: &Scene<'_>, label: Html, found: &CriterionOutcome) -> El {
    let key = match found.status {
        Met::Met => "met",
        Met::Unmet => "unmet",
        Met::Undetermined => "open",
    };
    let reason = found.reason.as_ref().map(|reason| {
        let (value, threshold) = (reason.value.text(scene.voice), reason.threshold.text(scene.voice));
        let words = scene.voice.words().fill("reason", &[("value", &value), ("threshold", &threshold)]);
        el!("p" ["class": "quiet"] words)
    });
    el!("li" ["class": key] el!("b" [] scene.word(key)), " ", label, reason)
}

fn estimate(scene: &Scene<'_>, program: &Program, outcome: &ProgramOutcome) -> Option<El> {
    let estimate = outcome.estimate?;
    let amount = match &program.currency {
        Some(currency) => scene.voice.money(estimate, currency, None),
        None => scene.voice.number(estimate),
    };
    let words = scene.voice.words().fill("estimate", &[("amount", &amount)]);
    Some(el!("p" ["class": "estimate"] el!("strong" [] words)))
}

/// What to bring and what to do: shown with a result, and again after sending.
pub fn next(scene: &Scene<'_>, program: &Program, outcome: &ProgramOutcome) -> Html {
    let mut nodes = Vec::new();
    let documents = outcome.documents.iter().filter_map(|document| program.documents.get(*document));
    let documents: Vec<Html> =
        documents.map(|document| el!("li" [] scene.line(&document.label)).into()).collect();
    if !documents.is_empty() {
        nodes.push(el!("h5" [] scene.word("documents")).into());
        nodes.push(el!("ul" [] documents).into());
    }
    if let Some(steps) = &program.next_steps {
        nodes.push(el!("h5" [] scene.word("next")).into());
        nodes.push(scene.blocks(steps));
    }
    list(nodes)
}

/// The questions whose answers would settle a program.
fn questions(scene: &Scene<'_>, outcome: &ProgramOutcome, link: &Scope<App>) -> Option<Html> {
    let mut slots: Vec<Slot> = Vec::new();
    for slot in outcome.criteria.iter().flat_map(|criterion| &criterion.waits) {
        if !slots.contains(slot) {
            slots.push(*slot);
        }
    }
    if slots.is_empty() {
        return None;
    }
    let question = |slot: Slot| {
        let label = list(vec![entry_path(scene, slot).kid(), scene.label(slot)]);
        el!("li" [] link_button(label, link, move || Message::Change(slot))).into()
    };
    let questions: Vec<Html> = slots.into_iter().map(question).collect();
    Some(list(vec![el!("p" [] scene.word("undetermined-more")).into(), el!("ul" [] questions).into()]))
}
