//! The order of the cells: what is read comes before what reads it.

use super::{Compiler, numbers};
use crate::definition::{ItemId, Kind};
use crate::diagnostic::{EXPLAIN, explain};
use crate::expr::{Expr, Ref};
use crate::form::cell::{Cell, Code, Matters, Target};
use crate::form::names::CHOICE;
use crate::form::order;
use crate::order::Queue;

impl Compiler<'_> {
    /// Orders the cells and joins each name to the cells that read it.
    pub(super) fn arrange(&mut self, code: &mut Code) {
        let items = code.items.len();
        let mut needs = Vec::with_capacity(self.cells.len());
        for cell in &self.cells {
            let mut needed = Queue::default();
            for name in reads(cell) {
                let name = name.0 as usize;
                match self.definition.items.get(name) {
                    // A repeat's value holds what its entries hold.
                    Some(item) => {
                        for within in code.items.get(name..item.end as usize).unwrap_or_default() {
                            needed.extend(within.relevance.map(u64::from));
                        }
                    }
                    None => needed.extend(code.variables.get(name - items).copied().map(u64::from)),
                }
            }
            needed.extend(cell.parent.map(u64::from));
            needs.push(numbers(needed));
        }
        let order = match order::order(&needs) {
            Ok(order) => order,
            Err(cycle) => return self.report_cycle(&cycle),
        };
        let (mut cells, number) = order::rearrange(std::mem::take(&mut self.cells), &order);
        let renumber = |old: &mut u32| *old = number.get(*old as usize).copied().unwrap_or(0);
        let renumber_one = |old: &mut Option<u32>| old.iter_mut().for_each(renumber);
        let renumber_all = |old: &mut [u32]| old.iter_mut().for_each(renumber);
        let renumber_each = |old: &mut [Option<u32>]| old.iter_mut().for_each(renumber_one);
        for cell in &mut cells {
            renumber_one(&mut cell.parent);
        }
        for item in &mut code.items {
            for own in [
                &mut item.relevance,
                &mut item.required,
                &mut item.constraint,
                &mut item.min,
                &mut item.max,
                &mut item.filter,
            ] {
                renumber_one(own);
            }
            for (cell, _) in &mut item.across {
                renumber(cell);
            }
        }
        renumber_each(&mut code.pages);
        renumber_all(&mut code.variables);
        for program in &mut code.programs {
            renumber_all(&mut program.criteria);
            renumber_one(&mut program.estimate);
            renumber_each(&mut program.documents);
            renumber_one(&mut program.urgent);
        }
        renumber_each(&mut code.referrals);
        renumber_each(&mut code.urgent);
        code.readers = vec![Vec::new(); self.names.types.len()];
        let mut children: Vec<(u32, u32)> = Vec::new();
        for (i, cell) in cells.iter().enumerate() {
            for name in reads(cell) {
                if let Some(list) = code.readers.get_mut(name.0 as usize) {
                    list.push(i as u32);
                }
            }
            if let Some(parent) = cell.parent {
                children.push((parent, i as u32));
            }
        }
        for (i, cell) in cells.iter_mut().enumerate() {
            let scope = cell.scope.and_then(|id| code.items.get_mut(id.0 as usize));
            let list = scope.map_or(&mut code.cells_outside, |item| &mut item.cells);
            cell.local = list.len() as u32;
            list.push(i as u32);
        }
        for (parent, child) in children {
            if let Some(cell) = cells.get_mut(parent as usize) {
                cell.children.push(child);
            }
        }
        code.cells = cells;
        self.weigh(code);
    }

    /// Which cells questions are asked for.
    fn weigh(&self, code: &mut Code) {
        let is_told = |name: usize| code.told.get(name).is_some_and(|told| !told.is_empty());
        let mut weights: Vec<(u32, Matters)> = Vec::new();
        for (i, program) in code.programs.iter().enumerate() {
            let others = program.documents.iter().chain([&program.estimate, &program.urgent]).flatten();
            weights.extend(others.map(|cell| (*cell, Matters::Program(i))));
            weights.extend(program.criteria.iter().map(|cell| (*cell, Matters::Criterion(i))));
        }
        weights
            .extend(code.referrals.iter().chain(&code.urgent).flatten().map(|cell| (*cell, Matters::Always)));
        for (i, cell) in code.variables.iter().enumerate() {
            // A text inserts it.
            if is_told(code.items.len() + i) {
                weights.push((*cell, Matters::Always));
            }
        }
        for (i, (item, own)) in self.definition.items.iter().zip(&code.items).enumerate() {
            let shown = matches!(item.kind, Kind::Note { .. } | Kind::Repeat(_));
            if let Some(cell) = own.relevance.filter(|_| shown || item.record || is_told(i)) {
                weights.push((cell, Matters::Always));
            }
        }
        for (cell, matters) in weights {
            if let Some(cell) = code.cells.get_mut(cell as usize) {
                cell.matters = matters;
            }
        }
    }

    fn report_cycle(&self, cycle: &[u32]) {
        let definition = self.definition;
        let item = |id: ItemId| definition.items.get(id.0 as usize);
        let place = |cell: &u32| match self.cells.get(*cell as usize)?.target {
            Target::Variable(i) => definition.variables.get(i).map(|v| (&v.name, &v.calculation.pointer)),
            Target::PageRelevance(i) => definition.pages.get(i).map(|p| (&p.name, &p.pointer)),
            Target::ItemRelevance(id) => item(id).map(|i| (&i.name, &i.pointer)),
            _ => None,
        };
        if !EXPLAIN {
            let pointer = cycle.iter().find_map(place).map(|(_, pointer)| pointer.clone());
            let message = explain!("These depend on each other in a circle.");
            return self.diagnostics.error("cycle", pointer.unwrap_or_default(), message, explain!(""));
        }
        let names: Vec<_> = cycle.iter().filter_map(place).collect();
        let Some((_, pointer)) = names.first() else { return };
        let path: Vec<&str> = names.iter().chain(names.first()).map(|(name, _)| &***name).collect();
        self.diagnostics.error(
            "cycle",
            (*pointer).clone(),
            explain!("These depend on each other in a circle: {}.", path.join(" needs ")),
            explain!("Take one of them out of the other's expression."),
        );
    }
}

/// The items and variables that a cell reads: the greatest numbers are other names.
fn reads(cell: &Cell) -> &[Ref] {
    let reads = cell.expr.as_ref().map(Expr::reads).unwrap_or_default();
    reads.get(..reads.partition_point(|name| *name < CHOICE)).unwrap_or_default()
}
