//! What a session holds, for the view and for the submission.

use super::{Session, Slot, Step};
use crate::answer::{Answer, Typed};
use crate::definition::{Absent, ItemId, Kind};
use crate::json::Json;
use crate::rule::Problem;

/// A control's own state.
pub struct Field<'a> {
    pub relevant: bool,
    pub required: bool,
    pub typed: &'a Typed,
    pub absent: Option<Absent>,
    /// Only when it is to be shown.
    pub problem: Option<Problem>,
}

impl Session {
    /// The state of one control.
    pub fn field(&self, slot: Slot) -> Field<'_> {
        let state = self.state(slot);
        Field {
            relevant: self.is_shown(slot),
            required: self.is_required(slot),
            typed: state.map_or(&Typed::Empty, |state| &state.typed),
            absent: state.and_then(|state| state.absent),
            problem: if state.is_some_and(|state| state.tried) { self.problem(slot) } else { None },
        }
    }

    /// The items that stand directly on a page, in order, relevant or not.
    pub fn page_slots(&self, page: usize) -> Vec<Slot> {
        self.form
            .pages
            .get(page)
            .map(|page| page.items.iter().map(|id| Slot(id.0)).collect())
            .unwrap_or_default()
    }

    /// The items that stand directly in a group.
    pub fn children(&self, slot: Slot) -> Vec<Slot> {
        match self.item(slot).map(|item| &item.kind) {
            Some(Kind::Group { items }) => items.iter().map(|id| Slot(id.0)).collect(),
            _ => Vec::new(),
        }
    }

    /// The problems that are shown on the present page, in document order.
    pub fn problems(&self) -> Vec<(Slot, Problem)> {
        let Step::Page(page) = self.step else { return Vec::new() };
        self.page_items(page).filter_map(|slot| Some((slot, self.field(slot).problem?))).collect()
    }

    /// What an answer means, if the slot is asked and has one.
    pub fn answer_of(&self, slot: Slot) -> Option<&Answer> {
        let state = self.state(slot).filter(|state| state.absent.is_none() && self.is_shown(slot))?;
        state.answer.as_ref()
    }

    /// The slots that are asked, in document order.
    pub fn asked(&self) -> Vec<Slot> {
        self.slots()
            .filter(|slot| {
                let answers = self.form.item(ItemId(slot.0)).is_some_and(|item| item.kind.has_answer());
                answers && self.is_shown(*slot)
            })
            .collect()
    }

    /// The relevant answers, by item, in document order.
    pub fn answers(&self) -> Json {
        Json::Object(self.members(|slot| self.answer_of(slot).map(Answer::to_json)))
    }

    /// The reasons for missing answers, by item, in document order.
    pub fn absent(&self) -> Json {
        Json::Object(self.members(|slot| {
            let reason = self.state(slot)?.absent.filter(|_| self.is_shown(slot))?;
            Some(Json::string(reason.code()))
        }))
    }

    fn members(&self, of: impl Fn(Slot) -> Option<Json>) -> Vec<(String, Json)> {
        self.slots().filter_map(|slot| Some((self.item(slot)?.name.to_string(), of(slot)?))).collect()
    }
}
