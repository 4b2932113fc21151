//! The outcome: what a person may qualify for, why, and where to go.

use std::sync::Arc;

use crate::date::Date;
use crate::decimal::Decimal;
use crate::expr::operator::Comparison;
use crate::expr::{Number, Value};
use crate::form::{Currency, Form, ProgramCode};
use crate::json::Json;
use crate::session::{Session, Sides, Slot};
use crate::text::Speech;

/// The outcome of all programs, and the referrals to show, in the form's order.
#[derive(Clone, PartialEq)]
pub struct Outcome {
    /// One for each program.
    pub programs: Vec<ProgramOutcome>,
    /// Positions in the form's referrals.
    pub referrals: Vec<usize>,
    /// Those among them that are urgent.
    pub urgent: Vec<usize>,
}

/// The outcome of one program.
#[derive(Clone, PartialEq)]
pub struct ProgramOutcome {
    /// Its position in the form.
    pub program: usize,
    /// What its criteria come to together.
    pub status: Status,
    /// One for each criterion, in the program's order.
    pub criteria: Vec<CriterionOutcome>,
    /// Money a month, to two places.
    pub estimate: Option<Decimal>,
    /// Positions of the documents to bring.
    pub documents: Vec<usize>,
    /// Whether it stands first: a person may qualify, or nobody knows yet, and it can't wait.
    pub urgent: bool,
}

/// "You may qualify", "You probably don't qualify", "We need more information".
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// Every criterion is met.
    Eligible,
    /// A criterion is not met, whatever the others are.
    Ineligible,
    /// None is unmet, and one waits for answers or failed.
    Undetermined,
}

/// What became of one criterion of a program.
#[derive(Clone, PartialEq)]
pub struct CriterionOutcome {
    /// Whether it is met.
    pub status: Met,
    /// The questions whose answers would settle it.
    pub waits: Vec<Slot>,
    /// For an unmet comparison of numbers or dates: what was compared.
    pub reason: Option<Reason>,
    /// Computing it failed: an author's mistake that these answers bring out.
    pub failed: bool,
}

/// Whether a criterion is met.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Met {
    /// Its test is true.
    Met,
    /// Its test is false.
    Unmet,
    /// Its test waits for answers, or failed.
    Undetermined,
}

/// The person's value and the threshold that it was held against.
#[derive(Clone, PartialEq)]
pub struct Reason {
    /// What the person's answers come to.
    pub value: Quantity,
    /// What the form asks for.
    pub threshold: Quantity,
    /// Whether the value had to be below the threshold (or at it), or above.
    pub below: bool,
}

/// A number, an amount of money or a day.
#[derive(Clone, PartialEq, Debug)]
pub enum Quantity {
    /// What is not known to be money: a count, a share.
    Number(Decimal),
    /// An amount that comes from answers in money.
    Money {
        /// In whole units of the currency, rounded to `decimals` places.
        amount: Decimal,
        /// ISO 4217.
        currency: Arc<str>,
        /// Places to show, so many that value and threshold differ as they are shown.
        decimals: u8,
    },
    /// The day of a timestamp, in UTC.
    Date(Date),
}

impl Quantity {
    /// As the language writes it.
    pub fn text(&self, speech: &dyn Speech) -> String {
        match self {
            Self::Number(number) => speech.number(*number),
            Self::Money { amount, currency, decimals } => speech.money(*amount, currency, Some(*decimals)),
            Self::Date(date) => speech.date(*date),
        }
    }
}

impl Status {
    /// The word for it in a submission's `outcome`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Eligible => "eligible",
            Self::Ineligible => "ineligible",
            Self::Undetermined => "undetermined",
        }
    }
}

impl Met {
    /// The word for it in a submission's `outcome`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Unmet => "unmet",
            Self::Undetermined => "undetermined",
        }
    }
}

/// So many questions are listed at all criteria together: no person reads more, and many criteria
/// may wait for the same long list.
const MAX_WAITS: usize = 100_000;

