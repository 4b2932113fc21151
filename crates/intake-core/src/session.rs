//! A person's way through a form: answers in, changes out.
//!
//! A session is one mutable thing outside the view. Every action goes through
//! [`Session::apply`], whose [`Changes`] say which slots to draw again. The work after a
//! change is that of the cells which depend on it, whatever the form's size.

mod compute;
mod content;
mod entries;
mod frame;
mod judge;
mod load;
mod matter;
mod names;
mod prefill;
mod say;
mod screen;
mod walk;
mod work;

pub(crate) use compute::Sides;
pub use content::Field;
pub(crate) use screen::needed;
pub use work::WORK;

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use crate::answer::{Answer, Locale, NumberFormat, Typed, in_plain_characters, spread};
use crate::date::Date;
use crate::definition::{Absent, Item, ItemId, Kind};
use crate::expr::eval::Budget;
use crate::expr::{Expr, Value};
use crate::form::Form;
use crate::order::Queue;
use crate::rule::Problem;
use frame::{Frame, Places};

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
    /// One more entry of a repeat.
    AddEntry {
        slot: Slot,
    },
    /// An entry of a repeat, counted from 0, with all its answers.
    RemoveEntry {
        slot: Slot,
        index: usize,
    },
    /// A person is done with an entry: from now on its problems are shown.
    TryEntry {
        slot: Slot,
        index: usize,
    },
    /// Focus left the field: from now on its problem is shown.
    Leave {
        slot: Slot,
    },
    /// Focus went from one field of a question to another: from the day to the month.
    Move {
        slot: Slot,
    },
    Continue,
    Back,
    GoTo(Step),
    /// Midnight has passed since the session began, or the device's clock was set.
    Today(Date),
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
    locale: Rc<dyn Locale>,
    /// One a slot of the form itself; those of entries stand in their frames.
    states: Vec<State>,
    /// The form itself, then the entries of repeats.
    frames: Vec<Frame>,
    places: Places,
    /// Whether what opens has its defaults and first entries.
    defaults: bool,
    /// How many items of each page are shown.
    shown: Vec<u32>,
    visited: Vec<bool>,
    /// Only what an open expression waits for is asked (`askOnlyWhatMatters`).
    matters: bool,
    /// How many criteria of each program are unmet, where that is needed.
    unmet: Vec<u32>,
    step: Step,
    /// Where "Continue" leads back to, after a Change link.
    returning: bool,
    /// Steps that are left of the budget; none when it is spent.
    left: Cell<usize>,
    /// Where an action was too much work.
    over: Option<Slot>,
}

/// What is kept for an item.
#[derive(Default)]
struct State {
    typed: Typed,
    answer: Option<Answer>,
    /// The answer as expressions see it; a repeat's when one has asked for it.
    value: OnceCell<Value>,
    /// The answer does not match the item's pattern.
    off_pattern: bool,
    /// What was typed has no meaning for this type.
    syntax: Option<Problem>,
    absent: Option<Absent>,
    /// Whether a problem is to be shown.
    tried: bool,
    /// The person answered this herself: it is no default, and nobody filled it in.
    own: bool,
    /// How many open expressions wait for it.
    awaited: u32,
    /// Whether it was shown after the last change.
    shown: bool,
    /// A repeat's entries, as frames.
    entries: Vec<u32>,
    item: u32,
    frame: u32,
}

/// Changes while they are collected.
#[derive(Default)]
struct Pending {
    slots: Queue,
    /// Cell and frame: in the order of what reads what.
    cells: Queue,
    /// Slots that may have come or gone.
    review: Queue,
    changes: Changes,
}

impl Pending {
    /// A slot is to be drawn again.
    fn draw(&mut self, slot: Slot) {
        self.slots.insert(u64::from(slot.0));
    }

    /// A cell is to be computed again in a frame.
    fn compute(&mut self, cell: u32, frame: u32) {
        self.cells.insert(u64::from(cell) << 32 | u64::from(frame));
    }
}

impl Session {
    /// A session with each item's default. `today` is the caller's; the engine reads no
    /// clock.
    pub fn new(form: Rc<Form>, today: Date) -> Self {
        Self::start(form, today, true)
    }

    /// A session without defaults and first entries, for answers that somebody has given: a
    /// default that is not among them was taken away.
    pub fn blank(form: Rc<Form>, today: Date) -> Self {
        Self::start(form, today, false)
    }

