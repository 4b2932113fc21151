//! Frames: the form itself, and each entry of a repeat.
//!
//! A frame's slots stand together, in the order of its items, so that an item's slot is
//! found by one addition.

use super::{Pending, Session, Slot, State};
use crate::definition::{ItemId, Kind};
use crate::expr::{EvalError, Value};

/// The most slots, and the most frames, that entries may take at a time: a session of so many
/// takes about 35 MiB.
const MAX_SLOTS: usize = 50_000;
/// So many places of closed frames are looked over before they are cleared away.
const MAX_CLOSED: usize = 64;

/// One place where a scope's items are answered.
#[derive(Default)]
pub(super) struct Frame {
    /// The repeat that it is an entry of; none for the form itself.
    pub repeat: Option<ItemId>,
    pub parent: u32,
    /// The first slot, and the item that it is for.
    base: u32,
    first: u32,
    /// The value of each cell of the scope.
    pub results: Vec<Result<Value, EvalError>>,
    /// What is kept for each slot of an entry; the form's own are the session's.
    states: Vec<State>,
    pub alive: bool,
}

/// Where the slots of entries are. A number is given out once, so that nobody who still knows
/// a slot of an entry that is gone meets another entry there; the room is given back.
#[derive(Default)]
pub(super) struct Places {
    /// The first slot of each frame, ascending, and the frame. Those of closed frames are
    /// cleared away when there are many.
    bases: Vec<(u32, u32)>,
    /// Closed frames, to be used again.
    closed: Vec<u32>,
    /// The next slot's number.
    next: u32,
    /// How many slots and frames of entries there are now.
    slots: usize,
    frames: usize,
}

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
        self.each_state(&mut |state| {
            if form.item(ItemId(state.item)).is_some_and(|item| matches!(item.kind, Kind::Repeat(_))) {
                state.value.take();
            }
        });
    }

    /// Every state, in any order.
    pub(super) fn each_state(&mut self, does: &mut dyn FnMut(&mut State)) {
        self.states.iter_mut().for_each(&mut *does);
        self.frames.iter_mut().flat_map(|frame| &mut frame.states).for_each(does);
    }

    /// The slots of a frame may have come or gone.
    pub(super) fn review_frame(&self, frame: u32, pending: &mut Pending) {
        let Some(own) = self.frame(frame) else { return };
        pending.review.extend((u64::from(own.base)..).take(own.states.len()));
    }

    pub(super) fn state(&self, slot: Slot) -> Option<&State> {
        match self.states.get(slot.0 as usize) {
            None => {
                let (frame, at) = self.place(slot)?;
                self.frames.get(frame)?.states.get(at)
            }
            own => own,
        }
    }

    pub(super) fn state_mut(&mut self, slot: Slot) -> Option<&mut State> {
        if (slot.0 as usize) < self.states.len() {
            return self.states.get_mut(slot.0 as usize);
        }
        let (frame, at) = self.place(slot)?;
        self.frames.get_mut(frame)?.states.get_mut(at)
    }

    /// The frame of an entry's slot, and the slot's place in it.
    fn place(&self, slot: Slot) -> Option<(usize, usize)> {
        let after = self.places.bases.partition_point(|(base, _)| *base <= slot.0);
        let (base, frame) = *self.places.bases.get(after.checked_sub(1)?)?;
        self.frame(frame).filter(|own| own.is_at(base))?;
        Some((frame as usize, (slot.0 - base) as usize))
    }

    pub(super) fn frame(&self, frame: u32) -> Option<&Frame> {
        self.frames.get(frame as usize)
    }

    /// The frame of a scope that a frame is, or stands in.
    pub(super) fn enclosing(&self, scope: Option<ItemId>, mut frame: u32) -> Option<u32> {
        loop {
            let here = self.frame(frame)?;
            if here.repeat == scope {
                return Some(frame);
            }
            // The form itself stands in nothing.
            here.repeat?;
            frame = here.parent;
        }
    }

    /// The slot of an item, as seen from a frame: in it, or in one around it.
    pub(super) fn slot_in(&self, item: ItemId, frame: u32) -> Option<Slot> {
        let scope = self.form.item(item)?.scope;
        let frame = self.frame(self.enclosing(scope, frame)?)?;
        Some(Slot(frame.base + item.0.checked_sub(frame.first)?))
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
        let mut slots = Vec::with_capacity(self.states.len());
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

impl Frame {
    /// Whether it is open, with its slots from here on.
    fn is_at(&self, base: u32) -> bool {
        self.alive && self.base == base
    }
}
