//! Computing cells: all at the start, then what depends on a change.

use super::{Pending, Session, Slot};
use crate::definition::{ItemId, Kind};
use crate::expr::{Comparison, Env, EvalError, Ref, Unknowns, Value};
use crate::form::{SELF, TABLES, Target, Told};

/// Three-valued relevance.
pub(super) enum Relevance {
    Yes,
    No,
    /// It depends on these.
    Unknown(Unknowns),
}

impl Session {
    /// Computes every cell, in order.
    pub(super) fn compute_all(&mut self) {
        for cell in 0..self.results.len() as u32 {
            let value = self.compute(cell);
            if let Some(result) = self.results.get_mut(cell as usize) {
                *result = value;
            }
        }
        self.shown.fill(0);
        for slot in self.slots() {
            if self.is_shown(slot) {
                self.count(slot, true);
            }
        }
    }

    /// A slot's answer changed: what reads it is due.
    pub(super) fn touch(&mut self, slot: Slot, pending: &mut Pending) {
        pending.slots.insert(slot);
        self.due(slot.0, pending);
        let form = self.form.clone();
        let Some(code) = form.code.items.get(slot.0 as usize) else { return };
        pending.cells.extend(code.constraint);
    }

    /// The readers of a name are due, and the texts that insert it are to be said again.
    fn due(&self, name: u32, pending: &mut Pending) {
        pending.cells.extend(self.form.code.readers.get(name as usize).into_iter().flatten());
        for told in self.form.code.told.get(name as usize).into_iter().flatten() {
            match told {
                Told::Item(id) => {
                    pending.slots.insert(Slot(id.0));
                }
                Told::Page => pending.changes.progress = true,
                Told::Outcome => pending.changes.outcome = true,
            }
        }
    }

    /// Computes what is due, from the front; each cell once.
    pub(super) fn settle(&mut self, pending: &mut Pending) {
        let form = self.form.clone();
        while let Some(index) = pending.cells.pop_first() {
            let value = self.compute(index);
            let (Some(cell), Some(result)) =
                (form.code.cells.get(index as usize), self.results.get_mut(index as usize))
            else {
                continue;
            };
            let same = match (&value, &*result) {
                (Ok(a), Ok(b)) => same(a, b),
                (Err(a), Err(b)) => a == b,
                _ => false,
            };
            if same {
                continue;
            }
            let was_shown = matches!(result, Ok(Value::Bool(true)));
            let is_shown = matches!(value, Ok(Value::Bool(true)));
            *result = value;
            pending.cells.extend(&cell.children);
            match cell.target {
                Target::PageRelevance(_) | Target::ItemRelevance(_) => {
                    for id in &cell.governs {
                        self.due(id.0, pending);
                        pending.slots.insert(Slot(id.0));
                        if was_shown != is_shown {
                            self.count(Slot(id.0), is_shown);
                        }
                    }
                    pending.changes.progress |= was_shown != is_shown;
                }
                Target::Variable(i) => self.due((self.states.len() + i) as u32, pending),
                Target::Required(id)
                | Target::Constraint(id)
                | Target::Min(id)
                | Target::Max(id)
                | Target::Across(_, id) => {
                    pending.slots.insert(Slot(id.0));
                }
                Target::Outcome => pending.changes.outcome = true,
            }
        }
    }

    fn count(&mut self, slot: Slot, is_shown: bool) {
        let Some(item) = self.form.item(ItemId(slot.0)) else { return };
        let leaf = !matches!(item.kind, Kind::Group { .. });
        if let Some(count) = self.shown.get_mut(item.page).filter(|_| leaf) {
            *count = if is_shown { *count + 1 } else { count.saturating_sub(1) };
        }
    }

    fn compute(&self, index: u32) -> Result<Value, EvalError> {
        let Some(cell) = self.form.code.cells.get(index as usize) else { return Ok(Value::Null) };
        let own = match cell.target {
            Target::Constraint(id) => self.state(Slot(id.0)).and_then(|state| state.value.clone()),
            _ => None,
        };
        let names = Names { session: self, own };
        let eval = || cell.expr.as_ref().map_or(Ok(Value::Null), |expr| expr.eval(&names));
        let is_relevance = matches!(cell.target, Target::PageRelevance(_) | Target::ItemRelevance(_));
        match cell.parent.filter(|_| is_relevance).map(|parent| self.cell_relevance(parent)) {
            Some(Relevance::No) => Ok(Value::Bool(false)),
            Some(Relevance::Unknown(outer)) => Ok(match eval() {
                Ok(Value::Bool(false)) => Value::Bool(false),
                Ok(Value::Unknown(inner)) => Value::Unknown(outer.union(&inner)),
                _ => Value::Unknown(outer),
            }),
            _ => eval(),
        }
    }

    fn cell_relevance(&self, cell: u32) -> Relevance {
        match self.results.get(cell as usize) {
            Some(Ok(Value::Bool(true))) => Relevance::Yes,
            Some(Ok(Value::Bool(false))) => Relevance::No,
            Some(Ok(Value::Unknown(waits))) => Relevance::Unknown(waits.clone()),
            _ => Relevance::Unknown(Unknowns::default()),
        }
    }

