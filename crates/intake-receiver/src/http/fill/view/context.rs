//! What the pages are made from, and where they are.

use crate::http::fill::draft::Draft;
use crate::http::fill::localizer::Localizer;
use crate::http::fill::place;
use crate::moment::Moment;
use intake_core::session::{Session, Slot, Step};
use intake_core::text::Speech;

/// What a page is made from.
pub(in crate::http::fill) struct Context<'a> {
    pub(in crate::http::fill) session: &'a Session,
    pub(in crate::http::fill) words: &'a Localizer,
    pub(in crate::http::fill) draft: &'a Draft,
    /// The form's name, which its address has.
    pub(in crate::http::fill) name: &'a str,
    /// When it is looked at: places are open or closed by it.
    pub(in crate::http::fill) now: Moment,
}

impl Context<'_> {
    /// Where a step is shown. Never an answer in it.
    pub(in crate::http::fill) fn address(&self, step: Step) -> String {
        address(self.name, step, self.words)
    }

    /// A question on its page.
    pub(super) fn change(&self, slot: Slot) -> String {
        let page = self.session.page_of(slot).unwrap_or_default();
        [&self.address(Step::Page(page)), "#", &place::id(self.session, slot)].concat()
    }
}

/// Where a step of a form is shown.
pub(in crate::http::fill) fn address(name: &str, step: Step, words: &Localizer) -> String {
    let language = words.language();
    format!("/fill/{name}/{}?lang={language}", step_word(step))
}

pub(in crate::http::fill) fn step_word(step: Step) -> String {
    match step {
        Step::Page(page) => (page + 1).to_string(),
        Step::Review => "check".into(),
        Step::Outcome => "outcome".into(),
    }
}
