//! The names of an expression, in a session.

use super::relevance::Relevance;
use super::sitting::Session;
use super::slot::Slot;
use crate::definition::{ItemId, Kind};
use crate::expr::budget::STEPS;
use crate::expr::{Env, Ref, Unknowns, Value};
use crate::form::{CHOICE, SELF, TABLES};
use std::sync::Arc;

/// What an expression sees: the session from one of its frames.
pub(super) struct Names<'a> {
    pub session: &'a Session,
    pub frame: u32,
    /// `self`, in a constraint.
    pub own: Option<Value>,
    /// `choice`, in a choice filter.
    pub choice: Option<Value>,
}

impl Env for Names<'_> {
    fn get(&self, name: Ref) -> Value {
        let nothing = || Value::Unknown(Unknowns::default());
        match name {
            SELF => self.own.clone().unwrap_or_else(nothing),
            CHOICE => self.choice.clone().unwrap_or_else(nothing),
            TABLES => self.session.form.code.tables.clone().unwrap_or(Value::Null),
            Ref(number) => self.session.value(number, self.frame),
        }
    }

    fn has(&self, name: Ref) -> Value {
        let Some(slot) = self.session.slot_in(ItemId(name.0), self.frame) else { return Value::Bool(false) };
        let Some(state) = self.session.state(slot) else { return Value::Bool(false) };
        let list = self.session.item(slot).is_some_and(|item| matches!(item.kind, Kind::Repeat(_)));
        match self.session.relevance(slot) {
            Relevance::No => Value::Bool(false),
            Relevance::Unknown(waits) => Value::Unknown(waits.union(&Unknowns::of(slot.0))),
            Relevance::Yes if state.absent.is_some() => Value::Bool(false),
            Relevance::Yes if list => Value::Bool(!state.entries.is_empty()),
            Relevance::Yes if state.answer.is_some() => Value::Bool(true),
            Relevance::Yes => Value::Unknown(Unknowns::of(slot.0)),
        }
    }

    fn today(&self) -> i64 {
        self.session.today.to_days() * 86_400
    }

    fn steps(&self) -> usize {
        self.session.work.left().min(STEPS)
    }

    fn spend(&self, steps: usize) {
        // The last step is not taken: none left means that more were wanted.
        self.session.charge(steps);
    }
}

impl Session {
    /// The value of a name as expressions in a frame see it.
    pub(super) fn value(&self, name: u32, frame: u32) -> Value {
        let items = self.form.items.len() as u32;
        if let Some(variable) = name.checked_sub(items) {
            let cell = self.form.code.variables.get(variable as usize).copied();
            return match self.result(cell) {
                Some(Ok(value)) => value.clone(),
                _ => Value::Unknown(Unknowns::default()),
            };
        }
        match self.slot_in(ItemId(name), frame) {
            Some(slot) => self.slot_value(slot),
            None => Value::Unknown(Unknowns::default()),
        }
    }

    fn slot_value(&self, slot: Slot) -> Value {
        let (Some(state), Some(item)) = (self.state(slot), self.item(slot)) else { return Value::Null };
        let answered = match &item.kind {
            _ if state.absent.is_some() => None,
            Kind::Repeat(_) => Some(state.value.get().cloned().unwrap_or_else(|| {
                let value = self.entry_values(slot);
                // Of a spent budget comes nothing to be kept.
                if !self.is_spent() {
                    let _ = state.value.set(value.clone());
                }
                value
            })),
            _ => state.value.get().cloned(),
        };
        match self.relevance(slot) {
            Relevance::Yes => answered.unwrap_or_else(|| Value::Unknown(Unknowns::of(slot.0))),
            Relevance::Unknown(waits) if answered.is_some() => Value::Unknown(waits),
            Relevance::Unknown(waits) => {
                self.charge(waits.0.len() / 4);
                Value::Unknown(waits.union(&Unknowns::of(slot.0)))
            }
            Relevance::No => self.otherwise(slot),
        }
    }

    fn otherwise(&self, slot: Slot) -> Value {
        let item = self.state(slot).map(|state| state.item as usize);
        let given =
            item.and_then(|item| self.form.code.items.get(item)).and_then(|code| code.otherwise.clone());
        let is_list =
            self.item(slot).is_some_and(|item| matches!(item.kind, Kind::Choices { .. } | Kind::Repeat(_)));
        given.unwrap_or_else(|| {
            if is_list { Value::List([].into()) } else { Value::Unknown(Unknowns::default()) }
        })
    }

    /// A repeat as a list of maps; an answer that is missing in an entry is unknown there.
    fn entry_values(&self, slot: Slot) -> Value {
        let Some(state) = self.state(slot) else { return Value::List([].into()) };
        let repeat = ItemId(state.item);
        let end = self.form.item(repeat).map_or(0, |item| item.end);
        let entry = |frame: &u32| {
            // Two steps a member, whether it has a value or not.
            if !self.charge(2 * (end - repeat.0) as usize) {
                return Value::Unknown(Unknowns::default());
            }
            let member = |id: u32| {
                let item = self.form.item(ItemId(id)).filter(|item| item.scope == Some(repeat))?;
                let has_value = item.kind.is_question() || matches!(item.kind, Kind::Repeat(_));
                let slot = self.slot_in(ItemId(id), *frame).filter(|_| has_value)?;
                Some((Value::String(item.name.clone()), self.slot_value(slot)))
            };
            Value::Map(Arc::new((repeat.0 + 1..end).filter_map(member).collect()))
        };
        Value::List(state.entries.iter().map(entry).collect())
    }
}
