//! Screening a whole caseload: one session for all households, and only the cells that
//! programs and referrals need.

use std::cell::OnceCell;

use super::load::Taken;
use super::sitting::Session;
use super::slot::Slot;
use crate::answer::Answer;
use crate::definition::{ItemId, Kind};
use crate::form::{CHOICE, Form};
use crate::json::Json;
use crate::problem::Problem;
use crate::rule::check;

impl Session {
    /// Back to the start, as [`Session::new`] has it, without allocating again. Nothing is
    /// computed yet.
    pub(crate) fn empty(&mut self) {
        self.frames.close_all();
        self.work.renew();
        for state in self.frames.own_states() {
            state.entries.clear();
            state.typed = Default::default();
            (state.answer, state.syntax, state.absent) = (None, None, None);
            (state.tried, state.off_pattern, state.own) = (false, false, false);
            state.value.take();
        }
        self.fill_frame(0);
    }

    /// Takes a household's answers; nothing is computed yet. The first thing that is wrong, if
    /// something is, with its item where the form has it.
    ///
    /// Names that `ignored` knows are passed over where this form does not have them.
    /// `followers` remembers which item came after which: one for the start, one an item.
    pub(crate) fn take(
        &mut self,
        answers: &Json,
        absent: &Json,
        followers: &mut [u32],
        ignored: &dyn Fn(&str) -> bool,
    ) -> Result<(), (Problem, Option<ItemId>)> {
        let form = self.form.clone();
        let mut wrong = Vec::new();
        let mut slow = Taken::default();
        let mut last = 0;
        for (name, json) in answers.as_object().unwrap_or_default() {
            // A caseload's lines are alike: after this item came that one.
            let here = followers.get(last).map(|id| ItemId(*id));
            let is_here = |id: &ItemId| form.item(*id).is_some_and(|item| *item.name == **name);
            let id = here.filter(is_here).or_else(|| form.find(name));
            let found = id.and_then(|id| Some((id, form.item(id).filter(|item| item.scope.is_none())?)));
            let Some((id, item)) = found else {
                if ignored(name) {
                    continue;
                }
                return Err((Problem::UnknownItem, None));
            };
            followers.get_mut(last).into_iter().for_each(|follower| *follower = id.0);
            last = id.0 as usize + 1;
            let refuse = |problem| (problem, Some(id));
            match &item.kind {
                Kind::Repeat(repeat) => {
                    self.load_repeat(json, id, Slot(id.0), repeat.max_count, "", &mut slow);
                    if let Some((_, problem)) = slow.problems.pop() {
                        return Err(refuse(problem));
                    }
                }
                kind if kind.is_question() => {
                    let answer = Answer::from_json(kind, json).map_err(refuse)?;
                    let problem = answer.as_ref().and_then(|answer| check(kind, answer));
                    wrong.extend(problem.map(|problem| (Slot(id.0), problem)));
                    let Some(state) = self.frames.own_states().get_mut(id.0 as usize) else { continue };
                    state.value = match &answer {
                        Some(answer) => OnceCell::from(answer.to_value(kind)),
                        None => OnceCell::new(),
                    };
                    state.answer = answer;
                }
                _ => return Err((Problem::UnknownItem, Some(id))),
            }
        }
        if absent.as_object().is_some_and(|reasons| !reasons.is_empty()) {
            self.load_reasons(absent, None, 0, "", &mut slow);
        }
        if let Some((pointer, problem)) = slow.problems.pop() {
            let name = pointer.split('/').nth(1).unwrap_or_default();
            return Err((problem, form.find(name)));
        }
        for (slot, _) in slow.slots {
            let state = self.state(slot).filter(|state| state.absent.is_none());
            let Some((state, item)) = state.zip(self.item(slot)) else { continue };
            let broken = state.answer.as_ref().and_then(|answer| check(&item.kind, answer));
            wrong.extend(state.syntax.clone().or(broken).map(|problem| (slot, problem)));
        }
        if !wrong.is_empty() {
            // Rare, and only what is asked can be wrong: that needs every relevance.
            self.compute_all();
            let asked = wrong.into_iter().find(|(slot, _)| self.is_relevant(*slot));
            return asked.map_or(Ok(()), |(slot, problem)| {
                Err((problem, self.state(slot).map(|state| ItemId(state.item))))
            });
        }
        Ok(())
    }

    /// Computes those of some cells, which ascend, that are not done yet, in every frame of
    /// theirs.
    pub(crate) fn compute_due(&mut self, cells: &[u32], done: &mut [bool]) {
        let form = self.form.clone();
        for cell in cells {
            match done.get_mut(*cell as usize) {
                Some(done) if !*done => *done = true,
                _ => continue,
            }
            let scope = form.code.cells.get(*cell as usize).and_then(|cell| cell.scope);
            if scope.is_none() {
                self.compute_cell(*cell, 0);
                continue;
            }
            let mut frames = Vec::new();
            self.each_frame(scope, 0, &mut |frame| frames.push(frame));
            frames.into_iter().for_each(|frame| self.compute_cell(*cell, frame));
        }
    }
}

/// The cells that a cell needs, ascending, itself among them.
pub(crate) fn needed(form: &Form, cell: u32) -> Vec<u32> {
    let code = &form.code;
    let mut open = vec![cell];
    let mut needed = vec![false; code.cells.len()];
    while let Some(number) = open.pop() {
        match needed.get_mut(number as usize) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        let Some(cell) = code.cells.get(number as usize) else { continue };
        open.extend(cell.parent);
        for name in cell.expr.iter().flat_map(|expr| expr.reads()).filter(|name| **name < CHOICE) {
            let Some(item) = form.item(ItemId(name.0)) else {
                open.extend(code.variables.get(name.0 as usize - form.items.len()));
                continue;
            };
            // A repeat's value holds what its entries hold.
            let end = if matches!(item.kind, Kind::Repeat(_)) { item.end } else { name.0 + 1 };
            let whole = code.items.get(name.0 as usize..end as usize).unwrap_or_default();
            open.extend(whole.iter().filter_map(|item| item.relevance));
        }
    }
    (0..).zip(needed).filter(|(_, needed)| *needed).map(|(number, _)| number).collect()
}
