//! One page of questions.

use super::button::clear;
use super::context::Context;
use super::entry;
use super::frame::Posts;
use super::item::item;
use super::outcome;
use crate::http::fill::place::{id, page_places};
use intake_core::definition::Kind;
use intake_core::session::{Slot, Step};
use intake_core::wording::Wording;
use maud::{Markup, html};

pub(in crate::http::fill) fn title(context: &Context<'_>, step: Step) -> String {
    let form = context.session.form();
    match step {
        Step::Page(page) => {
            let own = form.pages.get(page).and_then(|page| page.title.as_ref()).unwrap_or(&form.title);
            let wrong = if context.session.problems().is_empty() { "" } else { context.words.say("error") };
            [wrong, if wrong.is_empty() { "" } else { " " }, &context.plain(None, own)].concat()
        }
        Step::Review => context.words.say("check").into(),
        Step::Outcome => context.words.say(outcome::about(context)).into(),
    }
}

pub(in crate::http::fill) fn page(context: &Context<'_>, page: usize) -> Markup {
    let (session, words) = (context.session, context.words);
    let form = session.form();
    let Some(content) = form.pages.get(page) else { return Markup::default() };
    let is_first = session.shown_pages().next() == Some(page);
    let places = page_places(session, page);
    let seen: Vec<&str> = places.iter().map(|place| place.path.as_str()).collect();
    let welcome = form.description.as_ref().filter(|_| is_first);
    html! {
        (summary(context))
        (news(context, page))
        (progress(context))
        h2 { (context.line(None, content.title.as_ref().unwrap_or(&form.title))) }
        input type="hidden" name="seen" value=(seen.join(" "));
        @if let Some(text) = welcome { (context.blocks(None, text)) }
        @if let Some(text) = &content.description { (context.blocks(None, text)) }
        @for slot in session.page_slots(page) { (item(context, slot)) }
        div.buttons {
            button.main name="do" value="continue" { (words.say("continue")) }
            @if session.can_go_back() { button name="do" value="back" { (words.say("back")) } }
        }
        (clear(context))
    }
}

/// Where a page's fields go.
pub(in crate::http::fill) fn posts(context: &Context<'_>, page: usize) -> Posts {
    let session = context.session;
    let places = page_places(session, page);
    let has = |is: fn(&Kind) -> bool| {
        places.iter().any(|place| session.item(place.slot).is_some_and(|item| is(&item.kind)))
    };
    Posts {
        address: context.address(Step::Page(page)),
        enctype: has(|kind| matches!(kind, Kind::File { .. })).then_some("multipart/form-data"),
        has_buttons: has(|kind| {
            matches!(kind, Kind::File { .. } | Kind::Repeat(_)) || kind.choices().len() > 20
        }),
    }
}

fn progress(context: &Context<'_>) -> Markup {
    let (page, pages) = context.session.progress();
    let whole = |n: usize| context.words.whole(u32::try_from(n).unwrap_or(u32::MAX));
    html! {
        @if pages > 1 {
            div.progress {
                p { (context.words.fill("page", &[("page", &whole(page)), ("pages", &whole(pages))])) }
                progress value=(page) max=(pages) aria-hidden="true" {}
            }
        }
    }
}

/// "There is a problem": every problem of the page, each leading to its field.
fn summary(context: &Context<'_>) -> Markup {
    let problems = context.session.problems();
    html! {
        @if !problems.is_empty() {
            div.summary role="alert" {
                h2 { (context.words.say("problem")) }
                ul {
                    @for (slot, problem) in &problems {
                        @if let Some(item) = context.session.item(*slot) {
                            // "Age" alone could be anybody's.
                            @let label = [entry::path(context, *slot), context.label_plain(*slot)].concat();
                            @let gap = if label.ends_with(['?', '؟', '.', ':', '!']) { " " } else { ": " };
                            li { a href={ "#" (id(context.session, *slot)) } { (label) (gap) (context.problem(*slot, item, problem)) } }
                        }
                    }
                }
            }
        }
    }
}

/// The questions that came with the last answers: the page is shown again for them.
fn news(context: &Context<'_>, page: usize) -> Markup {
    let is_shown = |slot: &&u32| {
        let slot = Slot(**slot);
        context.session.field(slot).relevant && context.session.page_of(slot) == Some(page)
    };
    let new: Vec<u32> = context.draft.news.iter().filter(is_shown).copied().collect();
    html! {
        @if let Some(first) = new.first() {
            @let label = context.label_plain(Slot(*first));
            p.note.news role="status" {
                a href={ "#" (id(context.session, Slot(*first))) } {
                    (context.words.count_one("shown", u32::try_from(new.len()).unwrap_or(u32::MAX), &label))
                }
            }
        }
    }
}