    fn start(form: Rc<Form>, today: Date, defaults: bool) -> Self {
        let mut session = Self {
            defaults,
            states: Vec::new(),
            frames: Vec::new(),
            places: Places::default(),
            shown: vec![0; form.pages.len()],
            visited: vec![false; form.pages.len()],
            matters: form.settings.ask_only_what_matters,
            unmet: vec![0; form.programs.len()],
            step: Step::Page(0),
            returning: false,
            left: Cell::new(WORK),
            over: None,
            locale: Rc::new(NumberFormat::default()),
            today,
            form,
        };
        session.open_frame(None, 0);
        session.compute_all();
        let first = session.shown_pages().next();
        session.step = first.map_or(Step::Review, Step::Page);
        session
    }

    /// Back to the start, as [`Session::new`] has it, without allocating again.
    pub fn reset(&mut self) {
        self.empty();
        self.compute_all();
        self.visited.fill(false);
        self.returning = false;
        self.over = None;
        let first = self.shown_pages().next();
        self.step = first.map_or(Step::Review, Step::Page);
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
        self.renew();
        let at = match &action {
            Action::Answer { slot, .. } | Action::Absent { slot, .. } | Action::AddEntry { slot } => {
                Some(*slot)
            }
            _ => None,
        };
        match action {
            Action::Answer { slot, typed } => self.answer(slot, typed, &mut pending),
            Action::Absent { slot, reason } => self.give_reason(slot, reason, &mut pending),
            Action::AddEntry { slot } => self.add_entry(slot, &mut pending),
            Action::RemoveEntry { slot, index } => self.remove_entry(slot, index, &mut pending),
            Action::TryEntry { slot, index } => self.try_entry(slot, index, &mut pending),
            Action::Leave { slot } => {
                let leaves_something = |state: &State| state.typed != Typed::Empty && !state.tried;
                if self.state(slot).is_some_and(leaves_something) {
                    self.try_slot(slot, &mut pending);
                }
                self.spread(slot, &mut pending);
            }
            Action::Move { slot } => self.spread(slot, &mut pending),
            Action::Continue => self.go_on(&mut pending),
            Action::Back => self.go_back(&mut pending),
            Action::GoTo(step) => self.go_to(step, &mut pending),
            Action::Today(today) => self.set_today(today, &mut pending),
        }
        self.conclude(at, pending)
    }

    /// Computes what is due and says what changed.
    fn conclude(&mut self, at: Option<Slot>, mut pending: Pending) -> Changes {
        self.settle(&mut pending);
        self.weigh(&mut pending);
        self.account(at, &mut pending);
        let mut changes = pending.changes;
        for slot in pending.slots.into_sorted() {
            changes.slots.push(Slot(slot as u32));
        }
        changes
    }

    /// How the person's language writes what is typed. What was typed is read again.
    pub fn set_locale(&mut self, locale: Rc<dyn Locale>) -> Changes {
        self.locale = locale.clone();
        self.renew();
        let mut pending = Pending::default();
        for slot in self.slots() {
            let Some(state) = self.state(slot) else { continue };
            let depends = matches!(
                (&state.typed, self.item(slot).map(|item| &item.kind)),
                (Typed::Date { .. } | Typed::Month { .. }, _)
                    | (
                        Typed::Text(_),
                        Some(Kind::Integer { .. } | Kind::Decimal { .. } | Kind::Money { .. })
                    )
            );
            if depends {
                self.set(slot, state.typed.clone(), &*locale);
                self.touch(slot, &mut pending);
            }
        }
        self.conclude(None, pending)
    }

    /// The slot of an item by its name; none for an item inside a repeat, which has one in
    /// each entry.
    pub fn slot(&self, name: &str) -> Option<Slot> {
        let id = self.form.find(name)?;
        self.form.item(id).filter(|item| item.scope.is_none()).map(|_| Slot(id.0))
    }

    pub fn item(&self, slot: Slot) -> Option<&Item> {
        self.form.item(ItemId(self.state(slot)?.item))
    }

