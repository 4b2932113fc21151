//! The plugin for WordPress: `packages/wordpress/` with the widget, a form to try and the licences, in one zip that
//! WordPress's own page for plugins takes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::archive;
use super::shipment::Shipment;
use super::widget;
use crate::process::{Tools, run};
use crate::workspace::Workspace;

/// The plugin's folder, by which WordPress knows it.
const FOLDER: &str = "intake-form";

pub(crate) fn make(shipment: &Shipment) -> Result<()> {
    let bytes = zip(shipment.workspace, shipment.tools)?;
    shipment.put(&format!("intake-form-wordpress-{}.zip", shipment.version), &bytes)
}

/// The zip's bytes. The same files give the same bytes: they stand in the order of their names, all of one time.
pub(crate) fn zip(workspace: &Workspace, tools: &Tools) -> Result<Vec<u8>> {
    let mut files = BTreeMap::new();
    let plugin = workspace.root.join("packages/wordpress");
    collect(&plugin, "", &mut files)?;
    files.remove("README.md");
    versions_agree(workspace, &files)?;
    for (name, path) in widget::files(&workspace.dist())? {
        files.insert(format!("widget/{name}"), fs::read(path)?);
    }
    for name in ["LICENSE-MIT", "LICENSE-APACHE", "schemas/outreach-needs.json"] {
        let place = name.replace("schemas/", "sample/");
        files.insert(place, fs::read(workspace.root.join(name)).with_context(|| name.to_owned())?);
    }
    translate(workspace, tools, &mut files)?;
    archive::zip(FOLDER, &files)
}

fn collect(folder: &Path, inside: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = format!("{inside}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files)?;
        } else {
            files.insert(name, fs::read(&path)?);
        }
    }
    Ok(())
}

/// WordPress reads the version in the plugin's head and in readme.txt, and ours is the workspace's.
fn versions_agree(workspace: &Workspace, files: &BTreeMap<String, Vec<u8>>) -> Result<()> {
    let version = workspace.locked_version("intake-form")?.context("Cargo.lock names no intake-form")?;
    let places = [
        ("intake-form.php", format!("Version:           {version}\n")),
        ("intake-form.php", format!("const VERSION    = '{version}';")),
        ("readme.txt", format!("Stable tag: {version}\n")),
        ("block/block.json", format!("\"version\": \"{version}\"")),
    ];
    for (name, line) in places {
        let text = files.get(name).map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
        if !text.contains(&line) {
            bail!("packages/wordpress/{name} must say `{}`", line.trim());
        }
    }
    Ok(())
}

/// What translators write (`.po`) as WordPress reads it (`.mo`); msgfmt also checks it.
fn translate(workspace: &Workspace, tools: &Tools, files: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    let folder = workspace.work().join("wordpress");
    fs::create_dir_all(&folder)?;
    let names: Vec<String> = files.keys().filter(|name| name.ends_with(".po")).cloned().collect();
    if !names.is_empty() && tools.find("msgfmt").is_none() {
        bail!("msgfmt is not installed. Install it: `sudo apt-get install gettext`.");
    }
    for name in names {
        let made = folder.join("one.mo");
        let source = workspace.root.join("packages/wordpress").join(&name);
        run(tools.command("msgfmt").args(["--check", "--no-hash", "--output-file"]).arg(&made).arg(source))?;
        files.insert(name.replace(".po", ".mo"), fs::read(&made)?);
    }
    Ok(())
}
