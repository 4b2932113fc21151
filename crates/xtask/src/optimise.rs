//! Fewer bytes for the same program.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::process::{Tools, read, run};
use crate::stamp::short_hash;

/// The features that the module may use stand in its `target_features` section: so no `--all-features`.
/// Functions of like names stand together at the end: like code then, which brotli packs 1 % better.
/// Nothing lives in the lowest kilobyte of memory: there the linker puts the far end of the stack.
const WASM_OPT: [&str; 6] = [
    "-Oz",
    "--converge",
    "--low-memory-unused",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
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

/// The glue, with one question answered more quickly. For each element that Yew makes it asks twice in which
/// namespace the parent is, to find SVG and MathML; the letters of the answer were copied into the module each
/// time, a third of what a form of 1,000 questions took to appear. What is HTML can answer "none" as well.
pub(crate) fn glue(text: &str) -> String {
    let (slow, quick) = (
        "const ret = arg1.namespaceURI;",
        "const ret = arg1 instanceof HTMLElement ? null : arg1.namespaceURI;",
    );
    if text.matches(slow).count() != 1 {
        println!("note: the glue does not ask for namespaces as it did: optimise.rs can do without `glue`");
    }
    text.replace(slow, quick)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_not_asked_for_its_namespace_letter_by_letter() {
        let before = "a: function(arg0, arg1) {\n const ret = arg1.namespaceURI;\n var ptr1 = isLikeNone(ret) ? 0 : f(ret);";
        let after = glue(before);
        assert!(
            after.contains("ret = arg1 instanceof HTMLElement ? null : arg1.namespaceURI;\n var ptr1"),
            "{after}"
        );
    }
}
