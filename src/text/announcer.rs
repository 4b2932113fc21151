//! One polite live region: what appeared, what went away, how much room is left.
//!
//! A question that an answer reveals is below the place where a screen reader reads; its
//! user hears of it here. What happens within a moment is said in one sentence.

use crate::text::localizer::Localizer;
use gloo::timers::callback::Timeout;
use intake_core::wording::Wording;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::Element;
use yew::NodeRef;

/// Long enough to let the person's own key be read out first.
const MOMENT_MS: u32 = 400;

#[derive(Default)]
pub struct Announcer {
    region: NodeRef,
    pending: Rc<RefCell<Pending>>,
    timer: RefCell<Option<Timeout>>,
}

#[derive(Default)]
struct Pending {
    shown: Vec<String>,
    hidden: u32,
    note: Option<String>,
}

impl Announcer {
    /// Where the words go; the root component renders it once and never fills it.
    pub fn region(&self) -> NodeRef {
        self.region.clone()
    }

    /// A question came, with its label, or went.
    pub fn question(&self, localizer: Rc<Localizer>, appeared: Option<String>) {
        let mut pending = self.pending.borrow_mut();
        match appeared {
            Some(label) => pending.shown.push(label),
            None => pending.hidden += 1,
        }
        drop(pending);
        self.soon(localizer);
    }

    /// Something about the field at hand; the last word counts.
    pub fn note(&self, localizer: Rc<Localizer>, words: String) {
        self.pending.borrow_mut().note = Some(words);
        self.soon(localizer);
    }

    /// The page that the words were about is gone.
    pub fn hush(&self) {
        self.timer.take();
        self.pending.take();
        if let Some(region) = self.region.cast::<Element>() {
            region.set_text_content(None);
        }
    }

    fn soon(&self, localizer: Rc<Localizer>) {
        let region = self.region.clone();
        let pending = Rc::clone(&self.pending);
        let timer = Timeout::new(MOMENT_MS, move || {
            if let Some(region) = region.cast::<Element>() {
                region.set_text_content(Some(&pending.take().words(&localizer)));
            }
        });
        *self.timer.borrow_mut() = Some(timer);
    }
}

impl Pending {
    fn words(self, localizer: &Localizer) -> String {
        let mut words = Vec::new();
        if let Some(label) = self.shown.first() {
            words.push(localizer.count_one("shown", self.shown.len() as u32, label));
        }
        if self.hidden > 0 {
            words.push(localizer.count("hidden", self.hidden));
        }
        words.extend(self.note);
        words.join(". ")
    }
}
