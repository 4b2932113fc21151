//! Prefilling: answers that the page around has, into a form that somebody may already be in.

use super::action::Changes;
use super::load::Taken;
use super::pending::Pending;
use super::sitting::Session;
use super::slot::Slot;
use crate::definition::Kind;
use crate::json::Json;
use crate::rule::Problem;

impl Session {
    /// Takes answers over what is there; items that are not named keep theirs, a repeat that is
    /// named gets these entries and no others. A question that is not asked yet keeps its answer
    /// until it is.
    ///
    /// The second part says what could not be taken, and which of what was taken breaks a rule,
    /// by JSON Pointers into `answers`. What breaks a rule stays, for the person to mend.
    pub fn prefill(&mut self, answers: &Json) -> (Changes, Vec<(String, Problem)>) {
        let mut taken = Taken::default();
        self.renew();
        if answers.as_object().is_none() {
            taken.problems.push((String::new(), Problem::WrongType));
        }
        for (name, json) in answers.as_object().unwrap_or_default() {
            if let (Some(slot), Json::Array(entries)) = (self.slot(name), json) {
                self.make_room(slot, entries.len(), &mut taken.pending);
            }
        }
        self.load_entry(answers, None, 0, "", &mut taken);
        for (slot, _) in &taken.slots {
            if let Some(state) = self.state_mut(*slot) {
                (state.absent, state.tried) = (None, false);
            }
        }
        self.compute_all();
        for (slot, pointer) in taken.slots {
            taken.problems.extend(self.problem(slot).map(|problem| (pointer, problem)));
        }
        let mut pending = taken.pending;
        self.slots().into_iter().for_each(|slot| pending.draw(slot));
        (pending.changes.progress, pending.changes.outcome) = (true, true);
        self.stand(&mut pending);
        (self.conclude(None, pending), taken.problems)
    }

    /// Answers the questions that a browser fills in with the person's language (`autocomplete: "language"`, an autofill
    /// field of HTML) with the language of the page, where it is one of the choices. Said at the start: what a person or
    /// a page answers goes over it.
    pub fn speak(&mut self, language: &str) {
        let form = self.form.clone();
        let base = language.split('-').next().unwrap_or_default();
        for (number, item) in form.items.iter().enumerate() {
            if item.autocomplete.as_deref() != Some("language")
                || item.scope.is_some()
                || item.default.is_some()
            {
                continue;
            }
            let mut names = item.kind.choices().iter().map(|choice| &*choice.name);
            let name =
                names.clone().find(|name| *name == language).or_else(|| names.find(|name| *name == base));
            // The answer to a question of this kind is a name; what is none was said to the author.
            let _ = name.map(|name| self.set_json(Slot(number as u32), &Json::text(name)));
        }
        self.compute_all();
    }

    /// Takes the entries of a repeat away, for others that it can have.
    fn make_room(&mut self, slot: Slot, wanted: usize, pending: &mut Pending) {
        match self.item(slot).map(|item| &item.kind) {
            Some(Kind::Repeat(repeat)) if wanted <= repeat.max_count as usize => {}
            _ => return,
        }
        let entries = self.state_mut(slot).map(|state| std::mem::take(&mut state.entries));
        entries.into_iter().flatten().for_each(|entry| self.close_frame(entry, pending));
    }
}
