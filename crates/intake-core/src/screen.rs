//! Screening many households with one form: `intake screen`.
//!
//! ```no_run
//! # use std::rc::Rc;
//! # fn run(form: Rc<intake_core::form::Form>, today: intake_core::date::Date, line: &intake_core::json::Json) {
//! let mut screener = intake_core::screen::Screener::new(form, today);
//! let nothing = intake_core::json::Json::Object(Vec::new());
//! if screener.take(line, &nothing, &|_| false).is_ok() {
//!     let statuses: Vec<_> = screener.statuses().collect();
//! }
//! # }
//! ```

use std::rc::Rc;

use crate::date::Date;
use crate::form::Form;
use crate::json::Json;
use crate::outcome::Status;
use crate::problem::Problem;
use crate::session::{Session, needed};

/// A form that takes one household after the other.
pub struct Screener {
    session: Session,
    /// The cells that statuses and referrals need.
    cells: Vec<u32>,
    /// Which item came after which in the last household: a guess for the next.
    followers: Vec<u32>,
}

/// Why a household could not be screened. It holds no answer.
#[derive(Clone, PartialEq, Debug)]
pub struct Refusal {
    pub problem: Problem,
    /// The item, where the form has it; a line's own words are not repeated.
    pub item: Option<Rc<str>>,
}

impl Screener {
    pub fn new(form: Rc<Form>, today: Date) -> Self {
        let cells = needed(&form);
        let followers = vec![0; form.items.len() + 1];
        Self { session: Session::new(form, today), cells, followers }
    }

    pub fn form(&self) -> &Rc<Form> {
        self.session.form()
    }

    /// Takes a household's answers, and reasons for missing ones, in place of those before.
    ///
    /// As in a session, what is not relevant is left out of account. Refused are unknown
    /// items, wrong types and unknown choices, and in what is asked what breaks a fixed rule
    /// of its type (`min`, `maxSelected`, an e-mail address). Required answers, patterns,
    /// computed bounds and constraints are not judged: a case file is not a person at a form.
    /// An item that only `ignored` knows is passed over.
    pub fn take(
        &mut self,
        answers: &Json,
        absent: &Json,
        ignored: &dyn Fn(&str) -> bool,
    ) -> Result<(), Refusal> {
        self.session.empty();
        let taken = self.session.take(answers, absent, (&self.cells, &mut self.followers), ignored);
        taken.map_err(|(problem, item)| {
            let item = item.and_then(|id| self.form().item(id)).map(|item| item.name.clone());
            Refusal { problem, item }
        })
    }

    /// The status of each program, in the form's order.
    pub fn statuses(&self) -> impl Iterator<Item = Status> + '_ {
        self.form().code.programs.iter().map(|program| self.session.status(program))
    }

    /// The referrals to show, as positions in the form, ascending.
    pub fn referrals(&self, statuses: &[Status]) -> Vec<usize> {
        self.session.referrals(&|program| statuses.get(program) == Some(&Status::Eligible))
    }
}
