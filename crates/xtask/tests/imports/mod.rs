//! Which file of a crate imports which, the circles among them, and the arrows against the
//! order of ARCHITECTURE.md.
//!
//! A file imports another when a path in it leads there: in a `use`, in a re-export, in code,
//! in a macro. Declaring a module is no import, and code for tests does not count.

mod path;
mod planted;
mod resolve;

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::tarjan_scc;
use petgraph::prelude::DiGraphMap;

use resolve::Modules;

/// The imports of one crate: who, whom. Files are named from its `src/`.
pub struct Imports(BTreeSet<(String, String)>);

impl Imports {
    /// Reads a crate: its files by their names from `src/`, with their texts.
    pub fn read(files: &BTreeMap<String, String>) -> Self {
        let parsed: BTreeMap<&str, path::Paths> =
            files.iter().map(|(file, text)| (file.as_str(), path::Paths::read(file, text))).collect();
        let modules = Modules::new(&parsed);
        let mut arrows = BTreeSet::new();
        for (file, paths) in &parsed {
            let targets = modules.targets(file, paths);
            arrows.extend(targets.into_iter().map(|target| ((*file).to_owned(), target)));
        }
        Self(arrows)
    }

    /// Sets of files of which each reaches each other, sorted.
    pub fn circles(&self) -> BTreeSet<Vec<String>> {
        let graph = DiGraphMap::<&str, ()>::from_edges(self.0.iter().map(|(from, to)| (&**from, &**to)));
        let circles = tarjan_scc(&graph).into_iter().filter(|files| files.len() > 1);
        let names = circles.map(|files| files.into_iter().map(str::to_owned).collect::<BTreeSet<_>>());
        names.map(|files| files.into_iter().collect()).collect()
    }

    /// Imports from a room that stands later in the order, as `from → to`.
    /// A room that the order does not name is an error.
    pub fn against(&self, order: &[String]) -> Result<BTreeSet<String>, String> {
        let place = |file: &str| {
            let room = room(file);
            let place = order.iter().position(|listed| listed == room);
            place.ok_or_else(|| format!("ARCHITECTURE.md lists no `{room}`, where {file} belongs"))
        };
        let mut found = BTreeSet::new();
        for (from, to) in self.0.iter().filter(|(from, _)| !is_root(from)) {
            if !is_root(to) && place(to)? > place(from)? {
                found.insert(format!("{from} → {to}"));
            }
        }
        Ok(found)
    }
}

/// The part of a crate that a file belongs to: `check/item.rs` and `check.rs` to `check`.
fn room(file: &str) -> &str {
    file.split('/').next().map_or(file, |first| first.trim_end_matches(".rs"))
}

fn is_root(file: &str) -> bool {
    matches!(file, "lib.rs" | "main.rs")
}
