//! A form without its rules, to draw its first page by while what runs rules is still on its way.

use super::cell::{Cell, Code, ItemCode, Target};
use super::compiled::{Compiled, Form};
use super::words::each_text;
use crate::definition::{self, Definition, Item, Kind};
use crate::diagnostic::Diagnostics;
use crate::json::Json;
use crate::text::{Text, inserts};

/// The form as its first page stands there before anything is answered. Nothing in it is computed: an item of the first page
/// that has a condition is hidden, as one is whose condition is unknown, what is required on a condition may be left out, and
/// later pages count as pages that may come. What it screens for and whom it sends to are left out.
///
/// Slots are those of the whole form, which takes its place before anything is answered.
///
/// `form` is `None` without an error where rules decide what is seen of the first page: whether it is shown, which choices
/// there are, what a text says; and with `askOnlyWhatMatters`.
pub fn sketch(json: &Json) -> Compiled {
    let diagnostics = Diagnostics::default();
    let definition = definition::parse_pages(json, &diagnostics);
    let code = code(&definition);
    let is_plain = !diagnostics.has_errors() && is_plain(&definition, &code);
    Compiled { form: is_plain.then_some(Form { definition, code }), diagnostics: diagnostics.into_vec() }
}

/// One cell without an expression, which is never known, stands for every condition of the first page.
fn code(definition: &Definition) -> Code {
    let mut items: Vec<ItemCode> = Vec::with_capacity(definition.items.len());
    for item in &definition.items {
        let around = item.group.and_then(|group| items.get(group.0 as usize)?.relevance);
        let own = item.relevant.as_ref().filter(|_| item.page == 0).map(|_| 0);
        items.push(ItemCode { relevance: own.or(around), ..ItemCode::default() });
    }
    Code {
        items,
        cells: vec![Cell::new(Target::Outcome, None, None, None)],
        cells_outside: vec![0],
        pages: vec![None; definition.pages.len()],
        asks: definition.asks(),
        ..Code::default()
    }
}

/// Whether the first page is the same with its rules, but for what may appear or be required.
fn is_plain(definition: &Definition, code: &Code) -> bool {
    let Some(page) = definition.pages.first() else { return false };
    let mut plain = page.relevant.is_none() && !definition.settings.ask_only_what_matters;
    let mut text =
        |text: &Text| plain &= text.versions().iter().all(|(_, source)| inserts(source).is_empty());
    text(&definition.title);
    let around = [&definition.description, &page.title, &page.description];
    around.into_iter().flatten().for_each(&mut text);
    let first = || definition.items.iter().zip(&code.items).filter(|(item, _)| item.page == 0);
    for (item, _) in first() {
        each_text(item, &mut text);
        if let Kind::Repeat(repeat) = &item.kind {
            [&repeat.item_label, &repeat.add_label].into_iter().flatten().for_each(&mut text);
        }
    }
    // A page on which nothing is shown is none.
    let shows = |(item, code): (&Item, &ItemCode)| {
        code.relevance.is_none() && !matches!(item.kind, Kind::Group { .. })
    };
    plain && first().all(|(item, _)| item.kind.filter().is_none()) && first().any(shows)
}
