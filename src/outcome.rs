//! What a person may qualify for, why, and where to go.

use crate::app::{App, Message};
use crate::page::{back, own_title};
use crate::referral;
use crate::said::Scene;
use intake_core::definition::Program;
use intake_core::outcome::{CriterionOutcome, Met, Outcome, ProgramOutcome, Quantity, Status};
use intake_core::session::Slot;
use intake_core::text::Speech;
use yew::html::Scope;
use yew::prelude::*;

pub fn view(scene: &Scene<'_>, heading: &NodeRef, link: &Scope<App>) -> Html {
    let form = scene.session.form();
    let outcome = scene.session.outcome();
    let send = link.callback(|_: MouseEvent| Message::Submit);
    let label = match &form.settings.submit_label {
        Some(label) => scene.line(label),
        None => Html::from(scene.word("send")),
    };
    html! {
        <div key="outcome">
            { own_title(scene, if form.programs.is_empty() { "referrals" } else { "outcome" }, heading) }
            { programs(scene, &outcome, link) }
            { referral::list(scene, &outcome.referrals) }
            <p>{ scene.word("send-more") }</p>
            <div class="buttons">
                <button type="button" class="main" part="button button-main" onclick={send}>{ label }</button>
                { back(scene, link) }
            </div>
        </div>
    }
}

/// The good news first, then what would settle the rest, then what is not for them.
fn programs(scene: &Scene<'_>, outcome: &Outcome, link: &Scope<App>) -> Html {
    let order = [
        (Status::Eligible, "eligible"),
        (Status::Undetermined, "undetermined"),
        (Status::Ineligible, "ineligible"),
    ];
    let sections = order.into_iter().filter_map(|(status, key)| {
        let mut found = outcome.programs.iter().filter(|program| program.status == status).peekable();
        found.peek()?;
        let cards = found.filter_map(|program| card(scene, program, key, link));
        Some(html! {
            <section class={key}>
                <h3>{ scene.word(key) }</h3>
                { for cards }
            </section>
        })
    });
    html! {
        <>
            if !outcome.programs.is_empty() { <p>{ scene.word("outcome-more") }</p> }
            { for sections }
        </>
    }
}

fn card(scene: &Scene<'_>, outcome: &ProgramOutcome, key: &'static str, link: &Scope<App>) -> Option<Html> {
    let program = scene.session.form().programs.get(outcome.program)?;
    let eligible = outcome.status == Status::Eligible;
    let criteria = program.criteria.iter().zip(&outcome.criteria);
    let criteria = criteria.map(|(said, found)| criterion(scene, &scene.line(&said.label), found));
    Some(html! {
        <article class={classes!("program", key)} part="program">
            <h4>{ scene.line(&program.label) }</h4>
            { program.summary.as_ref().map(|summary| scene.blocks(summary)) }
            if eligible { { estimate(scene, program, outcome) } }
            <ul class="criteria">{ for criteria }</ul>
            if outcome.status == Status::Undetermined { { questions(scene, outcome, link) } }
            if eligible { { next(scene, program, outcome) } }
        </article>
    })
}

/// The sign and the colour are for a quick look; the words before it say the same.
fn criterion(scene: &Scene<'_>, label: &Html, found: &CriterionOutcome) -> Html {
    let key = match found.status {
        Met::Met => "met",
        Met::Unmet => "unmet",
        Met::Undetermined => "open",
    };
    let reason = found.reason.as_ref().map(|reason| {
        let (value, threshold) = (quantity(scene, &reason.value), quantity(scene, &reason.threshold));
        let words = scene.voice.words().fill("reason", &[("value", &value), ("threshold", &threshold)]);
        html! { <p class="quiet">{ words }</p> }
    });
    html! { <li class={key}><b>{ scene.word(key) }</b>{ " " }{ label.clone() }{ reason }</li> }
}

fn quantity(scene: &Scene<'_>, quantity: &Quantity) -> String {
    match quantity {
        Quantity::Number(number) => scene.voice.number(*number),
        Quantity::Date(date) => scene.voice.date(*date),
    }
}

fn estimate(scene: &Scene<'_>, program: &Program, outcome: &ProgramOutcome) -> Option<Html> {
    let estimate = outcome.estimate?;
    let amount = match &program.currency {
        Some(currency) => scene.voice.money(estimate, currency),
        None => scene.voice.number(estimate),
    };
    let words = scene.voice.words().fill("estimate", &[("amount", &amount)]);
    Some(html! { <p class="estimate"><strong>{ words }</strong></p> })
}

/// What to bring and what to do: shown with a result, and again after sending.
pub fn next(scene: &Scene<'_>, program: &Program, outcome: &ProgramOutcome) -> Html {
    let documents = outcome.documents.iter().filter_map(|document| program.documents.get(*document));
    let mut documents =
        documents.map(|document| html! { <li>{ scene.line(&document.label) }</li> }).peekable();
    let documents = documents.peek().is_some().then(|| {
        html! { <><h5>{ scene.word("documents") }</h5><ul>{ for documents }</ul></> }
    });
    let steps = program.next_steps.as_ref();
    let steps = steps.map(|steps| html! { <><h5>{ scene.word("next") }</h5>{ scene.blocks(steps) }</> });
    html! { <>{ documents }{ steps }</> }
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
        let item = scene.session.item(slot)?;
        let go = link.callback(move |_: MouseEvent| Message::Change(slot));
        Some(html! {
            <li>
                <button type="button" class="link" part="link" onclick={go}>{ scene.line(&item.label) }</button>
            </li>
        })
    };
    Some(html! {
        <>
            <p>{ scene.word("undetermined-more") }</p>
            <ul>{ for slots.into_iter().filter_map(question) }</ul>
        </>
    })
}
