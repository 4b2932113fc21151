//! "Check your answers": everything that was asked, page by page, each with a way back.

use super::button::clear;
use super::context::Context;
use super::entry::name;
use super::question::reason_word;
use intake_core::definition::Kind;
use intake_core::session::{Slot, Step};
use intake_core::wording::Wording;
use maud::{Markup, html};
use std::cell::RefCell;

pub(in crate::http::fill) fn review(context: &Context<'_>) -> Markup {
    let (session, words) = (context.session, context.words);
    html! {
        h2 { (words.say("check")) }
        p { (words.say("check-more")) }
        @for page in session.shown_pages() {
            section {
                @if let Some(title) = session.form().pages.get(page).and_then(|page| page.title.as_ref()) {
                    h3 { (context.line(None, title)) }
                }
                (answers(context, &session.page_slots(page)))
            }
        }
        form method="post" action=(context.address(Step::Review)) {
            div.buttons {
                button.main name="do" value="continue" { (words.say("continue")) }
                button name="do" value="back" { (words.say("back")) }
            }
            (clear(context))
        }
    }
}

/// Lists of answers, and between them the cards of entries.
fn answers(context: &Context<'_>, slots: &[Slot]) -> Markup {
    let (mut blocks, mut rows) = (Vec::new(), Vec::new());
    slots.iter().for_each(|slot| row(context, *slot, &mut blocks, &mut rows));
    close(&mut blocks, &mut rows);
    html! { @for block in blocks { (block) } }
}

fn close(blocks: &mut Vec<Markup>, rows: &mut Vec<Markup>) {
    if !rows.is_empty() {
        let rows = std::mem::take(rows);
        blocks.push(html! { dl.answers { @for row in rows { (row) } } });
    }
}

fn row(context: &Context<'_>, slot: Slot, blocks: &mut Vec<Markup>, rows: &mut Vec<Markup>) {
    let session = context.session;
    let Some(item) = session.item(slot).filter(|_| session.field(slot).relevant) else { return };
    match item.kind {
        Kind::Note { .. } => {}
        Kind::Group { .. } => {
            session.children(slot).into_iter().for_each(|child| row(context, child, blocks, rows));
        }
        Kind::Repeat(_) if !session.entries(slot).is_empty() => {
            for (index, slots) in session.entries(slot).into_iter().enumerate() {
                close(blocks, rows);
                blocks.push(
                    html! { div.entry { h4 { (name(context, slot, index)) } (answers(context, &slots)) } },
                );
            }
        }
        _ => rows.push(html! {
            div {
                dt { (context.label(slot)) }
                dd { (answer(context, slot)) }
                @if !item.read_only {
                    // A list of links that all say "Change" tells a screen reader's user nothing.
                    dd { a.link href=(context.change(slot)) {
                        (context.words.say("change")) span.unseen { " " (context.label_plain(slot)) }
                    } }
                }
            }
        }),
    }
}

fn answer(context: &Context<'_>, slot: Slot) -> Markup {
    // Their labels have commas and capitals of their own: each stands on its line.
    let several = RefCell::new(Vec::new());
    let lines = |parts: &[String]| match parts {
        [only] => only.clone(),
        parts => {
            several.borrow_mut().extend_from_slice(parts);
            String::new()
        }
    };
    let answer = context.session.answer_joined(slot, context.words, &lines);
    let several = several.into_inner();
    html! {
        @match answer {
            Some(_) if !several.is_empty() => ul { @for part in several { li { bdi { (part) } } } },
            Some(answer) => bdi { (answer) },
            None => span.quiet { (context.words.say(context.session.field(slot).absent.map_or("unanswered", reason_word))) },
        }
    }
}
