//! What is packed, without the quarter of an hour in which the programs are built: in the place of each stands a line that
//! starts the receiver of the tests. `tests/package/look.mjs` looks into what comes of it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::platform::PLATFORMS;
use super::{PARTS, choose, epoch, fill, shipment};
use crate::elsewhere::Elsewhere;
use crate::process::{Tools, run};
use crate::workspace::Workspace;
use crate::{bundle, wasm};

/// Packs all of it here, and once more elsewhere; answers with the two folders.
pub(crate) fn rehearse(workspace: &Workspace, tools: &Tools) -> Result<[PathBuf; 2]> {
    let program = workspace.intake();
    let here = pack(workspace, tools, &program)?;
    let elsewhere = Elsewhere::copy(workspace, tools, &workspace.work().join("elsewhere"))?;
    bundle::copy(&workspace.dist(), &elsewhere.root.join("dist"))?;
    run(elsewhere.xtask(tools, epoch(tools)?)?.arg("rehearse").arg(program))?;
    Ok([here, folder(&elsewhere.workspace())])
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.work().join("rehearsal")
}

/// Packs all but the programs; `program` is what is started in their place.
pub(crate) fn pack(workspace: &Workspace, tools: &Tools, program: &Path) -> Result<PathBuf> {
    let folder = folder(workspace);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let shipment = shipment(workspace, tools, PLATFORMS.iter().collect(), folder)?;
    for platform in &PLATFORMS {
        let file = shipment.path(&platform.program());
        fs::write(&file, format!("#!/bin/sh\nexec '{}' \"$@\"\n", program.display()))?;
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755))?;
    }
    // The npm package wants the widget as it is shipped.
    let parts = choose(PARTS, &[]).into_iter();
    let parts: Vec<_> =
        parts.filter(|part| part.name != "binary" && !(part.name == "npm" && wasm::is_quick())).collect();
    fill(&shipment, &parts)?;
    Ok(shipment.folder)
}
