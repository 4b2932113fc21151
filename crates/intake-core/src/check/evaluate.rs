//! The values that an expression may have, under assumptions.

use super::domain::{Domain, EXACT, Unit};
use super::environment::Environment;
use super::reason::Reason;
use super::tree::{Unanswered, is_constant};
use crate::definition::ItemId;
use crate::expr::eval::eval;
use crate::expr::function::Function;
use crate::expr::node::{Kind, Node};
use crate::expr::operator::Operator;
use crate::expr::{Ref, Type, Value};

impl Reason<'_> {
    pub(super) fn domain(&self, node: &Node, env: &Environment) -> Domain {
        if self.is_tired() {
            return Domain::Any;
        }
        if let Some(value) = self.constant(node) {
            return Domain::of(&value);
        }
        match &node.kind {
            Kind::Name(name) => self.name(*name, env),
            Kind::Today => Domain::all_numbers(Unit::Time),
            Kind::Not(_) | Kind::And(_) | Kind::Or(_) | Kind::Compare(..) => {
                let can = |truth| self.assume(node, truth, &mut env.clone());
                Domain::bool(can(true), can(false))
            }
            Kind::Conditional(parts) => {
                let [condition, then, other] = &**parts;
                let branch = |truth, node| {
                    let mut env = env.clone();
                    let possible = self.assume(condition, truth, &mut env);
                    if possible { self.domain(node, &env) } else { Domain::Nothing }
                };
                branch(true, then).join(&branch(false, other))
            }
            Kind::Negate(inner) => match self.domain(inner, env) {
                Domain::Number { low, high, unit } => Domain::number(-high, -low, unit),
                Domain::Nothing => Domain::Nothing,
                _ => Domain::Any,
            },
            Kind::Arithmetic(first, rest) => {
                rest.iter().fold(self.domain(first, env), |left, (operator, right)| {
                    arithmetic(*operator, &left, &self.domain(right, env))
                })
            }
            Kind::Index(target, index) => self.lookup(target, &self.domain(index, env)),
            Kind::Call(function, args) => {
                let args: Vec<Domain> = args.iter().map(|arg| self.domain(arg, env)).collect();
                if args.contains(&Domain::Nothing) {
                    Domain::Nothing
                } else {
                    call(*function, &args, &node.ty)
                }
            }
            _ => of_type(&node.ty),
        }
    }

    /// The value of an expression that reads no answer.
    fn constant(&self, node: &Node) -> Option<Value> {
        if let Kind::Literal(value) = &node.kind {
            return Some(value.clone());
        }
        let env = Unanswered { form: self.form, choice: None };
        let value = is_constant(node).then(|| eval(node, &env))?;
        // An error gives no value, ever.
        Some(value.unwrap_or(Value::Unknown(Default::default())))
    }

    /// The values that a name may have, an item's `otherwise` among them.
    pub(super) fn name(&self, name: Ref, env: &Environment) -> Domain {
        if let Some(domain) = env.names.get(&name.0) {
            return domain.clone();
        }
        if let Some(expr) = self.variable(name.0) {
            let hops = env.hops + 1;
            let env = Environment { hops, ..env.clone() };
            return if hops < 8 { self.domain(expr.root(), &env) } else { Domain::Any };
        }
        let Some(item) = self.form.item(ItemId(name.0)) else { return Domain::Any };
        let relevant = self.form.code.items.get(name.0 as usize).and_then(|code| code.relevance);
        match relevant {
            None => self.answers(name.0),
            Some(cell) => match env.relevant.get(&cell) {
                Some(true) => self.answers(name.0),
                Some(false) => self.otherwise(name.0, item),
                None => self.answers(name.0).join(&self.otherwise(name.0, item)),
            },
        }
    }

    /// What a constant list has at some of its places.
    fn lookup(&self, target: &Node, index: &Domain) -> Domain {
        if *index == Domain::Nothing {
            return Domain::Nothing;
        }
        let (Some(Value::List(values)), Domain::Number { low, high, unit: Unit::Whole }) =
            (self.constant(target), index)
        else {
            return Domain::Any;
        };
        let within = |(i, value): (usize, &Value)| {
            ((i as f64) >= *low && (i as f64) <= *high).then(|| Domain::of(value))
        };
        values.iter().enumerate().filter_map(within).fold(Domain::Nothing, |a, b| a.join(&b))
    }
}

