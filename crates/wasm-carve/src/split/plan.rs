//! Which function stands in which module, and how the others reach it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use walrus::ir::{Visitor, dfs_in_order};
use walrus::{ElementItems, ElementKind, ExportItem, FunctionId, FunctionKind, Module, TableId};

/// A function is named by its place in the module in one piece: that is the same in each copy of it.
pub(super) struct Plan {
    /// The module of each function, by its place.
    numbers: Vec<usize>,
    /// Of `later` and of `last` the functions that a module before calls; they have a place each in the table.
    pub entries: [Vec<usize>; 2],
    /// Those of them that the first module calls: there stands what asks for them.
    pub relayed: BTreeSet<usize>,
    /// What `later` lends to `last`.
    pub lent: Vec<usize>,
    /// The table's first free place, and the one behind the entries.
    pub base: u64,
    pub end: u64,
}

impl Plan {
    pub(super) fn of(module: &Module, number: impl Fn(&str) -> usize) -> Result<Self> {
        let places: BTreeMap<FunctionId, usize> =
            module.funcs.iter().enumerate().map(|(place, function)| (function.id(), place)).collect();
        let numbers = module.funcs.iter().map(|function| match (&function.kind, &function.name) {
            (FunctionKind::Local(_), Some(name)) => number(name),
            _ => 0,
        });
        let numbers: Vec<usize> = numbers.collect();
        let of = |place: &usize| numbers.get(*place).copied().unwrap_or_default();
        // What is called from outside the module, or through the table, the first must have.
        let mut known = [Known::default(), Known::default()];
        for (id, function) in module.funcs.iter_local() {
            let place = places.get(&id).context("a function without a place")?;
            if let Some(known) = known.get_mut(of(place)) {
                dfs_in_order(known, function, function.entry_block());
            }
        }
        let [by_first, by_later] = &mut known;
        for element in module.elements.iter() {
            if let ElementItems::Functions(functions) = &element.items {
                by_first.0.extend(functions);
            }
        }
        for export in module.exports.iter() {
            if let ExportItem::Function(function) = export.item {
                by_first.0.insert(function);
            }
        }
        by_first.0.extend(module.start);
        let known = |Known(ids): &Known, above: usize| -> BTreeSet<usize> {
            ids.iter().filter_map(|id| places.get(id).copied()).filter(|place| of(place) > above).collect()
        };
        let (relayed, by_later) = (known(by_first, 0), known(by_later, 1));
        let later = relayed.iter().copied().filter(|place| of(place) == 1).collect();
        let last = (&relayed | &by_later).into_iter().filter(|place| of(place) == 2).collect();
        let entries: [Vec<usize>; 2] = [later, last];
        let base = module.tables.get(the_table(module)?).initial;
        let end = base + entries.iter().map(Vec::len).sum::<usize>() as u64;
        Ok(Self { entries, relayed, lent: Vec::new(), base, end, numbers })
    }

    pub(super) fn number(&self, place: usize) -> usize {
        self.numbers.get(place).copied().unwrap_or_default()
    }

    /// Where the entries of a module begin in the table.
    pub(super) fn start(&self, number: usize) -> u64 {
        let [later, _] = &self.entries;
        if number == 1 { self.base } else { self.base + later.len() as u64 }
    }

    /// Where an entry stands in the table.
    pub(super) fn slot(&self, place: usize) -> Result<i32> {
        let number = self.number(place);
        let entries = self.entries.get(number.wrapping_sub(1)).context("the first module has no entries")?;
        let at = entries.binary_search(&place).ok().context("no entry")?;
        Ok(i32::try_from(self.start(number) + at as u64)?)
    }
}

#[derive(Default)]
struct Known(BTreeSet<FunctionId>);

impl Visitor<'_> for Known {
    fn visit_function_id(&mut self, function: &FunctionId) {
        self.0.insert(*function);
    }
}

/// The table through which functions are called.
pub(super) fn the_table(module: &Module) -> Result<TableId> {
    let of_functions = module.elements.iter().find_map(|element| match element.kind {
        ElementKind::Active { table, .. } => Some(table),
        _ => None,
    });
    of_functions.context("the module calls no function through a table")
}
