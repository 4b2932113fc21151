//! Which texts insert which names.

use super::cell::{Code, Told};
use super::names::Names;
use crate::definition::{Definition, ItemId, Kind};
use crate::diagnostic::{Diagnostics, EXPLAIN, explain};
use crate::text::{Text, inserts};

/// Fills `code.told`, and reports inserts of names that there are not.
pub(super) fn find(definition: &Definition, code: &mut Code, names: &mut Names, diagnostics: &Diagnostics) {
    let answers = definition.items.iter().map(|item| item.kind.is_question()).collect();
    let mut finder = Finder { code, names, diagnostics, answers };
    for (i, item) in definition.items.iter().enumerate() {
        let told = Told::Item(ItemId(i as u32));
        finder.names.here = item.scope;
        let own =
            [Some(&item.label), item.hint.as_ref(), item.purpose.as_ref(), item.constraint_message.as_ref()];
        for text in own.into_iter().flatten() {
            finder.text(text, told, &item.pointer);
        }
        for choice in item.kind.choices() {
            finder.text(&choice.label, told, &item.pointer);
        }
        let more = match &item.kind {
            Kind::Note { text } | Kind::Consent { statement: text } => [Some(text), None],
            Kind::Scale { min_label, max_label, .. } => [min_label.as_ref(), max_label.as_ref()],
            Kind::Repeat(repeat) => {
                // An entry's own name may insert the entry's answers.
                finder.names.here = Some(ItemId(i as u32));
                [repeat.item_label.as_ref(), repeat.add_label.as_ref()]
            }
            _ => [None, None],
        };
        for text in more.into_iter().flatten() {
            finder.text(text, told, &item.pointer);
        }
    }
    finder.names.here = None;
    for page in &definition.pages {
        for text in [&page.title, &page.description].into_iter().flatten() {
            finder.text(text, Told::Page, &page.pointer);
        }
    }
    for program in &definition.programs {
        let labels =
            program.criteria.iter().map(|c| &c.label).chain(program.documents.iter().map(|d| &d.label));
        let own = [Some(&program.label), program.summary.as_ref(), program.next_steps.as_ref()];
        for text in own.into_iter().flatten().chain(labels) {
            finder.text(text, Told::Outcome, &program.pointer);
        }
    }
    for referral in &definition.referrals {
        finder.text(&referral.reason, Told::Outcome, "/referrals");
    }
}

struct Finder<'a> {
    code: &'a mut Code,
    names: &'a mut Names,
    diagnostics: &'a Diagnostics,
    answers: Vec<bool>,
}

impl Finder<'_> {
    fn text(&mut self, text: &Text, told: Told, pointer: &str) {
        for (_, source) in text.versions() {
            for name in inserts(source) {
                let number = self.code.find(name).filter(|number| self.names.sees(*number));
                let answer = number.is_some_and(|n| self.answers.get(n as usize).copied().unwrap_or(true));
                match number.filter(|_| answer).and_then(|n| self.code.told.get_mut(n as usize)) {
                    Some(list) if !list.contains(&told) => list.push(told),
                    Some(_) => {}
                    None if !EXPLAIN => {}
                    None => self.diagnostics.error(
                        "unknown-insert",
                        pointer.into(),
                        explain!(
                            "A text here inserts \"{{{name}}}\", and no item or variable is called that."
                        ),
                        explain!("Insert the name of a question or variable."),
                    ),
                }
            }
        }
    }
}
