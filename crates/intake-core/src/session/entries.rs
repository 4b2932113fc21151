//! Adding and removing the entries of a repeat.

use super::pending::Pending;
use super::sitting::Session;
use super::slot::Slot;
use crate::answer::Typed;
use crate::definition::{Absent, ItemId, Kind};

impl Session {
    /// The entries of a repeat, each as the slots that stand directly in it; none while a
    /// reason stands in their place.
    pub fn entries(&self, slot: Slot) -> Vec<Vec<Slot>> {
        let Some((Kind::Repeat(repeat), state)) =
            self.item(slot).map(|item| &item.kind).zip(self.state(slot)).filter(|_| !self.is_excused(slot))
        else {
            return Vec::new();
        };
        let direct = |entry: &u32| repeat.items.iter().filter_map(|id| self.slot_in(*id, *entry)).collect();
        state.entries.iter().map(direct).collect()
    }

    /// Every slot of an entry, with those in its groups and repeats, in document order.
    pub fn entry_slots(&self, slot: Slot, index: usize) -> Vec<Slot> {
        let mut slots = Vec::new();
        let entry = self.state(slot).and_then(|state| state.entries.get(index));
        if let (Some(Kind::Repeat(repeat)), Some(entry)) = (self.item(slot).map(|item| &item.kind), entry) {
            self.walk(&repeat.items, *entry, &mut |slot| slots.push(slot));
        }
        slots
    }

    /// The innermost entry that a slot stands in: its repeat's slot, and its place from 0.
    pub fn entry_of(&self, slot: Slot) -> Option<(Slot, usize)> {
        let own = self.state(slot)?.frame;
        let frame = self.frame(own)?;
        let repeat = self.slot_in(frame.repeat?, frame.parent)?;
        let index = self.state(repeat)?.entries.iter().position(|entry| *entry == own)?;
        Some((repeat, index))
    }

    /// Shows what is wrong in an entry that a person is done with.
    pub(super) fn try_entry(&mut self, slot: Slot, index: usize, pending: &mut Pending) {
        for slot in self.entry_slots(slot, index) {
            if self.problem(slot).is_some() {
                self.try_slot(slot, pending);
            }
        }
    }

    /// Whether a person is done with an entry: she answered something in it, or there is nothing
    /// left to answer, and nothing is wrong. A default alone is no answer of hers.
    pub fn is_filled(&self, slot: Slot, index: usize) -> bool {
        let (mut own, mut open) = (false, false);
        for slot in self.entry_slots(slot, index) {
            let asks = self.item(slot).is_some_and(|item| item.kind.is_question() && !item.read_only);
            let Some(state) = self.state(slot).filter(|_| asks && self.is_shown(slot)) else { continue };
            let answered = state.typed != Typed::Empty || state.absent.is_some();
            own |= answered && state.own;
            open |= !answered;
        }
        let right = |slot: Slot| self.problem(slot).is_none();
        (own || !open) && self.entry_slots(slot, index).into_iter().all(right)
    }

    /// Whether a reason was given instead of an answer.
    pub(super) fn is_excused(&self, slot: Slot) -> bool {
        self.state(slot).is_some_and(|state| state.absent.is_some())
    }

    /// Whether a slot stands in an entry of a repeat that is excused as a whole.
    pub(super) fn is_set_aside(&self, slot: Slot) -> bool {
        self.state(slot).is_some_and(|state| self.is_frame_set_aside(state.frame))
    }

    /// The same of all slots of a frame.
    pub(super) fn is_frame_set_aside(&self, frame: u32) -> bool {
        let mut frame = self.frame(frame);
        while let Some((repeat, parent)) = frame.and_then(|frame| Some((frame.repeat?, frame.parent))) {
            if self.slot_in(repeat, parent).is_some_and(|repeat| self.is_excused(repeat)) {
                return true;
            }
            frame = self.frame(parent);
        }
        false
    }

    /// Gives a reason instead of an answer, or takes it back. The entries of a repeat go, or come
    /// back as they were.
    pub(super) fn excuse(&mut self, slot: Slot, reason: Option<Absent>, pending: &mut Pending) {
        let mut frames = Vec::new();
        for entry in self.state(slot).map(|state| state.entries.as_slice()).unwrap_or_default() {
            self.frames_in(*entry, &mut |frame| frames.push(frame));
        }
        frames.iter().for_each(|frame| self.hold_frame(*frame, false, pending));
        if let Some(state) = self.state_mut(slot) {
            state.own = true;
            state.absent = reason;
        }
        for frame in frames {
            self.hold_frame(frame, true, pending);
            self.review_frame(frame, pending);
        }
        self.touch(slot, pending);
    }

    /// Whether a repeat can take one more entry, or get back those that a reason stands for.
    pub fn can_add(&self, slot: Slot) -> bool {
        match (self.item(slot).map(|item| &item.kind), self.state(slot)) {
            (Some(Kind::Repeat(repeat)), Some(state)) => {
                state.absent.is_some() || state.entries.len() < repeat.max_count as usize
            }
            _ => false,
        }
    }

    pub(super) fn add_entry(&mut self, slot: Slot, pending: &mut Pending) {
        if !self.can_add(slot) {
            return;
        }
        let Some(state) = self.state(slot) else { return };
        let (repeat, none) = (ItemId(state.item), state.entries.is_empty());
        if state.absent.is_some() {
            self.excuse(slot, None, pending);
            if !none {
                return;
            }
        }
        let Some(entry) = self.open_entry(slot, repeat) else { return };
        self.compute_entry(entry, pending);
        self.touch(slot, pending);
        pending.changes.progress = true;
    }

    pub(super) fn remove_entry(&mut self, slot: Slot, index: usize, pending: &mut Pending) {
        let Some(state) = self.state_mut(slot) else { return };
        if index >= state.entries.len() {
            return;
        }
        let entry = state.entries.remove(index);
        self.close_frame(entry, pending);
        self.touch(slot, pending);
        pending.changes.progress = true;
    }
}
