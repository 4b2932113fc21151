//! What a person may qualify for, why, and where to go.

use super::button::clear;
use super::context::Context;
use super::entry::path;
use super::referral;
use crate::http::fill::draft::Trouble;
use intake_core::definition::Program;
use intake_core::outcome::{CriterionOutcome, Met, Outcome, ProgramOutcome, Status};
use intake_core::session::{Slot, Step};
use intake_core::text::Speech;
use intake_core::wording::Wording;
use maud::{Markup, html};

/// The catalogue's key for the heading.
pub(super) fn about(context: &Context<'_>) -> &'static str {
    match (context.session.form().programs.is_empty(), context.session.outcome().referrals.is_empty()) {
        (false, _) => "outcome",
        (true, false) => "referrals",
        (true, true) => "ready",
    }
}

pub(in crate::http::fill) fn outcome(context: &Context<'_>) -> Markup {
    let words = context.words;
    let form = context.session.form();
    let outcome = context.session.outcome();
    let trouble = context.draft.trouble.map(|trouble| match trouble {
        Trouble::Refused => ["refused", "refused-more"],
        Trouble::Later => ["waiting", "busy"],
    });
    html! {
        @if let Some([title, more]) = trouble {
            div.panel.trouble role="alert" {
                h2 { (words.say(title)) }
                p { (words.say(more)) }
                @if context.draft.signed.is_some() { p { a href=(copy(context)) download { (words.say("save")) } } }
            }
        }
        h2 { (words.say(about(context))) }
        @if !form.programs.is_empty() { p { (words.say("outcome-more")) } }
        (section(context, &outcome, Status::Eligible))
        (referral::section(context, &outcome.referrals))
        (section(context, &outcome, Status::Undetermined))
        (section(context, &outcome, Status::Ineligible))
        p { (words.say("seal-more")) }
        form method="post" action=(context.address(Step::Outcome)) {
            div.buttons.send {
                button.main name="do" value="send" {
                    @match &form.settings.submit_label { Some(label) => (context.line(None, label)), None => (words.say("send")) }
                }
            }
            div.buttons { button name="do" value="back" { (words.say("back")) } }
            (clear(context))
        }
    }
}

/// What was signed, to keep.
pub(super) fn copy(context: &Context<'_>) -> String {
    format!("/fill/{}/copy", context.name)
}

/// The programs of one status; those that are not for the person fold away.
fn section(context: &Context<'_>, outcome: &Outcome, status: Status) -> Markup {
    let found: Vec<&ProgramOutcome> =
        outcome.programs.iter().filter(|program| program.status == status).collect();
    let cards = html! { @for program in &found { (card(context, program)) } };
    let heading = context.words.say(status.code());
    html! {
        @if found.is_empty() {}
        @else if status == Status::Ineligible {
            details.folded {
                summary { (heading) " (" (context.words.whole(u32::try_from(found.len()).unwrap_or(u32::MAX))) ")" }
                (cards)
            }
        } @else { section { h3 { (heading) } (cards) } }
    }
}

fn card(context: &Context<'_>, outcome: &ProgramOutcome) -> Markup {
    let Some(program) = context.session.form().programs.get(outcome.program) else {
        return Markup::default();
    };
    let is_eligible = outcome.status == Status::Eligible;
    html! {
        article class={ "program " (outcome.status.code()) } {
            h4 { (context.line(None, &program.label)) }
            @if let Some(summary) = &program.summary { (context.blocks(None, summary)) }
            @if let Some(amount) = outcome.estimate.filter(|_| is_eligible) {
                @let amount = match &program.currency {
                    Some(currency) => context.words.money(amount, currency, None),
                    None => context.words.number(amount),
                };
                p.estimate { strong { (context.words.fill("estimate", &[("amount", &amount)])) } }
            }
            ul.criteria {
                @for (said, found) in program.criteria.iter().zip(&outcome.criteria) {
                    (criterion(context, &context.line(None, &said.label), found))
                }
            }
            @if outcome.status == Status::Undetermined { (questions(context, outcome)) }
            @if is_eligible { (next(context, program, outcome)) }
        }
    }
}

fn criterion(context: &Context<'_>, label: &Markup, found: &CriterionOutcome) -> Markup {
    let key = match found.status {
        Met::Met => "met",
        Met::Unmet => "unmet",
        Met::Undetermined => "open",
    };
    html! {
        li class=(key) {
            b { (context.words.say(key)) } " " (label)
            @if let Some(reason) = &found.reason {
                @let (value, threshold) = (reason.value.text(context.words), reason.threshold.text(context.words));
                p.quiet { (context.words.fill("reason", &[("value", &value), ("threshold", &threshold)])) }
            }
        }
    }
}

/// What to bring and what to do: shown with a result, and again after sending.
pub(super) fn next(context: &Context<'_>, program: &Program, outcome: &ProgramOutcome) -> Markup {
    let documents = outcome.documents.iter().filter_map(|document| program.documents.get(*document));
    let documents: Vec<_> = documents.collect();
    html! {
        @if !documents.is_empty() {
            h5 { (context.words.say("documents")) }
            ul { @for document in documents { li { (context.line(None, &document.label)) } } }
        }
        @if let Some(steps) = &program.next_steps { h5 { (context.words.say("next")) } (context.blocks(None, steps)) }
    }
}

/// The questions whose answers would settle a program.
fn questions(context: &Context<'_>, outcome: &ProgramOutcome) -> Markup {
    let mut slots: Vec<Slot> = Vec::new();
    for slot in outcome.criteria.iter().flat_map(|criterion| &criterion.waits) {
        if !slots.contains(slot) {
            slots.push(*slot);
        }
    }
    html! {
        @if !slots.is_empty() {
            p { (context.words.say("undetermined-more")) }
            ul { @for slot in slots { li { a.link href=(context.change(slot)) { (path(context, slot)) (context.label(slot)) } } } }
        }
    }
}