    pub(super) fn relevance(&self, slot: Slot) -> Relevance {
        match self.form.code.items.get(slot.0 as usize).and_then(|code| code.relevance) {
            Some(cell) => self.cell_relevance(cell),
            None => Relevance::Yes,
        }
    }

    /// Whether an item is to be shown: unknown relevance hides.
    pub(super) fn is_shown(&self, slot: Slot) -> bool {
        matches!(self.relevance(slot), Relevance::Yes)
    }

    /// The two sides of a cell's comparison, if it is one.
    pub(crate) fn comparison(&self, cell: u32) -> Option<(Comparison, Value, Value)> {
        let expr = self.form.code.cells.get(cell as usize)?.expr.as_ref()?;
        expr.sides(&Names { session: self, own: None })
    }

    /// A cell's value, if it has one and it was asked for.
    pub(crate) fn result(&self, cell: Option<u32>) -> Option<&Result<Value, EvalError>> {
        self.results.get(cell? as usize)
    }

    pub(super) fn is_true(&self, cell: u32) -> bool {
        matches!(self.results.get(cell as usize), Some(Ok(Value::Bool(true))))
    }

    /// Known to be false: what is unknown, or fails to compute, does not stop a person.
    pub(super) fn is_false(&self, cell: u32) -> bool {
        matches!(self.results.get(cell as usize), Some(Ok(Value::Bool(false))))
    }

    /// The value of a name as expressions see it.
    pub(crate) fn value(&self, name: u32) -> Value {
        let Some(state) = self.states.get(name as usize) else {
            let variable = (name as usize).checked_sub(self.states.len());
            let cell = variable.and_then(|v| self.form.code.variables.get(v)).copied();
            return match self.result(cell) {
                Some(Ok(value)) => value.clone(),
                _ => Value::Unknown(Unknowns::default()),
            };
        };
        let answered = if state.absent.is_none() { state.value.clone() } else { None };
        match self.relevance(Slot(name)) {
            Relevance::Yes => answered.unwrap_or_else(|| Value::Unknown(Unknowns::of(name))),
            Relevance::Unknown(waits) if answered.is_some() => Value::Unknown(waits),
            Relevance::Unknown(waits) => Value::Unknown(waits.union(&Unknowns::of(name))),
            Relevance::No => self.otherwise(name),
        }
    }

    fn otherwise(&self, name: u32) -> Value {
        let given = self.form.code.items.get(name as usize).and_then(|code| code.otherwise.clone());
        let is_list =
            self.form.item(ItemId(name)).is_some_and(|item| matches!(item.kind, Kind::Choices { .. }));
        given.unwrap_or_else(|| {
            if is_list { Value::List([].into()) } else { Value::Unknown(Unknowns::default()) }
        })
    }
}

/// The names of an expression, in a session.
struct Names<'a> {
    session: &'a Session,
    own: Option<Value>,
}

impl Env for Names<'_> {
    fn get(&self, name: Ref) -> Value {
        match name {
            SELF => self.own.clone().unwrap_or_else(|| Value::Unknown(Unknowns::default())),
            TABLES => self.session.form.code.tables.clone().unwrap_or(Value::Null),
            Ref(number) => self.session.value(number),
        }
    }

    fn has(&self, name: Ref) -> Value {
        let slot = Slot(name.0);
        let Some(state) = self.session.state(slot) else { return Value::Bool(false) };
        match self.session.relevance(slot) {
            Relevance::No => Value::Bool(false),
            Relevance::Unknown(waits) => Value::Unknown(waits.union(&Unknowns::of(name.0))),
            Relevance::Yes if state.absent.is_some() => Value::Bool(false),
            Relevance::Yes if state.answer.is_some() => Value::Bool(true),
            Relevance::Yes => Value::Unknown(Unknowns::of(name.0)),
        }
    }

    fn today(&self) -> i64 {
        self.session.today.to_days() * 86_400
    }
}

/// Whether a new value is no news: the same type and content, unknowns and NaN included.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Int(a), Value::Int(b)) => a == b,
        (Value::Uint(a), Value::Uint(b)) => a == b,
        (Value::Double(a), Value::Double(b)) => a.to_bits() == b.to_bits(),
        (Value::String(a), Value::String(b)) | (Value::Type(a), Value::Type(b)) => a == b,
        (Value::Bytes(a), Value::Bytes(b)) => a == b,
        (Value::Timestamp(a, x), Value::Timestamp(b, y)) => (a, x) == (b, y),
        (Value::Duration(a, x), Value::Duration(b, y)) => (a, x) == (b, y),
        (Value::Unknown(a), Value::Unknown(b)) => a == b,
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b))
        }
        (Value::Map(a), Value::Map(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|((k, v), (l, w))| same(k, l) && same(v, w))
        }
        _ => false,
    }
}
