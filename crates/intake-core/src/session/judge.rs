//! Judging answers against their rules.

use super::sitting::Session;
use super::slot::Slot;
use crate::answer::Answer;
use crate::date::Date;
use crate::definition::{Choice, Condition, DateBound, Kind, Repeat};
use crate::expr::Value;
use crate::form::ItemCode;
use crate::rule::{Limit, Problem, above, below, check, outside};

impl Session {
    /// What is wrong with a slot's answer, shown or not yet.
    pub fn problem(&self, slot: Slot) -> Option<Problem> {
        let item = self.item(slot)?;
        let state = self.state(slot)?;
        if self.over == Some(slot) {
            return Some(Problem::TooMuchWork);
        }
        if !self.is_shown(slot) || state.absent.is_some() {
            return None;
        }
        if let Kind::Repeat(repeat) = &item.kind {
            return entry_count(state.entries.len() as u32, repeat).or_else(|| self.across(slot));
        }
        if !item.kind.is_question() {
            return None;
        }
        if let Some(problem) = &state.syntax {
            return Some(problem.clone());
        }
        let Some(answer) = &state.answer else {
            return self.is_required(slot).then_some(Problem::Required);
        };
        let code = self.form.code.items.get(state.item as usize)?;
        let is_false = |cell: u32| matches!(self.result_in(cell, state.frame), Some(Ok(Value::Bool(false))));
        let fixed = check(&item.kind, answer);
        if fixed.is_some() {
            return fixed;
        }
        if self.is_filtered(state.frame, code, &item.kind, answer) {
            return Some(Problem::FilteredChoice);
        }
        if state.off_pattern {
            return Some(Problem::Pattern);
        }
        let bounds = self.bounds(&item.kind, code, answer, state.frame);
        if bounds.is_some() {
            return bounds;
        }
        if code.constraint.is_some_and(is_false) {
            return Some(Problem::Constraint { message: None });
        }
        self.across(slot)
    }

    pub(super) fn is_required(&self, slot: Slot) -> bool {
        // Nobody can be asked for what nobody can change (HTML: `readonly` bars from validation).
        let item = self.item(slot).filter(|item| !item.read_only);
        match item.map(|item| &item.required) {
            Some(Condition::Always(required)) => *required,
            Some(Condition::When(_)) => {
                let state = self.state(slot);
                let cell = state.and_then(|state| self.form.code.items.get(state.item as usize)?.required);
                let result = cell.zip(state).and_then(|(cell, state)| self.result_in(cell, state.frame));
                matches!(result, Some(Ok(Value::Bool(true))))
            }
            None => false,
        }
    }

    /// Every problem of the form, in document order.
    pub fn validate(&self) -> Vec<(Slot, Problem)> {
        let mut problems = Vec::new();
        for slot in self.slots() {
            problems.extend(self.problem(slot).map(|problem| (slot, problem)));
        }
        problems
    }

    /// The problems of a page, in document order.
    pub(super) fn page_problems(&self, page: usize) -> Vec<Slot> {
        let mut slots = self.page_items(page);
        slots.retain(|slot| self.problem(*slot).is_some());
        slots
    }

    /// Every slot of a page, in document order.
    pub(super) fn page_items(&self, page: usize) -> Vec<Slot> {
        let mut slots = Vec::new();
        if let Some(page) = self.form.pages.get(page) {
            self.walk(&page.items, 0, &mut |slot| slots.push(slot));
        }
        slots
    }

    /// A choice that the filter no longer lets through.
    fn is_filtered(&self, frame: u32, code: &ItemCode, kind: &Kind, answer: &Answer) -> bool {
        let lets = code.filter.and_then(|cell| self.result_in(cell, frame));
        let Some(Ok(Value::List(lets))) = lets else { return false };
        let chosen = |name: &str| match answer {
            Answer::Choice(own) => **own == *name,
            Answer::Choices(names) => names.iter().any(|own| **own == *name),
            _ => false,
        };
        let out =
            |(choice, lets): (&Choice, &Value)| matches!(lets, Value::Bool(false)) && chosen(&choice.name);
        kind.choices().iter().zip(lets.iter()).any(out)
    }

    fn bounds(&self, kind: &Kind, code: &ItemCode, answer: &Answer, frame: u32) -> Option<Problem> {
        let (Kind::Date { min, max }, Answer::Date(date)) = (kind, answer) else { return None };
        let bound = |bound: &Option<DateBound>, cell: Option<u32>| match bound {
            Some(DateBound::Day(day)) => Some(*day),
            _ => match self.result_in(cell?, frame) {
                Some(Ok(Value::Timestamp(seconds, _))) => Date::from_days(seconds.div_euclid(86_400)),
                _ => None,
            },
        };
        let (least, most) = (bound(min, code.min), bound(max, code.max));
        let limit = |limit: &Date| Limit::Date(*limit);
        outside(below(date, least.as_ref()).map(limit), above(date, most.as_ref()).map(limit))
    }

    /// A rule between questions. It is told at the last of its items that can be answered for now:
    /// that is where the person is when it can first be judged.
    fn across(&self, slot: Slot) -> Option<Problem> {
        let item = self.state(slot)?.item;
        // Known to be false: what is unknown, or fails to compute, does not stop a person.
        let broken = |(cell, constraint): &&(u32, usize)| {
            matches!(self.result(Some(*cell)), Some(Ok(Value::Bool(false))))
                && !self.about(*constraint).into_iter().any(|later| later > slot && self.has_answer(later))
        };
        let (_, constraint) = self.form.code.items.get(item as usize)?.across.iter().find(broken)?;
        let message = self.form.constraints.get(*constraint).map(|constraint| constraint.message.clone());
        Some(Problem::Constraint { message })
    }

    /// The items of a form-level constraint.
    pub(super) fn about(&self, constraint: usize) -> Vec<Slot> {
        let mut slots = Vec::new();
        if let Some(constraint) = self.form.constraints.get(constraint) {
            constraint.items.iter().for_each(|name| slots.extend(self.slot(name)));
        }
        slots
    }

    /// Whether there is an answer here that a rule can be broken by.
    fn has_answer(&self, slot: Slot) -> bool {
        let is_repeat = self.item(slot).is_some_and(|item| matches!(item.kind, Kind::Repeat(_)));
        self.is_shown(slot) && !self.is_excused(slot) && (is_repeat || self.answer_of(slot).is_some())
    }

    /// The page that a slot stands on.
    pub fn page_of(&self, slot: Slot) -> Option<usize> {
        self.item(slot).map(|item| item.page)
    }
}

fn entry_count(count: u32, repeat: &Repeat) -> Option<Problem> {
    if count < repeat.min_count {
        return Some(Problem::MinCount { limit: repeat.min_count });
    }
    (count > repeat.max_count).then_some(Problem::MaxCount { limit: repeat.max_count })
}
