//! Doing what a person did.

use std::cell::OnceCell;
use std::rc::Rc;

use super::action::{Action, Changes};
use super::pending::Pending;
use super::sitting::Session;
use super::slot::Slot;
use super::state::State;
use super::work::WORK;
use crate::answer::{Answer, Locale, Typed, in_plain_characters, spread};
use crate::date::Date;
use crate::definition::{Absent, Item, ItemId, Kind};
use crate::expr::Expr;
use crate::expr::budget::Budget;
use crate::problem::Problem;

impl Session {
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
    pub(super) fn conclude(&mut self, at: Option<Slot>, mut pending: Pending) -> Changes {
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
    pub(super) fn keep(
        &mut self,
        slot: Slot,
        item: &Item,
        typed: Typed,
        mut read: Result<Option<Answer>, Problem>,
    ) {
        let Some(id) = self.state(slot).map(|state| ItemId(state.item)) else { return };
        // Matched once, when it is given: a pattern is work.
        let form = self.form.clone();
        let pattern = form.code.items.get(id.0 as usize).and_then(|code| code.pattern.as_ref());
        let off_pattern = match (pattern, &mut read) {
            (Some(pattern), Ok(Some(Answer::Text(text)))) => {
                let mut budget = Budget::new(self.work.left());
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

    pub(super) fn try_slot(&mut self, slot: Slot, pending: &mut Pending) {
        if let Some(state) = self.state_mut(slot) {
            state.tried = true;
            pending.draw(slot);
        }
    }
}
