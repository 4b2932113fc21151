//! Computing cells: all at the start, then what depends on a change.

use super::names::Names;
use super::pending::Pending;
use super::relevance::Relevance;
use super::sitting::Session;
use super::slot::Slot;
use crate::definition::{ItemId, Kind};
use crate::expr::operator::Comparison;
use crate::expr::{EvalError, Unknowns, Value};
use crate::form::{Currency, Target, Told};
use crate::problem::Problem;

impl Session {
    /// Computes every cell, in order.
    pub(super) fn compute_all(&mut self) {
        self.spoil_all();
        self.compute_frames(&mut (0..self.frames.count()));
        self.pages.clear();
        self.weigh_all();
        for slot in self.slots() {
            let now = self.is_shown(slot);
            if let Some(state) = self.state_mut(slot) {
                state.shown = now;
            }
            if now {
                self.count(slot, true);
            }
        }
    }

    /// Computes every cell of an entry, in order, and of the entries in it.
    pub(super) fn compute_entry(&mut self, entry: u32, pending: &mut Pending) {
        let mut frames = Vec::new();
        self.frames_in(entry, &mut |frame| frames.push(frame));
        self.compute_frames(&mut frames.iter().copied());
        for frame in frames {
            self.hold_frame(frame, true, pending);
            self.review_frame(frame, pending);
        }
    }

    /// Computes all cells of some frames, in order.
    fn compute_frames(&mut self, frames: &mut dyn Iterator<Item = u32>) {
        let form = self.form.clone();
        let mut all = Pending::default();
        for index in frames {
            let Some(frame) = self.frame(index).filter(|frame| frame.alive) else { continue };
            form.code.scope(frame.repeat).iter().for_each(|cell| all.compute(*cell, index));
        }
        while let Some(next) = all.cells.pop_first() {
            self.compute_cell((next >> 32) as u32, next as u32);
        }
    }

    /// Computes one cell in a frame.
    pub(super) fn compute_cell(&mut self, cell: u32, frame: u32) {
        let value = self.compute(cell, frame);
        if let Some(result) = self.result_mut(cell, frame) {
            *result = value;
        }
    }

    /// A slot's answer changed: what reads it is due.
    pub(super) fn touch(&mut self, slot: Slot, pending: &mut Pending) {
        pending.draw(slot);
        pending.review.insert(u64::from(slot.0));
        let form = self.form.clone();
        let Some(state) = self.state(slot) else { return };
        let (item, frame) = (state.item, state.frame);
        self.spoil(item, frame);
        self.due(item, frame, pending);
        if let Some(constraint) = form.code.items.get(item as usize).and_then(|code| code.constraint) {
            pending.compute(constraint, frame);
        }
    }

    /// The readers of a name are due, and the texts that insert it are to be said again.
    fn due(&self, name: u32, frame: u32, pending: &mut Pending) {
        for cell in self.form.code.readers.get(name as usize).into_iter().flatten() {
            let scope = self.form.code.cells.get(*cell as usize).and_then(|cell| cell.scope);
            self.each_frame(scope, frame, &mut |frame| {
                pending.compute(*cell, frame);
            });
        }
        for (_, constraint) in self.form.code.items.get(name as usize).iter().flat_map(|code| &code.across) {
            self.draw_all(*constraint, pending);
        }
        for told in self.form.code.told.get(name as usize).into_iter().flatten() {
            match told {
                Told::Item(id) => self.each_slot(*id, frame, &mut |slot| {
                    pending.draw(slot);
                }),
                Told::Across(constraint) => self.draw_all(*constraint, pending),
                Told::Page => pending.changes.progress = true,
                Told::Outcome => pending.changes.outcome = true,
            }
        }
        // An entry is part of its repeat's value.
        let repeat = self.form.items.get(name as usize).and_then(|item| item.scope);
        if let (Some(repeat), Some(entry)) = (repeat, self.frame(frame)) {
            self.due(repeat.0, entry.parent, pending);
        }
    }

    /// The items of a form-level constraint are to be drawn again: any may have its message.
    fn draw_all(&self, constraint: usize, pending: &mut Pending) {
        self.about(constraint).into_iter().for_each(|slot| pending.draw(slot));
    }

    /// The groups around an item are to be drawn again: they come and go with what is in them.
    pub(super) fn draw_around(&self, item: ItemId, frame: u32, pending: &mut Pending) {
        let mut group = self.form.item(item).and_then(|item| item.group);
        while let Some((id, item)) = group.and_then(|id| Some((id, self.form.item(id)?))) {
            if !matches!(item.kind, Kind::Group { .. }) {
                return;
            }
            self.slot_in(id, frame).into_iter().for_each(|slot| pending.draw(slot));
            group = item.group;
        }
    }

