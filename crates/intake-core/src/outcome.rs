//! The outcome: what a person may qualify for, why, and where to go.

use crate::decimal::Decimal;
use crate::expr::{Comparison, Value};
use crate::form::{Form, ProgramCode};
use crate::json::Json;
use crate::session::{Session, Slot};

/// The outcome of all programs, and the referrals to show, in the form's order.
#[derive(Clone, PartialEq)]
pub struct Outcome {
    pub programs: Vec<ProgramOutcome>,
    /// Positions in the form's referrals.
    pub referrals: Vec<usize>,
}

/// The outcome of one program.
#[derive(Clone, PartialEq)]
pub struct ProgramOutcome {
    /// Its position in the form.
    pub program: usize,
    pub status: Status,
    pub criteria: Vec<CriterionOutcome>,
    /// Money a month, to two places.
    pub estimate: Option<Decimal>,
    /// Positions of the documents to bring.
    pub documents: Vec<usize>,
}

/// "You may qualify", "You probably don't qualify", "We need more information".
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    Eligible,
    Ineligible,
    Undetermined,
}

#[derive(Clone, PartialEq)]
pub struct CriterionOutcome {
    pub status: Met,
    /// The questions whose answers would settle it.
    pub waits: Vec<Slot>,
    /// For an unmet comparison of numbers or dates: what was compared.
    pub reason: Option<Reason>,
    /// Computing it failed: an author's mistake that these answers bring out.
    pub failed: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Met {
    Met,
    Unmet,
    Undetermined,
}

/// The person's value and the threshold that it was held against.
#[derive(Clone, PartialEq)]
pub struct Reason {
    pub value: Quantity,
    pub threshold: Quantity,
    /// Whether the value had to be below the threshold (or at it), or above.
    pub below: bool,
}

/// A number or a day.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Quantity {
    Number(Decimal),
    Date(crate::date::Date),
}

impl Status {
    pub fn code(self) -> &'static str {
        match self {
            Self::Eligible => "eligible",
            Self::Ineligible => "ineligible",
            Self::Undetermined => "undetermined",
        }
    }
}

impl Met {
    pub fn code(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Unmet => "unmet",
            Self::Undetermined => "undetermined",
        }
    }
}

impl Session {
    /// The outcome as the answers stand.
    pub fn outcome(&self) -> Outcome {
        let form = self.form();
        let mut programs = Vec::with_capacity(form.programs.len());
        self.reading(|| {
            for (i, code) in form.code.programs.iter().enumerate() {
                programs.push(self.program_outcome(i, code));
            }
        });
        let eligible = |i: usize| programs.get(i).is_some_and(|p| p.status == Status::Eligible);
        let referrals = self.referrals(&eligible);
        Outcome { programs, referrals }
    }

    /// The referrals to show, given which programs a person may qualify for.
    pub(crate) fn referrals(&self, eligible: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let form = self.form();
        // Without a condition of its own a referral follows the programs that name it: whether one
        // does, and one that a person may qualify for.
        let mut named = vec![(false, false); form.referrals.len()];
        for (i, program) in form.programs.iter().enumerate() {
            let eligible = eligible(i);
            for referral in &program.referrals {
                if let Some(own) = named.get_mut(*referral) {
                    *own = (true, own.1 || eligible);
                }
            }
        }
        let follows = |referral: usize| match named.get(referral) {
            Some((named, eligible)) => *eligible || !named,
            None => true,
        };
        let mut referrals = Vec::new();
        for (i, referral) in form.referrals.iter().enumerate() {
            let condition = form.code.referrals.get(i).copied().flatten();
            let relevant = if referral.relevant.is_some() { self.is_met(condition) } else { follows(i) };
            if relevant {
                referrals.push(i);
            }
        }
        referrals
    }

    fn program_outcome(&self, program: usize, code: &ProgramCode) -> ProgramOutcome {
        let mut criteria = Vec::with_capacity(code.criteria.len());
        let mut status = Status::Eligible;
        for cell in &code.criteria {
            let criterion = self.criterion_outcome(*cell);
            match criterion.status {
                Met::Unmet => status = Status::Ineligible,
                Met::Undetermined if status == Status::Eligible => status = Status::Undetermined,
                _ => {}
            }
            criteria.push(criterion);
        }
        let estimate = match self.result(code.estimate) {
            Some(Ok(Value::Double(amount))) if status != Status::Ineligible => Decimal::from_f64(*amount, 2),
            _ => None,
        };
        let mut documents = Vec::new();
        for (i, condition) in code.documents.iter().enumerate() {
            let relevant = condition.is_none() || self.is_met(*condition);
            // Nothing is to be brought for what a person does not apply for.
            if relevant && status != Status::Ineligible {
                documents.push(i);
            }
        }
        ProgramOutcome { program, status, criteria, estimate, documents }
    }

    fn criterion_outcome(&self, cell: u32) -> CriterionOutcome {
        let mut outcome =
            CriterionOutcome { status: Met::Undetermined, waits: Vec::new(), reason: None, failed: false };
        match self.result(Some(cell)) {
            Some(Ok(Value::Bool(true))) => outcome.status = Met::Met,
            Some(Ok(Value::Bool(false))) => {
                outcome.status = Met::Unmet;
                outcome.reason = self.comparison(cell).and_then(reason);
            }
            Some(Ok(Value::Unknown(waits))) => {
                for slot in waits.0.iter() {
                    outcome.waits.push(Slot(*slot));
                }
            }
            _ => outcome.failed = true,
        }
        outcome
    }

    fn is_met(&self, cell: Option<u32>) -> bool {
        matches!(self.result(cell), Some(Ok(Value::Bool(true))))
    }
}

impl Outcome {
    /// The member `outcome` of a submission.
    pub fn to_json(&self, form: &Form) -> Json {
        let mut programs = Vec::new();
        for outcome in &self.programs {
            let Some(program) = form.programs.get(outcome.program) else { continue };
            let mut criteria = Vec::new();
            for (criterion, met) in program.criteria.iter().zip(&outcome.criteria) {
                let named = Json::with("name", Json::text(&criterion.name));
                criteria.push(named.and("status", Json::text(met.status.code())));
            }
            let mut json = Json::with("name", Json::text(&program.name))
                .and("status", Json::text(outcome.status.code()))
                .and("criteria", Json::Array(criteria));
            if let Some(amount) = outcome.estimate {
                json = json.and("estimate", Json::Number(amount));
            }
            programs.push(json);
        }
        let mut referrals = Vec::new();
        for i in &self.referrals {
            referrals.extend(form.referrals.get(*i).map(|referral| Json::text(&referral.name)));
        }
        Json::with("programs", Json::Array(programs)).and("referrals", Json::Array(referrals))
    }
}

fn reason((comparison, left, right): (Comparison, Value, Value)) -> Option<Reason> {
    let below = match comparison {
        Comparison::Less | Comparison::LessOrEqual => true,
        Comparison::Greater | Comparison::GreaterOrEqual => false,
        _ => return None,
    };
    Some(Reason { value: quantity(&left)?, threshold: quantity(&right)?, below })
}

fn quantity(value: &Value) -> Option<Quantity> {
    Some(match value {
        Value::Int(n) => Quantity::Number(Decimal::from_i64(*n)?),
        Value::Double(n) => Quantity::Number(Decimal::from_f64(*n, 2)?),
        Value::Timestamp(seconds, _) => {
            Quantity::Date(crate::date::Date::from_days(seconds.div_euclid(86_400))?)
        }
        _ => return None,
    })
}