fn arithmetic(operator: Operator, left: &Domain, right: &Domain) -> Domain {
    if *left == Domain::Nothing || *right == Domain::Nothing {
        return Domain::Nothing;
    }
    let (Domain::Number { low, high, unit }, Domain::Number { low: l, high: h, unit: u }) = (left, right)
    else {
        return Domain::Any;
    };
    if unit != u || *unit == Unit::Time {
        return Domain::Any;
    }
    let each = |apply: fn(f64, f64) -> f64| {
        let ends = [(low, l), (low, h), (high, l), (high, h)];
        hull(&ends.map(|(a, b)| around(apply(*a, *b), *a, *b, *unit)), *unit)
    };
    match operator {
        Operator::Add => hull(&[around(low + l, *low, *l, *unit), around(high + h, *high, *h, *unit)], *unit),
        Operator::Subtract => {
            hull(&[around(low - h, *low, *h, *unit), around(high - l, *high, *l, *unit)], *unit)
        }
        Operator::Multiply => each(|a, b| a * b),
        // Around zero anything may come of it.
        Operator::Divide if (*l > 0.0 || *h < 0.0) && *unit == Unit::Whole => each(|a, b| (a / b).trunc()),
        Operator::Divide if *l > 0.0 || *h < 0.0 => each(|a, b| a / b),
        Operator::Divide | Operator::Remainder if *unit == Unit::Whole => Domain::all_numbers(Unit::Whole),
        _ => Domain::Any,
    }
}

/// Where the exact result lies of which a double is the nearest: decimals are computed as
/// decimals, so an interval of doubles must be a little wider than its ends say.
fn around(result: f64, a: f64, b: f64, unit: Unit) -> [f64; 2] {
    let whole = |n: f64| n.trunc() == n && n.abs() < EXACT;
    let exact = unit != Unit::Decimal
        || !result.is_finite()
        || (whole(a) && whole(b) && whole(result))
        || a == 0.0
        || b == 0.0;
    if exact { [result, result] } else { [result.next_down(), result.next_up()] }
}

fn hull(ends: &[[f64; 2]], unit: Unit) -> Domain {
    let ends = ends.iter().flatten().copied();
    if ends.clone().any(f64::is_nan) {
        return of_unit(unit);
    }
    let low = ends.clone().fold(f64::INFINITY, f64::min);
    Domain::number(low, ends.fold(f64::NEG_INFINITY, f64::max), unit)
}

fn of_unit(unit: Unit) -> Domain {
    if unit == Unit::Decimal { Domain::Any } else { Domain::all_numbers(unit) }
}

fn call(function: Function, args: &[Domain], ty: &Type) -> Domain {
    match (function, args) {
        (Function::Size, [Domain::Names { must, .. }]) => {
            Domain::number(must.len() as f64, f64::INFINITY, Unit::Whole)
        }
        (Function::Size, _) => Domain::number(0.0, f64::INFINITY, Unit::Whole),
        (Function::Dyn, [own]) => own.clone(),
        (Function::Double, [Domain::Number { low, high, unit: Unit::Whole | Unit::Decimal }]) => {
            Domain::number(*low, *high, Unit::Decimal)
        }
        (Function::Int, [Domain::Number { low, high, unit: Unit::Whole | Unit::Decimal }]) => {
            Domain::number(low.trunc(), high.trunc(), Unit::Whole)
        }
        (Function::Greatest | Function::Least, [Domain::Number { .. }, ..]) => {
            extreme(args, function == Function::Greatest)
        }
        _ => of_type(ty),
    }
}

fn extreme(args: &[Domain], greatest: bool) -> Domain {
    let pick = |a: f64, b: f64| if greatest { a.max(b) } else { a.min(b) };
    let one = |left: Domain, right: &Domain| match (left, right) {
        (Domain::Number { low, high, unit }, Domain::Number { low: l, high: h, unit: u }) if unit == *u => {
            Domain::number(pick(low, *l), pick(high, *h), unit)
        }
        _ => Domain::Any,
    };
    let Some((first, rest)) = args.split_first() else { return Domain::Any };
    rest.iter().fold(first.clone(), one)
}

/// All that a type allows. A double may be no number at all, which no interval holds.
fn of_type(ty: &Type) -> Domain {
    match ty {
        Type::Bool => Domain::bool(true, true),
        Type::Int => Domain::all_numbers(Unit::Whole),
        _ => Domain::Any,
    }
}
