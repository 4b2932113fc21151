//! The widget's Rust becomes WebAssembly and its JavaScript glue.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::process::{Tools, run};
use crate::setup::cargo_home;

/// What wasm-pack leaves in the output folder.
pub(crate) const GLUE: &str = "intake_form.js";
pub(crate) const WASM: &str = "intake_form_bg.wasm";

/// Builds the widget in `root` into `out`, the intermediate files into `target`.
pub(crate) fn build(tools: &Tools, root: &Path, target: &Path, out: &Path) -> Result<()> {
    let mut command = tools.command("wasm-pack");
    command.args(["--quiet", "build", "--target", "web", "--profile", "widget"]);
    // Nothing may be downloaded here, and we run wasm-opt ourselves.
    command.args(["--mode", "no-install", "--no-opt", "--no-pack", "--no-typescript", "--no-gitignore"]);
    command.args(["--out-name", "intake_form", "--out-dir"]).arg(out);
    command.current_dir(root).env("CARGO_TARGET_DIR", target);
    run(command.env("CARGO_ENCODED_RUSTFLAGS", rust_flags(root, target)?))
}

/// Takes the machine's own folders out of the bytes: the same source gives the same widget everywhere.
fn rust_flags(root: &Path, target: &Path) -> Result<String> {
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
    let flags: Vec<String> =
        remaps.iter().map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display())).collect();
    Ok(flags.join("\u{1f}"))
}
