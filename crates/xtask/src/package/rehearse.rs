//! What is packed, without the quarter of an hour in which the programs are built: in the place of each stands a line that
//! starts the receiver of the tests. `tests/package/look.mjs` looks into what comes of it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use anyhow::Result;

use super::platform::PLATFORMS;
use super::shipment::Shipment;
use super::{PARTS, choose, epoch, fill, version};
use crate::process::Tools;
use crate::workspace::Workspace;

/// All but the programs, and but the npm package, which has a step of its own.
const PACKED: [&str; 4] = ["deb", "container", "wordpress", "bom"];

/// Packs all of it twice; answers with the two folders.
pub(crate) fn rehearse(workspace: &Workspace, tools: &Tools) -> Result<[PathBuf; 2]> {
    let program = format!("#!/bin/sh\nexec '{}' \"$@\"\n", workspace.intake().display());
    let parts = choose(PARTS, &PACKED.map(str::to_owned));
    let folders = ["one", "other"].map(|name| workspace.work().join("rehearsal").join(name));
    for folder in &folders {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
        let platforms = PLATFORMS.iter().collect();
        let (version, epoch) = (version(workspace)?, epoch(tools)?);
        let shipment = Shipment { workspace, tools, version, platforms, epoch, folder: folder.clone() };
        for platform in &PLATFORMS {
            let file = shipment.path(&platform.program());
            fs::write(&file, &program)?;
            fs::set_permissions(&file, fs::Permissions::from_mode(0o755))?;
        }
        fill(&shipment, &parts)?;
    }
    Ok(folders)
}
