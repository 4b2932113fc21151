//! `cargo xtask profile`: which of the module's functions the first page of a form needs, and which what answers it.
//!
//! Each function of a module of its own kind says that it was called; Chromium opens the first page of
//! each form in `schemas/` and of an example of each common kind of question, and touches nothing: what was called
//! by then is needed at once. Then it fills in the page, with mistakes and without, and goes on: what was called by then
//! answers. What remains comes last.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use walrus::{FunctionKind, ValType};

use crate::module::{parse, plain};
use crate::outline::{self, Point};
use crate::process::read;
use crate::split::Modules;
use crate::split::list::{Cuts, LIST, List};
use crate::workspace::Workspace;
use crate::{bundle, glue, setup, wasm};

const SEEN: &str = "_seen";
/// Forms whose first page begins with answers that are read, or with entries: much code, for few. The loader waits.
const RARE: [&str; 3] = ["read-only", "repeat", "repeat-absent"];

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
    let (module, functions) = instrument(&module)?;
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
    let seen = [phase()?, phase()?];
    let mut named: BTreeMap<&str, Vec<&Seen>> = BTreeMap::new();
    for function in functions.iter().filter(|function| !function.name.is_empty()) {
        named.entry(&function.name).or_default().push(function);
    }
    let mut list = List::default();
    let mut counts = [0; 3];
    for (name, functions) in &named {
        // Several functions may have one name; one of them is enough for it to be needed.
        let by = |phase: &BTreeSet<usize>| functions.iter().any(|one| phase.contains(&one.place));
        let module = seen.iter().position(by).unwrap_or(seen.len());
        let cuts = match functions.as_slice() {
            [one] => one.cuts(module, &seen),
            _ => Cuts::default(),
        };
        if let Some(count) = counts.get_mut(module) {
            *count += 1;
        }
        if module > 0 || cuts != Cuts::default() {
            list.add(name, module, cuts);
        }
    }
    list.write(root)?;
    let [first, later, last] = counts;
    println!(
        "Of {} functions {first} are needed at once, {later} answer, {last} come last: {LIST}",
        named.len()
    );
    Ok(ExitCode::SUCCESS)
}

/// A function as the instrumented module tells of it: by its place in the count when it is called, and by
/// those behind it when one of its points is passed.
struct Seen {
    name: String,
    place: usize,
    points: usize,
}

impl Seen {
    /// Where it is cut: the points that nobody passed, and of a function of the first page those that only answers pass.
    fn cuts(&self, module: usize, [first, answered]: &[BTreeSet<usize>; 2]) -> Cuts {
        let mut cuts = Cuts::default();
        for point in 0..self.points {
            let place = self.place + 1 + point;
            let passed = [first.contains(&place), answered.contains(&place)];
            match (module, passed) {
                (0 | 1, [false, false]) => drop(cuts.last.insert(point)),
                (0, [false, true]) => drop(cuts.later.insert(point)),
                _ => {}
            }
        }
        if !cuts.last.is_empty() || !cuts.later.is_empty() {
            cuts.points = self.points;
        }
        cuts
    }
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

/// The module, in which each function says when it is called and which of its points it passes.
fn instrument(module: &[u8]) -> Result<(Vec<u8>, Vec<Seen>)> {
    let mut module = parse(module)?;
    let locals: Vec<_> = module.funcs.iter_local().map(|(id, _)| id).collect();
    let ty = module.types.add(&[ValType::I32], &[]);
    let (seen, _) = module.add_import_func("a", SEEN, ty);
    let mut functions = Vec::new();
    let mut place = 0;
    for id in locals {
        let function = module.funcs.get(id);
        let name = plain(function.name.as_deref().unwrap_or_default());
        let FunctionKind::Local(local) = &function.kind else { continue };
        let mut points = outline::points(&module, local);
        functions.push(Seen { name, place, points: points.len() });
        let entry = local.entry_block();
        points.insert(0, Point { seq: entry, at: 0 });
        let FunctionKind::Local(local) = &mut module.funcs.get_mut(id).kind else { continue };
        // From the end, so that the places before it stay what they are.
        let mut marks: Vec<(Point, i32)> = points.into_iter().zip(i32::try_from(place)?..).collect();
        place += marks.len();
        marks.sort_by_key(|(point, _)| std::cmp::Reverse(point.at));
        for (Point { seq, at }, place) in marks {
            let mut sequence = local.builder_mut().instr_seq(seq);
            sequence.instr_at(at, walrus::ir::Const { value: walrus::ir::Value::I32(place) });
            sequence.instr_at(at + 1, walrus::ir::Call { func: seen });
        }
    }
    Ok((module.emit_wasm(), functions))
}
