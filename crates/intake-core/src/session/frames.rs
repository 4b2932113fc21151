//! All frames of a session, and what is kept for each slot.

use super::frame::Frame;
use super::slot::Slot;
use super::state::State;
use crate::definition::ItemId;
use crate::expr::{EvalError, Value};

/// The most slots, and the most frames, that entries may take at a time: a session of so many
/// takes about 35 MiB.
const MAX_SLOTS: usize = 50_000;
/// So many places of closed frames are looked over before they are cleared away.
const MAX_CLOSED: usize = 64;

/// The form itself, then the entries of repeats. The number of a slot is given out once, so that
/// nobody who still knows a slot of an entry that is gone meets another entry there; the room is
/// given back.
#[derive(Default)]
pub(super) struct Frames {
    /// One a slot of the form itself; those of entries stand in their frames.
    states: Vec<State>,
    frames: Vec<Frame>,
    /// The first slot of each frame of an entry, ascending, and the frame. Those of closed frames
    /// are cleared away when there are many.
    bases: Vec<(u32, u32)>,
    /// Closed frames, to be used again.
    closed: Vec<u32>,
    /// The next slot's number.
    next: u32,
    /// How many slots and frames of entries there are now.
    entry_slots: usize,
    entry_frames: usize,
}

impl Frames {
    /// How many frames there are, closed ones among them.
    pub fn count(&self) -> u32 {
        self.frames.len() as u32
    }

    /// How many slots the form itself has.
    pub fn own_slots(&self) -> usize {
        self.states.len()
    }

    pub fn get(&self, frame: u32) -> Option<&Frame> {
        self.frames.get(frame as usize)
    }

    /// What is kept for a slot; nothing where there is no such slot, or no longer.
    pub fn state(&self, slot: Slot) -> Option<&State> {
        match self.states.get(slot.0 as usize) {
            None => {
                let (frame, at) = self.place(slot)?;
                self.frames.get(frame)?.states.get(at)
            }
            own => own,
        }
    }

    pub fn state_mut(&mut self, slot: Slot) -> Option<&mut State> {
        if (slot.0 as usize) < self.states.len() {
            return self.states.get_mut(slot.0 as usize);
        }
        let (frame, at) = self.place(slot)?;
        self.frames.get_mut(frame)?.states.get_mut(at)
    }

    /// The frame of an entry's slot, and the slot's place in it.
    fn place(&self, slot: Slot) -> Option<(usize, usize)> {
        let after = self.bases.partition_point(|(base, _)| *base <= slot.0);
        let (base, frame) = *self.bases.get(after.checked_sub(1)?)?;
        self.get(frame).filter(|own| own.is_at(base))?;
        Some((frame as usize, (slot.0 - base) as usize))
    }

    /// Every state, in any order.
    pub fn each_state(&mut self, does: &mut dyn FnMut(&mut State)) {
        self.states.iter_mut().for_each(&mut *does);
        self.frames.iter_mut().flat_map(|frame| &mut frame.states).for_each(does);
    }

    /// The states of the form itself, in the order of its items.
    pub fn own_states(&mut self) -> &mut [State] {
        &mut self.states
    }

    /// The value of a cell of a scope, by its place there; nothing where the frame is not of that scope.
    pub fn result_mut(
        &mut self,
        frame: u32,
        scope: Option<ItemId>,
        local: u32,
    ) -> Option<&mut Result<Value, EvalError>> {
        let is_own = |frame: &&mut Frame| frame.alive && frame.repeat == scope;
        self.frames.get_mut(frame as usize).filter(is_own)?.results.get_mut(local as usize)
    }

    /// The frame of a scope that a frame is, or stands in.
    pub fn enclosing(&self, scope: Option<ItemId>, mut frame: u32) -> Option<u32> {
        loop {
            let here = self.get(frame)?;
            if here.repeat == scope {
                return Some(frame);
            }
            // The form itself stands in nothing.
            here.repeat?;
            frame = here.parent;
        }
    }

    /// Whether there is no room for one more entry.
    pub fn are_full(&self) -> bool {
        self.entry_slots > MAX_SLOTS || self.entry_frames > MAX_SLOTS
    }

    /// Opens a frame for items from `first` to before `end`, with so many cells.
    pub fn open(&mut self, repeat: Option<ItemId>, parent: u32, first: u32, end: u32, cells: usize) -> u32 {
        let index = self.closed.pop().unwrap_or(self.frames.len() as u32);
        let base = self.next;
        let mut results = Vec::with_capacity(cells);
        results.resize_with(cells, || Ok(Value::Null));
        let mut states = Vec::with_capacity((end - first) as usize);
        for item in first..end {
            states.push(State { item, frame: index, ..State::default() });
        }
        self.next = base.wrapping_add(end - first);
        if repeat.is_some() {
            self.bases.push((base, index));
            self.entry_slots += states.len();
            self.entry_frames += 1;
        } else {
            std::mem::swap(&mut self.states, &mut states);
        }
        let frame = Frame { repeat, parent, base, first, results, states, alive: true };
        match self.frames.get_mut(index as usize) {
            Some(own) => *own = frame,
            None => self.frames.push(frame),
        }
        index
    }

    /// Closes an entry's frame, and gives what was kept in it, with its first slot. The entries in
    /// it are the caller's to close.
    pub fn close(&mut self, frame: u32) -> Option<(u32, Vec<State>)> {
        let own = self.frames.get_mut(frame as usize).filter(|own| own.alive)?;
        let Frame { base, states, .. } = std::mem::take(own);
        self.closed.push(frame);
        self.entry_slots -= states.len();
        self.entry_frames -= 1;
        if self.bases.len() > 2 * self.entry_frames + MAX_CLOSED {
            let is_open =
                |(base, index): &(u32, u32)| self.frames.get(*index as usize).is_some_and(|f| f.is_at(*base));
            self.bases.retain(is_open);
        }
        Some((base, states))
    }

    /// Closes all entries, without a word.
    pub fn close_all(&mut self) {
        self.frames.truncate(1);
        self.bases.clear();
        self.closed.clear();
        (self.entry_slots, self.entry_frames) = (0, 0);
    }
}
