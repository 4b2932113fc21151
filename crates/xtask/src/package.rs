//! `cargo xtask package [PART]… [--architecture amd64] [--prove]`: what is shipped to others, in `target/package/`, with its SHA256SUMS.
//!
//! A part is a file below `package/` with a function `make`, and a line in [`PARTS`]. It writes its files with
//! [`Shipment::put`]. The same source gives the same bytes: times are [`Shipment::epoch`], and archives list
//! their files in the order of their names ([`archive`]).

mod archive;
mod binary;
mod bom;
mod container;
mod deb;
mod npm;
mod php;
mod platform;
mod prove;
pub(crate) mod rehearse;
mod shipment;
mod widget;
pub(crate) mod wordpress;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::builder::PossibleValuesParser;

use self::platform::{PLATFORMS, Platform};
use self::shipment::Shipment;
use crate::process::{Tools, read};
use crate::workspace::Workspace;
use crate::{bundle, setup};

struct Part {
    name: &'static str,
    about: &'static str,
    make: fn(&Shipment) -> Result<()>,
}

/// In the order in which they are made: a later one may use what an earlier one has put there.
const PARTS: &[Part] = &[
    Part { name: "binary", about: "the program intake, static, with the widget inside", make: binary::make },
    Part { name: "deb", about: "a package for Debian and Ubuntu, with the service", make: deb::make },
    Part { name: "container", about: "an image for container engines", make: container::make },
    Part { name: "npm", about: "the npm package, also as a folder for a CDN", make: npm::make },
    Part { name: "wordpress", about: "the plugin for WordPress", make: wordpress::make },
    Part { name: "php", about: "a folder for a web host with PHP", make: php::make },
    Part { name: "bom", about: "what is inside, as CycloneDX", make: bom::make },
];

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    selection: Selection,
    /// Install it on a bare Debian, up to the first submission
    #[arg(long)]
    prove: bool,
}

#[derive(clap::Args)]
pub(crate) struct Selection {
    #[arg(value_name = "PART", value_parser = PossibleValuesParser::new(PARTS.iter().map(|part| part.name)))]
    parts: Vec<String>,
    /// Leave out the others
    #[arg(long, value_parser = PossibleValuesParser::new(PLATFORMS.iter().map(|one| one.architecture)))]
    architecture: Option<String>,
}

impl Selection {
    fn platforms(&self) -> Vec<&'static Platform> {
        platform::choose(self.architecture.as_deref())
    }

    /// As they are typed.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        let architecture = self.architecture.iter().flat_map(|name| ["--architecture", name.as_str()]);
        self.parts.iter().map(String::as_str).chain(architecture)
    }
}

pub(crate) fn package(workspace: &Workspace, arguments: &Arguments) -> Result<ExitCode> {
    let tools = setup::for_building(workspace)?;
    let Arguments { selection, prove } = arguments;
    let shipment = make(workspace, &tools, &choose(PARTS, &selection.parts), selection.platforms())?;
    if *prove {
        prove::prove(&shipment)?;
    }
    println!("\nAll of it is in {}", shipment.folder.display());
    Ok(ExitCode::SUCCESS)
}

/// The npm package alone, for its tests: where it is.
pub(crate) fn npm(workspace: &Workspace, tools: &Tools) -> Result<PathBuf> {
    let shipment = make(workspace, tools, &choose(PARTS, &["npm".to_owned()]), Vec::new())?;
    Ok(shipment.folder)
}

/// Into another folder than the usual one; answers with the time that its files have.
pub(crate) fn make_in(
    workspace: &Workspace,
    tools: &Tools,
    selection: &Selection,
    folder: &Path,
) -> Result<u64> {
    bundle::build(workspace, tools)?;
    let shipment = shipment(workspace, tools, selection.platforms(), folder.to_owned())?;
    fill(&shipment, &choose(PARTS, &selection.parts))?;
    Ok(shipment.epoch)
}

fn make<'a>(
    workspace: &'a Workspace,
    tools: &'a Tools,
    parts: &[&Part],
    platforms: Vec<&'static Platform>,
) -> Result<Shipment<'a>> {
    bundle::build(workspace, tools)?;
    let shipment = shipment(workspace, tools, platforms, workspace.target.join("package"))?;
    fill(&shipment, parts)?;
    Ok(shipment)
}

fn shipment<'a>(
    workspace: &'a Workspace,
    tools: &'a Tools,
    platforms: Vec<&'static Platform>,
    folder: PathBuf,
) -> Result<Shipment<'a>> {
    let (version, epoch) = (version(workspace)?, epoch(tools)?);
    Ok(Shipment { workspace, tools, version, platforms, epoch, folder })
}

fn fill(shipment: &Shipment, parts: &[&Part]) -> Result<()> {
    fs::create_dir_all(&shipment.folder)?;
    for part in parts {
        println!("\n── {}: {}", part.name, part.about);
        (part.make)(shipment).with_context(|| format!("the part {}", part.name))?;
    }
    shipment.sum()
}

/// The named parts in their usual order; all of them when none is named.
fn choose<'a>(parts: &'a [Part], names: &[String]) -> Vec<&'a Part> {
    parts.iter().filter(|part| names.is_empty() || names.iter().any(|name| name == part.name)).collect()
}

fn version(workspace: &Workspace) -> Result<String> {
    let manifest: toml::Table =
        fs::read_to_string(workspace.root.join("Cargo.toml"))?.parse().context("Cargo.toml")?;
    let version = manifest.get("workspace").and_then(|table| table.get("package")?.get("version")?.as_str());
    version.map(str::to_owned).context("Cargo.toml has no workspace.package.version")
}

fn epoch(tools: &Tools) -> Result<u64> {
    let text = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => text,
        Err(_) => read(tools.command("git").args(["log", "-1", "--format=%ct"]))
            .context("the time of the last commit; outside a repository, set SOURCE_DATE_EPOCH")?,
    };
    text.trim().parse().with_context(|| format!("SOURCE_DATE_EPOCH {text:?} is no number of seconds"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_parts_are_made_in_their_usual_order() {
        let part = |name| Part { name, about: "", make: |_| Ok(()) };
        let parts = [part("first"), part("second"), part("third")];
        let chosen = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            choose(&parts, &names).iter().map(|part| part.name).collect::<Vec<_>>()
        };
        assert_eq!(chosen(&["third", "first"]), ["first", "third"]);
        assert_eq!(chosen(&[]).len(), 3);
    }
}
