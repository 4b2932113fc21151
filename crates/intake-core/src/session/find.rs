//! From items to slots, frames and what is kept for them.

use super::frame::Frame;
use super::pending::Pending;
use super::sitting::Session;
use super::slot::Slot;
use super::state::State;
use crate::definition::{Item, ItemId, Kind};

impl Session {
    /// The slot of an item by its name; none for an item inside a repeat, which has one in
    /// each entry.
    pub fn slot(&self, name: &str) -> Option<Slot> {
        let id = self.form.find(name)?;
        self.form.item(id).filter(|item| item.scope.is_none()).map(|_| Slot(id.0))
    }

    /// The item that a slot is for; `None` where there is no such slot, or no longer.
    pub fn item(&self, slot: Slot) -> Option<&Item> {
        self.form.item(ItemId(self.state(slot)?.item))
    }

    /// What is kept of the values of the repeats around an item holds no longer.
    pub(super) fn spoil(&mut self, item: u32, mut frame: u32) {
        let mut next = Some(ItemId(item));
        while let Some(id) = next {
            let Some(item) = self.form.item(id) else { return };
            let (scope, is_repeat) = (item.scope, matches!(item.kind, Kind::Repeat(_)));
            if is_repeat && let Some(slot) = self.slot_in(id, frame) {
                self.state_mut(slot).map(|state| state.value.take());
            }
            next = scope;
            frame = self.frame(frame).map_or(0, |own| own.parent);
        }
    }

    /// The same of every repeat.
    pub(super) fn spoil_all(&mut self) {
        let form = self.form.clone();
        self.frames.each_state(&mut |state| {
            if form.item(ItemId(state.item)).is_some_and(|item| matches!(item.kind, Kind::Repeat(_))) {
                state.value.take();
            }
        });
    }

    /// The slots of a frame may have come or gone.
    pub(super) fn review_frame(&self, frame: u32, pending: &mut Pending) {
        let Some(own) = self.frame(frame) else { return };
        pending.review.extend((u64::from(own.base)..).take(own.states.len()));
    }

    pub(super) fn state(&self, slot: Slot) -> Option<&State> {
        self.frames.state(slot)
    }

    pub(super) fn state_mut(&mut self, slot: Slot) -> Option<&mut State> {
        self.frames.state_mut(slot)
    }

    pub(super) fn frame(&self, frame: u32) -> Option<&Frame> {
        self.frames.get(frame)
    }

    /// The frame of a scope that a frame is, or stands in.
    pub(super) fn enclosing(&self, scope: Option<ItemId>, frame: u32) -> Option<u32> {
        self.frames.enclosing(scope, frame)
    }

    /// The slot of an item, as seen from a frame: in it, or in one around it.
    pub(super) fn slot_in(&self, item: ItemId, frame: u32) -> Option<Slot> {
        let scope = self.form.item(item)?.scope;
        self.frame(self.enclosing(scope, frame)?)?.slot(item)
    }

    /// Every frame of a scope that is, is around or stands in a frame.
    pub(super) fn each_frame(&self, scope: Option<ItemId>, frame: u32, found: &mut dyn FnMut(u32)) {
        if let Some(frame) = self.enclosing(scope, frame) {
            return found(frame);
        }
        let Some(repeat) = scope else { return };
        let outer = self.form.item(repeat).and_then(|item| item.scope);
        self.each_frame(outer, frame, &mut |outer| {
            let state = self.slot_in(repeat, outer).and_then(|slot| self.state(slot));
            state
                .map(|state| state.entries.as_slice())
                .unwrap_or_default()
                .iter()
                .for_each(|entry| found(*entry));
        });
    }

    /// A frame, and those of the entries in it.
    pub(super) fn frames_in(&self, frame: u32, found: &mut dyn FnMut(u32)) {
        found(frame);
        for state in self.frame(frame).map(|own| own.states.as_slice()).unwrap_or_default() {
            state.entries.iter().for_each(|entry| self.frames_in(*entry, found));
        }
    }

    /// Every slot, in document order, entries in theirs.
    pub fn slots(&self) -> Vec<Slot> {
        let mut slots = Vec::with_capacity(self.frames.own_slots());
        for page in &self.form.pages {
            self.walk(&page.items, 0, &mut |slot| slots.push(slot));
        }
        slots
    }

    /// The slots of some items and of what stands in them, in document order.
    pub(super) fn walk(&self, items: &[ItemId], frame: u32, visit: &mut dyn FnMut(Slot)) {
        for id in items {
            let Some(slot) = self.slot_in(*id, frame) else { continue };
            visit(slot);
            match self.form.item(*id).map(|item| &item.kind) {
                Some(Kind::Group { items }) => self.walk(items, frame, visit),
                Some(Kind::Repeat(repeat)) => {
                    for entry in self.state(slot).map(|state| state.entries.as_slice()).unwrap_or_default() {
                        self.walk(&repeat.items, *entry, visit);
                    }
                }
                _ => {}
            }
        }
    }
}
