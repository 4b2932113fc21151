//! Criteria that stay open because a question was never asked.

use std::collections::BTreeSet;

use super::environment::Environment;
use super::reason::Reason;
use super::tree::children;
use crate::definition::{ItemId, Kind};
use crate::diagnostic::{Diagnostics, explain};
use crate::expr::node::{Kind as Tree, Node};

pub(super) fn check(reason: &Reason<'_>, diagnostics: &Diagnostics) {
    let form = reason.form;
    for (program, code) in form.programs.iter().zip(&form.code.programs) {
        for (criterion, cell) in program.criteria.iter().zip(&code.criteria) {
            let Some(expr) = reason.expr(*cell) else { continue };
            let others = code.criteria.iter().filter(|other| *other != cell);
            let others: Vec<&Node> = others.filter_map(|other| Some(reason.expr(*other)?.root())).collect();
            for name in reads(reason, expr.root()) {
                let is_open = leaves_open(reason, expr.root(), &others, name);
                if let Some(item) = form.item(ItemId(name)).filter(|_| is_open) {
                    diagnostics.warning(
                        "criterion-needs-otherwise",
                        criterion.test.pointer.clone(),
                        explain!(
                            "This criterion needs \"{}\", which may be not relevant and has no \"otherwise\".",
                            item.name
                        ),
                        explain!("Give \"{}\" an \"otherwise\", or test first what makes it relevant.", item.name),
                    );
                }
            }
        }
    }
}

/// The items that an expression reads, through variables too.
pub(super) fn reads(reason: &Reason<'_>, root: &Node) -> BTreeSet<u32> {
    let (mut seen, mut items, mut todo) = (BTreeSet::new(), BTreeSet::new(), vec![root]);
    while let Some(node) = todo.pop() {
        if let Tree::Name(name) = &node.kind
            && seen.insert(name.0)
        {
            match reason.variable(name.0) {
                Some(expr) => todo.push(expr.root()),
                None => drop(items.insert(name.0)),
            }
        }
        todo.extend(children(node));
    }
    items
}

/// Whether an item may be not relevant while the expression needs it, and none of the others
/// is unmet and so settles the program.
fn leaves_open(reason: &Reason<'_>, root: &Node, others: &[&Node], name: u32) -> bool {
    let mut env = reason.ask();
    lacking(reason, name).is_some_and(|cell| reason.relevance(cell, false, &mut env))
        && others
            .iter()
            .take_while(|_| !reason.is_tired())
            .all(|other| may_leave_open(reason, other, &mut env))
        && !is_settled(reason, root, name, &env, 0)
}

/// The relevance of an item that has no value without it.
fn lacking(reason: &Reason<'_>, name: u32) -> Option<u32> {
    let item = reason.form.item(ItemId(name))?;
    let list = matches!(item.kind, Kind::Choices { .. } | Kind::Repeat(_));
    let code = reason.form.code.items.get(name as usize)?;
    code.relevance.filter(|_| code.otherwise.is_none() && !list)
}

/// Whether a criterion may be met, which is assumed from then on, or open; not only unmet.
fn may_leave_open(reason: &Reason<'_>, criterion: &Node, env: &mut Environment) -> bool {
    let mut met = env.clone();
    if reason.assume(criterion, true, &mut met) {
        *env = met;
        return true;
    }
    reads(reason, criterion).into_iter().any(|name| {
        let lacks = |cell| reason.relevance(cell, false, &mut env.clone());
        lacking(reason, name).is_some_and(lacks) && !is_settled(reason, criterion, name, env, 0)
    })
}

/// Whether an expression has a value without the item, everything else being answered.
pub(super) fn is_settled(reason: &Reason<'_>, node: &Node, name: u32, env: &Environment, hops: u32) -> bool {
    if reason.is_tired() {
        return true;
    }
    let settled = |node: &Node, env: &Environment| is_settled(reason, node, name, env, hops);
    match &node.kind {
        Tree::Name(own) => match reason.variable(own.0).filter(|_| hops < 8) {
            Some(expr) => is_settled(reason, expr.root(), name, env, hops + 1),
            None => own.0 != name,
        },
        Tree::Member(target, member) => {
            let own = reason.form.item(ItemId(name));
            let is_own = own.is_some_and(|item| item.scope.is_some() && item.name == *member);
            !is_own && settled(target, env)
        }
        // It is settled without the item when the other operands cannot all leave it open.
        Tree::And(operands) | Tree::Or(operands) => {
            let open = matches!(node.kind, Tree::And(_));
            let (without, with): (Vec<&Node>, Vec<&Node>) =
                operands.iter().partition(|operand| settled(operand, env));
            let mut env = env.clone();
            with.is_empty() || !without.into_iter().all(|operand| reason.assume(operand, open, &mut env))
        }
        Tree::Conditional(parts) => {
            let [condition, then, other] = &**parts;
            let branch = |truth, node| {
                let mut env = env.clone();
                !reason.assume(condition, truth, &mut env) || settled(node, &env)
            };
            settled(condition, env) && branch(true, then) && branch(false, other)
        }
        _ => children(node).into_iter().all(|child| settled(child, env)),
    }
}
