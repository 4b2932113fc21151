//! The answers that an item accepts.

use super::domain::{Domain, Set, Unit};
use super::tree;
use crate::decimal::{Decimal, MAX_INTEGER};
use crate::definition::{Choice, DateBound, Item, Kind};
use crate::expr::{Expr, Value};
use crate::form::Form;

/// In a form with more choices than this, they are not looked at one by one.
const MANY_CHOICES: usize = 200_000;

pub(super) fn has_many_choices(form: &Form) -> bool {
    form.items.iter().map(|item| item.kind.choices().len()).sum::<usize>() > MANY_CHOICES
}

/// The answers, before its own constraint.
pub(super) fn answers(form: &Form, number: usize, item: &Item, many_choices: bool) -> Domain {
    let bound = |bound: &Option<Decimal>, none: f64| bound.map_or(none, Decimal::to_f64);
    let infinite = f64::INFINITY;
    match &item.kind {
        Kind::Integer { min, max, .. } => {
            let most = MAX_INTEGER as f64;
            Domain::number(bound(min, -most), bound(max, most), Unit::Whole)
        }
        Kind::Scale { min, max, .. } => Domain::number(*min as f64, *max as f64, Unit::Whole),
        Kind::Decimal { min, max, .. } | Kind::Money { min, max, .. } => {
            Domain::number(bound(min, -infinite), bound(max, infinite), Unit::Decimal)
        }
        Kind::Date { min, max } => {
            let day = |bound: &Option<DateBound>, none: f64| match bound {
                Some(DateBound::Day(day)) => (day.to_days() * 86_400) as f64,
                _ => none,
            };
            Domain::number(day(min, -infinite), day(max, infinite), Unit::Time)
        }
        Kind::Boolean => Domain::bool(true, true),
        Kind::Choice { .. } | Kind::Choices { .. } if many_choices => Domain::Any,
        Kind::Choice { .. } => Domain::text(selectable(form, number, item)),
        Kind::Choices { .. } => Domain::names(Set::new(), selectable(form, number, item)),
        _ => Domain::Any,
    }
}

/// The names of the choices that are not filtered out under all answers.
fn selectable(form: &Form, number: usize, item: &Item) -> Set {
    let filter = form.code.items.get(number).and_then(|code| code.filter);
    let expr = filter.and_then(|cell| form.code.cells.get(cell as usize)?.expr.as_ref());
    let open = |choice: &&Choice| expr.is_none_or(|expr| !is_closed(form, expr, choice));
    item.kind.choices().iter().filter(open).map(|choice| choice.name.clone()).collect()
}

/// Whether a filter is false for a choice whatever the answers are: false already while
/// nothing is answered, as an unknown answer takes part in no decision.
pub(super) fn is_closed(form: &Form, filter: &Expr, choice: &Choice) -> bool {
    let env = tree::Unanswered { form, choice: Some(Value::String(choice.name.clone())) };
    !choice.is_other() && !filter.reads_today() && matches!(filter.eval(&env), Ok(Value::Bool(false)))
}
