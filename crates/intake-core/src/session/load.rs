//! Taking answers from JSON: a submission, a scenario, a caseload's line.

use std::collections::BTreeSet;

use super::pending::Pending;
use super::sitting::Session;
use super::slot::Slot;
use super::work::reading;
use crate::answer::{Answer, Typed};
use crate::definition::{Absent, ItemId, Kind};
use crate::json::{Json, push_step};
use crate::rule::Problem;

/// What could not be taken, and what was, each with its place.
#[derive(Default)]
pub(super) struct Taken {
    pub(super) problems: Vec<(String, Problem)>,
    pub(super) slots: Vec<(Slot, String)>,
    /// The slots of entries that had to go.
    pub(super) pending: Pending,
}

impl Session {
    /// Takes answers and reasons for missing ones, all at once. Returns what could not be
    /// taken, as JSON Pointers below `/answers` and `/absent`: unknown items, wrong types,
    /// answers to questions that are not asked, a reason beside an answer.
    pub fn load(&mut self, answers: &Json, absent: &Json) -> Vec<(String, Problem)> {
        let mut taken = Taken::default();
        self.load_entry(answers, None, 0, "/answers", &mut taken);
        let answered: BTreeSet<Slot> = taken.slots.iter().map(|(slot, _)| *slot).collect();
        let before = taken.slots.len();
        self.load_reasons(absent, None, 0, "/absent", &mut taken);
        self.compute_all();
        let both = taken.slots.iter().skip(before).filter(|(slot, _)| answered.contains(slot));
        let both = both.filter(|(slot, _)| self.is_shown(*slot));
        taken.problems.extend(both.map(|(_, pointer)| (pointer.clone(), Problem::AbsentReason)));
        let unasked = taken.slots.into_iter().filter(|(slot, _)| !self.is_shown(*slot));
        taken.problems.extend(unasked.map(|(_, pointer)| (pointer, Problem::NotRelevant)));
        taken.problems
    }

    /// The item of a name in a scope, with its slot.
    fn named(&self, name: &str, scope: Option<ItemId>, frame: u32) -> Option<(ItemId, Slot)> {
        let id = self.form.find(name)?;
        let item = self.form.item(id)?;
        let holds = item.kind.is_question() || matches!(item.kind, Kind::Repeat(_));
        let slot = self.slot_in(id, frame)?;
        (item.scope == scope && holds).then_some((id, slot))
    }

    pub(super) fn load_entry(
        &mut self,
        answers: &Json,
        scope: Option<ItemId>,
        frame: u32,
        base: &str,
        taken: &mut Taken,
    ) {
        let form = self.form.clone();
        for (name, json) in answers.as_object().unwrap_or_default() {
            let pointer = below(base, name);
            let named = self.named(name, scope, frame);
            let Some((id, slot, item)) = named.and_then(|(id, slot)| Some((id, slot, form.item(id)?))) else {
                taken.problems.push((pointer, Problem::UnknownItem));
                continue;
            };
            if let Kind::Repeat(repeat) = &item.kind {
                self.load_repeat(json, id, slot, repeat.max_count, &pointer, taken);
                continue;
            }
            match self.set_json(slot, json) {
                Ok(()) => taken.slots.push((slot, pointer)),
                Err(problem) => taken.problems.push((pointer, problem)),
            }
        }
    }

    /// Keeps an answer from JSON, as if it had been typed; an error where it is of another type.
    pub(super) fn set_json(&mut self, slot: Slot, json: &Json) -> Result<(), Problem> {
        let form = self.form.clone();
        let item = self.state(slot).and_then(|state| form.item(ItemId(state.item)));
        let Some(item) = item else { return Err(Problem::UnknownItem) };
        if !self.charge(reading(&item.kind, json)) {
            return Ok(());
        }
        let typed = Typed::from_json(&item.kind, json)?;
        self.keep(slot, item, typed, Answer::from_json(&item.kind, json));
        Ok(())
    }

    pub(super) fn load_repeat(
        &mut self,
        json: &Json,
        id: ItemId,
        slot: Slot,
        most: u32,
        pointer: &str,
        taken: &mut Taken,
    ) {
        let Some(entries) = json.as_array() else {
            return taken.problems.push((pointer.into(), Problem::WrongType));
        };
        if entries.len() > most as usize {
            return taken.problems.push((pointer.into(), Problem::MaxCount { limit: most }));
        }
        taken.slots.push((slot, pointer.into()));
        let present = self.state(slot).map(|state| state.entries.clone()).unwrap_or_default();
        for (i, entry) in entries.iter().enumerate() {
            let at = below(pointer, &i.to_string());
            if entry.as_object().is_none() {
                taken.problems.push((at, Problem::WrongType));
                continue;
            }
            let frame = present.get(i).copied().or_else(|| self.open_entry(slot, id));
            match frame {
                Some(frame) => self.load_entry(entry, Some(id), frame, &at, taken),
                None => taken.problems.push((at, Problem::MaxCount { limit: most })),
            }
        }
        // Entries that the form starts with and the answers do not have.
        if present.len() > entries.len()
            && let Some(state) = self.state_mut(slot)
        {
            let surplus = state.entries.split_off(entries.len());
            surplus.into_iter().for_each(|frame| self.close_frame(frame, &mut taken.pending));
        }
    }

    pub(super) fn load_reasons(
        &mut self,
        absent: &Json,
        scope: Option<ItemId>,
        frame: u32,
        base: &str,
        taken: &mut Taken,
    ) {
        for (name, json) in absent.as_object().unwrap_or_default() {
            let pointer = below(base, name);
            let Some((id, slot)) = self.named(name, scope, frame) else {
                taken.problems.push((pointer, Problem::UnknownItem));
                continue;
            };
            if let Some(entries) = json.as_array() {
                let frames = self.state(slot).map(|state| state.entries.clone()).unwrap_or_default();
                if frames.len() != entries.len() {
                    taken.problems.push((pointer, Problem::WrongType));
                    continue;
                }
                for (i, (entry, frame)) in entries.iter().zip(frames).enumerate() {
                    self.load_reasons(entry, Some(id), frame, &below(&pointer, &i.to_string()), taken);
                }
                continue;
            }
            let reason = json.as_str().and_then(Absent::from_code);
            let allowed = reason.filter(|r| self.item(slot).is_some_and(|item| item.absent.contains(r)));
            match (self.state_mut(slot), allowed) {
                (Some(state), Some(reason)) => {
                    state.absent = Some(reason);
                    taken.slots.push((slot, pointer));
                }
                _ => taken.problems.push((pointer, Problem::AbsentReason)),
            }
        }
    }
}

fn below(base: &str, name: &str) -> String {
    let mut pointer = String::from(base);
    push_step(&mut pointer, name);
    pointer
}
