//! Opening and closing frames.

use super::frame::Frame;
use super::pending::Pending;
use super::sitting::Session;
use super::slot::Slot;
use crate::definition::{ItemId, Kind};

impl Session {
    /// Opens a frame with its defaults and the entries that repeats start with. Nothing is
    /// computed yet.
    pub(super) fn open_frame(&mut self, repeat: Option<ItemId>, parent: u32) -> u32 {
        let form = self.form.clone();
        let first = repeat.map_or(0, |id| id.0 + 1);
        let end = repeat.and_then(|id| form.item(id)).map_or(form.items.len() as u32, |item| item.end);
        let cells = form.code.scope(repeat).len();
        self.charge(4 * (end - first) as usize + cells + 8);
        let index = self.frames.open(repeat, parent, first, end, cells);
        self.fill_frame(index);
        index
    }

    /// Gives a new frame its defaults, and its repeats their first entries.
    pub(super) fn fill_frame(&mut self, index: u32) {
        let form = self.form.clone();
        let Some(&Frame { repeat, base, first, .. }) = self.frame(index).filter(|_| self.defaults) else {
            return;
        };
        let end = repeat.and_then(|id| form.item(id)).map_or(form.items.len() as u32, |item| item.end);
        for number in first..end {
            let Some(item) = form.item(ItemId(number)).filter(|item| item.scope == repeat) else { continue };
            let slot = Slot(base + number - first);
            if let Some(default) = &item.default {
                // What does not fit was said to the author.
                let _ = self.set_json(slot, default);
            }
            if let Kind::Repeat(own) = &item.kind {
                for _ in 0..own.min_count {
                    self.open_entry(slot, ItemId(number));
                }
            }
        }
    }

    /// Opens one more entry of a repeat.
    pub(super) fn open_entry(&mut self, slot: Slot, repeat: ItemId) -> Option<u32> {
        let parent = self.state(slot)?.frame;
        // Repeats in repeats multiply: no person answers this much, and time is bounded.
        if self.frames.are_full() || self.is_spent() {
            return None;
        }
        self.spoil(repeat.0, parent);
        let entry = self.open_frame(Some(repeat), parent);
        self.state_mut(slot)?.entries.push(entry);
        Some(entry)
    }

    /// Forgets an entry and all in it: what was typed there is gone, and its room is free. Who
    /// still shows one of its slots is told.
    pub(super) fn close_frame(&mut self, frame: u32, pending: &mut Pending) {
        self.hold_frame(frame, false, pending);
        let Some((base, states)) = self.frames.close(frame) else { return };
        for (slot, state) in (base..).zip(states) {
            pending.draw(Slot(slot));
            state.entries.into_iter().for_each(|entry| self.close_frame(entry, pending));
        }
    }
}
