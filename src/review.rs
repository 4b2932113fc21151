//! "Check your answers": everything that was asked, page by page, each with a way back.

use crate::app::{App, Message};
use crate::control::{entry_name, signature, word};
use crate::node::{Kid, el, list};
use crate::page::{back, button, link_button, title};
use crate::said::Scene;
use intake_core::answer::Typed;
use intake_core::definition::Kind;
use intake_core::session::{Action, Slot};
use std::cell::RefCell;
use yew::html::Scope;
use yew::{Html, NodeRef};

pub fn view(scene: &Scene<'_>, heading: &NodeRef, link: &Scope<App>) -> Html {
    let session = scene.session;
    let form = session.form();
    let page = |page: usize| {
        let answers = answers(scene, session.page_slots(page), link);
        let title = form
            .pages
            .get(page)?
            .title
            .as_ref()
            .map(|title| el!("h3" ["part": "subheading"] scene.line(title)));
        Some(el!("section" [] title, answers).into())
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

/// Lists of answers, and between them the cards of entries.
fn answers(scene: &Scene<'_>, slots: Vec<Slot>, link: &Scope<App>) -> Vec<Html> {
    let (mut blocks, mut rows) = (Vec::new(), Vec::new());
    slots.into_iter().for_each(|slot| row(scene, slot, link, &mut blocks, &mut rows));
    close(&mut blocks, &mut rows);
    blocks
}

/// Puts the rows so far into a list of their own.
fn close(blocks: &mut Vec<Html>, rows: &mut Vec<Html>) {
    if !rows.is_empty() {
        blocks.push(el!("dl" ["class": "answers", "part": "answers"] std::mem::take(rows)).into());
    }
}

fn row(scene: &Scene<'_>, slot: Slot, link: &Scope<App>, blocks: &mut Vec<Html>, rows: &mut Vec<Html>) {
    let session = scene.session;
    let scene = &scene.at(slot);
    let Some(item) = session.item(slot).filter(|_| session.field(slot).relevant) else { return };
    match item.kind {
        Kind::Note { .. } => {}
        Kind::Group { .. } => {
            for child in session.children(slot) {
                row(scene, child, link, blocks, rows);
            }
        }
        Kind::Repeat(_) if !session.entries(slot).is_empty() => {
            for (index, slots) in session.entries(slot).into_iter().enumerate() {
                close(blocks, rows);
                let name = el!("h4" [] entry_name(scene, slot, index));
                blocks.push(
                    el!("div" ["class": "entry", "part": "entry"] name, answers(scene, slots, link)).into(),
                );
            }
        }
        _ => {
            let drawn = match session.field(slot).typed {
                Typed::Json(json) => signature(json, scene.word("drawn")),
                _ => None,
            };
            // Their labels have commas and capitals of their own: each stands on its line.
            let several = RefCell::new(Vec::new());
            let lines = |parts: &[String]| {
                if let [only] = parts {
                    return only.clone();
                }
                for part in parts {
                    several.borrow_mut().push(el!("li" [] el!("bdi" [] &**part)).into());
                }
                String::new()
            };
            let answer: Html = match session.answer_joined(slot, scene.voice, &lines) {
                // What was typed has a direction of its own.
                Some(_) if drawn.is_some() => drawn.unwrap_or_default(),
                Some(_) if !several.borrow().is_empty() => el!("ul" [] several.take()).into(),
                Some(answer) => el!("bdi" [] answer).into(),
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
