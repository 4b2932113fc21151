//! Which texts insert which names.

use super::cell::{Code, Told};
use super::names::Names;
use crate::definition::{Definition, Item, ItemId, Kind};
use crate::diagnostic::{Diagnostics, EXPLAIN, explain};
use crate::text::{Text, inserts};

/// Fills `code.told`, and reports inserts of names that there are not.
pub(super) fn find(definition: &Definition, code: &mut Code, names: &mut Names, diagnostics: &Diagnostics) {
    let answers = definition.items.iter().map(|item| item.kind.is_question()).collect();
    let mut finder = Finder { code, names, diagnostics, answers };
    for (i, item) in definition.items.iter().enumerate() {
        let told = Told::Item(ItemId(i as u32));
        finder.names.here = item.scope;
        let place = &item.pointer;
        each_text(item, &mut |text| finder.text(text, told, place));
        if let Kind::Repeat(repeat) = &item.kind {
            // An entry's own name may insert the entry's answers.
            finder.names.here = Some(ItemId(i as u32));
            finder.each([&repeat.item_label, &repeat.add_label, &None], told, place);
        }
    }
    finder.names.here = None;
    finder.text(&definition.title, Told::Page, "/title");
    finder.each([&definition.description, &None, &None], Told::Page, "/description");
    finder.each([&definition.settings.submit_label, &None, &None], Told::Outcome, "/settings/submitLabel");
    finder.each([&definition.settings.after_sending, &None, &None], Told::Outcome, "/settings/afterSending");
    for (i, constraint) in definition.constraints.iter().enumerate() {
        finder.text(&constraint.message, Told::Across(i), &constraint.pointer);
    }
    for page in &definition.pages {
        finder.each([&page.title, &page.description, &None], Told::Page, &page.pointer);
    }
    for program in &definition.programs {
        let place = &program.pointer;
        finder.text(&program.label, Told::Outcome, place);
        finder.each([&program.summary, &program.next_steps, &None], Told::Outcome, place);
        for criterion in &program.criteria {
            finder.text(&criterion.label, Told::Outcome, place);
        }
        for document in &program.documents {
            finder.text(&document.label, Told::Outcome, place);
        }
    }
    for (i, referral) in definition.referrals.iter().enumerate() {
        let (place, service) = (&["/referrals/", &i.to_string()].concat(), &referral.service);
        finder.text(&referral.reason, Told::Outcome, place);
        finder.text(&service.name, Told::Outcome, place);
        finder.each(
            [&service.description, &service.application_process, &service.fees_description],
            Told::Outcome,
            place,
        );
        let parts = service.phones.iter().map(|phone| &phone.description);
        for part in parts.chain(service.schedules.iter().map(|schedule| &schedule.description)) {
            finder.each([part, &None, &None], Told::Outcome, place);
        }
        for document in &service.required_documents {
            finder.text(document, Told::Outcome, place);
        }
    }
}

/// The texts of an item, but for those of a repeat's entries.
pub(super) fn each_text(item: &Item, found: &mut dyn FnMut(&Text)) {
    found(&item.label);
    for text in [&item.hint, &item.purpose, &item.constraint_message].into_iter().flatten() {
        found(text);
    }
    for choice in item.kind.choices() {
        found(&choice.label);
        choice.hint.iter().for_each(&mut *found);
    }
    match &item.kind {
        Kind::Note { text } | Kind::Consent { statement: text } => found(text),
        Kind::Scale { min_label, max_label, .. } => min_label.iter().chain(max_label).for_each(found),
        _ => {}
    }
}

struct Finder<'a> {
    code: &'a mut Code,
    names: &'a mut Names,
    diagnostics: &'a Diagnostics,
    answers: Vec<bool>,
}

impl Finder<'_> {
    #[inline(never)]
    fn each(&mut self, texts: [&Option<Text>; 3], told: Told, pointer: &str) {
        for text in texts.into_iter().flatten() {
            self.text(text, told, pointer);
        }
    }

    #[inline(never)]
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
