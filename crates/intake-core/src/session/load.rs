//! Taking answers from JSON: a submission, a scenario, a caseload's line.

use super::{Session, Slot};
use crate::answer::{NumberFormat, Typed};
use crate::definition::Absent;
use crate::json::{Json, push_step};
use crate::rule::Problem;

impl Session {
    /// Takes answers and reasons for missing ones, all at once. Returns what could not be
    /// taken, as JSON Pointers below `/answers` and `/absent`: unknown items, wrong types,
    /// answers to questions that are not asked.
    pub fn load(&mut self, answers: &Json, absent: &Json) -> Vec<(String, Problem)> {
        let mut problems = Vec::new();
        let mut taken: Vec<(Slot, String)> = Vec::new();
        for (name, json) in answers.as_object().unwrap_or_default() {
            let pointer = pointer("/answers", name);
            let slot =
                self.slot(name).filter(|slot| self.item(*slot).is_some_and(|item| item.kind.has_answer()));
            let Some((slot, item)) = slot.and_then(|slot| Some((slot, self.item(slot)?))) else {
                problems.push((pointer, Problem::UnknownItem));
                continue;
            };
            match Typed::from_json(&item.kind, json) {
                Ok(typed) => {
                    self.set(slot, typed, NumberFormat::default());
                    taken.push((slot, pointer));
                }
                Err(problem) => problems.push((pointer, problem)),
            }
        }
        for (name, json) in absent.as_object().unwrap_or_default() {
            let pointer = pointer("/absent", name);
            let Some(slot) = self.slot(name) else {
                problems.push((pointer, Problem::UnknownItem));
                continue;
            };
            let reason = json.as_str().and_then(Absent::from_code);
            let allowed = reason.filter(|r| self.item(slot).is_some_and(|item| item.absent.contains(r)));
            match (self.states.get_mut(slot.0 as usize), allowed) {
                (Some(state), Some(reason)) => {
                    state.absent = Some(reason);
                    taken.push((slot, pointer));
                }
                _ => problems.push((pointer, Problem::AbsentReason)),
            }
        }
        self.compute_all();
        let unasked = taken.into_iter().filter(|(slot, _)| !self.is_shown(*slot));
        problems.extend(unasked.map(|(_, pointer)| (pointer, Problem::NotRelevant)));
        problems
    }
}

fn pointer(base: &str, name: &str) -> String {
    let mut pointer = String::from(base);
    push_step(&mut pointer, name);
    pointer
}