impl Session {
    /// The outcome as the answers stand.
    pub fn outcome(&self) -> Outcome {
        let form = self.form();
        let mut programs = Vec::with_capacity(form.programs.len());
        let mut room = MAX_WAITS;
        self.reading(|| {
            for (i, code) in form.code.programs.iter().enumerate() {
                programs.push(self.program_outcome(i, code, &mut room));
            }
        });
        let eligible = |i: usize| programs.get(i).is_some_and(|p| p.status == Status::Eligible);
        let referrals = self.referrals(&eligible);
        let urgent = |i: &usize| form.code.urgent.get(*i).is_some_and(|cell| self.is_met(*cell));
        let urgent = referrals.iter().copied().filter(urgent).collect();
        Outcome { programs, referrals, urgent }
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

    fn program_outcome(&self, program: usize, code: &ProgramCode, room: &mut usize) -> ProgramOutcome {
        let mut criteria = Vec::with_capacity(code.criteria.len());
        let mut status = Status::Eligible;
        for cell in &code.criteria {
            let criterion = self.criterion_outcome(*cell, room);
            match criterion.status {
                Met::Unmet => status = Status::Ineligible,
                Met::Undetermined if status == Status::Eligible => status = Status::Undetermined,
                _ => {}
            }
            criteria.push(criterion);
        }
        let estimate = match self.result(code.estimate) {
            Some(Ok(Value::Double(amount))) if status != Status::Ineligible => amount.round(2),
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
        let urgent = status != Status::Ineligible && self.is_met(code.urgent);
        ProgramOutcome { program, status, criteria, estimate, documents, urgent }
    }

    fn criterion_outcome(&self, cell: u32, room: &mut usize) -> CriterionOutcome {
        let mut outcome =
            CriterionOutcome { status: Met::Undetermined, waits: Vec::new(), reason: None, failed: false };
        match self.result(Some(cell)) {
            Some(Ok(Value::Bool(true))) => outcome.status = Met::Met,
            Some(Ok(Value::Bool(false))) => {
                outcome.status = Met::Unmet;
                outcome.reason = self.comparison(cell).and_then(reason);
            }
            Some(Ok(Value::Unknown(waits))) => {
                for slot in waits.0.iter().take(*room) {
                    outcome.waits.push(Slot(*slot));
                }
                *room = room.saturating_sub(outcome.waits.len());
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

fn reason(sides: Sides) -> Option<Reason> {
    let below = match sides.comparison {
        Comparison::Less | Comparison::LessOrEqual => true,
        Comparison::Greater | Comparison::GreaterOrEqual => false,
        _ => return None,
    };
    let (value, threshold) = match (&sides.left, &sides.right) {
        (Value::Timestamp(left, _), Value::Timestamp(right, _)) => (day(*left)?, day(*right)?),
        (left, right) => numbers(left, right, sides.currency)?,
    };
    Some(Reason { value, threshold, below })
}

fn day(seconds: i64) -> Option<Quantity> {
    Date::from_days(seconds.div_euclid(86_400)).map(Quantity::Date)
}

/// Two numbers, with as many decimals as it takes to see that they differ.
fn numbers(left: &Value, right: &Value, currency: Option<Currency>) -> Option<(Quantity, Quantity)> {
    let number = |value: &Value| match value {
        Value::Int(int) => Some(Number::from(*int)),
        Value::Double(number) => Some(number.clone()),
        _ => None,
    };
    let (left, right) = (number(left)?, number(right)?);
    let exact = |number: &Number, places| number.round(places).is_some_and(|it| number.same(&it.into()));
    let least = match &currency {
        Some((_, 0)) if exact(&left, 0) && exact(&right, 0) => 0,
        Some((_, decimals)) => (*decimals).max(2),
        // A rate has a few more.
        None => (2..=4).find(|places| exact(&left, *places) && exact(&right, *places)).unwrap_or(2),
    };
    let differ = |places: &u8| left.round(*places) != right.round(*places);
    let decimals = (least..=15).find(differ).unwrap_or(least);
    let quantity = |number: &Number| {
        let amount = number.round(decimals)?;
        Some(match &currency {
            Some((currency, _)) => Quantity::Money { amount, currency: currency.clone(), decimals },
            None => Quantity::Number(amount),
        })
    };
    Some((quantity(&left)?, quantity(&right)?))
}
