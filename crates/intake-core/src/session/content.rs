//! What a session holds, for the view and for the submission.

use super::action::Step;
use super::sitting::Session;
use super::slot::Slot;
use crate::answer::{Answer, Typed};
use crate::definition::{Absent, Choice, Item, ItemId, Kind};
use crate::expr::Value;
use crate::json::{Json, push_step};
use crate::rule::Problem;

/// A control's own state.
pub struct Field<'a> {
    /// Whether it is shown: its conditions hold, and where only what matters is asked, it matters.
    pub relevant: bool,
    /// Whether there must be an answer.
    pub required: bool,
    /// What stands in it, kept also while it is not shown.
    pub typed: &'a Typed,
    /// The reason that was given instead of an answer.
    pub absent: Option<Absent>,
    /// Only when it is to be shown.
    pub problem: Option<Problem>,
}

impl Session {
    /// The state of one control.
    pub fn field(&self, slot: Slot) -> Field<'_> {
        let state = self.state(slot);
        Field {
            relevant: self.is_shown(slot),
            required: self.is_required(slot),
            typed: state.map_or(&Typed::Empty, |state| &state.typed),
            absent: state.and_then(|state| state.absent),
            problem: if state.is_some_and(|state| state.tried) { self.problem(slot) } else { None },
        }
    }

    /// The items that stand directly on a page, in order, relevant or not.
    pub fn page_slots(&self, page: usize) -> Vec<Slot> {
        let mut slots = Vec::new();
        for id in self.form.pages.get(page).map(|page| page.items.as_slice()).unwrap_or_default() {
            slots.push(Slot(id.0));
        }
        slots
    }

    /// The items that stand directly in a group.
    pub fn children(&self, slot: Slot) -> Vec<Slot> {
        let mut slots = Vec::new();
        if let (Some(Kind::Group { items }), Some(state)) =
            (self.item(slot).map(|item| &item.kind), self.state(slot))
        {
            for id in items {
                slots.extend(self.slot_in(*id, state.frame));
            }
        }
        slots
    }

    /// The choices that a person can select here, after the item's filter.
    pub fn choices(&self, slot: Slot) -> Vec<&Choice> {
        let (Some(item), Some(state)) = (self.item(slot), self.state(slot)) else { return Vec::new() };
        let filter = self.form.code.items.get(state.item as usize).and_then(|code| code.filter);
        let lets = match filter.and_then(|cell| self.result_in(cell, state.frame)) {
            Some(Ok(Value::List(lets))) => Some(lets),
            _ => None,
        };
        let mut choices = Vec::new();
        for (i, choice) in item.kind.choices().iter().enumerate() {
            if !matches!(lets.and_then(|lets| lets.get(i)), Some(Value::Bool(false))) {
                choices.push(choice);
            }
        }
        choices
    }

    /// The problems that are shown on the present page, in document order.
    pub fn problems(&self) -> Vec<(Slot, Problem)> {
        let Step::Page(page) = self.step else { return Vec::new() };
        let mut problems = Vec::new();
        for slot in self.page_items(page) {
            problems.extend(self.field(slot).problem.map(|problem| (slot, problem)));
        }
        problems
    }

    /// What an answer means, if the slot is asked and has one.
    pub fn answer_of(&self, slot: Slot) -> Option<&Answer> {
        let state = self.state(slot).filter(|state| state.absent.is_none() && self.is_shown(slot))?;
        state.answer.as_ref()
    }

    /// The slots that are asked, in document order: questions, and repeats as a whole.
    pub fn asked(&self) -> Vec<Slot> {
        let mut slots = self.slots();
        slots.retain(|slot| {
            let asks = |item: &Item| item.kind.is_question() || matches!(item.kind, Kind::Repeat(_));
            self.item(*slot).is_some_and(asks) && self.is_shown(*slot)
        });
        slots
    }

    /// The relevant answers, by item, in document order; a repeat is an array of entries.
    pub fn answers(&self) -> Json {
        self.collect(&|slot| self.answer_of(slot).map(Answer::to_json))
    }

    /// The reasons for missing answers, in the same shape as the answers.
    pub fn absent(&self) -> Json {
        self.collect(&|slot| {
            let reason = self.state(slot)?.absent.filter(|_| self.is_shown(slot))?;
            Some(Json::string(reason.code()))
        })
    }

    fn collect(&self, of: &dyn Fn(Slot) -> Option<Json>) -> Json {
        let mut members = Vec::new();
        for page in &self.form.pages {
            self.members(&page.items, 0, of, &mut members);
        }
        Json::Object(members)
    }

    fn members(
        &self,
        items: &[ItemId],
        frame: u32,
        of: &dyn Fn(Slot) -> Option<Json>,
        members: &mut Vec<(String, Json)>,
    ) {
        for id in items {
            let (Some(item), Some(slot)) = (self.form.item(*id), self.slot_in(*id, frame)) else { continue };
            let value = match &item.kind {
                Kind::Group { items } => {
                    self.members(items, frame, of, members);
                    None
                }
                Kind::Repeat(repeat) if self.is_shown(slot) && !self.is_excused(slot) => {
                    let mut entries = Vec::new();
                    for entry in self.state(slot).map(|state| state.entries.as_slice()).unwrap_or_default() {
                        let mut members = Vec::new();
                        self.members(&repeat.items, *entry, of, &mut members);
                        entries.push(Json::Object(members));
                    }
                    if entries.is_empty() { None } else { Some(Json::Array(entries)) }
                }
                _ => of(slot),
            };
            if let Some(value) = value {
                members.push((String::from(&*item.name), value));
            }
        }
    }

    /// The place of a slot in the answers, as a JSON Pointer without the name of the whole:
    /// `/members/0/age`.
    pub fn path(&self, slot: Slot) -> String {
        let Some(item) = self.item(slot) else { return String::new() };
        let mut path = match self.entry_of(slot) {
            Some((repeat, index)) => {
                let mut path = self.path(repeat);
                push_step(&mut path, &index.to_string());
                path
            }
            None => String::new(),
        };
        push_step(&mut path, &item.name);
        path
    }
}
