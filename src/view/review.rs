//! "Check your answers": everything that was asked, page by page, each with a way back.

use crate::control::{entry_name, signature, word};
use crate::dom::node::{Kid, el, list};
use crate::message::{Emit, Message};
use crate::render::context::RenderContext;
use crate::view::button::{back, button, link_button, title};
use intake_core::answer::Typed;
use intake_core::definition::Kind;
use intake_core::session::{Action, Slot};
use std::cell::RefCell;
use yew::{Html, NodeRef};

pub fn view(context: &RenderContext<'_>, heading: &NodeRef, emit: &Emit) -> Html {
    let session = context.session;
    let form = session.form();
    let page = |page: usize| {
        let answers = answers(context, session.page_slots(page), emit);
        let title = form
            .pages
            .get(page)?
            .title
            .as_ref()
            .map(|title| el!("h3" ["part": "subheading"] context.line(title)));
        Some(el!("section" [] title, answers).into())
    };
    let pages: Vec<Html> = session.shown_pages().filter_map(page).collect();
    el!("div" []
        title(context.word("check"), heading),
        el!("p" [] context.word("check-more")),
        pages,
        el!("div" ["class": "buttons"]
            button(context.word("continue"), true, emit, || Message::Apply(Action::Continue)),
            back(context, emit)))
    .key("review")
    .into()
}

/// Lists of answers, and between them the cards of entries.
fn answers(context: &RenderContext<'_>, slots: Vec<Slot>, emit: &Emit) -> Vec<Html> {
    let (mut blocks, mut rows) = (Vec::new(), Vec::new());
    slots.into_iter().for_each(|slot| row(context, slot, emit, &mut blocks, &mut rows));
    close(&mut blocks, &mut rows);
    blocks
}

/// Puts the rows so far into a list of their own.
fn close(blocks: &mut Vec<Html>, rows: &mut Vec<Html>) {
    if !rows.is_empty() {
        blocks.push(el!("dl" ["class": "answers", "part": "answers"] std::mem::take(rows)).into());
    }
}

fn row(context: &RenderContext<'_>, slot: Slot, emit: &Emit, blocks: &mut Vec<Html>, rows: &mut Vec<Html>) {
    let session = context.session;
    let context = &context.at(slot);
    let Some(item) = session.item(slot).filter(|_| session.field(slot).relevant) else { return };
    match item.kind {
        Kind::Note { .. } => {}
        Kind::Group { .. } => {
            for child in session.children(slot) {
                row(context, child, emit, blocks, rows);
            }
        }
        Kind::Repeat(_) if !session.entries(slot).is_empty() => {
            for (index, slots) in session.entries(slot).into_iter().enumerate() {
                close(blocks, rows);
                let name = el!("h4" [] entry_name(context, slot, index));
                blocks.push(
                    el!("div" ["class": "entry", "part": "entry"] name, answers(context, slots, emit)).into(),
                );
            }
        }
        _ => {
            let drawn = match session.field(slot).typed {
                Typed::Json(json) => signature(json, context.word("drawn")),
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
            let answer: Html = match session.answer_joined(slot, context.localizer, &lines) {
                // What was typed has a direction of its own.
                Some(_) if drawn.is_some() => drawn.unwrap_or_default(),
                Some(_) if !several.borrow().is_empty() => el!("ul" [] several.take()).into(),
                Some(answer) => el!("bdi" [] answer).into(),
                None => {
                    let absent = session.field(slot).absent;
                    el!("span" ["class": "quiet"] context.word(absent.map_or("unanswered", word))).into()
                }
            };
            // A list of links that all say "Change" tells a screen reader's user nothing:
            // each names its question, unseen.
            let change = (!item.read_only).then(|| {
                let name = el!("span" ["class": "unseen"] " ", context.label_plain(slot));
                let words = list(vec![context.word("change").kid(), name.into()]);
                link_button(words, emit, move || Message::Change(slot))
            });
            let label = el!("dt" [] context.label(slot));
            rows.push(el!("div" [] label, el!("dd" [] answer), el!("dd" [] change)).into());
        }
    }
}
