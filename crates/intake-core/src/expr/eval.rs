//! Evaluation, in time bounded by the expression and the answers.
//!
//! Every result is a value, an unknown or an error. `&&`, `||` and the macros built on
//! them absorb the latter two where the rest decides; elsewhere unknown goes before error,
//! as in cel-go's partial evaluation.

pub(crate) mod absorb;
pub(crate) mod arithmetic;
pub(crate) mod compare;
mod fold;

use std::cmp::Ordering;
use std::sync::Arc;

use super::budget::Budget;
use super::library;
use super::node::{Kind, Node};
use super::operator::Comparison;
use super::scope::Env;
use super::value::{EvalError, Evaluated, Value};
use absorb::{Absorbed, both};

/// Evaluates a tree.
pub(crate) fn eval(root: &Node, env: &dyn Env) -> Evaluated {
    let mut machine = Machine { env, budget: Budget::new(env.steps()), locals: Vec::new() };
    let result = machine.eval(root);
    env.spend(machine.budget.used());
    // What absorbed the error of a spent budget has not seen all that it should have.
    if machine.budget.is_spent() { Err(EvalError::Budget) } else { result }
}

struct Machine<'a> {
    env: &'a dyn Env,
    budget: Budget,
    /// The variables of the macros around, outermost first.
    locals: Vec<Value>,
}