    /// The slots of an item that a frame can bear on.
    fn each_slot(&self, item: ItemId, frame: u32, found: &mut dyn FnMut(Slot)) {
        let scope = self.form.item(item).and_then(|item| item.scope);
        self.each_frame(scope, frame, &mut |frame| {
            if let Some(slot) = self.slot_in(item, frame) {
                found(slot);
            }
        });
    }

    /// Computes what is due, from the front; each cell once.
    pub(super) fn settle(&mut self, pending: &mut Pending) {
        let form = self.form.clone();
        while let Some(next) = pending.cells.pop_first() {
            let (index, frame) = ((next >> 32) as u32, next as u32);
            let value = self.compute(index, frame);
            let Some(cell) = form.code.cells.get(index as usize) else { continue };
            let Some(result) = self.result_mut(index, frame) else { continue };
            let unchanged = match (&value, &*result) {
                (Ok(a), Ok(b)) => same(a, b, &mut { SAME }),
                (Err(a), Err(b)) => a == b,
                _ => false,
            };
            if unchanged {
                continue;
            }
            let was_shown = matches!(result, Ok(Value::Bool(true)));
            let is_shown = matches!(value, Ok(Value::Bool(true)));
            self.replace(index, frame, value, pending);
            match cell.target {
                Target::PageRelevance(_) | Target::ItemRelevance(_) => {
                    for child in &cell.children {
                        let scope = form.code.cells.get(*child as usize).and_then(|cell| cell.scope);
                        self.each_frame(scope, frame, &mut |frame| {
                            pending.compute(*child, frame);
                        });
                    }
                    for id in &cell.governs {
                        let mut slots = Vec::new();
                        self.each_slot(*id, frame, &mut |slot| slots.push(slot));
                        for slot in slots {
                            let own = self.state(slot).map_or(0, |state| state.frame);
                            self.spoil(id.0, own);
                            self.due(id.0, own, pending);
                            pending.draw(slot);
                            if was_shown != is_shown {
                                self.draw_around(*id, own, pending);
                                pending.review.insert(u64::from(slot.0));
                            }
                        }
                    }
                    pending.changes.progress |= was_shown != is_shown;
                }
                Target::Variable(i) => self.due((form.items.len() + i) as u32, 0, pending),
                Target::Filter(id) => {
                    if let Some(slot) = self.slot_in(id, frame) {
                        pending.draw(slot);
                        // Nobody is typing there: said at once, not when the page is left.
                        if self.problem(slot) == Some(Problem::FilteredChoice) {
                            self.try_slot(slot, pending);
                        }
                    }
                }
                Target::Required(id) | Target::Constraint(id) | Target::Min(id) | Target::Max(id) => {
                    self.slot_in(id, frame).into_iter().for_each(|slot| pending.draw(slot));
                }
                Target::Across(constraint) => self.draw_all(constraint, pending),
                Target::Outcome => pending.changes.outcome = true,
            }
        }
    }

    pub(super) fn count(&mut self, slot: Slot, is_shown: bool) {
        let Some(item) = self.item(slot) else { return };
        let counts = match item.kind {
            Kind::Group { .. } => false,
            // A note alone makes a page only where nothing is asked on it.
            Kind::Note { .. } => !self.matters || !self.form.asks(item.page),
            _ => true,
        };
        // What stands in an entry is not shown without its repeat.
        let (page, counts) = (item.page, counts && item.scope.is_none());
        if counts {
            self.pages.count(page, is_shown);
        }
    }

    fn compute(&self, index: u32, frame: u32) -> Result<Value, EvalError> {
        let Some(cell) = self.form.code.cells.get(index as usize) else { return Ok(Value::Null) };
        if !self.charge(2) {
            return Err(EvalError::Budget);
        }
        let own = match cell.target {
            Target::Constraint(id) => {
                self.slot_in(id, frame).and_then(|slot| self.state(slot)?.value.get().cloned())
            }
            _ => None,
        };
        let mut names = Names { session: self, frame, own, choice: None };
        let Some(expr) = &cell.expr else { return Ok(Value::Null) };
        if let Target::Filter(id) = cell.target {
            let choices = self.form.item(id).map(|item| item.kind.choices()).unwrap_or_default();
            let mut lets = Vec::with_capacity(choices.len());
            for choice in choices {
                names.choice = Some(Value::String(choice.name.clone()));
                // What is unknown, or fails, keeps no choice from a person.
                let lets_it = choice.is_other() || !matches!(expr.eval(&names), Ok(Value::Bool(false)));
                lets.push(Value::Bool(lets_it));
            }
            return Ok(Value::List(lets.into()));
        }
        let is_relevance = matches!(cell.target, Target::PageRelevance(_) | Target::ItemRelevance(_));
        match cell.parent.filter(|_| is_relevance).map(|parent| self.cell_relevance(parent, frame)) {
            Some(Relevance::No) => Ok(Value::Bool(false)),
            Some(Relevance::Unknown(outer)) => Ok(match expr.eval(&names) {
                Ok(Value::Bool(false)) => Value::Bool(false),
                Ok(Value::Unknown(inner)) => {
                    self.charge((outer.0.len() + inner.0.len()) / 4);
                    Value::Unknown(outer.union(&inner))
                }
                _ => Value::Unknown(outer),
            }),
            _ => expr.eval(&names),
        }
    }

