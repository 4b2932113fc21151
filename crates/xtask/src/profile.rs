//! `cargo xtask profile`: which of the module's functions the first page of a form needs, and which what answers it.
//!
//! Each function of a module of its own kind says that it was called; Chromium opens the first page of
//! each form in `schemas/` and of an example of each common kind of question, and touches nothing: what was called
//! by then is needed at once. Then it fills in the page, with mistakes and without, and goes on: what was called by then
//! answers. What remains comes last.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use wasm_carve::Modules;

use crate::bundle::CARVED;
use crate::process::read;
use crate::workspace::Workspace;
use crate::{bundle, glue, setup, wasm};

const HEAD: &str = "\
# What the first pages of the forms in schemas/, and of the examples in tests/browser/control, do not do before they are
# touched (1), or before their end (2). Written by cargo xtask profile; crates/wasm-carve/src/list.rs says how to read it.
";
const SEEN: &str = "_seen";
/// Forms whose first page begins with answers that are read, or with entries: much code, for few. The loader waits.
const RARE: [&str; 3] = ["read-only", "repeat", "repeat-absent"];
/// Parts of the queue in which Yew keeps what is to be drawn, a tree. What they do depends on how much stands in it: no page
/// shows all of it.
const QUEUE: [&str; 4] = [
    "TopologicalQueue>::p",
    "btree::node::slice_insert",
    "BalancingContext<usize, yew::scheduler::QueueEntry",
    "marker::Mut, usize, yew::scheduler::QueueEntry",
];

pub(crate) fn profile(workspace: &Workspace) -> Result<ExitCode> {
    if wasm::is_quick() {
        bail!("a quick widget says nothing about the real one: unset INTAKE_QUICK");
    }
    let tools = setup::for_testing(workspace)?;
    let (root, work) = (&workspace.root, workspace.work());
    let (pkg, site) = (work.join("pkg"), work.join("profile"));
    wasm::build(&tools, root, &workspace.target, &pkg)?;
    let (module, glue) = glue::join(&tools, &pkg, &work)?;
    let glue =
        glue::script(&tools, &pkg, &glue, (SEEN, "(place) => (globalThis.seen ??= new Set()).add(place)"))?;
    let (module, watched) = wasm_carve::watch(&module, SEEN)?;
    bundle::pack(&tools, root, &work, &site, &glue, &Modules::whole(module))?;
    let mut command = tools.command("node");
    command.arg("tests/profile.mjs").arg(&site).args(workspace.forms()?).args(controls(workspace)?);
    let seen = read(command.env("CHROMIUM", tools.find("chromium").unwrap_or_default()))?;
    let mut phases = seen.lines().map(|line| {
        let places = line.split(' ').filter(|place| !place.is_empty());
        places
            .map(|place| place.parse().with_context(|| line.to_owned()))
            .collect::<Result<BTreeSet<usize>>>()
    });
    let mut phase = || phases.next().context("tests/profile.mjs prints two lines")?;
    let (mut first, answered) = (phase()?, phase()?);
    for word in QUEUE {
        let places: Vec<usize> = watched.named(word).collect();
        if places.is_empty() {
            bail!("Yew's queue has no {word} any more");
        }
        first.extend(places);
    }
    let seen = [first, answered];
    let (list, counts) = watched.list(&seen);
    fs::write(root.join(CARVED), format!("{HEAD}{}", list.text()))?;
    let [first, later, last] = counts;
    println!(
        "Of {} functions {first} are needed at once, {later} answer, {last} come last: {CARVED}",
        counts.iter().sum::<usize>()
    );
    Ok(ExitCode::SUCCESS)
}

/// The example forms of the other kinds of questions; those of much code say only that they load.
fn controls(workspace: &Workspace) -> Result<Vec<PathBuf>> {
    let mut forms = Vec::new();
    for entry in fs::read_dir(workspace.root.join("tests/browser/control"))? {
        let entry = entry?;
        let (form, name) = (entry.path().join("form.json"), entry.file_name());
        if form.is_file() && !RARE.iter().any(|rare| name == *rare) {
            forms.push(form);
        }
    }
    Ok(forms)
}
