//! "Check your answers": everything that was asked, page by page, each with a way back.

use crate::app::{App, Message};
use crate::control::word;
use crate::node::{Kid, el, list};
use crate::page::{back, button, link_button, title};
use crate::said::Scene;
use intake_core::definition::Kind;
use intake_core::session::{Action, Slot};
use yew::html::Scope;
use yew::{Html, NodeRef};

pub fn view(scene: &Scene<'_>, heading: &NodeRef, link: &Scope<App>) -> Html {
    let session = scene.session;
    let form = session.form();
    let page = |page: usize| {
        let mut rows = Vec::new();
        for slot in session.page_slots(page) {
            row(scene, slot, link, &mut rows);
        }
        let title = form.pages.get(page)?.title.as_ref().map(|title| el!("h3" ["part": "subheading"] scene.line(title)));
        Some(el!("section" [] title, el!("dl" ["class": "answers", "part": "answers"] rows)).into())
    };
    let pages: Vec<Html> = session.shown_pages().filter_map(page).collect();
    el!("div" []
        title(scene.word("check"), heading),
        el!("p" [] scene.word("check-more")),
        pages,
        el!("div" ["class": "buttons"]
            button(scene.word("continue"), true, link, || Message::Apply(Action::Continue)),
            back(scene, link)))
    .key("review")
    .into()
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
            let answer: Html = match session.answer_text(slot, scene.voice) {
                // What was typed has a direction of its own.
                Some(answer) => el!("bdi" [] answer).kid(),
                None => {
                    let absent = session.field(slot).absent;
                    el!("span" ["class": "quiet"] scene.word(absent.map_or("unanswered", word))).into()
                }
            };
            // A list of links that all say "Change" tells a screen reader's user nothing:
            // each names its question, unseen.
            let change = (!item.read_only).then(|| {
                let name = el!("span" ["class": "unseen"] " ", scene.label_plain(slot));
                let words = list(vec![scene.word("change").kid(), name.into()]);
                link_button(words, link, move || Message::Change(slot))
            });
            let label = el!("dt" [] scene.label(slot));
            rows.push(el!("div" [] label, el!("dd" [] answer), el!("dd" [] change)).into());
        }
    }
}
