//! `askOnlyWhatMatters`: leaving out what no open expression depends on.
//!
//! A question matters while something that is still open waits for its answer: the
//! unknown sets of the open expressions say so exactly. What is answered stays.

use super::compute::Relevance;
use super::{Pending, Session, Slot};
use crate::definition::{ItemId, Kind};
use crate::expr::Value;
use crate::form::Target;
use crate::order::Queue;

impl Session {
    /// Whether an item is asked, if it is relevant.
    pub(super) fn is_asked(&self, slot: Slot) -> bool {
        let Some(matters) = &self.matters else { return true };
        let (Some(state), Some(item)) = (self.state(slot), self.item(slot)) else { return false };
        match &item.kind {
            Kind::Note { .. } | Kind::Repeat(_) => true,
            Kind::Group { items } => {
                items.iter().filter_map(|id| self.slot_in(*id, state.frame)).any(|slot| self.is_shown(slot))
            }
            _ => {
                let answered = state.typed != crate::answer::Typed::Empty || state.absent.is_some();
                answered || self.is_kept(state.item) || matters.binary_search(&u64::from(slot.0)).is_ok()
            }
        }
    }

    /// Whether an item is asked whatever is open: the case file or a text needs it.
    fn is_kept(&self, item: u32) -> bool {
        let told = self.form.code.told.get(item as usize).is_some_and(|told| !told.is_empty());
        told || self.form.item(ItemId(item)).is_some_and(|item| item.record)
    }

    /// Finds again what matters, and says what that shows or hides.
    pub(super) fn weigh(&mut self, pending: &mut Pending) {
        if self.matters.is_none() {
            return;
        }
        let slots = self.slots();
        let before: Vec<bool> = slots.iter().map(|slot| self.is_shown(*slot)).collect();
        self.matters = Some(self.weigh_all());
        let mut shown = vec![0; self.shown.len()];
        std::mem::swap(&mut shown, &mut self.shown);
        for (slot, before) in slots.iter().zip(before) {
            let now = self.is_shown(*slot);
            if now {
                self.count(*slot, true);
            }
            if now != before {
                pending.draw(*slot);
            }
        }
        pending.changes.progress |= shown != self.shown;
    }

    /// The slots that something open waits for.
    pub(super) fn weigh_all(&self) -> Vec<u64> {
        let form = &self.form;
        let mut waits = Queue::default();
        let mut open = |cell: Option<u32>| {
            if let Some(Ok(Value::Unknown(slots))) = self.result(cell) {
                waits.extend(slots.0.iter().map(|slot| u64::from(*slot)));
            }
        };
        for code in &form.code.programs {
            // One unmet criterion settles a program.
            let unmet = |cell: &u32| matches!(self.result(Some(*cell)), Some(Ok(Value::Bool(false))));
            if code.criteria.iter().any(unmet) {
                continue;
            }
            code.criteria.iter().for_each(|cell| open(Some(*cell)));
            open(code.estimate);
            code.documents.iter().for_each(|cell| open(*cell));
        }
        form.code.referrals.iter().for_each(|cell| open(*cell));
        for cell in (0..form.code.cells.len() as u32).filter(|cell| self.is_told(*cell)) {
            open(Some(cell));
        }
        for slot in self.slots() {
            let Some(state) = self.state(slot).filter(|_| !self.is_set_aside(slot)) else { continue };
            let note = form
                .item(ItemId(state.item))
                .is_some_and(|item| matches!(item.kind, Kind::Note { .. } | Kind::Repeat(_)));
            if let (true, Relevance::Unknown(slots)) =
                (note || self.is_kept(state.item), self.relevance(slot))
            {
                waits.extend(slots.0.iter().map(|slot| u64::from(*slot)));
            }
        }
        waits.into_sorted()
    }

    /// Whether a cell computes a variable that a text inserts.
    fn is_told(&self, cell: u32) -> bool {
        let Some(Target::Variable(i)) = self.form.code.cells.get(cell as usize).map(|cell| cell.target)
        else {
            return false;
        };
        self.form.code.told.get(self.form.items.len() + i).is_some_and(|told| !told.is_empty())
    }
}
