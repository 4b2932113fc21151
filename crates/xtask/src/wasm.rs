//! The widget's Rust becomes WebAssembly and its JavaScript glue.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::Result;

use crate::prerequisite::has_std_source;
use crate::process::{Tools, read, run};
use crate::setup::cargo_home;

/// What wasm-pack leaves in the output folder.
pub(crate) const GLUE: &str = "intake_form.js";
pub(crate) const WASM: &str = "intake_form_bg.wasm";

/// Builds the widget in `root` into `out`, the intermediate files into `target`.
pub(crate) fn build(tools: &Tools, root: &Path, target: &Path, out: &Path) -> Result<()> {
    let mut command = tools.command("wasm-pack");
    let profile = if is_quick() { "quick" } else { "widget" };
    // The folder must be named, or wasm-pack takes cargo's first argument for it.
    command.args(["--quiet", "build", ".", "--target", "web", "--profile", profile]);
    // Nothing may be downloaded here, and we run wasm-opt ourselves.
    command.args(["--mode", "no-install", "--no-opt", "--no-pack", "--no-typescript", "--no-gitignore"]);
    command.args(["--out-name", "intake_form", "--out-dir"]).arg(out);
    let mut flags = remaps(root, target)?;
    if is_quick() {
        println!("note: INTAKE_QUICK is set: a large widget, built in seconds, for work on it only");
    } else if let Some(sysroot) = rebuildable(tools) {
        flags.push(format!("--remap-path-prefix={}=/rust", sysroot.display()));
        flags.extend(SMALL_STD.map(str::to_owned));
        command.env("RUSTC_BOOTSTRAP", "1");
        command.args(["--", "-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
    } else {
        println!(
            "note: the standard library cannot be built for size here, so the widget is 12 KB larger. \
             It needs rustup's component rust-src and a rustc that knows {}.",
            SMALL_STD.join(" ")
        );
    }
    command.current_dir(root).env("CARGO_TARGET_DIR", target);
    run(command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}")))
}

/// Whether the widget is only to be looked at, and need not be small: `INTAKE_QUICK=1`.
pub(crate) fn is_quick() -> bool {
    env::var_os("INTAKE_QUICK").is_some_and(|quick| !quick.is_empty())
}

/// A panic in the browser ends the widget, and no one reads what it would say: so the standard library is
/// built without its messages.
const SMALL_STD: [&str; 4] =
    ["-Cpanic=immediate-abort", "-Zunstable-options", "-Zlocation-detail=none", "-Zfmt-debug=none"];

/// Where the toolchain is, if the standard library can be built with it as `SMALL_STD` says.
fn rebuildable(tools: &Tools) -> Option<PathBuf> {
    let sysroot = PathBuf::from(read(tools.command("rustc").args(["--print", "sysroot"])).ok()?.trim());
    let mut probe = tools.command("rustc");
    probe.args(SMALL_STD).args(["--print", "cfg", "--target", "wasm32-unknown-unknown"]);
    let knows = read(probe.env("RUSTC_BOOTSTRAP", "1").stderr(Stdio::null())).is_ok();
    (knows && has_std_source(tools)).then_some(sysroot)
}

/// Takes the machine's own folders out of the bytes: the same source gives the same widget everywhere.
fn remaps(root: &Path, target: &Path) -> Result<Vec<String>> {
    let flag = |(from, to): (PathBuf, &str)| format!("--remap-path-prefix={}={to}", from.display());
    Ok(own_folders(root, target)?.into_iter().map(flag).collect())
}

/// The machine's own folders, and what stands for them in what is built.
pub(crate) fn own_folders(root: &Path, target: &Path) -> Result<Vec<(PathBuf, &'static str)>> {
    let home = cargo_home();
    // Where several prefixes fit, rustc takes the last one.
    let mut remaps =
        vec![(home.clone(), "/cargo"), (root.to_owned(), "/intake-form"), (target.to_owned(), "/target")];
    let sources = home.join("registry/src");
    if sources.is_dir() {
        // One folder for each registry or mirror, its name a hash of where that is.
        for registry in fs::read_dir(sources)? {
            remaps.push((registry?.path(), "/registry"));
        }
    }
    Ok(remaps)
}
