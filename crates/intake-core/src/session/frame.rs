//! Frames: the form itself, and each entry of a repeat.
//!
//! A frame's slots stand together, in the order of its items, so that an item's slot is
//! found by one addition.

use super::{Session, Slot, State};
use crate::answer::{NumberFormat, Typed};
use crate::definition::{ItemId, Kind};
use crate::expr::{EvalError, Value};

/// The most slots, and the most frames, to which entries are added: a session of so many
/// takes about 35 MiB.
const MAX_SLOTS: usize = 50_000;

/// One place where a scope's items are answered.
pub(super) struct Frame {
    /// The repeat that it is an entry of; none for the form itself.
    pub repeat: Option<ItemId>,
    pub parent: u32,
    /// The first slot, and the item that it is for.
    base: u32,
    first: u32,
    /// The value of each cell of the scope.
    pub results: Vec<Result<Value, EvalError>>,
    pub alive: bool,
}

impl Session {
    /// Opens a frame with its defaults and the entries that repeats start with. Nothing is
    /// computed yet.
    pub(super) fn open_frame(&mut self, repeat: Option<ItemId>, parent: u32) -> u32 {
        let form = self.form.clone();
        let first = repeat.map_or(0, |id| id.0 + 1);
        let end = repeat.and_then(|id| form.item(id)).map_or(form.items.len() as u32, |item| item.end);
        let cells = form.code.scope(repeat).len();
        let index = self.frames.len() as u32;
        let base = self.states.len() as u32;
        let mut results = Vec::with_capacity(cells);
        results.resize_with(cells, || Ok(Value::Null));
        self.frames.push(Frame { repeat, parent, base, first, results, alive: true });
        for item in first..end {
            self.states.push(State { item, frame: index, ..State::default() });
        }
        self.fill_frame(index);
        index
    }

    /// Gives a new frame its defaults, and its repeats their first entries.
    pub(super) fn fill_frame(&mut self, index: u32) {
        let form = self.form.clone();
        let Some(&Frame { repeat, base, first, .. }) = self.frame(index) else { return };
        let end = repeat.and_then(|id| form.item(id)).map_or(form.items.len() as u32, |item| item.end);
        for number in first..end {
            let Some(item) = form.item(ItemId(number)).filter(|item| item.scope == repeat) else { continue };
            let slot = Slot(base + number - first);
            if let Some(typed) =
                item.default.as_ref().and_then(|json| Typed::from_json(&item.kind, json).ok())
            {
                self.set(slot, typed, NumberFormat::default());
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
        if self.states.len() > MAX_SLOTS || self.frames.len() > MAX_SLOTS {
            return None;
        }
        let entry = self.open_frame(Some(repeat), parent);
        self.states.get_mut(slot.0 as usize)?.entries.push(entry);
        Some(entry)
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
