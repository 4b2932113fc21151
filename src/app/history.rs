//! The browser's Back button, one step of the form at a time: `history.js`.

use intake_core::form::Form;
use intake_core::session::Step;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};

#[wasm_bindgen(module = "/src/history.js")]
extern "C" {
    #[wasm_bindgen(js_name = StepHistory)]
    type Steps;
    #[wasm_bindgen(constructor, js_class = "StepHistory")]
    fn new(first: usize, show: &Closure<Show>) -> Steps;
    #[wasm_bindgen(method)]
    fn enter(this: &Steps);
    #[wasm_bindgen(method)]
    fn leave(this: &Steps);
    #[wasm_bindgen(method)]
    fn here(this: &Steps) -> u32;
    #[wasm_bindgen(method)]
    fn go(this: &Steps, step: usize);
    #[wasm_bindgen(method)]
    fn back(this: &Steps, step: usize, all: bool);
}

type Show = dyn Fn(usize) -> i32;

/// The steps that a person went, as the browser's history knows them.
pub struct StepHistory {
    steps: Steps,
    pages: usize,
    _show: Closure<Show>,
}

impl StepHistory {
    /// `show` goes to a step when the person uses the browser's buttons, and answers with the step that
    /// is shown then: with none where that changes nothing.
    pub fn new(form: &Form, first: Step, show: impl Fn(Step) -> Option<Step> + 'static) -> Self {
        let pages = form.pages.len();
        let show = Closure::<Show>::new(move |number| {
            let shown = show(step(pages, number)).map(|step| number_of(pages, step));
            shown.and_then(|number| i32::try_from(number).ok()).unwrap_or(-1)
        });
        Self { steps: Steps::new(number_of(pages, first), &show), pages, _show: show }
    }

    /// The element is on a page.
    pub fn enter(&self) {
        self.steps.enter();
    }

    /// It is no longer.
    pub fn leave(&self) {
        self.steps.leave();
    }

    /// Whether the browser is at an entry of this form: 1; 2 where another one was asked for there.
    pub fn here(&self) -> u32 {
        self.steps.here()
    }

    /// The form shows a step.
    pub fn go(&self, step: Step) {
        self.steps.go(number_of(self.pages, step));
    }

    /// It went back to a step by itself.
    pub fn back(&self, step: Step) {
        self.steps.back(number_of(self.pages, step), false);
    }

    /// It starts over, with this step.
    pub fn restart(&self, step: Step) {
        self.steps.back(number_of(self.pages, step), true);
    }
}

/// Pages by their places, then the review and the outcome.
fn number_of(pages: usize, step: Step) -> usize {
    match step {
        Step::Page(page) => page,
        Step::Review => pages,
        Step::Outcome => pages + 1,
    }
}

fn step(pages: usize, number: usize) -> Step {
    if number < pages {
        Step::Page(number)
    } else if number == pages {
        Step::Review
    } else {
        Step::Outcome
    }
}
