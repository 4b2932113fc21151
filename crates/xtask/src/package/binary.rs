//! `intake-linux-ARCHITECTURE`: the program, linked statically with musl, so that it runs on every Linux.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use anyhow::{Context, Result, bail};

use super::platform::Platform;
use super::shipment::Shipment;
use crate::process::run;
use crate::wasm;

pub(super) fn make(shipment: &Shipment) -> Result<()> {
    let mut lacking = Vec::new();
    for platform in &shipment.platforms {
        let name = platform.program();
        if let Some(lacks) = platform.lacks(shipment.tools) {
            // Not the program of an earlier day beside one of today.
            let _ = fs::remove_file(shipment.path(&name));
            println!("{name} is left out: {lacks}");
            lacking.push(lacks);
            continue;
        }
        let built = build(shipment, platform).with_context(|| platform.target)?;
        if !is_static(&built) {
            bail!("{name} is no static program: it would not run on every Linux");
        }
        shipment.put(&name, &built)?;
        fs::set_permissions(shipment.path(&name), fs::Permissions::from_mode(0o755))?;
    }
    if lacking.len() == shipment.platforms.len() {
        bail!("no program was made: {}", lacking.join("; "));
    }
    Ok(())
}

fn build(shipment: &Shipment, platform: &Platform) -> Result<Vec<u8>> {
    let (root, target) = (&shipment.workspace.root, &shipment.workspace.target);
    let mut command = shipment.tools.command("cargo");
    let profile = if wasm::is_quick() { "quick" } else { "shipped" };
    command.args(["build", "--quiet", "--locked", "--package", "intake-receiver"]);
    command.args(["--profile", profile, "--target", platform.target]);
    let mut c_flags = platform.prepare(shipment.workspace, shipment.tools, &mut command)?;
    let mut rust_flags = Vec::new();
    // The machine's own folders are taken out of the bytes.
    for (from, to) in wasm::own_folders(root, target)? {
        rust_flags.push(format!("--remap-path-prefix={}={to}", from.display()));
        c_flags.push(format!("-ffile-prefix-map={}={to}", from.display()));
    }
    let c_variable = format!("CFLAGS_{}", platform.target.replace('-', "_"));
    command.env("CARGO_TARGET_DIR", target).env("CARGO_ENCODED_RUSTFLAGS", rust_flags.join("\u{1f}"));
    command.env(c_variable, c_flags.join(" ")).env("SOURCE_DATE_EPOCH", shipment.epoch.to_string());
    // `build.rs` of the receiver puts it inside.
    command.env("INTAKE_ASSETS", shipment.workspace.dist());
    run(&mut command)?;
    let program = target.join(platform.target).join(profile).join("intake");
    fs::read(&program).with_context(|| program.display().to_string())
}

/// Whether an ELF program of 64 bits needs no loader (PT_INTERP of the System V ABI), and with it no library.
fn is_static(program: &[u8]) -> bool {
    let number = |at: usize, bytes: usize| {
        let bytes = program.get(at..at.checked_add(bytes)?)?;
        Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
    };
    let kinds = || {
        let (table, entry, entries) = (number(32, 8)?, number(54, 2)?, number(56, 2)?);
        (0..entries).map(|index| number(table.saturating_add(index * entry), 4)).collect::<Option<Vec<_>>>()
    };
    const LOAD: usize = 1;
    const INTERPRETER: usize = 3;
    program.starts_with(b"\x7fELF\x02\x01")
        && kinds().is_some_and(|kinds| kinds.contains(&LOAD) && !kinds.contains(&INTERPRETER))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_wants_a_loader_is_not_static() {
        let own = fs::read(std::env::current_exe().unwrap()).unwrap();
        assert!(!is_static(&own));
        let mut without = own.clone();
        let table = usize::from(own[32]);
        for header in without[table..].chunks_mut(56).take(usize::from(own[56])) {
            // Something else than a loader.
            if header[0] == 3 {
                header[0] = 4;
            }
        }
        assert!(is_static(&without));
        assert!(!is_static(&without[..table + 8]) && !is_static(b"#!/bin/sh\n"));
    }
}
