//! What a person may qualify for, why, and where to go.

use crate::control::entry_path;
use crate::dom::node::{El, Kid, el, list};
use crate::message::{Emit, Message, SubmissionMessage};
use crate::render::context::RenderContext;
use crate::view::button::{back, button, link_button, title};
use crate::view::referral;
use intake_core::definition::Program;
use intake_core::outcome::{CriterionOutcome, Met, Outcome, ProgramOutcome, Status};
use intake_core::session::Slot;
use intake_core::text::Speech;
use intake_core::wording::Wording;
use yew::{Html, NodeRef};

pub fn view(context: &RenderContext<'_>, heading: &NodeRef, emit: &Emit) -> Html {
    let form = context.session.form();
    let outcome = context.session.outcome();
    let label = match &form.settings.submit_label {
        Some(label) => context.line(label),
        None => context.word("send").kid(),
    };
    let about = match (form.programs.is_empty(), outcome.referrals.is_empty()) {
        (false, _) => "outcome",
        (true, false) => "referrals",
        (true, true) => "ready",
    };
    let of = |status: Status| section(context, &outcome, status, emit);
    el!("div" []
        title(context.word(about), heading),
        (!form.programs.is_empty()).then(|| el!("p" [] context.word("outcome-more"))),
        of(Status::Eligible),
        referral::section(context, &outcome.referrals),
        of(Status::Undetermined),
        of(Status::Ineligible),
        el!("p" [] context.word("send-more")),
        // Always in view: whoever has read what they came for might leave without sending.
        el!("div" ["class": "buttons send"] button(label, true, emit, || Message::Submission(SubmissionMessage::Send))),
        el!("div" ["class": "buttons"] back(context, emit)))
    .key("outcome")
    .into()
}

/// The programs of one status. What is not for a person folds away: a tired reader comes
/// for what is.
fn section(context: &RenderContext<'_>, outcome: &Outcome, status: Status, emit: &Emit) -> Option<Html> {
    let found = outcome.programs.iter().filter(|program| program.status == status);
    let cards: Vec<Html> = found.filter_map(|program| card(context, program, emit)).collect();
    if cards.is_empty() {
        return None;
    }
    let heading = context.word(status.code());
    Some(match status {
        Status::Ineligible => {
            let count = [" (", &context.localizer.whole(cards.len() as u32), ")"].concat();
            el!("details" ["class": "folded", "part": "details"] el!("summary" [] heading, count), cards)
                .into()
        }
        _ => el!("section" [] el!("h3" ["part": "subheading"] heading), cards).into(),
    })
}

fn card(context: &RenderContext<'_>, outcome: &ProgramOutcome, emit: &Emit) -> Option<Html> {
    let program = context.session.form().programs.get(outcome.program)?;
    let eligible = outcome.status == Status::Eligible;
    let criteria = program.criteria.iter().zip(&outcome.criteria);
    let criteria: Vec<Html> =
        criteria.map(|(said, found)| criterion(context, context.line(&said.label), found).into()).collect();
    let kind = ["program ", outcome.status.code()].concat();
    let card = el!("article" ["class": kind.clone(), "part": ["card ", &kind].concat()]
        el!("h4" [] context.line(&program.label)),
        program.summary.as_ref().map(|summary| context.blocks(summary)),
        if eligible { estimate(context, program, outcome) } else { None },
        el!("ul" ["class": "criteria"] criteria),
        if outcome.status == Status::Undetermined { questions(context, outcome, emit) } else { None },
        eligible.then(|| next(context, program, outcome)));
    Some(card.into())
}

/// The sign and the colour are for a quick look; the words before it say the same.
fn criterion(context: &RenderContext<'_>, label: Html, found: &CriterionOutcome) -> El {
    let key = match found.status {
        Met::Met => "met",
        Met::Unmet => "unmet",
        Met::Undetermined => "open",
    };
    let reason = found.reason.as_ref().map(|reason| {
        let (value, threshold) =
            (reason.value.text(context.localizer), reason.threshold.text(context.localizer));
        let words = context.localizer.fill("reason", &[("value", &value), ("threshold", &threshold)]);
        el!("p" ["class": "quiet"] words)
    });
    el!("li" ["class": key] el!("b" [] context.word(key)), " ", label, reason)
}

fn estimate(context: &RenderContext<'_>, program: &Program, outcome: &ProgramOutcome) -> Option<El> {
    let estimate = outcome.estimate?;
    let amount = match &program.currency {
        Some(currency) => context.localizer.money(estimate, currency, None),
        None => context.localizer.number(estimate),
    };
    let words = context.localizer.fill("estimate", &[("amount", &amount)]);
    Some(el!("p" ["class": "estimate"] el!("strong" [] words)))
}

/// What to bring and what to do: shown with a result, and again after sending.
pub fn next(context: &RenderContext<'_>, program: &Program, outcome: &ProgramOutcome) -> Html {
    let mut nodes = Vec::new();
    let documents = outcome.documents.iter().filter_map(|document| program.documents.get(*document));
    let documents: Vec<Html> =
        documents.map(|document| el!("li" [] context.line(&document.label)).into()).collect();
    if !documents.is_empty() {
        nodes.push(el!("h5" [] context.word("documents")).into());
        nodes.push(el!("ul" [] documents).into());
    }
    if let Some(steps) = &program.next_steps {
        nodes.push(el!("h5" [] context.word("next")).into());
        nodes.push(context.blocks(steps));
    }
    list(nodes)
}

/// The questions whose answers would settle a program.
fn questions(context: &RenderContext<'_>, outcome: &ProgramOutcome, emit: &Emit) -> Option<Html> {
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
        let label = list(vec![entry_path(context, slot).kid(), context.label(slot)]);
        el!("li" [] link_button(label, emit, move || Message::Change(slot))).into()
    };
    let questions: Vec<Html> = slots.into_iter().map(question).collect();
    Some(list(vec![el!("p" [] context.word("undetermined-more")).into(), el!("ul" [] questions).into()]))
}
