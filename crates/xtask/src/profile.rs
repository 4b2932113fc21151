//! `cargo xtask profile`: which of the module's functions the first page of a form needs.
//!
//! Each function of a module of its own kind says that it was called; Chromium opens the first page of
//! each form in `schemas/` and of an example of each common kind of question, touches nothing, and what
//! has not been called by then may come later.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use walrus::{FunctionKind, ValType};

use crate::module::{parse, plain};
use crate::outline::{self, Point};
use crate::process::read;
use crate::split::{Halves, LIST};
use crate::workspace::Workspace;
use crate::{bundle, glue, setup, wasm};

const SEEN: &str = "_seen";
/// Forms whose first page begins with answers that are read, or with entries: much code, for few. The loader waits.
const RARE: [&str; 3] = ["read-only", "repeat", "repeat-absent"];
const HEAD: &str = "\
# What the first pages of the forms in schemas/, and of the examples in tests/browser/control, do not do before they are
# touched: functions by name, and after a tab the parts of one (outline.rs). Written by cargo xtask profile.
";

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
    bundle::pack(&tools, root, &work, &site, &glue, &Halves::whole(module))?;
    let mut command = tools.command("node");
    command.arg("tests/profile.mjs").arg(&site).args(workspace.forms()?).args(controls(workspace)?);
    let seen = read(command.env("CHROMIUM", tools.find("chromium").unwrap_or_default()))?;
    let seen: BTreeSet<usize> =
        seen.lines().map(|line| line.parse().with_context(|| line.to_owned())).collect::<Result<_>>()?;
    // Several functions may have one name; one of them is enough for it to be needed.
    let needed: BTreeSet<&str> =
        functions.iter().filter(|one| seen.contains(&one.place)).map(|one| one.name.as_str()).collect();
    let mut named: BTreeMap<&str, Vec<&Seen>> = BTreeMap::new();
    for function in functions.iter().filter(|function| !function.name.is_empty()) {
        named.entry(&function.name).or_default().push(function);
    }
    let mut lines = String::new();
    for (name, functions) in &named {
        if !needed.contains(name) {
            lines += &format!("{name}\n");
        } else if let [one] = functions.as_slice() {
            let cold = (0..one.points).filter(|point| !seen.contains(&(one.place + 1 + point)));
            let cold: String = cold.map(|point| format!(" {point}")).collect();
            if !cold.is_empty() {
                lines += &format!("{name}\t{}{cold}\n", one.points);
            }
        }
    }
    fs::write(root.join(LIST), format!("{HEAD}{lines}"))?;
    println!("{} of {} functions are needed at once: {LIST}", needed.len(), named.len());
    Ok(ExitCode::SUCCESS)
}

/// A function as the instrumented module tells of it: by its place in the count when it is called, and by
/// those behind it when one of its points is passed.
struct Seen {
    name: String,
    place: usize,
    points: usize,
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
