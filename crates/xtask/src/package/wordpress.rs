//! The plugin for WordPress: `packages/wordpress/` with the widget, a form to try and the licences, in one zip that
//! WordPress's own page for plugins takes.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::shipment::Shipment;
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
    for (name, path) in widget(&workspace.dist())? {
        files.insert(format!("widget/{name}"), fs::read(path)?);
    }
    for name in ["LICENSE-MIT", "LICENSE-APACHE", "schemas/outreach-needs.json"] {
        let place = name.replace("schemas/", "sample/");
        files.insert(place, fs::read(workspace.root.join(name)).with_context(|| name.to_owned())?);
    }
    translate(workspace, tools, &mut files)?;
    pack(&files)
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

/// The widget's files as a page loads them. A plugin can't tell the web server of files that were packed before, and
/// what only editors of code read is no use there.
fn widget(dist: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dist).context("dist/ is missing: `cargo xtask build` makes it")? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_loaded = [".js", ".css", ".wasm", ".json"].iter().any(|end| name.ends_with(end));
        if path.is_file() && is_loaded && name != "custom-elements.json" {
            found.push((name, path));
        }
    }
    if !found.iter().any(|(name, _)| name == "intake-form.js") {
        bail!("dist/ has no intake-form.js: `cargo xtask build` makes it");
    }
    Ok(found)
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

fn pack(files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>> {
    // The earliest time that a zip knows: there is none that means anything to who unpacks it.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(format!("{FOLDER}/{name}"), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zip_is_the_same_bytes_each_time_and_all_in_one_folder() {
        let files: BTreeMap<String, Vec<u8>> =
            [("b.php", "<?php"), ("a/c.js", "1")].map(|(name, text)| (name.into(), text.into())).into();
        let zip = pack(&files).unwrap();
        assert_eq!(zip, pack(&files).unwrap());
        let archive = zip::ZipArchive::new(Cursor::new(&zip)).unwrap();
        let names: Vec<_> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names, ["intake-form/a/c.js", "intake-form/b.php"]);
    }

    #[test]
    fn the_widget_goes_in_as_a_page_loads_it() {
        let folder = std::env::temp_dir().join(format!("plugin-{}", std::process::id()));
        fs::create_dir_all(folder.join("site")).unwrap();
        for name in [
            "intake-form.js",
            "intake-form-1.wasm",
            "intake-form-1.wasm.br",
            "custom-elements.json",
            "intake-form.d.ts",
        ] {
            fs::write(folder.join(name), "").unwrap();
        }
        let mut names: Vec<String> = widget(&folder).unwrap().into_iter().map(|(name, _)| name).collect();
        names.sort();
        assert_eq!(names, ["intake-form-1.wasm", "intake-form.js"]);
        fs::remove_file(folder.join("intake-form.js")).unwrap();
        assert!(widget(&folder).is_err());
        fs::remove_dir_all(&folder).unwrap();
    }
}
