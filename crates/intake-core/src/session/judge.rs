//! Judging answers against their rules.

use super::{Session, Slot};
use crate::answer::Answer;
use crate::date::Date;
use crate::definition::{Condition, DateBound, ItemId, Kind};
use crate::expr::Value;
use crate::form::ItemCode;
use crate::rule::{Limit, Problem, check};

impl Session {
    /// What is wrong with a slot's answer, shown or not yet.
    pub fn problem(&self, slot: Slot) -> Option<Problem> {
        let item = self.item(slot)?;
        let state = self.state(slot)?;
        if !item.kind.has_answer() || !self.is_shown(slot) || state.absent.is_some() {
            return None;
        }
        if let Some(problem) = &state.syntax {
            return Some(problem.clone());
        }
        let Some(answer) = &state.answer else {
            return self.is_required(slot).then_some(Problem::Required);
        };
        let code = self.form.code.items.get(slot.0 as usize)?;
        check(&item.kind, answer)
            .or_else(|| pattern(code, answer))
            .or_else(|| self.bounds(&item.kind, code, answer))
            .or_else(|| {
                code.constraint
                    .filter(|cell| self.is_false(*cell))
                    .map(|_| Problem::Constraint { message: None })
            })
            .or_else(|| self.across(code))
    }

    pub(super) fn is_required(&self, slot: Slot) -> bool {
        match self.item(slot).map(|item| &item.required) {
            Some(Condition::Always(required)) => *required,
            Some(Condition::When(_)) => {
                let cell = self.form.code.items.get(slot.0 as usize).and_then(|code| code.required);
                cell.is_some_and(|cell| self.is_true(cell))
            }
            None => false,
        }
    }

    /// Every problem of the form, in document order.
    pub fn validate(&self) -> Vec<(Slot, Problem)> {
        self.slots().filter_map(|slot| Some((slot, self.problem(slot)?))).collect()
    }

    /// The problems of a page, in document order.
    pub(super) fn page_problems(&self, page: usize) -> Vec<Slot> {
        self.page_items(page).filter(|slot| self.problem(*slot).is_some()).collect()
    }

    /// Every item of a page: items of a page stand together in document order.
    pub(super) fn page_items(&self, page: usize) -> impl Iterator<Item = Slot> + use<> {
        let items = &self.form.items;
        let start = items.partition_point(|item| item.page < page) as u32;
        let end = items.partition_point(|item| item.page <= page) as u32;
        (start..end).map(Slot)
    }

    fn bounds(&self, kind: &Kind, code: &ItemCode, answer: &Answer) -> Option<Problem> {
        let (Kind::Date { min, max }, Answer::Date(date)) = (kind, answer) else { return None };
        let bound = |bound: &Option<DateBound>, cell: Option<u32>| match bound {
            Some(DateBound::Day(day)) => Some(*day),
            _ => match self.result(cell) {
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
        let broken = |(cell, _): &&(u32, usize)| self.is_false(*cell);
        let (_, constraint) = code.across.iter().find(broken)?;
        let message = self.form.constraints.get(*constraint).map(|constraint| constraint.message.clone());
        Some(Problem::Constraint { message })
    }

    /// The page that a slot stands on.
    pub fn page_of(&self, slot: Slot) -> Option<usize> {
        self.form.item(ItemId(slot.0)).map(|item| item.page)
    }
}

fn pattern(code: &ItemCode, answer: &Answer) -> Option<Problem> {
    match (&code.pattern, answer) {
        (Some(pattern), Answer::Text(text)) if !pattern.is_match(text) => Some(Problem::Pattern),
        _ => None,
    }
}
