//! The browser's Back button, one step of the form at a time.
//!
//! History belongs to the page around: the address never changes, only a member of our own
//! is added to its state, and an entry that is not ours is left alone.

use crate::border::{from_js, to_js};
use gloo_events::EventListener;
use intake_core::decimal::Decimal;
use intake_core::json::Json;
use intake_core::session::Step;
use std::cell::Cell;
use wasm_bindgen::JsValue;
use web_sys::History;

thread_local! {
    static ELEMENTS: Cell<u32> = const { Cell::new(0) };
}

/// The member of `history.state` that counts the form's entries before this one; `exit.js` reads it.
const BELOW: &str = "intake";

/// The steps that a person went, as the browser's history knows them.
pub struct Trail {
    /// Our member of `history.state`; each element of a page has its own.
    name: String,
    steps: Vec<Step>,
    depth: usize,
}

impl Trail {
    /// Marks the present entry as the first step.
    pub fn new(first: Step) -> Self {
        let number = ELEMENTS.with(|elements| elements.replace(elements.get() + 1));
        let trail = Self { name: format!("intake{number}"), steps: vec![first], depth: 0 };
        trail.write(0, |history, state| history.replace_state(state, ""));
        trail
    }

    /// Calls `hear` when the person uses the browser's buttons; dropping it ends that.
    pub fn listen(hear: impl Fn() + 'static) -> Option<EventListener> {
        let window = web_sys::window()?;
        Some(EventListener::new(&window, "popstate", move |_| hear()))
    }

    pub fn is_at(&self, step: Step) -> bool {
        self.steps.get(self.depth) == Some(&step)
    }

    /// The form went on to a step.
    pub fn forward(&mut self, step: Step) {
        self.depth += 1;
        self.steps.truncate(self.depth);
        self.steps.push(step);
        self.write(1, |history, state| history.push_state(state, ""));
    }

    /// The present entry is a step now.
    pub fn stay(&mut self, step: Step) {
        self.steps.truncate(self.depth);
        self.steps.push(step);
    }

    /// Goes one entry back where that is the step before; false where it is not.
    pub fn back(&self) -> bool {
        let ours = self.depth > 0 && self.read() == Some(self.depth);
        ours && history().is_some_and(|history| history.back().is_ok())
    }

    /// The step of the entry that the browser went to, if it is another one of ours.
    pub fn arrived(&mut self) -> Option<Step> {
        let depth = self.read().filter(|depth| *depth != self.depth)?;
        let step = *self.steps.get(depth)?;
        self.depth = depth;
        Some(step)
    }

    fn read(&self) -> Option<usize> {
        let state = from_js(&history()?.state().ok()?)?;
        usize::try_from(state.get(&self.name)?.as_number()?.to_i64()?).ok()
    }

    fn write(&self, deeper: i64, put: impl FnOnce(&History, &JsValue) -> Result<(), JsValue>) {
        let Some(history) = history() else { return };
        // A state that is no plain object is the host's affair: it is left as it is.
        let mut members = match history.state().ok().as_ref().map(from_js) {
            Some(Some(Json::Object(members))) => members,
            Some(Some(Json::Null)) | None => Vec::new(),
            _ => return,
        };
        // How many entries of this page are the form's, for who wants to leave all of them.
        let below = members.iter().find(|(name, _)| name == BELOW).and_then(|(_, below)| below.as_number());
        let below = below.and_then(Decimal::to_i64).unwrap_or(0) + deeper;
        members.retain(|(name, _)| *name != self.name && name != BELOW);
        let number = |number| Decimal::from_i64(number).map_or(Json::Null, Json::Number);
        members.push((self.name.clone(), number(self.depth as i64)));
        members.push((BELOW.into(), number(below)));
        let _ = put(&history, &to_js(&Json::Object(members)));
    }
}

fn history() -> Option<History> {
    web_sys::window()?.history().ok()
}
