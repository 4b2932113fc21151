//! Properties of unknown, limits, and hostile texts.

mod generate;
mod limit;
mod unknown;

use std::sync::Arc;

use super::{Env, Ref, Scope, Type, Unknowns, Value};

/// Three names of each kind, and a list of three ints whose members may be unknown.
/// Slots 0–2 are bools, 3–5 ints, 6–8 doubles, 9–11 the members of the list.
#[derive(Clone)]
pub(super) struct Answers(pub(super) Vec<Option<Value>>);

pub(super) const NAMES: [&str; 10] = ["p", "q", "r", "i", "j", "k", "x", "y", "z", "list"];
pub(super) const SLOTS: u32 = 12;

impl Answers {
    pub(super) fn value(&self, slot: u32) -> Value {
        let value = self.0.get(slot as usize).cloned().flatten();
        value.unwrap_or_else(|| Value::Unknown(Unknowns::of(slot)))
    }
}

impl Scope for Answers {
    fn resolve(&self, name: &str) -> Option<(Ref, Type)> {
        let index = NAMES.iter().position(|known| *known == name)?;
        let ty = match index {
            0..=2 => Type::Bool,
            3..=5 => Type::Int,
            6..=8 => Type::Double,
            _ => Type::list(Type::Int),
        };
        Some((Ref(index as u32), ty))
    }

    fn answer(&self, name: &str) -> Option<(Ref, Type)> {
        self.resolve(name)
    }

    fn names(&self) -> Vec<Arc<str>> {
        NAMES.map(Arc::from).to_vec()
    }
}

impl Env for Answers {
    fn get(&self, name: Ref) -> Value {
        match name.0 {
            9 => Value::List((9..SLOTS).map(|slot| self.value(slot)).collect()),
            slot => self.value(slot),
        }
    }

    fn has(&self, name: Ref) -> Value {
        match self.value(name.0) {
            Value::Unknown(slots) => Value::Unknown(slots),
            _ => Value::Bool(true),
        }
    }

    fn today(&self) -> i64 {
        0
    }
}
