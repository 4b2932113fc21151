//! What a comparison that holds, or does not, tells about its sides.

use super::domain::{Domain, above, below};
use super::environment::Environment;
use super::reason::Reason;
use crate::definition::ItemId;
use crate::expr::node::{Kind, Node};
use crate::expr::operator::Comparison;
use crate::form::{CHOICE, SELF};

impl Reason<'_> {
    pub(super) fn compare(
        &self,
        comparison: Comparison,
        sides: &[Node; 2],
        truth: bool,
        env: &mut Environment,
    ) -> bool {
        use Comparison as C;
        let [left, right] = sides;
        if !self.demand(left, env) || !self.demand(right, env) {
            return false;
        }
        if comparison == C::In {
            return self.member(left, right, truth, env);
        }
        let (a, b) = (self.domain(left, env), self.domain(right, env));
        if a == Domain::Nothing || b == Domain::Nothing {
            return false;
        }
        match (comparison, truth) {
            (C::Equal, true) | (C::NotEqual, false) => {
                let both = a.meet(&b);
                self.narrow(left, &both, env) && self.narrow(right, &both, env)
            }
            (C::Equal, false) | (C::NotEqual, true) => {
                self.narrow(left, &a.without(&b), env) && self.narrow(right, &b.without(&a), env)
            }
            (C::Less, true) | (C::GreaterOrEqual, false) => self.less(left, &a, right, &b, true, env),
            (C::LessOrEqual, true) | (C::Greater, false) => self.less(left, &a, right, &b, false, env),
            (C::Greater, true) | (C::LessOrEqual, false) => self.less(right, &b, left, &a, true, env),
            _ => self.less(right, &b, left, &a, false, env),
        }
    }

    /// The first is less than the second, or the same when not `strictly`.
    fn less(
        &self,
        small: &Node,
        a: &Domain,
        large: &Node,
        b: &Domain,
        strictly: bool,
        env: &mut Environment,
    ) -> bool {
        let (Domain::Number { low, high, unit }, Domain::Number { low: l, high: h, unit: u }) = (a, b) else {
            return true;
        };
        let most = if strictly { below(*h, *unit) } else { *h };
        let least = if strictly { above(*low, *u) } else { *low };
        self.narrow(small, &Domain::number(*low, high.min(most), *unit), env)
            && self.narrow(large, &Domain::number(l.max(least), *h, *u), env)
    }

    /// `left in right`
    fn member(&self, left: &Node, right: &Node, truth: bool, env: &mut Environment) -> bool {
        let a = self.domain(left, env);
        let b = self.domain(right, env);
        if a == Domain::Nothing || b == Domain::Nothing {
            return false;
        }
        let only = match &a {
            Domain::Text(names) if names.len() == 1 => names.first(),
            _ => None,
        };
        if truth {
            let elements = match &right.kind {
                Kind::List(nodes) => {
                    nodes.iter().map(|node| self.domain(node, env)).fold(Domain::Nothing, |a, b| a.join(&b))
                }
                _ => b.element(),
            };
            if !self.narrow(left, &a.meet(&elements), env) {
                return false;
            }
        }
        let Domain::Names { mut must, mut may } = b else { return true };
        match (only, truth) {
            (Some(name), true) => {
                must.insert(name.clone());
                self.narrow(right, &Domain::names(must, may), env)
            }
            (Some(name), false) => {
                may.remove(name);
                self.narrow(right, &Domain::names(must, may), env)
            }
            (None, false) => match a {
                Domain::Text(names) => self.narrow(left, &Domain::text(&names - &must), env),
                _ => true,
            },
            (None, true) => true,
        }
    }

    /// Narrows what a node stands for. False when nothing is left.
    pub(super) fn narrow(&self, node: &Node, to: &Domain, env: &mut Environment) -> bool {
        if *to == Domain::Nothing {
            return false;
        }
        let Kind::Name(name) = &node.kind else {
            let logical = matches!(node.kind, Kind::Not(_) | Kind::And(_) | Kind::Or(_) | Kind::Compare(..));
            return match to {
                Domain::Bool { yes, no } if yes != no && logical => self.assume(node, *yes, env),
                _ => true,
            };
        };
        let now = self.name(*name, env).meet(to);
        if now == Domain::Nothing {
            return false;
        }
        env.names.insert(name.0, now);
        if let Some(expr) = self.variable(name.0).filter(|_| env.hops < 4) {
            env.hops += 1;
            let possible = self.narrow(expr.root(), to, env);
            env.hops = env.hops.saturating_sub(1);
            return possible;
        }
        self.known(name.0, env)
    }

    /// Every name that a strict expression reads must have a value.
    pub(super) fn demand(&self, node: &Node, env: &mut Environment) -> bool {
        if self.is_tired() {
            return true;
        }
        match &node.kind {
            Kind::Name(name) => match self.variable(name.0).filter(|_| env.hops < 4) {
                Some(expr) => {
                    env.hops += 1;
                    let possible = self.demand(expr.root(), env);
                    env.hops = env.hops.saturating_sub(1);
                    possible
                }
                None => self.known(name.0, env),
            },
            Kind::Arithmetic(..)
            | Kind::Negate(_)
            | Kind::Call(..)
            | Kind::Matches(..)
            | Kind::Member(..)
            | Kind::Index(..)
            | Kind::Compare(..)
            | Kind::Not(_) => super::tree::children(node).into_iter().all(|child| self.demand(child, env)),
            Kind::Conditional(parts) => {
                let [condition, ..] = &**parts;
                self.demand(condition, env)
            }
            _ => true,
        }
    }

    /// A name has a value: an answer to an item that is relevant, unless what the item is
    /// otherwise would do.
    fn known(&self, name: u32, env: &mut Environment) -> bool {
        if name == SELF.0 || name == CHOICE.0 {
            return true;
        }
        let Some(item) = self.form.item(ItemId(name)) else { return true };
        let now = env.names.get(&name).cloned().unwrap_or(Domain::Any);
        let otherwise = self.otherwise(name, item).meet(&now) != Domain::Nothing;
        otherwise || self.is_relevant(name, env)
    }
}
