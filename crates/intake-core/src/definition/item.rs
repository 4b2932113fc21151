//! Items: the questions, notes and groups of a page.

pub(super) mod read;

use std::sync::Arc;

use super::item_id::ItemId;
use super::kind::Kind;
use super::source::{Condition, Source};
use crate::json::Json;
use crate::text::Text;

/// One item.
pub struct Item {
    /// Used once in the form, whatever the case of its letters; expressions, answers and texts know it.
    pub name: Arc<str>,
    /// Its type, with what only that type has.
    pub kind: Kind,
    /// Empty for a note or a group without one, and for the text beside the choice "other".
    pub label: Text,
    /// Help below the question.
    pub hint: Option<Text>,
    /// Why it is asked.
    pub purpose: Option<Text>,
    /// Only of a `choice`. `None` leaves it to the view, which goes by how many choices there are.
    pub appearance: Option<Appearance>,
    /// The choices stand as the language shown sorts their labels, not as the form lists them.
    pub order_by_label: bool,
    /// An HTML autofill token.
    pub autocomplete: Option<Arc<str>>,
    /// Shown where the pattern or the constraint is not met, in place of the view's own words.
    pub constraint_message: Option<Text>,
    /// Which reasons a person may give instead of an answer.
    pub absent: Vec<Absent>,
    /// Shown, and not to be changed; also where what it stands in is.
    pub read_only: bool,
    /// In no draft, no saved file and no log.
    pub sensitive: bool,
    /// Needed for the case file, whatever the programs need; also by what it stands in.
    pub record: bool,
    /// Its own condition; those of its page and of what it stands in count too. `None` holds always.
    pub relevant: Option<Source>,
    /// Whether it must be answered. What is `read_only` never must be.
    pub required: Condition,
    /// A condition that the answer, called `self`, must meet (XLSForm `constraint`).
    pub constraint: Option<Source>,
    /// What it starts with, as a submission would hold it.
    pub default: Option<Json>,
    /// What expressions see while it is not relevant, as a submission would hold it.
    pub otherwise: Option<Json>,
    /// The group or repeat that it stands directly in, if it stands in one.
    pub group: Option<ItemId>,
    /// The innermost repeat that it stands in.
    pub scope: Option<ItemId>,
    /// The number after its own and those of the items in it.
    pub end: u32,
    /// The page that it stands on.
    pub page: usize,
    /// JSON Pointer to the item.
    pub pointer: String,
}

impl Item {
    /// Whether it is the text beside a choice "other", which stands right before it.
    pub fn is_other(&self) -> bool {
        self.pointer.ends_with("/other")
    }
}

/// How a choice is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Appearance {
    /// All at once, as radio buttons.
    Radio,
    /// A menu, which has no room for the choices' hints.
    Select,
    /// A field that finds choices as a person types.
    Autocomplete,
}

/// Why there is no answer (FHIR data-absent-reason).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Absent {
    /// "I don't know."
    AskedUnknown,
    /// "I'd rather not say."
    AskedDeclined,
    /// "I'll bring proof later."
    TempUnknown,
}

impl Absent {
    /// The code of FHIR's data-absent-reason, as submissions hold it.
    pub fn code(self) -> &'static str {
        match self {
            Self::AskedUnknown => "asked-unknown",
            Self::AskedDeclined => "asked-declined",
            Self::TempUnknown => "temp-unknown",
        }
    }

    /// The reason of a code; `None` for any other text.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::AskedUnknown, Self::AskedDeclined, Self::TempUnknown].into_iter().find(|a| a.code() == code)
    }
}
