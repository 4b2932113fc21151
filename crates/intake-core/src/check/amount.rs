//! Amounts that may be left empty, and leave open what is computed from them.
//!
//! An `otherwise` does not help there: it stands for a question that is not asked. Neither do reasons: where a
//! question offers them, its author has thought of those who don't answer, and nothing is said.

use std::collections::BTreeSet;

use super::criterion::{is_settled, reads};
use super::reason::Reason;
use super::tree::{children, walk};
use crate::definition::{Condition, Item, ItemId, Kind};
use crate::diagnostic::{Diagnostics, explain};
use crate::expr::node::{Kind as Tree, Node};

pub(super) fn check(reason: &Reason<'_>, diagnostics: &Diagnostics) {
    let form = reason.form;
    let mut said = BTreeSet::new();
    for (what, cell) in results(reason) {
        let Some(expr) = reason.expr(cell) else { continue };
        for name in names(reason, expr.root()) {
            let Some(item) = form.item(ItemId(name)).filter(|item| may_be_empty(item)) else { continue };
            if said.contains(&name) || !is_open(reason, expr.root(), name, item) {
                continue;
            }
            said.insert(name);
            diagnostics.warning(
                "optional-amount",
                item.pointer.clone(),
                explain!("\"{}\" may be left empty, and then {what} has no value.", item.name),
                explain!(
                    "Make it \"required\": true; or give it \"default\": 0, if nothing written means none. \"otherwise\" counts only while it is not asked."
                ),
            );
        }
    }
}

/// What is computed for the outcome, in words, and its cell.
fn results(reason: &Reason<'_>) -> Vec<(String, u32)> {
    let form = reason.form;
    let mut results = Vec::new();
    for (program, code) in form.programs.iter().zip(&form.code.programs) {
        for (criterion, cell) in program.criteria.iter().zip(&code.criteria) {
            results.push((format!("the criterion \"{}\"", criterion.name), *cell));
        }
        results.extend(code.estimate.map(|cell| (format!("the estimate of \"{}\"", program.name), cell)));
    }
    for (variable, cell) in form.variables.iter().zip(&form.code.variables) {
        results.push((format!("the variable \"{}\"", variable.name), *cell));
    }
    results
}

/// An amount that a person may leave empty, where nothing then stands for it.
fn may_be_empty(item: &Item) -> bool {
    matches!(item.kind, Kind::Integer { .. } | Kind::Decimal { .. } | Kind::Money { .. })
        && matches!(item.required, Condition::Always(false))
        && item.default.is_none()
        && item.absent.is_empty()
        && !item.read_only
}

/// The items that an expression reads, and those of a repeat's entries.
fn names(reason: &Reason<'_>, root: &Node) -> BTreeSet<u32> {
    let mut names = reads(reason, root);
    walk(root, &mut |node| {
        if let Tree::Member(_, name) = &node.kind {
            names.extend(reason.form.find(name).map(|id| id.0));
        }
    });
    names
}

/// Whether the expression needs an answer while the question is asked.
fn is_open(reason: &Reason<'_>, root: &Node, name: u32, item: &Item) -> bool {
    let mut env = reason.ask();
    reason.is_relevant(name, &mut env)
        && !is_guarded(root, name, item)
        && !is_settled(reason, root, name, &env, 0)
}

/// Whether an expression asks first whether there is an answer: then its author thought of it.
fn is_guarded(node: &Node, name: u32, item: &Item) -> bool {
    let asks = match &node.kind {
        Tree::HasAnswer(own) => own.0 == name,
        Tree::HasMember(_, own) => item.scope.is_some() && *own == item.name,
        _ => false,
    };
    asks || children(node).into_iter().any(|child| is_guarded(child, name, item))
}
