//! What a person may qualify for, why, and where to go.

use super::button::clear;
use super::context::Context;
use super::entry::path;
use super::{referral, sheet};
use crate::http::fill::draft::Trouble;
use intake_core::definition::Program;
use intake_core::guidance::{Card, Guidance, rounded};
use intake_core::outcome::{CriterionOutcome, Met, Outcome, ProgramOutcome, Status};
use intake_core::session::{Slot, Step};
use intake_core::text::Speech;
use intake_core::wording::Wording;
use maud::{Markup, html};

/// The catalogue's key for the heading.
pub(super) fn about(context: &Context<'_>) -> &'static str {
    Guidance::of(context.session, &context.session.outcome()).title
}

pub(in crate::http::fill) fn outcome(context: &Context<'_>) -> Markup {
    let words = context.words;
    let form = context.session.form();
    let outcome = context.session.outcome();
    let guidance = Guidance::of(context.session, &outcome);
    let trouble = context.draft.trouble.map(|trouble| match trouble {
        Trouble::Refused => ["refused", "refused-more"],
        Trouble::Later => ["waiting", "busy"],
    });
    html! {
        @if let Some([title, more]) = trouble {
            div.panel.trouble role="alert" {
                h2 { (words.say(title)) }
                p { (words.say(more)) }
                @if context.draft.signed.is_some() { p { a href=(sheet::copy(context)) download { (words.say("save")) } } }
            }
        }
        h2 { (words.say(guidance.title)) }
        (referral::first(context, &guidance))
        @if !form.programs.is_empty() { p { (words.say("outcome-more")) } }
        (section(context, "eligible", &outcome, &guidance.eligible, &Markup::default()))
        (referral::section(context, "referrals", &guidance.places))
        (referral::section(context, "outcome-ask", &guidance.ask))
        (section(context, "undetermined", &outcome, &guidance.undetermined, &questions(context, &guidance.questions)))
        @if !guidance.ineligible.is_empty() {
            details.folded {
                summary {
                    (words.say("ineligible")) " ("
                    (words.whole(u32::try_from(guidance.ineligible.len()).unwrap_or(u32::MAX))) ")"
                }
                (cards(context, &outcome, &guidance.ineligible))
            }
        }
        p { (words.say("seal-more")) }
        form method="post" action=(context.address(Step::Outcome)) {
            div.buttons.send {
                button.main name="do" value="send" {
                    @match &form.settings.submit_label { Some(label) => (context.line(None, label)), None => (words.say("send")) }
                }
            }
            div.buttons { (sheet::ways(context)) button name="do" value="back" { (words.say("back")) } }
            (sheet::message(context, None))
            (clear(context))
        }
    }
}

fn section(context: &Context<'_>, key: &str, outcome: &Outcome, all: &[Card], before: &Markup) -> Markup {
    html! {
        @if !all.is_empty() {
            section { h3 { (context.words.say(key)) } (before) (cards(context, outcome, all)) }
        }
    }
}

fn cards(context: &Context<'_>, outcome: &Outcome, cards: &[Card]) -> Markup {
    html! {
        @for own in cards {
            @if let Some(found) = outcome.programs.get(own.program) { (card(context, found, own)) }
        }
    }
}

/// A program: what it is, where to go, what to bring, and folded why.
fn card(context: &Context<'_>, outcome: &ProgramOutcome, card: &Card) -> Markup {
    let Some(program) = context.session.form().programs.get(card.program) else {
        return Markup::default();
    };
    let is_eligible = outcome.status == Status::Eligible;
    html! {
        article class={ "program " (outcome.status.code()) } {
            h4 { (context.line(None, &program.label)) }
            @if let Some(summary) = &program.summary { (context.blocks(None, summary)) }
            @if is_eligible { (estimate(context, program, outcome)) }
            (reasons(context, program, outcome, false))
            @if !is_eligible && !card.places.is_empty() { p { (context.words.say("find-out")) } }
            (referral::places(context, &card.places))
            @if is_eligible { (next(context, program, outcome)) }
            (reasons(context, program, outcome, true))
        }
    }
}

/// The criteria that are met, folded away; or the others.
fn reasons(context: &Context<'_>, program: &Program, outcome: &ProgramOutcome, met: bool) -> Markup {
    let criteria = program.criteria.iter().zip(&outcome.criteria);
    let criteria: Vec<_> = criteria.filter(|(_, found)| (found.status == Met::Met) == met).collect();
    let rows = html! {
        ul.criteria {
            @for (said, found) in &criteria { (criterion(context, &context.line(None, &said.label), found)) }
        }
    };
    html! {
        @if criteria.is_empty() {}
        @else if met { details.reasons-met { summary { (context.words.say("reasons")) } (rows) } }
        @else { (rows) }
    }
}

/// About how much it is, as people speak; only what is paid out is called money.
fn estimate(context: &Context<'_>, program: &Program, outcome: &ProgramOutcome) -> Markup {
    let Some(amount) = outcome.estimate.and_then(rounded) else { return Markup::default() };
    let amount = match &program.currency {
        Some(currency) => context.words.money(amount, currency, None),
        None => context.words.number(amount),
    };
    let key = if program.cash { "estimate-cash" } else { "estimate" };
    html! { p.estimate { strong { (context.words.fill(key, &[("amount", &amount)])) } } }
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

/// The questions whose answers would settle the programs.
fn questions(context: &Context<'_>, slots: &[Slot]) -> Markup {
    html! {
        @if !slots.is_empty() {
            p { (context.words.say("undetermined-more")) }
            ul.questions { @for slot in slots { li { a.link href=(context.change(*slot)) { (path(context, *slot)) (context.label(*slot)) } } } }
        }
    }
}