    fn cell_relevance(&self, cell: u32, frame: u32) -> Relevance {
        match self.result_in(cell, frame) {
            Some(Ok(Value::Bool(true))) => Relevance::Yes,
            Some(Ok(Value::Bool(false))) => Relevance::No,
            Some(Ok(Value::Unknown(waits))) => Relevance::Unknown(waits.clone()),
            _ => Relevance::Unknown(Unknowns::default()),
        }
    }

    pub(super) fn relevance(&self, slot: Slot) -> Relevance {
        let Some(state) = self.state(slot) else { return Relevance::No };
        match self.form.code.items.get(state.item as usize).and_then(|code| code.relevance) {
            Some(cell) => self.cell_relevance(cell, state.frame),
            None => Relevance::Yes,
        }
    }

    pub(super) fn is_relevant(&self, slot: Slot) -> bool {
        matches!(self.relevance(slot), Relevance::Yes)
    }

    /// Whether an item is to be shown: unknown relevance hides.
    pub(super) fn is_shown(&self, slot: Slot) -> bool {
        matches!(self.relevance(slot), Relevance::Yes) && self.is_asked(slot) && !self.is_set_aside(slot)
    }

    /// The two sides of a cell's comparison, if it is one.
    pub(crate) fn comparison(&self, cell: u32) -> Option<Sides> {
        let expr = self.form.code.cells.get(cell as usize)?.expr.as_ref()?;
        let (comparison, [left, right]) = expr.sides()?;
        let env = Names { session: self, frame: 0, own: None, choice: None };
        let currency = self.form.currency(left).or_else(|| self.form.currency(right));
        Some(Sides { comparison, left: left.value(&env)?, right: right.value(&env)?, currency })
    }

    /// A cell's value in the form itself, if there is such a cell.
    pub(crate) fn result(&self, cell: Option<u32>) -> Option<&Result<Value, EvalError>> {
        self.result_in(cell?, 0)
    }

    /// A cell's value as seen from a frame.
    pub(super) fn result_in(&self, cell: u32, frame: u32) -> Option<&Result<Value, EvalError>> {
        let cell = self.form.code.cells.get(cell as usize)?;
        self.frame(self.enclosing(cell.scope, frame)?)?.results.get(cell.local as usize)
    }

    pub(super) fn result_mut(&mut self, cell: u32, frame: u32) -> Option<&mut Result<Value, EvalError>> {
        let cell = self.form.code.cells.get(cell as usize)?;
        self.frames.result_mut(frame, cell.scope, cell.local)
    }
}

/// What a comparison holds against what.
pub(crate) struct Sides {
    pub comparison: Comparison,
    pub left: Value,
    pub right: Value,
    /// Where amounts of money are compared.
    pub currency: Option<Currency>,
}

/// So many elements of lists are compared with what was there.
const SAME: usize = 1000;

/// Whether a new value is no news: the same type and content, unknowns and NaN included. Of what
/// is larger than `left` says it is news.
fn same(a: &Value, b: &Value, left: &mut usize) -> bool {
    *left = left.saturating_sub(1);
    match (a, b) {
        _ if *left == 0 => false,
        (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Int(a), Value::Int(b)) => a == b,
        (Value::Uint(a), Value::Uint(b)) => a == b,
        (Value::Double(a), Value::Double(b)) => a.same(b),
        (Value::String(a), Value::String(b)) | (Value::Type(a), Value::Type(b)) => a == b,
        (Value::Bytes(a), Value::Bytes(b)) => a == b,
        (Value::Timestamp(a, x), Value::Timestamp(b, y)) => (a, x) == (b, y),
        (Value::Duration(a, x), Value::Duration(b, y)) => (a, x) == (b, y),
        (Value::Unknown(a), Value::Unknown(b)) => a == b,
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b, left))
        }
        (Value::Map(a), Value::Map(b)) => {
            a.len() == b.len()
                && a.iter().zip(b.iter()).all(|((k, v), (l, w))| same(k, l, left) && same(v, w, left))
        }
        _ => false,
    }
}
