//! Operators between two operands.

use super::Parser;
use crate::diagnostic::EXPLAIN;
use crate::expr::explain::{Problem, foreign_word, quoted_operator};
use crate::expr::lex::{Mark, Token};
use crate::expr::operator::{Comparison, Operator};
use crate::expr::syntax::{Syntax, SyntaxKind};
use crate::expr::value::Value;

/// An operator between two operands.
#[derive(Clone, Copy)]
pub(super) enum Infix {
    Or,
    And,
    Compare(Comparison),
    Arithmetic(Operator),
}

impl Infix {
    pub(super) fn level(self) -> u32 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Compare(_) => 3,
            Self::Arithmetic(operator) => level_of(operator),
        }
    }
}

fn level_of(operator: Operator) -> u32 {
    match operator {
        Operator::Add | Operator::Subtract => 4,
        Operator::Multiply | Operator::Divide | Operator::Remainder => 5,
    }
}

impl Parser<'_> {
    pub(super) fn infix(&mut self) -> Option<Infix> {
        use {Comparison as C, Infix as I, Operator as O};
        let infix = match &self.token {
            Token::Mark(mark) => match mark {
                Mark::Or => I::Or,
                Mark::And => I::And,
                Mark::Equal => I::Compare(C::Equal),
                Mark::NotEqual => I::Compare(C::NotEqual),
                Mark::Less => I::Compare(C::Less),
                Mark::LessOrEqual => I::Compare(C::LessOrEqual),
                Mark::Greater => I::Compare(C::Greater),
                Mark::GreaterOrEqual => I::Compare(C::GreaterOrEqual),
                Mark::Plus => I::Arithmetic(O::Add),
                Mark::Minus => I::Arithmetic(O::Subtract),
                Mark::Star => I::Arithmetic(O::Multiply),
                Mark::Slash => I::Arithmetic(O::Divide),
                Mark::Percent => I::Arithmetic(O::Remainder),
                _ => return None,
            },
            Token::Name(name) => match name.as_ref() {
                "in" => I::Compare(C::In),
                _ if !EXPLAIN => return None,
                "and" | "AND" => self.reported("&&", I::And),
                "or" | "OR" => self.reported("||", I::Or),
                "mod" => self.reported("%", I::Arithmetic(O::Remainder)),
                "div" => self.reported("/", I::Arithmetic(O::Divide)),
                _ => {
                    if let Some(help) = foreign_word(name) {
                        let written = self.span.text(self.source);
                        self.lexer.errors.push_once(Problem::Foreign { written, help }, self.span);
                    }
                    return None;
                }
            },
            Token::Literal(Value::String(text)) if EXPLAIN => {
                let instead = quoted_operator(text)?;
                let infix = match instead {
                    "==" => I::Compare(C::Equal),
                    "!=" => I::Compare(C::NotEqual),
                    "<" => I::Compare(C::Less),
                    "<=" => I::Compare(C::LessOrEqual),
                    ">" => I::Compare(C::Greater),
                    ">=" => I::Compare(C::GreaterOrEqual),
                    "&&" => I::And,
                    "||" => I::Or,
                    "+" => I::Arithmetic(O::Add),
                    "-" => I::Arithmetic(O::Subtract),
                    "*" => I::Arithmetic(O::Multiply),
                    _ => I::Arithmetic(O::Divide),
                };
                self.reported(instead, infix)
            }
            _ => return None,
        };
        Some(infix)
    }

    /// Reports the current word once, and reads it as the operator.
    fn reported(&mut self, instead: &'static str, infix: Infix) -> Infix {
        let problem = Problem::WriteInstead { written: self.span.text(self.source), instead };
        self.lexer.errors.push_once(problem, self.span);
        infix
    }

    pub(super) fn combine(&mut self, infix: Infix, left: Syntax, right: Syntax) -> Option<Syntax> {
        let span = left.span.to(right.span);
        let bare = self.source.as_bytes().get(left.span.start as usize) != Some(&b'(')
            || !self.source.get(left.span.range()).is_some_and(|text| text.ends_with(')'));
        let below = right.height.max(left.height.saturating_sub(1));
        let height = left.height.max(right.height);
        match (infix, *left.kind) {
            (Infix::And, SyntaxKind::And(mut operands)) => {
                operands.push(right);
                self.node(SyntaxKind::And(operands), span, below)
            }
            (Infix::Or, SyntaxKind::Or(mut operands)) => {
                operands.push(right);
                self.node(SyntaxKind::Or(operands), span, below)
            }
            (Infix::Arithmetic(operator), SyntaxKind::Arithmetic(first, mut rest))
                if bare && rest.first().is_some_and(|(o, _)| level_of(*o) == level_of(operator)) =>
            {
                rest.push((operator, right));
                self.node(SyntaxKind::Arithmetic(first, rest), span, below)
            }
            (infix, kind) => {
                let left = Syntax { kind: Box::new(kind), span: left.span, height: left.height };
                let kind = match infix {
                    Infix::And => SyntaxKind::And(vec![left, right]),
                    Infix::Or => SyntaxKind::Or(vec![left, right]),
                    Infix::Compare(comparison) => SyntaxKind::Compare(comparison, [left, right]),
                    Infix::Arithmetic(operator) => SyntaxKind::Arithmetic(left, vec![(operator, right)]),
                };
                self.node(kind, span, height)
            }
        }
    }
}
