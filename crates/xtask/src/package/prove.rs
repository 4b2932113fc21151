//! `cargo xtask package --prove`: each program alone in an empty folder (`tests/package/start.mjs`), the image in a
//! container (`container.mjs`), and the Debian package on a Debian that has nothing else (`prove.mjs`), each up to the first
//! submission in the inbox.
//!
//! It takes a minute, and before that once a download of Debian's own packages; it needs root, for a file
//! system and a network of its own.

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, bail};

use super::deb;
use super::platform::PLATFORMS;
use super::shipment::Shipment;
use crate::prerequisite;
use crate::process::run;

const NEEDED: [(&str, &str); 4] = [
    ("debootstrap", "debootstrap"),
    ("unshare", "util-linux"),
    ("ip", "iproute2"),
    ("chromium", "chromium fonts-dejavu-core"),
];

pub(super) fn prove(shipment: &Shipment) -> Result<()> {
    start(shipment)?;
    contain(shipment)?;
    install(shipment)
}

/// The Containerfile and the packed image, where something can build and run them.
fn contain(shipment: &Shipment) -> Result<()> {
    let tools = shipment.tools;
    let Some(platform) = PLATFORMS.iter().find(|platform| platform.is_native()) else { return Ok(()) };
    if tools.find("buildah").is_none() || !prerequisite::is_root(tools) {
        println!(
            "\nNo container is started: install buildah, and be root. Install it: sudo apt-get install buildah"
        );
        return Ok(());
    }
    let mut command = tools.command("node");
    command.arg("tests/package/container.mjs");
    let image = format!("intake-form_{}_oci.tar", shipment.version);
    for file in ["Containerfile", &platform.program(), &image] {
        command.arg(shipment.path(file));
    }
    run(command.env("CHROMIUM", tools.find("chromium").unwrap_or_default()))
}

/// A program for another processor is started where qemu can act as that.
fn start(shipment: &Shipment) -> Result<()> {
    let tools = shipment.tools;
    for (platform, _) in shipment.programs()? {
        println!("\n{}", platform.program());
        let mut command = tools.command("node");
        command.arg("tests/package/start.mjs").arg(shipment.path(&platform.program()));
        if !platform.is_native() {
            let Some(actor) = platform.actors().into_iter().find(|actor| tools.find(actor).is_some()) else {
                println!(
                    "is not started: there is no qemu for it. Install it: sudo apt-get install qemu-user"
                );
                continue;
            };
            command.arg(actor);
        }
        run(command.env("CHROMIUM", tools.find("chromium").unwrap_or_default()))?;
    }
    Ok(())
}

fn install(shipment: &Shipment) -> Result<()> {
    let tools = shipment.tools;
    // Where root's programs lie, and a user's PATH may not lead.
    let is_there = |program: &str| {
        tools.find(program).is_some()
            || ["/usr/sbin", "/sbin"].iter().any(|folder| PathBuf::from(folder).join(program).is_file())
    };
    for (program, package) in NEEDED {
        if !is_there(program) {
            bail!("{program} is not installed. Install it: sudo apt-get install {package}");
        }
    }
    if !prerequisite::is_root(tools) {
        bail!("a bare Debian is set up by root: sudo --preserve-env=PATH cargo xtask package --prove");
    }
    let Some(platform) = PLATFORMS.iter().find(|platform| platform.is_native()) else {
        bail!(
            "the package is for {}: it can be proved there",
            PLATFORMS.each_ref().map(|platform| platform.architecture).join(" and ")
        );
    };
    let package = shipment.path(&deb::name(shipment, platform));
    let root = fresh_root(shipment)?;
    let mut command = tools.command("unshare");
    command.args(["--net", "--mount", "--pid", "--fork", "--kill-child", "node", "tests/package/prove.mjs"]);
    run(command.arg(&root).arg(package).env("CHROMIUM", tools.find("chromium").unwrap_or_default()))
}

/// A bare Debian: fetched once, and copied for each proof.
fn fresh_root(shipment: &Shipment) -> Result<PathBuf> {
    let work = shipment.workspace.work();
    let (bare, root) = (work.join("debian"), work.join("prove"));
    let fetched = work.join("debian.complete");
    if !fetched.exists() {
        println!("Fetching a bare Debian with debootstrap (a few minutes, once)");
        if bare.exists() {
            fs::remove_dir_all(&bare)?;
        }
        run(shipment.tools.command("debootstrap").args(["--variant=minbase", "stable"]).arg(&bare))?;
        fs::write(&fetched, "")?;
    }
    if root.exists() {
        fs::remove_dir_all(&root)?;
    }
    run(shipment.tools.command("cp").arg("--archive").arg(&bare).arg(&root))?;
    Ok(root)
}
