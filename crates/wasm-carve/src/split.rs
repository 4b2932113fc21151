//! The module in three: what a form's first page needs, what answers it, and the rest.
//!
//! Much of the code does nothing before a person touches something (`later`), and most of that nothing before
//! she has come to the end (`last`). Each of the two is a module of its own that shares memory, table and globals
//! with the first. In the place of a function that comes later stand a few bytes, which call it through the table and,
//! should it not be there yet, ask the page (`NEED`). What a later module calls of those before it stands at the table's
//! end, where it is found by its number: as an export of its own each would cost more.
//!
//! A name that is missing in the list costs bytes of the first module; one that should not be there costs time. Neither
//! makes an error.

pub(crate) mod build;
mod plan;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use walrus::{ImportKind, Module};

use crate::list::List;
use crate::module::{parse, plain};
use crate::outline::{self, Worth};
use plan::Plan;

/// What the names of functions begin with that were parts of others, by the module in which they are.
const PARTS: [(&str, usize); 2] = [("last part of ", 2), ("later part of ", 1)];
/// What a part of each must have. Measured, sent in streams, in KB until a page answers and of a visit: with 14 instructions
/// in the last part 131.2 and 228.5; with 8 130.3 and 229.7; with 4 129.5 and 230.6. What comes last pays for it, and nobody
/// waits for that. With 90 in the later part both are 0.1 KB smaller, and the
/// first module is 0.3 KB larger.
const WORTH: [Worth; 2] = [Worth { size: 4, result: 5 }, Worth { size: 60, result: 5 }];

/// The module, and those that come behind it.
pub struct Modules {
    /// Draws.
    pub first: Vec<u8>,
    /// Answers.
    pub later: Vec<u8>,
    /// And the rest.
    pub last: Vec<u8>,
}

impl Modules {
    /// A module in one piece: nothing comes later.
    #[must_use]
    pub fn whole(first: Vec<u8>) -> Self {
        let empty = || b"\0asm\x01\0\0\0".to_vec();
        Self { first, later: empty(), last: empty() }
    }

    /// What `change` makes of each.
    ///
    /// # Errors
    /// The first that it has.
    pub fn map(&self, change: impl Fn(&[u8]) -> Result<Vec<u8>>) -> Result<Self> {
        let Self { first, later, last } = self;
        Ok(Self { first: change(first)?, later: change(later)?, last: change(last)? })
    }
}

/// Carves a module whose functions have names as a list says.
///
/// # Errors
/// If it is no module, has no table of functions, or if one of the later modules were empty.
pub fn carve(module: &[u8], list: &List) -> Result<Modules> {
    let mut module = parse(module)?;
    let [(last, _), (later, _)] = PARTS;
    outline::outline(&mut module, |name, shape| {
        let cuts = list.cuts(name, shape);
        let [of_last, of_later] = WORTH;
        [(last, of_last, cuts.last.clone()), (later, of_later, &cuts.last | &cuts.later)]
    })?;
    split(&module.emit_wasm(), |name| {
        let part = PARTS.iter().find(|(prefix, _)| name.starts_with(prefix));
        part.map_or_else(|| list.module(name), |(_, number)| *number)
    })
}

/// Splits a module whose functions have names. `number` is asked with them, as `plain` makes them, and answers the
/// module: 0 the first, 1 `later`, 2 `last`.
pub(crate) fn split(module: &[u8], number: impl Fn(&str) -> usize) -> Result<Modules> {
    let (mut first, mut later, mut last) = (parse(module)?, parse(module)?, parse(module)?);
    let mut plan = Plan::of(&first, |name| number(&plain(name)))?;
    if plan.entries.iter().any(Vec::is_empty) {
        bail!("no function comes later: the list is of another module, write it anew");
    }
    build::last(&mut last, &plan)?;
    // What `last` calls of `later` must be found there.
    plan.lent = functions(&last).into_iter().filter(|place| plan.number(*place) == 1).collect();
    build::later(&mut later, &plan)?;
    // The first module lends the other two what they import, by one number each.
    let mut numbers = BTreeMap::new();
    let own = |place: &usize| !plan.lent.contains(place);
    for place in functions(&later).into_iter().chain(functions(&last).into_iter().filter(own)) {
        let next = numbers.len();
        numbers.entry(build::function_name(place)).or_insert(next);
    }
    let from_first = numbers.len();
    for place in &plan.lent {
        let next = numbers.len();
        numbers.insert(build::function_name(*place), next);
    }
    let lent = numbers.len() as u64;
    for import in later.imports.iter().chain(last.imports.iter()) {
        let next = numbers.len();
        if !matches!(import.kind, ImportKind::Function(_)) && build::is_numbered(&import.name) {
            numbers.entry(import.name.clone()).or_insert(next);
        }
    }
    let end = plan.end + lent;
    build::first(&mut first, &plan, &numbers, from_first, end)?;
    for module in [&mut later, &mut last] {
        build::shorten(module, &numbers, end)?;
    }
    Ok(Modules { first: first.emit_wasm(), later: later.emit_wasm(), last: last.emit_wasm() })
}

/// The places of the functions that a later module imports, in the order of its imports.
fn functions(module: &Module) -> Vec<usize> {
    let functions = module.imports.iter().filter(|import| matches!(import.kind, ImportKind::Function(_)));
    functions.filter_map(|import| build::place(&import.name)).collect()
}
