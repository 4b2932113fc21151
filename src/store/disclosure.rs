//! Which entries of repeats stand open, and which one is about to be taken away.
//!
//! An entry is known by the slot of its first item, which never changes and is never used
//! again. It stays open until the person is done with it: a card that closed itself under
//! the keys, because the last answer happened to complete it, would take the focus along.

use intake_core::session::{Session, Slot};
use std::cell::{Cell, RefCell};

#[derive(Default)]
pub struct Disclosure {
    open: RefCell<Vec<Slot>>,
    asked: Cell<Option<Slot>>,
    /// What is to be said of a slot, as that its photo was made smaller.
    word: RefCell<Option<(Slot, String)>>,
}

impl Disclosure {
    pub fn is_open(&self, entry: Slot) -> bool {
        self.open.borrow().contains(&entry)
    }

    pub fn open(&self, entry: Slot) {
        if !self.is_open(entry) {
            self.open.borrow_mut().push(entry);
        }
    }

    /// Everything is closed, as at the start.
    pub fn reset(&self) {
        self.open.take();
        self.asked.take();
        self.word.take();
    }

    pub fn close(&self, entry: Slot) {
        self.open.borrow_mut().retain(|other| *other != entry);
    }

    /// Opens what a slot stands in, all the way up; these repeats are to be drawn again.
    pub fn open_around(&self, session: &Session, mut slot: Slot) -> Vec<Slot> {
        let mut repeats = Vec::new();
        while let Some((repeat, index)) = session.entry_of(slot) {
            let entry = session.entries(repeat).get(index).and_then(|slots| slots.first().copied());
            entry.into_iter().for_each(|entry| self.open(entry));
            repeats.push(repeat);
            slot = repeat;
        }
        repeats
    }

    /// Opens the entries of a repeat that a person still has to fill in.
    pub fn open_unfilled(&self, session: &Session, repeat: Slot) {
        for (index, slots) in session.entries(repeat).iter().enumerate() {
            if !session.is_filled(repeat, index) {
                slots.first().into_iter().for_each(|entry| self.open(*entry));
            }
        }
    }

    /// Closes the entries of a repeat that are in order.
    pub fn close_filled(&self, session: &Session, repeat: Slot) {
        for (index, slots) in session.entries(repeat).iter().enumerate() {
            if session.is_filled(repeat, index) {
                slots.first().into_iter().for_each(|entry| self.close(*entry));
            }
        }
        self.asked.set(None);
    }

    pub fn word(&self, slot: Slot) -> Option<String> {
        self.word.borrow().as_ref().filter(|(own, _)| *own == slot).map(|(_, word)| word.clone())
    }

    pub fn say(&self, slot: Slot, word: String) {
        *self.word.borrow_mut() = Some((slot, word));
    }

    /// What was said was in another language.
    pub fn hush(&self) {
        self.word.take();
    }

    /// The entry of which the person is asked whether to remove it.
    pub fn asked(&self) -> Option<Slot> {
        self.asked.get()
    }

    pub fn ask(&self, entry: Option<Slot>) {
        self.asked.set(entry);
    }
}

/// Whether anything would be lost with these slots.
pub fn has_answer(session: &Session, slots: &[Slot]) -> bool {
    slots.iter().any(|slot| {
        let field = session.field(*slot);
        *field.typed != Default::default() || field.absent.is_some()
    })
}
