//! What we cannot or will not install: asked for in a sentence, all at once, before anything is built.

use std::path::Path;

use anyhow::{Result, bail};

use crate::process::{Tools, read};

const NODE: u32 = 20;

/// Refuses, with one sentence for each thing that is missing.
pub(crate) fn check(tools: &Tools, packages: &[&str]) -> Result<()> {
    let missing: Vec<String> = [node(tools), npm(tools), linker(tools), rust(tools), apt(tools, packages)]
        .into_iter()
        .flatten()
        .collect();
    if !missing.is_empty() {
        bail!("{}", missing.join("\n"));
    }
    Ok(())
}

fn node(tools: &Tools) -> Option<String> {
    let advice = format!("Install Node.js {NODE} or newer, for example from https://nodejs.org/en/download.");
    match tools.version("node") {
        None => Some(format!("Node.js is not installed. {advice}")),
        Some(version) if major(&version).is_none_or(|major| major < NODE) => {
            Some(format!("Node.js {version} is too old. {advice}"))
        }
        Some(_) => None,
    }
}

fn npm(tools: &Tools) -> Option<String> {
    let advice = "Install it: it comes with Node.js from https://nodejs.org/en/download, or as Debian's package `npm`.";
    tools.version("npm").is_none().then(|| format!("npm is not installed. {advice}"))
}

/// The linker has already made this very program; it can still be gone when a cached one is run.
fn linker(tools: &Tools) -> Option<String> {
    let advice = "Install one: `sudo apt-get install build-essential`.";
    tools.find("cc").is_none().then(|| format!("There is no C compiler (`cc`) to link with. {advice}"))
}

fn rust(tools: &Tools) -> Option<String> {
    (tools.find("rustup").is_none() && !has_wasm_target(tools)).then(|| {
        "This Rust cannot build WebAssembly and rustup, which could add that, is not installed. \
         Install it from https://rustup.rs."
            .to_owned()
    })
}

fn apt(tools: &Tools, packages: &[&str]) -> Option<String> {
    if packages.is_empty() {
        return None;
    }
    let list = packages.join(" ");
    if tools.find("apt-get").is_none() {
        return Some(format!(
            "The browser tests need {list}, and there is no apt-get to install them with. Install them."
        ));
    }
    (!is_root(tools) && tools.find("sudo").is_none()).then(|| {
        format!("The browser tests need {list}. Run `apt-get install {list}` as root, or install sudo, and start again.")
    })
}

pub(crate) fn has_wasm_target(tools: &Tools) -> bool {
    has_in_sysroot(tools, "lib/rustlib/wasm32-unknown-unknown/lib")
}

pub(crate) fn has_std_source(tools: &Tools) -> bool {
    has_in_sysroot(tools, "lib/rustlib/src/rust/library/std")
}

fn has_in_sysroot(tools: &Tools, folder: &str) -> bool {
    read(tools.command("rustc").args(["--print", "sysroot"]))
        .is_ok_and(|sysroot| Path::new(sysroot.trim()).join(folder).is_dir())
}

pub(crate) fn is_root(tools: &Tools) -> bool {
    read(tools.command("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("strange"), None);
    }

    #[test]
    fn a_machine_without_anything_is_told_everything_at_once() {
        let folder = std::env::temp_dir();
        let tools = Tools::only(&folder);
        let said = check(&tools, &["chromium"]).unwrap_err().to_string();
        for word in ["Node.js is not installed", "npm is not", "build-essential", "rustup.rs", "chromium"] {
            assert!(said.contains(word), "{word} in {said}");
        }
    }
}
