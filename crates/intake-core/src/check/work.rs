//! Forms whose answers can be more work than a submission may be.

use crate::definition::{ItemId, Kind};
use crate::diagnostic::{Diagnostics, explain};
use crate::expr::node::{Kind as Tree, Node};
use crate::form::{Form, Target};
use crate::session::WORK;

use super::tree::children;

/// As many entries as a session has room for.
const MOST: f64 = 50_000.0;

/// Reports the costliest expression of a form that can cost more than the budget. An estimate from
/// above: each repeat has its most entries, and every condition looks at all of them.
pub(super) fn check(form: &Form, diagnostics: &Diagnostics) {
    let (mut total, mut most) = (0.0, (0.0, None));
    for cell in &form.code.cells {
        let Some(expr) = &cell.expr else { continue };
        let times = match cell.target {
            Target::Filter(id) => form.item(id).map_or(1, |item| item.kind.choices().len()) as f64,
            _ => 1.0,
        };
        let steps = entries(form, cell.scope) * times * (cost(form, expr.root()) + 2.0);
        total += steps;
        if steps > most.0 {
            most = (steps, place(form, cell.target));
        }
    }
    for constraint in &form.constraints {
        // Where it is broken, each of its items looks at all of them, by their names.
        let steps = 4.0 * (constraint.items.len() as f64).powi(2);
        total += steps;
        if steps > most.0 {
            most = (steps, Some(constraint.pointer.clone()));
        }
    }
    if let (true, Some(pointer)) = (total > WORK as f64, most.1) {
        diagnostics.warning(
            "too-much-work",
            pointer,
            explain!("With as many entries as its repeats allow, the form computes more than it may for one submission, most of it here."),
            explain!("Give the repeats a smaller \"maxCount\", or let this expression look at fewer entries."),
        );
    }
}

/// How often what stands in a repeat is there at most.
fn entries(form: &Form, scope: Option<ItemId>) -> f64 {
    let Some(item) = scope.and_then(|id| form.item(id)) else { return 1.0 };
    (count(&item.kind) * entries(form, item.scope)).min(MOST)
}

fn count(kind: &Kind) -> f64 {
    match kind {
        Kind::Repeat(repeat) => f64::from(repeat.max_count),
        Kind::Choices { choices, .. } => choices.len() as f64,
        _ => 1.0,
    }
}

/// Steps of one evaluation.
fn cost(form: &Form, node: &Node) -> f64 {
    match &node.kind {
        Tree::Macro(fold) => {
            let each = cost(form, &fold.step) + fold.condition.as_ref().map_or(0.0, |node| cost(form, node));
            1.0 + cost(form, &fold.range) + size(form, &fold.range) * each
        }
        _ => 1.0 + children(node).into_iter().map(|child| cost(form, child)).sum::<f64>(),
    }
}

/// How many elements a list has at most, as far as the form says so.
fn size(form: &Form, node: &Node) -> f64 {
    let named =
        |name: &str| form.find(name).and_then(|id| form.item(id)).map_or(1.0, |item| count(&item.kind));
    match &node.kind {
        Tree::Name(name) => form.item(ItemId(name.0)).map_or(1.0, |item| count(&item.kind)),
        Tree::Member(_, name) => named(name),
        Tree::List(nodes) | Tree::Map(nodes) => nodes.len() as f64,
        Tree::Macro(fold) => size(form, &fold.range),
        Tree::Arithmetic(..) | Tree::Conditional(_) => {
            children(node).into_iter().map(|child| size(form, child)).sum()
        }
        _ => 1.0,
    }
}

/// Where a cell's expression is written.
fn place(form: &Form, target: Target) -> Option<String> {
    let item = |id: ItemId, property: &str| form.item(id).map(|item| [&item.pointer, "/", property].concat());
    match target {
        Target::PageRelevance(page) => form.pages.get(page).map(|page| [&page.pointer, "/relevant"].concat()),
        Target::ItemRelevance(id) => item(id, "relevant"),
        Target::Required(id) => item(id, "required"),
        Target::Constraint(id) => item(id, "constraint"),
        Target::Min(id) => item(id, "min"),
        Target::Max(id) => item(id, "max"),
        Target::Filter(id) => item(id, "choiceFilter"),
        Target::Variable(i) => form.variables.get(i).map(|own| [&own.pointer, "/calculation"].concat()),
        Target::Across(i) => form.constraints.get(i).map(|own| own.pointer.clone()),
        Target::Outcome => Some(String::new()),
    }
}