    fn answer(&mut self, slot: Slot, typed: Typed, pending: &mut Pending) {
        if self.item(slot).is_none_or(|item| !item.kind.is_question()) {
            return;
        }
        let empty = matches!(&typed, Typed::Text(text) if text.is_empty());
        let locale = self.locale.clone();
        self.set(slot, if empty { Typed::Empty } else { typed }, &*locale);
        if let Some(state) = self.state_mut(slot) {
            state.own = true;
            state.absent = None;
        }
        self.touch(slot, pending);
        self.settle(pending);
        // A mended field starts afresh: the next mistake is shown when it is left.
        let mended = self.problem(slot).is_none();
        if let Some(state) = self.state_mut(slot).filter(|_| mended) {
            state.tried = false;
        }
    }

    fn give_reason(&mut self, slot: Slot, reason: Option<Absent>, pending: &mut Pending) {
        let allowed =
            self.item(slot).is_some_and(|item| reason.is_none_or(|reason| item.absent.contains(&reason)));
        if allowed {
            self.excuse(slot, reason, pending);
        }
    }

    /// Another day: what depends on it is computed again. Nobody sends what no longer holds.
    fn set_today(&mut self, today: Date, pending: &mut Pending) {
        if today == self.today {
            return;
        }
        self.today = today;
        let form = self.form.clone();
        for (number, cell) in (0..).zip(&form.code.cells) {
            if cell.expr.as_ref().is_some_and(Expr::reads_today) {
                self.each_frame(cell.scope, 0, &mut |frame| pending.compute(number, frame));
            }
        }
        self.settle(pending);
        self.weigh(pending);
        self.stand(pending);
    }

    /// Keeps what was typed, and what it means.
    fn set(&mut self, slot: Slot, typed: Typed, locale: &dyn Locale) {
        let form = self.form.clone();
        let item = self.state(slot).and_then(|state| form.item(ItemId(state.item)));
        let Some(item) = item else { return };
        let read = Answer::read(&item.kind, &typed, locale);
        self.keep(slot, item, typed, read);
    }

    /// Keeps what was typed for an item, and what that means. Where it does not match the item's pattern,
    /// but does in plain characters, those are the answer: `１２３４５` is 12345, and `O’Neill` is O'Neill
    /// to whom a keyboard writes the curly one.
    fn keep(&mut self, slot: Slot, item: &Item, typed: Typed, mut read: Result<Option<Answer>, Problem>) {
        let Some(id) = self.state(slot).map(|state| ItemId(state.item)) else { return };
        // Matched once, when it is given: a pattern is work.
        let form = self.form.clone();
        let pattern = form.code.items.get(id.0 as usize).and_then(|code| code.pattern.as_ref());
        let off_pattern = match (pattern, &mut read) {
            (Some(pattern), Ok(Some(Answer::Text(text)))) => {
                let mut budget = Budget::new(self.left.get());
                let mut matched = pattern.is_match_within(text, &mut budget);
                if matched == Ok(false) {
                    let plain = in_plain_characters(text);
                    matched = pattern.is_match_within(&plain, &mut budget);
                    if matched == Ok(true) {
                        *text = plain;
                    }
                }
                // Of a spent budget nothing is left.
                self.charge(budget.used().max(if matched.is_err() { WORK } else { 0 }));
                !matched.unwrap_or(true)
            }
            _ => false,
        };
        let Some(state) = self.state_mut(slot) else { return };
        state.typed = typed;
        (state.answer, state.syntax) = match read {
            Ok(answer) => (answer, None),
            Err(problem) => (None, Some(problem)),
        };
        state.value = match &state.answer {
            Some(answer) => OnceCell::from(answer.to_value(&item.kind)),
            None => OnceCell::new(),
        };
        state.off_pattern = off_pattern;
    }

    /// A date that was typed whole into one field stands in its own: so it shows how it was understood.
    fn spread(&mut self, slot: Slot, pending: &mut Pending) {
        let fields = self.state(slot).zip(self.item(slot)).and_then(|(state, item)| {
            spread(&item.kind, &state.typed, state.answer.as_ref()?, &*self.locale)
        });
        if let (Some(typed), Some(state)) = (fields, self.state_mut(slot)) {
            state.typed = typed;
            pending.draw(slot);
        }
    }

    fn try_slot(&mut self, slot: Slot, pending: &mut Pending) {
        if let Some(state) = self.state_mut(slot) {
            state.tried = true;
            pending.draw(slot);
        }
    }
}
