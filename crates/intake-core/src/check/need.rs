//! Data minimisation: what is asked or computed and never needed.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::tree::walk;
use crate::definition::{Item, ItemId, Kind};
use crate::diagnostic::{Diagnostics, explain};
use crate::expr::node::Kind as Tree;
use crate::form::{Form, Target};

pub(super) fn check(form: &Form, diagnostics: &Diagnostics) {
    let needs = Needs::of(form);
    let first = form.items.len() as u32;
    for (number, variable) in (first..).zip(&form.variables) {
        if !needs.names.contains(&number) {
            diagnostics.warning(
                "unused-variable",
                variable.pointer.clone(),
                explain!("Nothing uses the variable \"{}\".", variable.name),
                explain!("Use it, or remove it."),
            );
        }
    }
    for (number, item) in form.items.iter().enumerate() {
        // Consent and signature are acts, whose text says what they are for.
        let act = matches!(item.kind, Kind::Consent { .. } | Kind::Signature);
        if item.kind.is_question() && !act && !needs.item(form, number as u32, item) {
            diagnostics.warning(
                "unneeded-question",
                item.pointer.clone(),
                explain!("No program, referral, condition, text or record needs \"{}\".", item.name),
                explain!("Remove it; or say what it is for in \"purpose\", or mark it \"record\": true."),
            );
        }
    }
}

/// What something needs that reaches a person or a case file.
struct Needs {
    names: BTreeSet<u32>,
    /// The members that are taken of lists' entries.
    members: BTreeSet<Arc<str>>,
}

impl Needs {
    fn of(form: &Form) -> Self {
        let told = form.code.told.iter().enumerate().filter(|(_, told)| !told.is_empty());
        let mut needs = Self { names: told.map(|(name, _)| name as u32).collect(), members: BTreeSet::new() };
        // A variable counts when something that counts reads it.
        let uses =
            |cell: usize, names: &BTreeSet<u32>| match form.code.cells.get(cell).map(|cell| cell.target) {
                Some(Target::Variable(at)) => names.contains(&((form.items.len() + at) as u32)),
                _ => true,
            };
        let mut open: Vec<usize> = (0..form.code.cells.len()).collect();
        loop {
            let (now, later): (Vec<usize>, Vec<usize>) =
                open.into_iter().partition(|cell| uses(*cell, &needs.names));
            if now.is_empty() {
                return needs;
            }
            now.into_iter().for_each(|cell| needs.add(form, cell));
            open = later;
        }
    }

    fn add(&mut self, form: &Form, cell: usize) {
        let Some(expr) = form.code.cells.get(cell).and_then(|cell| cell.expr.as_ref()) else { return };
        self.names.extend(expr.reads().iter().map(|name| name.0));
        walk(expr.root(), &mut |node| {
            if let Tree::Member(_, name) | Tree::HasMember(_, name) = &node.kind {
                self.members.insert(name.clone());
            }
        });
    }

    fn item(&self, form: &Form, number: u32, item: &Item) -> bool {
        self.is_read(form, number, item) || is_kept(form, item)
    }

    /// Whether something reads an item: by its name, or as a member of entries that it reads.
    fn is_read(&self, form: &Form, number: u32, item: &Item) -> bool {
        let read = |repeat: ItemId| form.item(repeat).is_some_and(|item| self.is_read(form, repeat.0, item));
        self.names.contains(&number) || (self.members.contains(&item.name) && item.scope.is_some_and(read))
    }
}

/// Whether an item, or what it stands in, says what it is for.
fn is_kept(form: &Form, item: &Item) -> bool {
    let mut around = Some(item);
    while let Some(item) = around {
        if item.record || item.purpose.is_some() {
            return true;
        }
        around = item.group.and_then(|ItemId(group)| form.items.get(group as usize));
    }
    false
}
