//! A session from its start.

use std::rc::Rc;
use std::sync::Arc;

use super::action::Step;
use super::frames::Frames;
use super::pages::Pages;
use super::slot::Slot;
use super::work::Work;
use crate::answer::{Locale, NumberFormat};
use crate::date::Date;
use crate::form::Form;

/// Answers to one form, in one sitting.
pub struct Session {
    pub(super) form: Arc<Form>,
    pub(super) today: Date,
    pub(super) locale: Rc<dyn Locale>,
    pub(super) frames: Frames,
    /// Whether what opens has its defaults and first entries.
    pub(super) defaults: bool,
    pub(super) pages: Pages,
    /// Only what an open expression waits for is asked (`askOnlyWhatMatters`).
    pub(super) matters: bool,
    /// How many criteria of each program are unmet, where that is needed.
    pub(super) unmet: Vec<u32>,
    pub(super) step: Step,
    /// Where "Continue" leads back to, after a Change link.
    pub(super) returning: bool,
    pub(super) work: Work,
    /// Where an action was too much work.
    pub(super) over: Option<Slot>,
}

impl Session {
    /// A session with each item's default. `today` is the caller's; the engine reads no
    /// clock.
    pub fn new(form: Arc<Form>, today: Date) -> Self {
        Self::start(form, today, true)
    }

    /// A session without defaults and first entries, for answers that somebody has given: a
    /// default that is not among them was taken away.
    pub fn blank(form: Arc<Form>, today: Date) -> Self {
        Self::start(form, today, false)
    }

    fn start(form: Arc<Form>, today: Date, defaults: bool) -> Self {
        let mut session = Self {
            defaults,
            frames: Frames::default(),
            pages: Pages::new(form.pages.len()),
            matters: form.settings.ask_only_what_matters,
            unmet: vec![0; form.programs.len()],
            step: Step::Page(0),
            returning: false,
            work: Work::default(),
            over: None,
            locale: Rc::new(NumberFormat::default()),
            today,
            form,
        };
        session.open_frame(None, 0);
        session.compute_all();
        let first = session.shown_pages().next();
        session.step = first.map_or(Step::Review, Step::Page);
        session
    }

    /// Back to the start, as [`Session::new`] has it, without allocating again.
    pub fn reset(&mut self) {
        self.empty();
        self.compute_all();
        self.pages.forget_visits();
        self.returning = false;
        self.over = None;
        let first = self.shown_pages().next();
        self.step = first.map_or(Step::Review, Step::Page);
    }

    /// The form that is answered.
    pub fn form(&self) -> &Arc<Form> {
        &self.form
    }

    /// The day that the rules are applied as of.
    pub fn today(&self) -> Date {
        self.today
    }
}
