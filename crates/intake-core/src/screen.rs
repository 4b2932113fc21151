//! Screening many households with one form: `intake screen`.
//!
//! ```no_run
//! # use std::sync::Arc;
//! # fn run(form: Arc<intake_core::form::Form>, today: intake_core::date::Date, line: &intake_core::json::Json) {
//! let mut screener = intake_core::screen::Screener::new(form, today);
//! let nothing = intake_core::json::Json::Object(Vec::new());
//! if screener.take(line, &nothing, &|_| false).is_ok() {
//!     let statuses: Vec<_> = screener.statuses().collect();
//! }
//! # }
//! ```

use std::sync::Arc;

use crate::date::Date;
use crate::expr::Value;
use crate::form::Form;
use crate::json::Json;
use crate::outcome::Status;
use crate::problem::Problem;
use crate::session::{Session, needed};

/// A form that takes one household after the other.
pub struct Screener {
    session: Session,
    /// For each criterion of each program its cell, and the cells that it needs.
    programs: Vec<Vec<(u32, Vec<u32>)>>,
    /// The cells that each referral needs.
    referrals: Vec<Vec<u32>>,
    /// Which cells are computed for this household.
    done: Vec<bool>,
    statuses: Vec<Status>,
    /// Which item came after which in the last household: a guess for the next.
    followers: Vec<u32>,
}

/// Why a household could not be screened. It holds no answer.
#[derive(Clone, PartialEq, Debug)]
pub struct Refusal {
    /// The first thing that is wrong.
    pub problem: Problem,
    /// The item, where the form has it; a line's own words are not repeated.
    pub item: Option<Arc<str>>,
}

impl Screener {
    /// Ready for one household after the other, judged as of `today`.
    pub fn new(form: Arc<Form>, today: Date) -> Self {
        let criterion = |cell: &u32| (*cell, needed(&form, *cell));
        let code = &form.code;
        let programs = code.programs.iter();
        Self {
            programs: programs.map(|program| program.criteria.iter().map(criterion).collect()).collect(),
            referrals: code.referrals.iter().flatten().map(|cell| needed(&form, *cell)).collect(),
            done: vec![false; code.cells.len()],
            statuses: Vec::with_capacity(code.programs.len()),
            followers: vec![0; form.items.len() + 1],
            session: Session::new(form.clone(), today),
        }
    }

    /// The form that the households are held against.
    pub fn form(&self) -> &Arc<Form> {
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
        self.statuses.clear();
        let taken = self.session.take(answers, absent, &mut self.followers, ignored);
        taken.map_err(|(problem, item)| {
            let item = item.and_then(|id| self.form().item(id)).map(|item| item.name.clone());
            Refusal { problem, item }
        })?;
        self.compute();
        if self.session.is_spent() {
            return Err(Refusal { problem: Problem::TooMuchWork, item: None });
        }
        Ok(())
    }

    /// Computes what statuses and referrals need, and no more: after an unmet criterion, a
    /// program's others make no difference.
    fn compute(&mut self) {
        self.done.fill(false);
        for criteria in &self.programs {
            let mut status = Status::Eligible;
            for (cell, needed) in criteria {
                self.session.compute_due(needed, &mut self.done);
                match self.session.result(Some(*cell)) {
                    Some(Ok(Value::Bool(true))) => {}
                    Some(Ok(Value::Bool(false))) => {
                        status = Status::Ineligible;
                        break;
                    }
                    _ => status = Status::Undetermined,
                }
            }
            self.statuses.push(status);
        }
        for needed in &self.referrals {
            self.session.compute_due(needed, &mut self.done);
        }
    }

    /// The status of each program, in the form's order.
    pub fn statuses(&self) -> impl Iterator<Item = Status> + '_ {
        self.statuses.iter().copied()
    }

    /// The referrals to show, as positions in the form, ascending.
    pub fn referrals(&self, statuses: &[Status]) -> Vec<usize> {
        self.session.referrals(&|program| statuses.get(program) == Some(&Status::Eligible))
    }
}
