//! An item of a page: a question, a note, a group, a repeat.

use super::context::Context;
use super::question::Question;
use super::{control, entry};
use crate::http::fill::place::{Place, id};
use intake_core::definition::{Kind, Repeat};
use intake_core::session::Slot;
use intake_core::wording::Wording;
use maud::{Markup, html};

/// An item in its place, with all that stands in it.
pub(super) fn item(context: &Context<'_>, slot: Slot) -> Markup {
    let session = context.session;
    let field = session.field(slot);
    let Some(item) = session.item(slot).filter(|_| field.relevant) else { return Markup::default() };
    let label = !item.label.versions().is_empty();
    match &item.kind {
        Kind::Note { text } => html! {
            div.note {
                @if label { h3 { (context.label(slot)) } }
                (context.blocks(Some(slot), text))
            }
        },
        Kind::Group { .. } => html! {
            fieldset.group {
                @if label { legend { h3 { (context.label(slot)) } } }
                @if let Some(hint) = &item.hint { div.hint { (context.line(Some(slot), hint)) } }
                @for child in session.children(slot) { (self::item(context, child)) }
            }
        },
        kind => {
            let error = field.problem.as_ref().map(|problem| context.problem(slot, item, problem));
            let question = Question {
                context,
                place: Place::new(session, slot),
                id: id(session, slot),
                item,
                field,
                error,
            };
            match kind {
                Kind::Repeat(own) => repeat(&question, own),
                _ => html! { div.field.invalid[question.error.is_some()] { (control::view(&question)) } },
            }
        }
    }
}

/// Several of the same: every entry with its fields, each to be removed, and a button for one more.
fn repeat(question: &Question<'_>, repeat: &Repeat) -> Markup {
    let (context, slot) = (question.context, question.place.slot);
    let entries = context.session.entries(slot);
    let few = entries.len() <= repeat.min_count as usize;
    let fixed = question.item.read_only;
    html! {
        fieldset.group.repeat.invalid[question.error.is_some()] aria-describedby=[question.described()] {
            legend { h3 { (context.label(slot)) } }
            (question.help())
            @for (index, slots) in entries.iter().enumerate() {
                @let name = entry::name(context, slot, index);
                @let id = question.part(&format!("entry-{index}"));
                div.entry role="group" aria-labelledby=(id) {
                    h4 id=(id) { (name) }
                    @if !few && !fixed {
                        div.deeds {
                            button.link name="do" value={ "remove " (question.place.path) " " (index) } {
                                (question.word("remove")) span.unseen { " " (name) }
                            }
                        }
                    }
                    div { @for slot in slots { (item(context, *slot)) } }
                }
            }
            // Where the error summary leads, and the page after one more was added or removed.
            div.more id=(question.id) tabindex="-1" {
                @if fixed {}
                @else if context.session.can_add(slot) {
                    button name="do" value={ "add " (question.place.path) } {
                        @match &repeat.add_label {
                            Some(label) => (context.line(Some(slot), label)),
                            None => {
                                (question.word(if entries.is_empty() { "add" } else { "add-another" }))
                                span.unseen { ": " (context.label_plain(slot)) }
                            }
                        }
                    }
                } @else {
                    p.hint { (context.words.count("no-more", repeat.max_count)) }
                }
            }
            (question.reasons(false))
        }
    }
}
