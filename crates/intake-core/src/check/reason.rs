//! Assuming that conditions are true or false, until that is seen to be impossible.
//!
//! Everything here errs on one side: "possible" may be wrong, "impossible" is proved.

use std::cell::Cell;

use super::domain::Domain;
use super::environment::Environment;
use super::{item, tree};
use crate::definition::{Item, Kind};
use crate::expr::Expr;
use crate::expr::node::{Kind as Tree, Node};
use crate::form::{Form, SELF};

/// Steps that one question may take; then the answer is "possible".
const STEPS: u32 = 4_000;
/// Steps for all questions about one form.
const ALL_STEPS: u32 = 1_000_000;
/// Relevances and variables that a question may follow, one into the other.
const HOPS: u32 = 12;

/// A form, ready to be reasoned about.
pub(super) struct Reason<'a> {
    pub form: &'a Form,
    answers: Vec<Domain>,
    steps: Cell<u32>,
    all_steps: Cell<u32>,
}

impl<'a> Reason<'a> {
    pub fn new(form: &'a Form) -> Self {
        let many = item::has_many_choices(form);
        let answers =
            form.items.iter().enumerate().map(|(i, item)| item::answers(form, i, item, many)).collect();
        let mut reason = Self { form, answers, steps: Cell::new(STEPS), all_steps: Cell::new(ALL_STEPS) };
        reason.answers = std::mem::take(&mut reason.answers)
            .into_iter()
            .enumerate()
            .map(|(i, domain)| reason.constrained(i, domain))
            .collect();
        reason
    }

    /// The answers that an item's own constraint lets through as well, where that speaks of nothing else.
    fn constrained(&self, number: usize, domain: Domain) -> Domain {
        let constraint = self.form.code.items.get(number).and_then(|code| code.constraint);
        let expr = constraint.and_then(|cell| self.expr(cell));
        let Some(expr) = expr.filter(|expr| tree::is_simple(expr.root())) else { return domain };
        let mut env = Environment::with(SELF.0, domain);
        if !self.assume(expr.root(), true, &mut env) {
            return Domain::Nothing;
        }
        env.names.remove(&SELF.0).unwrap_or(Domain::Any)
    }

    /// A new question, with all its steps before it.
    pub fn ask(&self) -> Environment {
        self.steps.set(STEPS);
        Environment::default()
    }

    /// Whether the steps are spent; counts one.
    pub fn is_tired(&self) -> bool {
        let left = self.steps.get().min(self.all_steps.get());
        self.steps.set(self.steps.get().saturating_sub(1));
        self.all_steps.set(self.all_steps.get().saturating_sub(1));
        left == 0
    }

    pub fn expr(&self, cell: u32) -> Option<&'a Expr> {
        self.form.code.cells.get(cell as usize)?.expr.as_ref()
    }

    /// The expression of a variable, by its name's number.
    pub fn variable(&self, name: u32) -> Option<&'a Expr> {
        let at = (name as usize).checked_sub(self.form.items.len())?;
        self.expr(*self.form.code.variables.get(at)?)
    }

    /// All the answers that an item accepts.
    pub fn answers(&self, name: u32) -> Domain {
        self.answers.get(name as usize).cloned().unwrap_or(Domain::Any)
    }

    /// What expressions see while the item is not relevant.
    pub fn otherwise(&self, name: u32, item: &Item) -> Domain {
        match self.form.code.items.get(name as usize).and_then(|code| code.otherwise.as_ref()) {
            Some(value) => Domain::of(value),
            None => match item.kind {
                Kind::Choices { .. } => Domain::names(Default::default(), Default::default()),
                Kind::Repeat(_) => Domain::Any,
                _ => Domain::Nothing,
            },
        }
    }

    /// Assumes that a condition has a value. False when it cannot have that.
    pub fn assume(&self, node: &Node, truth: bool, env: &mut Environment) -> bool {
        if self.is_tired() {
            return true;
        }
        match &node.kind {
            Tree::Not(inner) => self.assume(inner, !truth, env),
            Tree::And(operands) if truth => self.together(operands, true, env),
            Tree::Or(operands) if !truth => self.together(operands, false, env),
            Tree::And(operands) | Tree::Or(operands) => {
                self.either(env, operands.iter().map(|operand| vec![(operand, truth)]).collect())
            }
            Tree::Conditional(parts) => {
                let [condition, then, other] = &**parts;
                self.either(
                    env,
                    vec![vec![(condition, true), (then, truth)], vec![(condition, false), (other, truth)]],
                )
            }
            Tree::Compare(comparison, sides) => self.compare(*comparison, sides, truth, env),
            Tree::HasAnswer(name) if truth => self.is_relevant(name.0, env),
            _ => self.domain(node, env).has(truth) && self.narrow(node, &Domain::bool(truth, !truth), env),
        }
    }

    /// Assumes that all operands have a value: twice over, as a later one may tell of an
    /// earlier one, and of the relevances that it led to.
    fn together(&self, operands: &[Node], truth: bool, env: &mut Environment) -> bool {
        let mut all = |env: &mut Environment| operands.iter().all(|operand| self.assume(operand, truth, env));
        all(env) && self.again(env, &mut all)
    }

    /// Assumes once more what has been assumed, now that more is known.
    pub fn again(&self, env: &mut Environment, all: &mut dyn FnMut(&mut Environment) -> bool) -> bool {
        let before = std::mem::take(&mut env.relevant);
        let holds = all(env);
        let agrees = before.iter().all(|(cell, value)| env.relevant.get(cell).is_none_or(|now| now == value));
        env.relevant.extend(before);
        holds && agrees
    }

    /// Assumes one case at least, each a row of conditions with their values.
    pub fn either(&self, env: &mut Environment, cases: Vec<Vec<(&Node, bool)>>) -> bool {
        let mut possible = Vec::new();
        for case in cases {
            let mut one = env.clone();
            if case.into_iter().all(|(node, truth)| self.assume(node, truth, &mut one)) {
                possible.push(one);
            }
        }
        Environment::join(possible).map(|joined| *env = joined).is_some()
    }

    /// Assumes that an item is relevant.
    pub fn is_relevant(&self, name: u32, env: &mut Environment) -> bool {
        let cell = self.form.code.items.get(name as usize).and_then(|code| code.relevance);
        cell.is_none_or(|cell| self.relevance(cell, true, env))
    }

    /// Assumes that a relevance is true, or that it is false.
    pub fn relevance(&self, cell: u32, truth: bool, env: &mut Environment) -> bool {
        if let Some(before) = env.relevant.get(&cell) {
            return *before == truth;
        }
        let Some(own) = self.form.code.cells.get(cell as usize) else { return true };
        if env.hops >= HOPS || self.is_tired() {
            return true;
        }
        env.relevant.insert(cell, truth);
        env.hops += 1;
        let parent = |value: bool, env: &mut Environment| match own.parent {
            Some(parent) => self.relevance(parent, value, env),
            None => value,
        };
        let expr = |value: bool, env: &mut Environment| {
            own.expr.as_ref().is_none_or(|expr| self.assume(expr.root(), value, env))
        };
        let holds = if truth {
            parent(true, env) && expr(true, env)
        } else {
            let (mut outer, mut inner) = (env.clone(), env.clone());
            let cases = [(parent(false, &mut outer), outer), (expr(false, &mut inner), inner)];
            let possible = cases.into_iter().filter(|(possible, _)| *possible).map(|(_, env)| env).collect();
            Environment::join(possible).map(|joined| *env = joined).is_some()
        };
        env.hops = env.hops.saturating_sub(1);
        holds
    }
}
