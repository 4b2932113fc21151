//! `askOnlyWhatMatters`: leaving out what no open expression depends on.
//!
//! A question matters while something that is still open waits for its answer: the
//! unknown sets of the open expressions say so exactly. What is answered stays.

use super::pending::Pending;
use super::sitting::Session;
use super::slot::Slot;
use crate::definition::{ItemId, Kind};
use crate::expr::{EvalError, Value};
use crate::form::Matters;

impl Session {
    /// Whether an item is asked, if it is relevant: a group, if anything in it is.
    pub(super) fn is_asked(&self, slot: Slot) -> bool {
        let (Some(state), Some(item)) = (self.state(slot), self.item(slot)) else { return false };
        if let Kind::Group { items } = &item.kind {
            let mut slots = items.iter().filter_map(|id| self.slot_in(*id, state.frame));
            return slots.any(|slot| self.is_shown(slot));
        }
        if !self.matters {
            return true;
        }
        match &item.kind {
            Kind::Note { .. } | Kind::Repeat(_) => true,
            _ => {
                let answered = state.typed != crate::answer::Typed::Empty || state.absent.is_some();
                answered || self.is_kept(state.item) || state.awaited > 0
            }
        }
    }

    /// Whether an item is asked whatever is open: the case file or a text needs it.
    fn is_kept(&self, item: u32) -> bool {
        let told = self.form.code.told.get(item as usize).is_some_and(|told| !told.is_empty());
        told || self.form.item(ItemId(item)).is_some_and(|item| item.record)
    }

    /// Shows and hides what a change is about, and says so.
    pub(super) fn weigh(&mut self, pending: &mut Pending) {
        for number in std::mem::take(&mut pending.review).into_sorted() {
            let slot = Slot(number as u32);
            let now = self.is_shown(slot);
            self.charge(1);
            let Some(state) = self.state_mut(slot).filter(|state| state.shown != now) else { continue };
            state.shown = now;
            let (item, frame) = (ItemId(state.item), state.frame);
            self.count(slot, now);
            pending.draw(slot);
            self.draw_around(item, frame, pending);
            pending.changes.progress |= frame == 0;
        }
    }

    /// Finds what matters anew.
    pub(super) fn weigh_all(&mut self) {
        if !self.matters {
            return;
        }
        self.frames.each_state(&mut |state| state.awaited = 0);
        let form = self.form.clone();
        for (i, code) in form.code.programs.iter().enumerate() {
            let unmet = |cell: &&u32| is_false(self.result(Some(**cell)));
            let count = code.criteria.iter().filter(unmet).count() as u32;
            self.unmet.get_mut(i).into_iter().for_each(|own| *own = count);
        }
        let mut pending = Pending::default();
        for frame in 0..self.frames.count() {
            self.hold_frame(frame, true, &mut pending);
        }
    }

    /// What the cells of a frame wait for counts, or no longer.
    pub(super) fn hold_frame(&mut self, frame: u32, holds: bool, pending: &mut Pending) {
        let form = self.form.clone();
        let Some(repeat) = self.frame(frame).filter(|own| own.alive).map(|own| own.repeat) else { return };
        form.code.scope(repeat).iter().for_each(|cell| self.hold(*cell, frame, holds, pending));
    }

    /// What a cell waits for counts, or no longer, where it is open.
    fn hold(&mut self, cell: u32, frame: u32, holds: bool, pending: &mut Pending) {
        let form = self.form.clone();
        let Some(cell) = form.code.cells.get(cell as usize).filter(|_| self.matters) else { return };
        let is_open = match cell.matters {
            Matters::No => false,
            Matters::Always => !self.is_frame_set_aside(frame),
            Matters::Program(i) | Matters::Criterion(i) => self.unmet.get(i) == Some(&0),
        };
        let result =
            self.frame(frame).filter(|_| is_open).and_then(|own| own.results.get(cell.local as usize));
        let Some(Ok(Value::Unknown(waits))) = result else { return };
        let waits = waits.clone();
        self.charge(waits.0.len());
        for slot in waits.0.iter() {
            let Some(state) = self.state_mut(Slot(*slot)) else { continue };
            let before = state.awaited;
            state.awaited = if holds { before + 1 } else { before.saturating_sub(1) };
            if (before == 0) != (state.awaited == 0) {
                pending.review.insert(u64::from(*slot));
            }
        }
    }

    /// Puts a cell's new result in place of the old one.
    pub(super) fn replace(
        &mut self,
        cell: u32,
        frame: u32,
        value: Result<Value, EvalError>,
        pending: &mut Pending,
    ) {
        let matters = self.form.code.cells.get(cell as usize).map(|cell| cell.matters);
        let (was, is) = (is_false(self.result_in(cell, frame)), is_false(Some(&value)));
        let flips = match matters {
            Some(Matters::Criterion(i)) if self.matters && was != is => Some(i),
            _ => None,
        };
        // One unmet criterion settles a program: nothing is asked for the others then.
        match flips {
            Some(i) if is => {
                self.hold_program(i, false, pending);
                self.unmet.get_mut(i).into_iter().for_each(|unmet| *unmet += 1);
                self.put(cell, frame, value);
            }
            Some(i) => {
                self.put(cell, frame, value);
                self.unmet.get_mut(i).into_iter().for_each(|unmet| *unmet = unmet.saturating_sub(1));
                self.hold_program(i, true, pending);
            }
            None => {
                self.hold(cell, frame, false, pending);
                self.put(cell, frame, value);
                self.hold(cell, frame, true, pending);
            }
        }
    }

    fn put(&mut self, cell: u32, frame: u32, value: Result<Value, EvalError>) {
        if let Some(result) = self.result_mut(cell, frame) {
            *result = value;
        }
    }

    fn hold_program(&mut self, program: usize, holds: bool, pending: &mut Pending) {
        let form = self.form.clone();
        let Some(code) = form.code.programs.get(program) else { return };
        let others = code.documents.iter().chain([&code.estimate, &code.urgent]).flatten();
        for cell in code.criteria.iter().chain(others) {
            self.hold(*cell, 0, holds, pending);
        }
    }
}

fn is_false(result: Option<&Result<Value, EvalError>>) -> bool {
    matches!(result, Some(Ok(Value::Bool(false))))
}
