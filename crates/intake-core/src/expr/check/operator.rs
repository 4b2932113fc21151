//! Types of operators, and the choices that a comparison names.

use std::sync::Arc;

use super::{Checker, literal, types};
use crate::diagnostic::EXPLAIN;
use crate::expr::explain::{Hint, Problem, nearest};
use crate::expr::node::{Kind, Node, TYPED};
use crate::expr::operator::{Comparison, Operator};
use crate::expr::syntax::{Span, Syntax};
use crate::expr::value::Type;

impl Checker<'_> {
    pub(super) fn negate(&mut self, operand: Syntax) -> (Kind, Type) {
        let operand = self.node(operand);
        if !matches!(operand.ty(), Type::Int | Type::Double | Type::Dyn) {
            self.errors.push(Problem::NoNegation { found: operand.ty() }, operand.span);
        }
        let ty = operand.ty().clone();
        (Kind::Negate(Box::new(operand)), ty)
    }

    pub(super) fn arithmetic(&mut self, first: Syntax, rest: Vec<(Operator, Syntax)>) -> (Kind, Type) {
        let first = self.node(first);
        let (mut ty, mut left) = (first.ty().clone(), first.span);
        let mut operands = Vec::with_capacity(rest.len());
        for (operator, operand) in rest {
            let operand = self.node(operand);
            ty = match result(operator, &ty, operand.ty()) {
                Some(ty) => ty,
                None => {
                    self.report(operator, (left, &ty), &operand);
                    Type::Dyn
                }
            };
            left = left.to(operand.span);
            operands.push((operator, operand));
        }
        (Kind::Arithmetic(Box::new(first), operands), ty)
    }

    fn report(&mut self, operator: Operator, (span, left): (Span, &Type), right: &Node) {
        let whole = span.to(right.span);
        let mixed = types::number(left) && types::number(right.ty()) && left != right.ty();
        let sign = sign(operator);
        if !mixed
            || (operator == Operator::Remainder && (*left == Type::Double || *right.ty() == Type::Double))
        {
            self.errors.push(Problem::NoOperator { operator: sign, left, right: right.ty() }, whole);
            return;
        }
        let better = if EXPLAIN {
            let kind = if *left == Type::Double || *right.ty() == Type::Double { "double" } else { "int" };
            let left = converted(kind, left, span.text(self.source));
            let right = converted(kind, right.ty(), right.span.text(self.source));
            [&left, " ", sign, " ", &right].concat()
        } else {
            String::new()
        };
        self.errors.push(Problem::MixedNumbers { better }, whole);
    }

    pub(super) fn conditional(&mut self, [condition, then, other]: [Syntax; 3]) -> (Kind, Type) {
        let condition = self.bool(condition, "What stands before `?`");
        let (then, other) = (self.node(then), self.node(other));
        let ty = types::join(then.ty(), other.ty()).unwrap_or_else(|| {
            let problem = Problem::DifferentBranches { then: then.ty(), other: other.ty() };
            self.errors.push(problem, then.span.to(other.span));
            Type::Dyn
        });
        (Kind::Conditional(Box::new([condition, then, other])), ty)
    }

    pub(super) fn compare(
        &mut self,
        comparison: Comparison,
        operands: [Syntax; 2],
        span: Span,
    ) -> (Kind, Type) {
        let [left, right] = operands;
        let (left, right) = (self.node(left), self.node(right));
        let fits = match comparison {
            _ if !TYPED => true,
            Comparison::Equal | Comparison::NotEqual => {
                self.bare(&left, &right);
                self.bare(&right, &left);
                self.choices(&left, &right);
                self.choices(&right, &left);
                types::comparable(left.ty(), right.ty())
            }
            Comparison::In => {
                self.bare(&left, &right);
                self.bare(&right, &left);
                let fits = match right.ty() {
                    Type::List(element) => types::comparable(left.ty(), element),
                    Type::Map(key, _) => types::comparable(left.ty(), key),
                    Type::Object(_) => types::fits(left.ty(), &Type::String),
                    Type::Dyn => true,
                    found => {
                        self.errors.push(Problem::NotInList { found }, right.span);
                        true
                    }
                };
                match (left.ty(), right.ty()) {
                    (Type::Choice(choices), _) => self.each_choice(choices, &right),
                    (_, Type::List(element)) => {
                        if let Type::Choice(choices) = &**element {
                            self.choice(choices, &left);
                        }
                    }
                    _ => {}
                }
                fits
            }
            _ => types::ordered(left.ty(), right.ty()),
        };
        if !fits {
            let operator = match comparison {
                Comparison::Equal => "==",
                Comparison::NotEqual => "!=",
                Comparison::Less => "<",
                Comparison::LessOrEqual => "<=",
                Comparison::Greater => ">",
                Comparison::GreaterOrEqual => ">=",
                Comparison::In => "in",
            };
            let equality = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
            let goes_on = matches!(left.kind, Kind::Compare(..)) && !equality;
            let hint = if goes_on { Hint::Chain } else { hint(left.ty(), right.ty(), equality) };
            let problem = Problem::NotComparable { operator, left: left.ty(), right: right.ty(), hint };
            self.errors.push(problem, span);
        }
        (Kind::Compare(comparison, Box::new([left, right])), Type::Bool)
    }

    /// The name of a choice without its quotes: that is what is wrong, and not that nothing is
    /// called that.
    fn bare(&mut self, chosen: &Node, other: &Node) {
        if !EXPLAIN {
            return;
        }
        let choices = match chosen.ty() {
            Type::Choice(choices) => choices,
            Type::List(element) => match &**element {
                Type::Choice(choices) => choices,
                _ => return,
            },
            _ => return,
        };
        if let Kind::List(items) = &other.kind {
            return items.iter().for_each(|item| self.bare(chosen, item));
        }
        let written = other.span.text(self.source);
        let is_inside = |error: &crate::expr::ExprError| {
            error.code == "unknown-name"
                && error.span.start >= other.span.range().start
                && error.span.end <= other.span.range().end
        };
        if !self.errors.0.iter().any(is_inside) {
            return;
        }
        let meant = choices.iter().find(|choice| ***choice == *written).cloned();
        let Some(meant) = meant.or_else(|| nearest(written, choices.iter().cloned())) else { return };
        self.errors.0.retain(|error| !is_inside(error));
        self.errors.push(Problem::BareChoice { written, meant: &meant }, other.span);
    }

    /// Choices compared with `==`: one with a literal, or a list of them with a list.
    fn choices(&mut self, chosen: &Node, other: &Node) {
        match chosen.ty() {
            Type::Choice(choices) => self.choice(choices, other),
            Type::List(element) => {
                if let Type::Choice(choices) = &**element {
                    self.each_choice(choices, other);
                }
            }
            _ => {}
        }
    }

    fn each_choice(&mut self, choices: &[Arc<str>], list: &Node) {
        if let Kind::List(items) = &list.kind {
            for item in items {
                self.choice(choices, item);
            }
        }
    }

    fn choice(&mut self, choices: &[Arc<str>], node: &Node) {
        if let Some(name) = literal(node)
            && !choices.contains(name)
        {
            let meant = nearest(name, choices.iter().cloned());
            self.errors.push(Problem::UnknownChoice { name, meant, choices }, node.span);
        }
    }
}