impl Machine<'_> {
    fn eval(&mut self, node: &Node) -> Evaluated {
        self.budget.charge(1)?;
        match &node.kind {
            Kind::Literal(value) => Ok(value.clone()),
            Kind::Name(name) => Ok(self.env.get(*name)),
            Kind::Local(index) => self.locals.get(*index as usize).cloned().ok_or(EvalError::NoOverload),
            Kind::Today => Ok(Value::Timestamp(self.env.today(), 0)),
            Kind::HasAnswer(name) => Ok(self.env.has(*name)),
            Kind::And(operands) => self.all(operands, false),
            Kind::Or(operands) => self.all(operands, true),
            Kind::Compare(comparison, operands) => self.compare(*comparison, operands),
            Kind::Not(operand) => match self.eval(operand)? {
                Value::Bool(bool) => Ok(Value::Bool(!bool)),
                Value::Unknown(slots) => Ok(Value::Unknown(slots)),
                _ => Err(EvalError::NoOverload),
            },
            Kind::Negate(operand) => {
                let value = self.eval(operand)?;
                arithmetic::negate(value)
            }
            Kind::Arithmetic(first, rest) => {
                let mut result = self.eval(first);
                for (operator, operand) in rest {
                    let right = self.eval(operand);
                    result = match both(result, right, &mut self.budget) {
                        Ok((left, right)) => arithmetic::apply(*operator, left, right, &mut self.budget),
                        Err(stopped) => stopped,
                    };
                }
                result
            }
            Kind::Conditional(parts) => {
                let [condition, then, other] = &**parts;
                match self.eval(condition)? {
                    Value::Bool(true) => self.eval(then),
                    Value::Bool(false) => self.eval(other),
                    Value::Unknown(slots) => Ok(Value::Unknown(slots)),
                    _ => Err(EvalError::NoOverload),
                }
            }
            Kind::Member(target, name) => match self.eval(target)? {
                Value::Map(entries) => {
                    self.budget.charge(entries.len() / 8)?;
                    member(&entries, name).cloned().ok_or(EvalError::NoSuchKey)
                }
                Value::Unknown(slots) => Ok(Value::Unknown(slots)),
                _ => Err(EvalError::NoOverload),
            },
            Kind::HasMember(target, name) => match self.eval(target)? {
                Value::Map(entries) => {
                    self.budget.charge(entries.len() / 8)?;
                    Ok(Value::Bool(member(&entries, name).is_some()))
                }
                Value::Unknown(slots) => Ok(Value::Unknown(slots)),
                _ => Err(EvalError::NoOverload),
            },
            Kind::Index(target, index) => {
                let (target, index) = (self.eval(target), self.eval(index));
                match both(target, index, &mut self.budget) {
                    Ok((target, index)) => self.lookup(&target, &index),
                    Err(stopped) => stopped,
                }
            }
            Kind::List(items) => match self.strict(items) {
                Ok(items) => Ok(Value::List(items.into())),
                Err(stopped) => stopped,
            },
            Kind::Map(entries) => match self.strict(entries) {
                Ok(values) => self.map(values),
                Err(stopped) => stopped,
            },
            Kind::Call(function, args) => match &**args {
                // The usual case: one argument needs no list.
                [arg] => match self.eval(arg)? {
                    Value::Unknown(slots) => Ok(Value::Unknown(slots)),
                    value => library::call(*function, &[value], &node.ty, self.env, &mut self.budget),
                },
                [left, right] => {
                    let (left, right) = (self.eval(left), self.eval(right));
                    match both(left, right, &mut self.budget) {
                        Ok((left, right)) => {
                            library::call(*function, &[left, right], &node.ty, self.env, &mut self.budget)
                        }
                        Err(stopped) => stopped,
                    }
                }
                args => match self.strict(args) {
                    Ok(args) => library::call(*function, &args, &node.ty, self.env, &mut self.budget),
                    Err(stopped) => stopped,
                },
            },
            Kind::Matches(target, pattern) => match self.eval(target)? {
                Value::String(text) => pattern.is_match_within(&text, &mut self.budget).map(Value::Bool),
                Value::Unknown(slots) => Ok(Value::Unknown(slots)),
                _ => Err(EvalError::NoOverload),
            },
            Kind::Macro(fold) => self.fold(fold),
            Kind::Fail(error) => Err(error.clone()),
        }
    }

    /// `&&` (`decisive` is false) or `||` (`decisive` is true) of many.
    fn all(&mut self, operands: &[Node], decisive: bool) -> Evaluated {
        let mut absorbed = Absorbed::default();
        for operand in operands {
            match self.eval(operand) {
                Ok(Value::Bool(bool)) if bool == decisive => return Ok(Value::Bool(decisive)),
                Ok(Value::Bool(_)) => {}
                other => absorbed.add(other),
            }
        }
        absorbed.or(Value::Bool(!decisive), &mut self.budget)
    }

    fn compare(&mut self, comparison: Comparison, operands: &[Node; 2]) -> Evaluated {
        let [left, right] = operands;
        // The usual case: what need not be copied is not.
        if let Kind::Literal(right) = &right.kind {
            return match self.eval(left)? {
                Value::Unknown(slots) => Ok(Value::Unknown(slots)),
                left => compare::apply(comparison, &left, right, &mut self.budget),
            };
        }
        // A list of literals is looked through where it stands.
        if let (Comparison::In, Kind::List(items)) = (comparison, &right.kind)
            && items.iter().all(|item| matches!(item.kind, Kind::Literal(_)))
        {
            return match self.eval(left)? {
                Value::Unknown(slots) => Ok(Value::Unknown(slots)),
                left => {
                    let mut values = items.iter().filter_map(|item| match &item.kind {
                        Kind::Literal(value) => Some(value),
                        _ => None,
                    });
                    compare::among(&left, &mut values, &mut self.budget)
                }
            };
        }
        let (left, right) = (self.eval(left), self.eval(right));
        match both(left, right, &mut self.budget) {
            Ok((left, right)) => compare::apply(comparison, &left, &right, &mut self.budget),
            Err(stopped) => stopped,
        }
    }

    /// All values, or the union of the unknowns among them, or the first error.
    fn strict(&mut self, nodes: &[Node]) -> Result<Vec<Value>, Evaluated> {
        let mut values = Vec::with_capacity(nodes.len());
        let mut absorbed = Absorbed::default();
        for node in nodes {
            match self.eval(node) {
                Ok(Value::Unknown(slots)) => absorbed.unknown(slots),
                Ok(value) => values.push(value),
                Err(error) => absorbed.error(error),
            }
        }
        if absorbed.any() { Err(absorbed.or(Value::Null, &mut self.budget)) } else { Ok(values) }
    }

    fn lookup(&mut self, target: &Value, index: &Value) -> Evaluated {
        match target {
            Value::List(items) => {
                let place = match index {
                    Value::Int(int) => usize::try_from(*int).ok(),
                    Value::Uint(uint) => usize::try_from(*uint).ok(),
                    Value::Double(number) => {
                        let whole = number.to_i64().ok_or(EvalError::NoOverload)?;
                        if number.order(&whole.into()) != Some(Ordering::Equal) {
                            return Err(EvalError::NoOverload);
                        }
                        usize::try_from(whole).ok()
                    }
                    _ => return Err(EvalError::NoOverload),
                };
                place.and_then(|place| items.get(place)).cloned().ok_or(EvalError::OutOfRange)
            }
            Value::Map(entries) => {
                let found = compare::find(entries, index, &mut self.budget)?;
                found.cloned().ok_or(EvalError::NoSuchKey)
            }
            _ => Err(EvalError::NoOverload),
        }
    }

    /// A map of keys and values that take turns.
    fn map(&mut self, values: Vec<Value>) -> Evaluated {
        let mut entries: Vec<(Value, Value)> = Vec::with_capacity(values.len() / 2);
        let mut values = values.into_iter();
        while let (Some(key), Some(value)) = (values.next(), values.next()) {
            if !matches!(key, Value::Bool(_) | Value::Int(_) | Value::Uint(_) | Value::String(_)) {
                return Err(EvalError::NoOverload);
            }
            if compare::find(&entries, &key, &mut self.budget)?.is_some() {
                return Err(EvalError::DuplicateKey);
            }
            entries.push((key, value));
        }
        Ok(Value::Map(Arc::new(entries)))
    }
}

fn member<'v>(entries: &'v [(Value, Value)], name: &str) -> Option<&'v Value> {
    let found = entries.iter().find(|(key, _)| matches!(key, Value::String(key) if **key == *name));
    found.map(|(_, value)| value)
}
