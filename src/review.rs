//! "Check your answers": everything that was asked, page by page, each with a way back.

use crate::app::{App, Message};
use crate::page::{back, own_title};
use crate::said::Scene;
use intake_core::definition::{Absent, Item, Kind};
use intake_core::session::{Action, Slot};
use yew::html::Scope;
use yew::prelude::*;

pub fn view(scene: &Scene<'_>, heading: &NodeRef, link: &Scope<App>) -> Html {
    let session = scene.session;
    let form = session.form();
    let pages = session.shown_pages().filter_map(|page| {
        let mut rows = Vec::new();
        for slot in session.page_slots(page) {
            row(scene, slot, link, &mut rows);
        }
        let title =
            form.pages.get(page)?.title.as_ref().map(|title| html! { <h3>{ scene.line(title) }</h3> });
        Some(html! { <section>{ title }<dl class="answers">{ rows }</dl></section> })
    });
    let go = link.callback(|_: MouseEvent| Message::Apply(Action::Continue));
    html! {
        <div key="review">
            { own_title(scene, "check", heading) }
            <p>{ scene.word("check-more") }</p>
            { for pages }
            <div class="buttons">
                <button type="button" class="main" part="button button-main" onclick={go}>
                    { scene.word("continue") }
                </button>
                { back(scene, link) }
            </div>
        </div>
    }
}

fn row(scene: &Scene<'_>, slot: Slot, link: &Scope<App>, rows: &mut Vec<Html>) {
    let session = scene.session;
    let Some(item) = session.item(slot).filter(|_| session.field(slot).relevant) else { return };
    match item.kind {
        Kind::Note { .. } => {}
        Kind::Group { .. } => {
            for child in session.children(slot) {
                row(scene, child, link, rows);
            }
        }
        _ => {
            let answer = match session.answer_text(slot, scene.voice) {
                Some(answer) => Html::from(answer),
                None => html! { <span class="quiet">{ absence(scene, slot) }</span> },
            };
            let change = (!item.read_only).then(|| change(scene, item, slot, link));
            rows.push(html! {
                <div>
                    <dt>{ scene.line(&item.label) }</dt>
                    <dd>{ answer }</dd>
                    <dd>{ change }</dd>
                </div>
            });
        }
    }
}

/// Why there is no answer.
fn absence(scene: &Scene<'_>, slot: Slot) -> AttrValue {
    scene.word(match scene.session.field(slot).absent {
        Some(Absent::AskedUnknown) => "unknown",
        Some(Absent::AskedDeclined) => "declined",
        Some(Absent::TempUnknown) => "later",
        None => "unanswered",
    })
}

/// A list of links that all say "Change" tells a screen reader's user nothing: each names
/// its question, unseen.
fn change(scene: &Scene<'_>, item: &Item, slot: Slot, link: &Scope<App>) -> Html {
    let go = link.callback(move |_: MouseEvent| Message::Change(slot));
    let label = scene.plain(&item.label);
    html! {
        <button type="button" class="link" part="link" onclick={go}>
            { scene.word("change") }<span class="unseen">{ " " }{ label }</span>
        </button>
    }
}
