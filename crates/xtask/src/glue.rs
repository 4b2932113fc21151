//! The JavaScript glue and the module that it loads, joined by short names.
//!
//! `wasm-bindgen` names what the two hand each other like `__wbg_focus_d5e2fdbdb56416f0`: some
//! two hundred names, in both files, whose digits nothing compresses. Here `wasm-opt` gives
//! them names of a letter or two, and the glue is told.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::optimise;
use crate::process::{Tools, read};
use crate::wasm::{GLUE, is_quick};

/// What the loader takes from the glue; the rest is left out.
const WANTED: &str = "export { default, IntakeForm, setLoad, setNeed, giveUp } from \"./glue.js\";\n";
/// `setNeed`: what the module calls for a part that is not there. `giveUp`: what stumbled halfway is called no more.
const MORE: &str = "
let need;
export function setNeed(ask) { need = ask; }
export function giveUp() {
    const nothing = () => [];
    const silent = ([name, own]) => [name, typeof own === \"function\" ? nothing : own];
    wasm = Object.fromEntries(Object.entries(wasm).map(silent));
}
";

/// The module in `pkg`, functions with their names, and the text of its glue.
pub(crate) fn join(tools: &Tools, pkg: &Path, work: &Path) -> Result<(Vec<u8>, String)> {
    let glue = fs::read_to_string(pkg.join(GLUE))?;
    let long = pkg.join(crate::wasm::WASM);
    if is_quick() {
        return Ok((fs::read(long)?, glue));
    }
    let long = optimise::wasm(tools, &long, &work.join("optimised"))?;
    let short = work.join("short.wasm");
    let mut command = tools.command("wasm-opt");
    command.arg(long).args(["--debuginfo", "--reorder-functions-by-name"]);
    command.args(["--minify-imports-and-exports-and-modules", "-o"]).arg(&short);
    let names = read(&mut command)?;
    Ok((fs::read(short)?, rename(&glue, &names)?))
}

/// What the first half of the module calls for the other: what the loader has given to `setNeed`.
pub(crate) const NEED: (&str, &str) = (wasm_carve::NEED, "() => need()");

/// The glue as a script for the loader, with one more import for the module: its name and what it does.
pub(crate) fn script(tools: &Tools, pkg: &Path, glue: &str, (name, does): (&str, &str)) -> Result<Vec<u8>> {
    const IMPORTS: &str = "const import0 = {";
    if glue.matches(IMPORTS).count() != 1 {
        bail!("the glue has no single `{IMPORTS}`");
    }
    let glue = glue.replace(IMPORTS, &format!("{IMPORTS}\n        {name}: {does},"));
    let glue = take_bytes(&glue)?;
    // Beside the scripts that the glue itself imports.
    fs::write(pkg.join("glue.js"), format!("{glue}{MORE}"))?;
    let entry = pkg.join("entry.js");
    fs::write(&entry, WANTED)?;
    Ok(optimise::bundle(tools, &entry)?.into_bytes())
}

/// The loader hands the glue the module's bytes: how it would read a response is left out.
fn take_bytes(glue: &str) -> Result<String> {
    const LOAD: &str = "await __wbg_load(await module_or_path, imports)";
    if glue.matches(LOAD).count() != 1 {
        bail!("the glue has no single `{LOAD}`");
    }
    Ok(glue.replace(LOAD, "await WebAssembly.instantiate(await module_or_path, imports)"))
}

/// `names` is what `wasm-opt` prints: a line `["./glue.js", "long", "a"]` for each import,
/// `["long", "a"]` for each export. All imports come from a module `a` then.
fn rename(glue: &str, names: &str) -> Result<String> {
    let (head, tail) =
        glue.split_once("function __wbg_get_imports()").context("the glue lists no imports")?;
    let (mut head, mut tail) = (head.to_owned(), format!("function __wbg_get_imports(){tail}"));
    for line in names.lines() {
        let words: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
        match *words.as_slice() {
            [module, long, short] if module.ends_with("_bg.js") => {
                let (own, named) = (format!("\n        {long}: "), format!("\n        {short}: "));
                if !tail.contains(&own) {
                    bail!("the glue does not make the import {long}");
                }
                tail = tail.replacen(&own, &named, 1).replacen(&format!("\"{module}\": "), "\"a\": ", 1);
            }
            [module, _, _] => bail!("the module imports from {module}"),
            [long, short] => {
                head = export(&head, long, short);
                tail = export(&tail, long, short);
            }
            _ => {}
        }
    }
    Ok(head + &tail)
}

/// Renames the uses of one export.
fn export(glue: &str, long: &str, short: &str) -> String {
    let long = format!("wasm.{long}");
    let mut pieces = glue.split(&long);
    let mut renamed = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        // Else it is the beginning of a longer name.
        let whole = !piece.starts_with(|next: char| next.is_ascii_alphanumeric() || "_$".contains(next));
        renamed += &if whole { format!("wasm.{short}{piece}") } else { format!("{long}{piece}") };
    }
    renamed
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &str = r#"{
 "imports": [
  ["./x_bg.js", "__wbg_focus_d5e2", "$"]
 ],
 "exports": [
  ["run", "b"],
  ["run_all", "c"]
 ]
}"#;

    #[test]
    fn imports_and_exports_have_the_same_names_on_both_sides() {
        let glue = "go() { wasm.run_all(wasm.run); }
function __wbg_get_imports() {
    const import0 = {
        __wbg_focus_d5e2: function(arg0) { wasm.run(); },
    };
    return { \"./x_bg.js\": import0 };
}";
        let renamed = "go() { wasm.c(wasm.b); }
function __wbg_get_imports() {
    const import0 = {
        $: function(arg0) { wasm.b(); },
    };
    return { \"a\": import0 };
}";
        assert_eq!(rename(glue, NAMES).unwrap(), renamed);
    }

    #[test]
    fn the_glue_takes_bytes_and_reads_no_response() {
        let taken = take_bytes("const made = await __wbg_load(await module_or_path, imports);").unwrap();
        assert_eq!(taken, "const made = await WebAssembly.instantiate(await module_or_path, imports);");
        assert!(take_bytes("const made = await load(module_or_path);").is_err());
    }

    #[test]
    fn a_glue_without_one_of_the_imports_is_refused() {
        assert!(rename("function __wbg_get_imports() {}", NAMES).is_err());
    }
}
