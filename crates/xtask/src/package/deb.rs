//! `intake-form_VERSION_ARCHITECTURE.deb`: the program, the service that runs it, and the manuals, made by dpkg-deb.
//!
//! `packages/systemd/` has the unit, its settings (a conffile: an update leaves it as its owner has it), and
//! what runs at installing and removing.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::platform::Platform;
use super::shipment::Shipment;
use crate::process::run;

/// The manuals that a person needs where the program runs.
const MANUALS: [&str; 5] = ["install.md", "receiving.md", "form-language.md", "diagnostics.md", "seal.md"];

pub(super) fn make(shipment: &Shipment) -> Result<()> {
    if shipment.tools.find("dpkg-deb").is_none() {
        bail!("dpkg-deb is not installed. Install it: it is in the package `dpkg` of most systems");
    }
    for (platform, program) in shipment.programs()? {
        pack(shipment, platform, &program).with_context(|| platform.architecture)?;
    }
    Ok(())
}

/// The package's name among what is shipped.
pub(super) fn name(shipment: &Shipment, platform: &Platform) -> String {
    format!("intake-form_{}_{}.deb", shipment.version, platform.architecture)
}

fn pack(shipment: &Shipment, platform: &Platform, program: &[u8]) -> Result<()> {
    let root = shipment.workspace.work().join("deb").join(platform.architecture);
    if root.exists() {
        fs::remove_dir_all(&root)?;
    }
    let ours = &shipment.workspace.root;
    let parts = ours.join("packages/systemd");
    place(&root.join("usr/bin/intake"), program, 0o755)?;
    place(&root.join("lib/systemd/system/intake.service"), &fs::read(parts.join("intake.service"))?, 0o644)?;
    place(&root.join("etc/default/intake"), &fs::read(parts.join("intake.default"))?, 0o600)?;
    let documents = root.join("usr/share/doc/intake-form");
    place(&documents.join("copyright"), copyright(ours)?.as_bytes(), 0o644)?;
    for manual in MANUALS {
        place(&documents.join(manual), &fs::read(ours.join("docs").join(manual))?, 0o644)?;
    }
    let about = root.join("DEBIAN");
    let size = program.len().div_ceil(1024);
    place(&about.join("control"), control(&shipment.version, platform.architecture, size).as_bytes(), 0o644)?;
    place(&about.join("conffiles"), b"/etc/default/intake\n", 0o644)?;
    for script in ["postinst", "prerm", "postrm"] {
        place(&about.join(script), &fs::read(parts.join(script))?, 0o755)?;
    }
    let made = shipment.path(&name(shipment, platform));
    let mut command = shipment.tools.command("dpkg-deb");
    // One thread and one compressor: others give other bytes.
    command.args(["--root-owner-group", "-Zxz", "-z6", "--threads-max=1", "--build"]);
    run(command.arg(&root).arg(&made).env("SOURCE_DATE_EPOCH", shipment.epoch.to_string()))
}

/// Whatever the umask of whoever builds.
fn place(file: &Path, bytes: &[u8], mode: u32) -> Result<()> {
    let mut folders = Vec::new();
    let mut folder = file.parent();
    while let Some(missing) = folder.filter(|folder| !folder.exists()) {
        folders.push(missing);
        folder = missing.parent();
    }
    for folder in folders.iter().rev() {
        fs::create_dir(folder)?;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755))?;
    }
    fs::write(file, bytes)?;
    Ok(fs::set_permissions(file, fs::Permissions::from_mode(mode))?)
}

/// A static program depends on nothing; `passwd` has useradd, and every Debian has it.
fn control(version: &str, architecture: &str, kib: usize) -> String {
    format!(
        "Package: intake-form\n\
         Version: {version}\n\
         Architecture: {architecture}\n\
         Maintainer: The authors of intake-form <intake-form@localhost>\n\
         Installed-Size: {kib}\n\
         Depends: passwd\n\
         Section: web\n\
         Priority: optional\n\
         Description: intake forms for charities: the receiver and its inbox\n \
         Serves forms that people fill in on a charity's site, in their own language,\n \
         takes what they send, verifies it, and shows it to staff in an inbox.\n \
         The widget for the site's pages is inside.\n"
    )
}

fn copyright(root: &Path) -> Result<String> {
    let mut text = "intake-form may be used under the MIT or the Apache-2.0 licence, as you prefer. \
                    The second is in /usr/share/common-licenses/Apache-2.0; the first is this:\n\n"
        .to_owned();
    text += &fs::read_to_string(root.join("LICENSE-MIT")).context("LICENSE-MIT")?;
    Ok(text)
}
