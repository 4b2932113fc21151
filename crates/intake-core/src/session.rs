//! A person's way through a form: answers in, changes out.
//!
//! A session is one mutable thing outside the view. Every action goes through
//! [`Session::apply`], whose [`Changes`] say which slots to draw again. The work after a
//! change is that of the cells which depend on it, whatever the form's size.

mod compute;
mod content;
mod judge;
mod load;
mod say;
mod walk;

pub use content::Field;

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::answer::{Answer, NumberFormat, Typed};
use crate::date::Date;
use crate::definition::{Absent, Item, ItemId, Kind};
use crate::expr::{EvalError, Value};
use crate::form::Form;
use crate::rule::Problem;

/// One item in one place of the form.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Slot(pub u32);

/// What the view shows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Step {
    Page(usize),
    /// "Check your answers."
    Review,
    Outcome,
}

/// What a person does.
pub enum Action {
    /// Something was typed or selected.
    Answer {
        slot: Slot,
        typed: Typed,
    },
    /// A reason was given instead of an answer, or taken back.
    Absent {
        slot: Slot,
        reason: Option<Absent>,
    },
    /// Focus left the field: from now on its problem is shown.
    Leave {
        slot: Slot,
    },
    Continue,
    Back,
    GoTo(Step),
}

/// What the view has to draw again.
#[derive(Default, PartialEq, Debug)]
pub struct Changes {
    /// The slots whose [`Field`] or texts changed, ascending.
    pub slots: Vec<Slot>,
    /// Another step is shown.
    pub step: bool,
    /// The list of relevant pages may have changed.
    pub progress: bool,
    /// The outcome may have changed.
    pub outcome: bool,
    /// `Continue` found problems, which are now shown.
    pub refused: bool,
}

/// Answers to one form, in one sitting.
pub struct Session {
    form: Rc<Form>,
    today: Date,
    format: NumberFormat,
    states: Vec<State>,
    /// The value of each cell.
    results: Vec<Result<Value, EvalError>>,
    /// How many items of each page are shown.
    shown: Vec<u32>,
    visited: Vec<bool>,
    step: Step,
    /// Where "Continue" leads back to, after a Change link.
    returning: bool,
}

/// What is kept for an item.
#[derive(Default)]
struct State {
    typed: Typed,
    answer: Option<Answer>,
    /// The answer as expressions see it.
    value: Option<Value>,
    /// What was typed has no meaning for this type.
    syntax: Option<Problem>,
    absent: Option<Absent>,
    /// Whether a problem is to be shown.
    tried: bool,
}

/// Changes while they are collected.
#[derive(Default)]
struct Pending {
    slots: BTreeSet<Slot>,
    cells: BTreeSet<u32>,
    changes: Changes,
}

impl Session {
    /// A session with each item's default. `today` is the caller's; the engine reads no
    /// clock.
    pub fn new(form: Rc<Form>, today: Date) -> Self {
        let mut session = Self {
            states: form.items.iter().map(|_| State::default()).collect(),
            results: form.code.cells.iter().map(|_| Ok(Value::Null)).collect(),
            shown: vec![0; form.pages.len()],
            visited: vec![false; form.pages.len()],
            step: Step::Page(0),
            returning: false,
            format: NumberFormat::default(),
            today,
            form,
        };
        let form = session.form.clone();
        for (i, item) in form.items.iter().enumerate() {
            if let Some(typed) =
                item.default.as_ref().and_then(|json| Typed::from_json(&item.kind, json).ok())
            {
                session.set(Slot(i as u32), typed, NumberFormat::default());
            }
        }
        session.compute_all();
        let first = session.shown_pages().next();
        session.step = first.map_or(Step::Review, Step::Page);
        session
    }

    pub fn form(&self) -> &Rc<Form> {
        &self.form
    }

    pub fn today(&self) -> Date {
        self.today
    }

