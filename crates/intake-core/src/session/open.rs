//! Opening and closing frames.

use super::frame::{Frame, Places};
use super::pending::Pending;
use super::sitting::Session;
use super::slot::Slot;
use super::state::State;
use crate::definition::{ItemId, Kind};
use crate::expr::Value;

/// The most slots, and the most frames, that entries may take at a time: a session of so many
/// takes about 35 MiB.
const MAX_SLOTS: usize = 50_000;
/// So many places of closed frames are looked over before they are cleared away.
const MAX_CLOSED: usize = 64;

impl Session {
    /// Opens a frame with its defaults and the entries that repeats start with. Nothing is
    /// computed yet.
    pub(super) fn open_frame(&mut self, repeat: Option<ItemId>, parent: u32) -> u32 {
        let form = self.form.clone();
        let first = repeat.map_or(0, |id| id.0 + 1);
        let end = repeat.and_then(|id| form.item(id)).map_or(form.items.len() as u32, |item| item.end);
        let cells = form.code.scope(repeat).len();
        self.charge(4 * (end - first) as usize + cells + 8);
        let index = self.places.closed.pop().unwrap_or(self.frames.len() as u32);
        let base = self.places.next;
        let mut results = Vec::with_capacity(cells);
        results.resize_with(cells, || Ok(Value::Null));
        let mut states = Vec::with_capacity((end - first) as usize);
        for item in first..end {
            states.push(State { item, frame: index, ..State::default() });
        }
        self.places.next = base.wrapping_add(end - first);
        if repeat.is_some() {
            self.places.bases.push((base, index));
            self.places.slots += states.len();
            self.places.frames += 1;
        } else {
            std::mem::swap(&mut self.states, &mut states);
        }
        let frame = Frame { repeat, parent, base, first, results, states, alive: true };
        match self.frames.get_mut(index as usize) {
            Some(own) => *own = frame,
            None => self.frames.push(frame),
        }
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
        if self.places.slots > MAX_SLOTS || self.places.frames > MAX_SLOTS || self.is_spent() {
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
        let Some(own) = self.frames.get_mut(frame as usize).filter(|own| own.alive) else { return };
        let Frame { base, states, .. } = std::mem::take(own);
        self.places.closed.push(frame);
        self.places.slots -= states.len();
        self.places.frames -= 1;
        for (slot, state) in (base..).zip(states) {
            pending.draw(Slot(slot));
            state.entries.into_iter().for_each(|entry| self.close_frame(entry, pending));
        }
        if self.places.bases.len() > 2 * self.places.frames + MAX_CLOSED {
            let is_open =
                |(base, index): &(u32, u32)| self.frames.get(*index as usize).is_some_and(|f| f.is_at(*base));
            self.places.bases.retain(is_open);
        }
    }

    /// Forgets all entries, without a word.
    pub(super) fn close_entries(&mut self) {
        self.frames.truncate(1);
        let next = self.places.next;
        self.places = Places { next, ..Places::default() };
    }
}
