//! What a person may qualify for, why, and where to go.

use crate::control::entry_path;
use crate::dom::node::{El, Kid, el, list};
use crate::message::{Emit, Message, SubmissionMessage};
use crate::render::context::RenderContext;
use crate::view::button::{back, button, link_button, title};
use crate::view::keep;
use crate::view::referral;
use intake_core::definition::Program;
use intake_core::guidance::{Card, Guidance, rounded};
use intake_core::outcome::{CriterionOutcome, Met, Outcome, ProgramOutcome, Status};
use intake_core::session::Slot;
use intake_core::text::Speech;
use intake_core::wording::Wording;
use yew::{Html, NodeRef};

pub fn view(context: &RenderContext<'_>, heading: &NodeRef, emit: &Emit) -> Html {
    let form = context.session.form();
    let outcome = context.session.outcome();
    let guidance = Guidance::of(context.session, &outcome);
    let label = match &form.settings.submit_label {
        Some(label) => context.line(label),
        None => context.word("send").kid(),
    };
    el!("div" []
        title(context.word(guidance.title), heading),
        referral::first(context, &guidance),
        (!form.programs.is_empty()).then(|| el!("p" [] context.word("outcome-more"))),
        section(context, "eligible", &outcome, &guidance.eligible),
        referral::section(context, "referrals", &guidance.places),
        referral::section(context, "outcome-ask", &guidance.ask),
        undetermined(context, &outcome, &guidance, emit),
        folded(context, &outcome, &guidance.ineligible),
        el!("p" [] context.word("send-more")),
        // Always in view: whoever has read what they came for might leave without sending.
        el!("div" ["class": "buttons send"] button(label, true, emit, || Message::Submission(SubmissionMessage::Send))),
        el!("div" ["class": "buttons"] keep::buttons(context, emit), back(context, emit)),
        keep::message(context, None, emit))
    .key("outcome")
    .into()
}

fn section(context: &RenderContext<'_>, key: &str, outcome: &Outcome, all: &[Card]) -> Option<El> {
    let cards = cards(context, outcome, all);
    (!cards.is_empty()).then(|| el!("section" [] el!("h3" ["part": "subheading"] context.word(key)), cards))
}

/// The questions stand once before the programs that wait for them.
fn undetermined(
    context: &RenderContext<'_>,
    outcome: &Outcome,
    guidance: &Guidance,
    emit: &Emit,
) -> Option<El> {
    let cards = cards(context, outcome, &guidance.undetermined);
    (!cards.is_empty()).then(|| {
        el!("section" []
            el!("h3" ["part": "subheading"] context.word("undetermined")),
            questions(context, &guidance.questions, emit),
            cards)
    })
}

/// What is not for a person folds away: a tired reader comes for what is.
fn folded(context: &RenderContext<'_>, outcome: &Outcome, all: &[Card]) -> Option<El> {
    let cards = cards(context, outcome, all);
    (!cards.is_empty()).then(|| {
        let count = [" (", &context.localizer.whole(cards.len() as u32), ")"].concat();
        let heading = el!("summary" [] context.word("ineligible"), count);
        el!("details" ["class": "folded", "part": "details"] heading, cards)
    })
}

fn cards(context: &RenderContext<'_>, outcome: &Outcome, cards: &[Card]) -> Vec<Html> {
    cards.iter().filter_map(|own| card(context, outcome.programs.get(own.program)?, own)).collect()
}

/// A program: what it is, where to go, what to bring, and folded why.
fn card(context: &RenderContext<'_>, outcome: &ProgramOutcome, card: &Card) -> Option<Html> {
    let program = context.session.form().programs.get(card.program)?;
    let eligible = outcome.status == Status::Eligible;
    let kind = ["program ", outcome.status.code()].concat();
    let find_out = !eligible && !card.places.is_empty();
    let card = el!("article" ["class": kind.clone(), "part": ["card ", &kind].concat()]
        el!("h4" [] context.line(&program.label)),
        program.summary.as_ref().map(|summary| context.blocks(summary)),
        if eligible { estimate(context, program, outcome) } else { None },
        reasons(context, program, outcome, false),
        find_out.then(|| el!("p" [] context.word("find-out"))),
        referral::places(context, &card.places),
        eligible.then(|| next(context, program, outcome)),
        reasons(context, program, outcome, true));
    Some(card.into())
}

/// The criteria that are met, folded away; or the others.
fn reasons(
    context: &RenderContext<'_>,
    program: &Program,
    outcome: &ProgramOutcome,
    met: bool,
) -> Option<El> {
    let criteria = program.criteria.iter().zip(&outcome.criteria);
    let criteria = criteria.filter(|(_, found)| (found.status == Met::Met) == met);
    let rows: Vec<Html> =
        criteria.map(|(said, found)| criterion(context, context.line(&said.label), found).into()).collect();
    if rows.is_empty() {
        return None;
    }
    let rows = el!("ul" ["class": "criteria"] rows);
    Some(if met {
        let heading = el!("summary" [] context.word("reasons"));
        el!("details" ["class": "reasons-met", "part": "details"] heading, rows)
    } else {
        rows
    })
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

/// About how much it is, as people speak; only what is paid out is called money.
fn estimate(context: &RenderContext<'_>, program: &Program, outcome: &ProgramOutcome) -> Option<El> {
    let estimate = rounded(outcome.estimate?)?;
    let amount = match &program.currency {
        Some(currency) => context.localizer.money(estimate, currency, None),
        None => context.localizer.number(estimate),
    };
    let key = if program.cash { "estimate-cash" } else { "estimate" };
    let words = context.localizer.fill(key, &[("amount", &amount)]);
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

/// The questions whose answers would settle the programs.
fn questions(context: &RenderContext<'_>, slots: &[Slot], emit: &Emit) -> Option<Html> {
    if slots.is_empty() {
        return None;
    }
    let question = |slot: Slot| {
        let label = list(vec![entry_path(context, slot).kid(), context.label(slot)]);
        el!("li" [] link_button(label, emit, move || Message::Change(slot))).into()
    };
    let questions: Vec<Html> = slots.iter().copied().map(question).collect();
    let list_ = el!("ul" ["class": "questions"] questions);
    Some(list(vec![el!("p" [] context.word("undetermined-more")).into(), list_.into()]))
}
