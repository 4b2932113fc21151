//! A draft: what a person wrote so far, also where it is half of an answer, to be taken up again.

use super::action::Changes;
use super::pending::Pending;
use super::sitting::Session;
use super::slot::Slot;
use crate::answer::{Answer, Typed};
use crate::decimal::Decimal;
use crate::definition::{Absent, ItemId, Kind};
use crate::json::Json;
use crate::problem::Problem;

impl Session {
    /// What was written, by the paths of [`Session::path`], in document order: `{ "answer": … }` as a submission has
    /// it, `{ "typed": … }` for half of one, `{ "absent": code }`, `{ "entries": n }` for a repeat, null for an answer
    /// that was taken away. Also of questions that are not asked just now. Never of an item that is `sensitive`.
    pub fn draft(&self) -> Json {
        let mut members = Vec::new();
        for slot in self.slots() {
            if let Some(written) = self.written(slot) {
                members.push((self.path(slot), written));
            }
        }
        Json::Object(members)
    }

    fn written(&self, slot: Slot) -> Option<Json> {
        let (item, state) = (self.item(slot)?, self.state(slot)?);
        if item.sensitive || item.read_only {
            return None;
        }
        if let Some(reason) = state.absent {
            return Some(Json::object([("absent", Json::string(reason.code()))]));
        }
        if matches!(item.kind, Kind::Repeat(_)) {
            return Some(Json::object([(
                "entries",
                Json::Number(Decimal::from_i64(state.entries.len() as i64)?),
            )]));
        }
        if let Some(answer) = &state.answer {
            return Some(Json::object([("answer", answer.to_json())]));
        }
        let parts = |parts: &[&str]| Json::Array(parts.iter().map(|part| Json::text(part)).collect());
        let typed = match &state.typed {
            Typed::Empty => return state.own.then_some(Json::Null),
            Typed::Text(text) => Json::text(text),
            Typed::Date { year, month, day } => parts(&[year, month, day]),
            Typed::Month { year, month } => parts(&[year, month]),
            _ => return None,
        };
        Some(Json::object([("typed", typed)]))
    }

    /// Takes a draft up over what is there. The second part names, by their paths, what this form has no room for: the
    /// question is gone, or is of another type, or the choice is.
    pub fn restore(&mut self, draft: &Json) -> (Changes, Vec<String>) {
        let (mut pending, mut lost) = (Pending::default(), Vec::new());
        self.renew();
        for (path, written) in draft.as_object().unwrap_or_default() {
            let taken = self.at(path).and_then(|slot| self.take_up(slot, written, &mut pending));
            if taken.is_none() && *written != Json::Null {
                lost.push(path.clone());
            }
        }
        self.compute_all();
        self.slots().into_iter().for_each(|slot| pending.draw(slot));
        (pending.changes.progress, pending.changes.outcome) = (true, true);
        self.stand(&mut pending);
        (self.conclude(None, pending), lost)
    }

    /// The slot of a path.
    fn at(&self, path: &str) -> Option<Slot> {
        let mut steps = path.split('/').skip(1);
        let mut slot = self.slot(steps.next()?)?;
        while let Some(index) = steps.next() {
            let entry = *self.state(slot)?.entries.get(index.parse::<usize>().ok()?)?;
            slot = self.slot_in(self.form.find(steps.next()?)?, entry)?;
            if self.state(slot)?.frame != entry {
                return None;
            }
        }
        Some(slot)
    }

    fn take_up(&mut self, slot: Slot, written: &Json, pending: &mut Pending) -> Option<()> {
        let form = self.form.clone();
        let item =
            form.item(ItemId(self.state(slot)?.item)).filter(|item| !item.sensitive && !item.read_only)?;
        if let Some(count) = written.get("entries") {
            let Kind::Repeat(repeat) = &item.kind else { return None };
            let count = usize::try_from(count.as_number()?.to_i64()?).ok()?.min(repeat.max_count as usize);
            while self.state(slot)?.entries.len() < count {
                self.open_entry(slot, ItemId(self.state(slot)?.item))?;
            }
            let surplus = self.state_mut(slot)?.entries.split_off(count);
            surplus.into_iter().for_each(|entry| self.close_frame(entry, pending));
        } else if let Some(code) = written.get("absent") {
            let reason =
                code.as_str().and_then(Absent::from_code).filter(|reason| item.absent.contains(reason))?;
            self.excuse(slot, Some(reason), pending);
        } else if item.kind.is_question() {
            let (typed, read) = match (written.get("answer"), written.get("typed")) {
                (Some(json), _) => {
                    (Typed::from_json(&item.kind, json).ok()?, Ok(Answer::from_json(&item.kind, json).ok()?))
                }
                (_, Some(json)) => {
                    let typed = half(json)?;
                    let read = Answer::read(&item.kind, &typed, &*self.locale);
                    (typed, read)
                }
                _ => (Typed::Empty, Ok(None)),
            };
            if matches!(read, Err(Problem::WrongType)) {
                return None;
            }
            self.keep(slot, item, typed, read);
            let state = self.state_mut(slot)?;
            (state.own, state.absent) = (true, None);
        } else {
            return None;
        }
        Some(())
    }
}

/// What was typed of an answer that is not whole.
fn half(json: &Json) -> Option<Typed> {
    if let Some(text) = json.as_str() {
        return Some(Typed::Text(text.into()));
    }
    let part = |at: usize| Some(json.as_array()?.get(at)?.as_str()?.into());
    let (year, month) = (part(0)?, part(1)?);
    Some(match part(2) {
        Some(day) => Typed::Date { year, month, day },
        None => Typed::Month { year, month },
    })
}
