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
        let programs: Vec<_> =
            form.code.programs.iter().enumerate().map(|(i, code)| self.program_outcome(i, code)).collect();
        let eligible = |i: usize| programs.get(i).is_some_and(|p| p.status == Status::Eligible);
        let referrals = self.referrals(&eligible);
        Outcome { programs, referrals }
    }

    /// The referrals to show, given which programs a person may qualify for.
    pub(crate) fn referrals(&self, eligible: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let form = self.form();
        let follows = |referral: usize| {
            let mut naming = form
                .programs
                .iter()
                .enumerate()
                .filter(|(_, program)| program.referrals.contains(&referral))
                .peekable();
            // Without a condition of its own a referral follows the programs that name it.
            naming.peek().is_none() || naming.any(|(i, _)| eligible(i))
        };
        let shown = |(i, referral): (usize, &crate::definition::Referral)| {
            let condition = form.code.referrals.get(i).copied().flatten();
            let relevant = if referral.relevant.is_some() { self.is_met(condition) } else { follows(i) };
            relevant.then_some(i)
        };
        form.referrals.iter().enumerate().filter_map(shown).collect()
    }

    /// A program's status alone.
    pub(crate) fn status(&self, code: &ProgramCode) -> Status {
        let mut status = Status::Eligible;
        for cell in &code.criteria {
            match self.result(Some(*cell)) {
                Some(Ok(Value::Bool(true))) => {}
                Some(Ok(Value::Bool(false))) => return Status::Ineligible,
                _ => status = Status::Undetermined,
            }
        }
        status
    }

    fn program_outcome(&self, program: usize, code: &ProgramCode) -> ProgramOutcome {
        let criteria: Vec<_> = code.criteria.iter().map(|cell| self.criterion_outcome(*cell)).collect();
        let any = |met: Met| criteria.iter().any(|criterion| criterion.status == met);
        let status = match (any(Met::Unmet), any(Met::Undetermined)) {
            (true, _) => Status::Ineligible,
            (false, true) => Status::Undetermined,
            (false, false) => Status::Eligible,
        };
        let estimate = match self.result(code.estimate) {
            Some(Ok(Value::Double(amount))) if status != Status::Ineligible => Decimal::from_f64(*amount, 2),
            _ => None,
        };
        let bring = |(d, condition): (usize, &Option<u32>)| {
            let relevant = condition.is_none() || self.is_met(*condition);
            // Nothing is to be brought for what a person does not apply for.
            (relevant && status != Status::Ineligible).then_some(d)
        };
        let documents = code.documents.iter().enumerate().filter_map(bring).collect();
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
                outcome.waits = waits.0.iter().map(|slot| Slot(*slot)).collect()
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
        let program = |outcome: &ProgramOutcome| {
            let program = form.programs.get(outcome.program)?;
            let criterion = |(criterion, met): (&crate::definition::Criterion, &CriterionOutcome)| {
                Json::object([
                    ("name", Json::string(&*criterion.name)),
                    ("status", Json::string(met.status.code())),
                ])
            };
            let criteria = program.criteria.iter().zip(&outcome.criteria).map(criterion).collect();
            let mut members = vec![
                ("name", Json::string(&*program.name)),
                ("status", Json::string(outcome.status.code())),
                ("criteria", Json::Array(criteria)),
            ];
            members.extend(outcome.estimate.map(|amount| ("estimate", Json::Number(amount))));
            Some(Json::object(members))
        };
        let referral = |i: &usize| form.referrals.get(*i).map(|referral| Json::string(&*referral.name));
        Json::object([
            ("programs", Json::Array(self.programs.iter().filter_map(program).collect())),
            ("referrals", Json::Array(self.referrals.iter().filter_map(referral).collect())),
        ])
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
