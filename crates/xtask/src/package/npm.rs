//! The npm package `intake-form`, out of `dist/` and `packages/npm/`.
//!
//! It has the loader of the widget twice ([`loader`]): `dist/intake-form.js` for bundlers, and
//! `dist/intake-form.min.js` for pages without one, which may take it from another site.

mod loader;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use base64::prelude::{BASE64_STANDARD as BASE64, Engine};
use serde_json::{Value, json};
use sha2::{Digest, Sha384};

use self::loader::Files;
use super::archive::{self, Entry};
use super::shipment::Shipment;
use crate::bundle::{DECLARATIONS, MANIFEST};
use crate::process::Tools;
use crate::{compress, wasm};

/// Where the README of the package supposes that it lies, for pages that take it from another site.
const ELSEWHERE: &str = "https://cdn.example.org";

/// Writes the package, and the same files as a folder that any server can offer.
pub(crate) fn make(shipment: &Shipment) -> Result<()> {
    if wasm::is_quick() {
        bail!("the widget of INTAKE_QUICK is for work on it only: unset that, to make the package");
    }
    let Shipment { workspace, tools, version, epoch, .. } = shipment;
    let work = workspace.work().join("npm");
    let files = files(tools, &workspace.root, &workspace.dist(), &work, version)?;
    let folder = shipment.path(&format!("intake-form@{version}"));
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    for (name, bytes) in &files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().context("a file without a folder")?)?;
        fs::write(path, bytes)?;
        if name.starts_with("dist/") {
            println!("{}  intake-form@{version}/{name}", integrity(bytes));
        }
    }
    let entries = files.into_iter().map(|(name, bytes)| (format!("package/{name}"), Entry::file(bytes)));
    let tar = archive::tar(&entries.collect(), *epoch)?;
    shipment.put(&format!("intake-form-{version}.tgz"), &compress::gzip(&tar)?)
}

fn files(tools: &Tools, root: &Path, dist: &Path, work: &Path, version: &str) -> Result<Files> {
    let source = root.join("packages/npm");
    let mut files = Files::new();
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        files.insert(name.to_owned(), read(&root.join(name))?);
    }
    let manifest = read(&source.join("package.json"))?;
    let said: Value = serde_json::from_slice(&manifest).context("packages/npm/package.json")?;
    if said.get("version").and_then(Value::as_str) != Some(version) {
        bail!("packages/npm/package.json is not of version {version}, as Cargo.toml is");
    }
    files.insert("package.json".to_owned(), manifest);
    files.insert(MANIFEST.to_owned(), read(&dist.join(MANIFEST))?);
    files.insert(format!("types/{DECLARATIONS}"), read(&dist.join(DECLARATIONS))?);
    for entry in fs::read_dir(source.join("types"))? {
        let path = entry?.path();
        files.insert(format!("types/{}", name_of(&path)), read(&path)?);
    }

    let parts = parts(dist)?;
    let digests: BTreeMap<String, String> =
        parts.iter().map(|(name, bytes)| (name.clone(), integrity(bytes))).collect();
    let mut scripts = parts.clone();
    scripts.insert(loader::FOR_BUNDLERS.to_owned(), loader::for_bundlers(tools, root, work, &parts)?);
    let page = loader::for_pages(tools, root, work, &parts, &digests)?;
    let readme = fs::read_to_string(source.join("README.md"))?
        .replace("PAGE_INTEGRITY", &integrity(&page))
        .replace("IMPORT_MAP", &import_map(&digests, version)?)
        .replace("VERSION", version);
    scripts.insert(loader::FOR_PAGES.to_owned(), page);
    let all: BTreeMap<String, String> =
        scripts.iter().map(|(name, bytes)| (format!("dist/{name}"), integrity(bytes))).collect();
    let all = serde_json::to_string_pretty(&json!({ "version": version, "files": all }))?;
    files.insert("integrity.json".to_owned(), format!("{all}\n").into());
    files.insert("README.md".to_owned(), readme.into());
    files.extend(scripts.into_iter().map(|(name, bytes)| (format!("dist/{name}"), bytes)));
    Ok(files)
}

/// What the loader in `dist/` names, each by a name with a hash in it.
fn parts(dist: &Path) -> Result<Files> {
    let mut parts = Files::new();
    for entry in fs::read_dir(dist).context("there is no widget in dist/")? {
        let path = entry?.path();
        let name = name_of(&path);
        let packed = name.ends_with(".br") || name.ends_with(".gz");
        if path.is_file() && name.starts_with("intake-form-") && !packed {
            parts.insert(name, read(&path)?);
        }
    }
    Ok(parts)
}

/// The import map with which a page vouches for the scripts that come later.
fn import_map(digests: &BTreeMap<String, String>, version: &str) -> Result<String> {
    let scripts = digests.iter().filter(|(name, _)| name.ends_with(".js"));
    let address = |name: &str| format!("{ELSEWHERE}/intake-form@{version}/dist/{name}");
    let map: BTreeMap<String, &String> = scripts.map(|(name, digest)| (address(name), digest)).collect();
    Ok(serde_json::to_string_pretty(&json!({ "integrity": map }))?)
}

/// As in `integrity="…"` (W3C Subresource Integrity).
fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64.encode(Sha384::digest(bytes)))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| path.display().to_string())
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
