//! `cargo xtask profile`: which of the module's functions the first page of a form needs.
//!
//! Each function of a module of its own kind says that it was called; Chromium opens the first page of
//! each form in `schemas/` and of an example of each common kind of question, touches nothing, and what
//! has not been called by then may come later.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use walrus::{FunctionKind, ValType};

use crate::process::read;
use crate::split::{Halves, LIST, parse, plain};
use crate::workspace::Workspace;
use crate::{bundle, glue, setup, wasm};

const SEEN: &str = "_seen";
/// Kinds of questions that few first pages have, and that are much code.
const RARE: [&str; 12] = [
    "address",
    "autocomplete",
    "choice-filter",
    "decimal",
    "file",
    "read-only",
    "repeat",
    "repeat-absent",
    "scale",
    "signature",
    "time",
    "url",
];
const HEAD: &str = "\
# Functions that the first pages of the forms in schemas/, and of the examples in tests/browser/control,
# do not call before they are touched: they come in the module's second half. Written by cargo xtask profile.
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
    let (module, names) = instrument(&module)?;
    bundle::pack(&tools, root, &work, &site, &glue, &Halves::whole(module))?;
    let mut command = tools.command("node");
    command.arg("tests/profile.mjs").arg(&site).args(workspace.forms()?).args(controls(workspace)?);
    let seen = read(command.env("CHROMIUM", tools.find("chromium").unwrap_or_default()))?;
    let seen: BTreeSet<usize> =
        seen.lines().map(|line| line.parse().with_context(|| line.to_owned())).collect::<Result<_>>()?;
    // Several functions may have one name; one of them is enough for it to be needed.
    let needed: BTreeSet<&String> =
        names.iter().enumerate().filter(|(place, _)| seen.contains(place)).map(|(_, name)| name).collect();
    let later: BTreeSet<&String> = names.iter().filter(|name| !needed.contains(name)).collect();
    let lines: String =
        later.iter().filter(|name| !name.is_empty()).map(|name| format!("{name}\n")).collect();
    fs::write(root.join(LIST), format!("{HEAD}{lines}"))?;
    println!("{} of {} functions come later: {LIST}", names.len() - seen.len(), names.len());
    Ok(ExitCode::SUCCESS)
}

/// The example forms of the kinds of questions that a first page often has.
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

/// The module, in which each function says its place in the list of names when it is called.
fn instrument(module: &[u8]) -> Result<(Vec<u8>, Vec<String>)> {
    let mut module = parse(module)?;
    let locals: Vec<_> = module.funcs.iter_local().map(|(id, _)| id).collect();
    let ty = module.types.add(&[ValType::I32], &[]);
    let (seen, _) = module.add_import_func("a", SEEN, ty);
    let mut names = Vec::new();
    for id in locals {
        let function = module.funcs.get_mut(id);
        names.push(plain(function.name.as_deref().unwrap_or_default()));
        let FunctionKind::Local(local) = &mut function.kind else { continue };
        let place = walrus::ir::Value::I32(i32::try_from(names.len() - 1)?);
        local
            .builder_mut()
            .func_body()
            .instr_at(0, walrus::ir::Const { value: place })
            .instr_at(1, walrus::ir::Call { func: seen });
    }
    Ok((module.emit_wasm(), names))
}
