//! Judging answers against their rules.

use super::{Session, Slot};
use crate::answer::Answer;
use crate::date::Date;
use crate::definition::{Choice, Condition, DateBound, Kind, Repeat};
use crate::expr::Value;
use crate::form::ItemCode;
use crate::rule::{Limit, Problem, check};

impl Session {
    /// What is wrong with a slot's answer, shown or not yet.
    pub fn problem(&self, slot: Slot) -> Option<Problem> {
        let item = self.item(slot)?;
        let state = self.state(slot)?;
        if !self.is_shown(slot) || state.absent.is_some() {
            return None;
        }
        if let Kind::Repeat(repeat) = &item.kind {
            return entry_count(state.entries.len() as u32, repeat);
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
        check(&item.kind, answer)
            .or_else(|| pattern(code, answer))
            .or_else(|| self.filtered(state.frame, code, &item.kind, answer))
            .or_else(|| self.bounds(&item.kind, code, answer, state.frame))
            .or_else(|| {
                code.constraint.filter(|cell| is_false(*cell)).map(|_| Problem::Constraint { message: None })
            })
            .or_else(|| self.across(code))
    }

    pub(super) fn is_required(&self, slot: Slot) -> bool {
        match self.item(slot).map(|item| &item.required) {
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
        self.slots().into_iter().filter_map(|slot| Some((slot, self.problem(slot)?))).collect()
    }

    /// The problems of a page, in document order.
    pub(super) fn page_problems(&self, page: usize) -> Vec<Slot> {
        self.page_items(page).into_iter().filter(|slot| self.problem(*slot).is_some()).collect()
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
    fn filtered(&self, frame: u32, code: &ItemCode, kind: &Kind, answer: &Answer) -> Option<Problem> {
        let Some(Ok(Value::List(lets))) = self.result_in(code.filter?, frame) else { return None };
        let chosen = |name: &str| match answer {
            Answer::Choice(own) => **own == *name,
            Answer::Choices(names) => names.iter().any(|own| **own == *name),
            _ => false,
        };
        let out =
            |(choice, lets): (&Choice, &Value)| matches!(lets, Value::Bool(false)) && chosen(&choice.name);
        kind.choices().iter().zip(lets.iter()).any(out).then_some(Problem::UnknownChoice)
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
        let early = bound(min, code.min).filter(|limit| date < limit);
        let late = bound(max, code.max).filter(|limit| date > limit);
        early
            .map(|limit| Problem::Min { limit: Limit::Date(limit) })
            .or(late.map(|limit| Problem::Max { limit: Limit::Date(limit) }))
    }

    fn across(&self, code: &ItemCode) -> Option<Problem> {
        // Known to be false: what is unknown, or fails to compute, does not stop a person.
        let broken =
            |(cell, _): &&(u32, usize)| matches!(self.result(Some(*cell)), Some(Ok(Value::Bool(false))));
        let (_, constraint) = code.across.iter().find(broken)?;
        let message = self.form.constraints.get(*constraint).map(|constraint| constraint.message.clone());
        Some(Problem::Constraint { message })
    }

    /// The page that a slot stands on.
    pub fn page_of(&self, slot: Slot) -> Option<usize> {
        self.item(slot).map(|item| item.page)
    }
}

fn pattern(code: &ItemCode, answer: &Answer) -> Option<Problem> {
    match (&code.pattern, answer) {
        (Some(pattern), Answer::Text(text)) if !pattern.is_match(text) => Some(Problem::Pattern),
        _ => None,
    }
}

fn entry_count(count: u32, repeat: &Repeat) -> Option<Problem> {
    if count < repeat.min_count {
        return Some(Problem::MinCount { limit: repeat.min_count });
    }
    (count > repeat.max_count).then_some(Problem::MaxCount { limit: repeat.max_count })
}
