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
