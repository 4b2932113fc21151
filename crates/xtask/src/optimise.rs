//! Fewer bytes for the same program.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::process::{Tools, read, run};
use crate::stamp::short_hash;

/// The features that the module may use stand in its `target_features` section: so no `--all-features`.
/// Nothing lives in the lowest kilobyte of memory: there the linker puts the far end of the stack.
/// The names stay: by them the module is split. A function with one caller stays one, unless it is shorter than a call:
/// one of the two may come later. Within each half `FINISH` takes it in.
const WASM_OPT: [&str; 6] = [
    "-Oz",
    "--converge",
    "--low-memory-unused",
    "--debuginfo",
    "--one-caller-inline-max-function-size",
    "20",
];

/// Once more, for what the halves need of each other makes room to be saved in each. Functions of like
/// names stand together at the end: like code then, which brotli packs 1 % better.
const FINISH: [&str; 6] = [
    "-Oz",
    "--low-memory-unused",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

const MINIFY: [&str; 4] = ["--minify", "--target=es2022", "--legal-comments=none", "--log-level=warning"];

/// `wasm-opt` over a module; the answer for the same module is kept in `cache`.
pub(crate) fn wasm(tools: &Tools, module: &Path, cache: &Path) -> Result<PathBuf> {
    let bytes = fs::read(module).with_context(|| module.display().to_string())?;
    let version = tools.version("wasm-opt").context("wasm-opt does not run")?;
    let key = short_hash(&[bytes.as_slice(), version.as_bytes(), WASM_OPT.concat().as_bytes()].concat());
    let optimised = cache.join(format!("{key}.wasm"));
    if !optimised.is_file() {
        fs::create_dir_all(cache)?;
        let unfinished = cache.join(format!("{key}.unfinished"));
        run(tools.command("wasm-opt").args(WASM_OPT).arg(module).arg("-o").arg(&unfinished))?;
        fs::rename(unfinished, &optimised)?;
    }
    Ok(optimised)
}

/// A module without what only tools read.
pub(crate) fn finish(tools: &Tools, module: &[u8], work: &Path) -> Result<Vec<u8>> {
    let (named, finished) = (work.join("named.wasm"), work.join("finished.wasm"));
    fs::write(&named, module)?;
    run(tools.command("wasm-opt").arg(&named).args(FINISH).arg("-o").arg(&finished))?;
    Ok(fs::read(finished)?)
}

/// A script (`js`) or style sheet (`css`) without what only people read.
pub(crate) fn minify(tools: &Tools, text: &str, extension: &str, work: &Path) -> Result<String> {
    let file = work.join(format!("minify.{extension}"));
    fs::write(&file, text)?;
    let mut command = tools.command("esbuild");
    command.arg(&file).args(MINIFY);
    if extension == "js" {
        command.arg("--format=esm");
    }
    read(&mut command)
}

/// A script with all that it imports, without what nothing of it uses.
pub(crate) fn bundle(tools: &Tools, entry: &Path) -> Result<String> {
    read(tools.command("esbuild").arg(entry).args(["--bundle", "--format=esm"]).args(MINIFY))
}