    /// Does what a person did.
    pub fn apply(&mut self, action: Action) -> Changes {
        let mut pending = Pending::default();
        match action {
            Action::Answer { slot, typed } => self.answer(slot, typed, &mut pending),
            Action::Absent { slot, reason } => self.give_reason(slot, reason, &mut pending),
            Action::Leave { slot } => {
                let leaves_something = |state: &State| state.typed != Typed::Empty && !state.tried;
                if self.state(slot).is_some_and(leaves_something) {
                    self.try_slot(slot, &mut pending);
                }
            }
            Action::Continue => self.go_on(&mut pending),
            Action::Back => self.go_back(&mut pending),
            Action::GoTo(step) => self.go_to(step, &mut pending),
        }
        self.settle(&mut pending);
        let mut changes = pending.changes;
        changes.slots = pending.slots.into_iter().collect();
        changes
    }

    /// How the person's language writes numbers. What was typed is read again.
    pub fn set_number_format(&mut self, format: NumberFormat) -> Changes {
        self.format = format;
        let mut pending = Pending::default();
        let numbers = |item: &Item| {
            matches!(item.kind, Kind::Integer { .. } | Kind::Decimal { .. } | Kind::Money { .. })
        };
        for i in 0..self.states.len() as u32 {
            let slot = Slot(i);
            let Some(typed) = self.state(slot).map(|state| state.typed.clone()) else { continue };
            if self.item(slot).is_some_and(numbers) && typed != Typed::Empty {
                self.set(slot, typed, format);
                self.touch(slot, &mut pending);
            }
        }
        self.settle(&mut pending);
        let mut changes = pending.changes;
        changes.slots = pending.slots.into_iter().collect();
        changes
    }

    /// The slot of an item by its name.
    pub fn slot(&self, name: &str) -> Option<Slot> {
        self.form.find(name).map(|id| Slot(id.0))
    }

    pub fn item(&self, slot: Slot) -> Option<&Item> {
        self.form.item(ItemId(slot.0))
    }

    fn state(&self, slot: Slot) -> Option<&State> {
        self.states.get(slot.0 as usize)
    }

    /// Every slot, in document order.
    fn slots(&self) -> impl Iterator<Item = Slot> + use<> {
        (0..self.states.len() as u32).map(Slot)
    }

    fn answer(&mut self, slot: Slot, typed: Typed, pending: &mut Pending) {
        if self.item(slot).is_none_or(|item| !item.kind.has_answer()) {
            return;
        }
        let empty = matches!(&typed, Typed::Text(text) if text.is_empty());
        self.set(slot, if empty { Typed::Empty } else { typed }, self.format);
        if let Some(state) = self.states.get_mut(slot.0 as usize) {
            state.absent = None;
        }
        self.touch(slot, pending);
        self.settle(pending);
        // A mended field starts afresh: the next mistake is shown when it is left.
        let mended = self.problem(slot).is_none();
        if let Some(state) = self.states.get_mut(slot.0 as usize).filter(|_| mended) {
            state.tried = false;
        }
    }

    fn give_reason(&mut self, slot: Slot, reason: Option<Absent>, pending: &mut Pending) {
        let allowed =
            self.item(slot).is_some_and(|item| reason.is_none_or(|reason| item.absent.contains(&reason)));
        if let Some(state) = self.states.get_mut(slot.0 as usize).filter(|_| allowed) {
            state.absent = reason;
            self.touch(slot, pending);
        }
    }

    /// Keeps what was typed, and what it means.
    fn set(&mut self, slot: Slot, typed: Typed, format: NumberFormat) {
        let Some(item) = self.form.item(ItemId(slot.0)) else { return };
        let read = Answer::read(&item.kind, &typed, format);
        let Some(state) = self.states.get_mut(slot.0 as usize) else { return };
        state.typed = typed;
        (state.answer, state.syntax) = match read {
            Ok(answer) => (answer, None),
            Err(problem) => (None, Some(problem)),
        };
        state.value = state.answer.as_ref().map(Answer::to_value);
    }

    fn try_slot(&mut self, slot: Slot, pending: &mut Pending) {
        if let Some(state) = self.states.get_mut(slot.0 as usize) {
            state.tried = true;
            pending.slots.insert(slot);
        }
    }
}