/// What an operator gives, if it goes between the types.
fn result(operator: Operator, left: &Type, right: &Type) -> Option<Type> {
    if !TYPED {
        return Some(Type::Dyn);
    }
    use Operator as O;
    use Type as T;
    let whole_or_sum = matches!(operator, O::Add);
    Some(match (left, right) {
        (T::Int, T::Int) => T::Int,
        (T::Uint, T::Uint) => T::Uint,
        (T::Double, T::Double) if operator != O::Remainder => T::Double,
        (a, b) if whole_or_sum && types::text(a) && types::text(b) => T::String,
        (T::Bytes, T::Bytes) if whole_or_sum => T::Bytes,
        (T::List(_), T::List(_)) if whole_or_sum => types::join(left, right).unwrap_or_else(dynamic_list),
        (T::Timestamp, T::Duration) if matches!(operator, O::Add | O::Subtract) => T::Timestamp,
        (T::Duration, T::Timestamp) if whole_or_sum => T::Timestamp,
        (T::Duration, T::Duration) if matches!(operator, O::Add | O::Subtract) => T::Duration,
        (T::Timestamp, T::Timestamp) if operator == O::Subtract => T::Duration,
        (T::Dyn, other) | (other, T::Dyn) => {
            let never = matches!(other, T::Bool | T::Null | T::Map(..) | T::Object(_) | T::Type);
            return (!never).then(|| if types::number(other) { other.clone() } else { T::Dyn });
        }
        _ => return None,
    })
}

fn dynamic_list() -> Type {
    Type::list(Type::Dyn)
}

/// A number as the other kind, as it would be written.
fn converted(kind: &str, ty: &Type, text: &str) -> String {
    let same = matches!((kind, ty), ("double", Type::Double) | ("int", Type::Int));
    let digits = text.trim_end_matches(['u', 'U']);
    if same {
        text.to_owned()
    } else if digits.trim_start_matches('-').bytes().all(|b| b.is_ascii_digit()) {
        [digits, if kind == "double" { ".0" } else { "" }].concat()
    } else if text.starts_with('(') && text.ends_with(')') {
        [kind, text].concat()
    } else {
        [kind, "(", text, ")"].concat()
    }
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Add => "+",
        Operator::Subtract => "-",
        Operator::Multiply => "*",
        Operator::Divide => "/",
        Operator::Remainder => "%",
    }
}

fn hint(left: &Type, right: &Type, equality: bool) -> Hint {
    let either = |is: fn(&Type) -> bool| is(left) || is(right);
    match () {
        () if either(|ty| matches!(ty, Type::Null)) => Hint::Null,
        () if equality && matches!((left, right), (Type::List(_), _) | (_, Type::List(_))) => Hint::List,
        // `born < 2026-11-22` is arithmetic.
        () if either(|ty| matches!(ty, Type::Timestamp)) && either(types::number) => Hint::Date,
        () if !either(types::text) => Hint::None,
        () if either(|ty| matches!(ty, Type::Timestamp)) => Hint::Date,
        () if either(types::number) => Hint::Number,
        () if either(|ty| matches!(ty, Type::Bool)) => Hint::Bool,
        () => Hint::None,
    }
}
