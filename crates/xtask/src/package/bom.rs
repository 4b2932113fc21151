//! `intake-form_VERSION.cdx.json`: the packages that are inside the program and the widget, with their licences and
//! digests, as CycloneDX 1.6 (ECMA-424).
//!
//! `cargo tree` knows them. Cargo's plugins for this write the paths of the machine and the time into theirs.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::platform::PLATFORMS;
use super::shipment::{Shipment, with};
use crate::process::read;

pub(super) fn make(shipment: &Shipment) -> Result<()> {
    let digests = digests(&fs::read_to_string(shipment.workspace.root.join("Cargo.lock"))?)?;
    let mut components = BTreeMap::new();
    let programs = PLATFORMS.iter().map(|platform| ("intake-receiver", platform.target));
    for (package, target) in programs.chain([("intake-form", "wasm32-unknown-unknown")]) {
        let mut command = shipment.tools.command("cargo");
        command.args(["tree", "--locked", "--package", package, "--target", target]);
        // What runs while building is not inside.
        command.args(["--edges", "normal,no-proc-macro", "--prefix", "none", "--no-dedupe"]);
        for line in read(command.args(["--format", "{p}|{l}"]))?.lines() {
            let (name, version, component) = component(line, &digests)?;
            components.insert((name, version), component);
        }
    }
    let rust = read(shipment.tools.command("rustc").arg("--version"))?;
    let rust = rust.split_whitespace().nth(1).context("rustc has no version")?;
    components.insert(("rust-std".into(), rust.into()), library("rust-std", rust, "MIT OR Apache-2.0"));
    let time = format!("@{}", shipment.epoch);
    let time = read(shipment.tools.command("date").args(["--utc", "--date", &time, "+%Y-%m-%dT%H:%M:%SZ"]))?;
    let bom = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": time.trim(),
            "component": { "type": "application", "name": "intake-form", "version": shipment.version },
        },
        "components": components.into_values().collect::<Vec<_>>(),
    });
    let name = format!("intake-form_{}.cdx.json", shipment.version);
    shipment.put(&name, format!("{bom:#}\n").as_bytes())
}

/// Name, version and component of a line such as `serde v1.0.229|MIT OR Apache-2.0`; a package of ours has its
/// folder behind the version.
fn component(line: &str, digests: &Digests) -> Result<(String, String, Value)> {
    let (package, licence) = line.split_once('|').unwrap_or((line, ""));
    let mut words = package.split(' ');
    let (Some(name), Some(version)) = (words.next(), words.next().and_then(|word| word.strip_prefix('v')))
    else {
        bail!("cargo tree says {line:?}: it was to be a name and a version");
    };
    if licence.is_empty() {
        bail!("{name} {version} names no licence");
    }
    // Before SPDX, Cargo had a stroke for a choice.
    let mut component = library(name, version, &licence.replace('/', " OR ").replace("  ", " "));
    let key = (name.to_owned(), version.to_owned());
    if let Some(digest) = digests.get(&key) {
        component = with(component, "purl", format!("pkg:cargo/{name}@{version}").into());
        component = with(component, "hashes", json!([{ "alg": "SHA-256", "content": digest }]));
    }
    Ok((key.0, key.1, component))
}

fn library(name: &str, version: &str, licence: &str) -> Value {
    json!({ "type": "library", "name": name, "version": version, "licenses": [{ "expression": licence }] })
}

type Digests = BTreeMap<(String, String), String>;

/// Of each package that comes from a registry.
fn digests(lock: &str) -> Result<Digests> {
    let lock: toml::Table = lock.parse().context("Cargo.lock")?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    let text =
        |entry: &toml::Value, key: &str| entry.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    let digest = |entry| Some(((text(entry, "name")?, text(entry, "version")?), text(entry, "checksum")?));
    Ok(packages.into_iter().flatten().filter_map(digest).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_has_its_licence_and_its_digest() {
        let lock = "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nchecksum = \"00ff\"\n";
        let digests = digests(lock).unwrap();
        let (_, _, from_registry) = component("a v1.0.0|MIT/Apache-2.0", &digests).unwrap();
        assert_eq!(from_registry["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(from_registry["hashes"][0]["content"], "00ff");
        assert_eq!(from_registry["purl"], "pkg:cargo/a@1.0.0");
        let (_, _, ours) = component("b v0.1.0 (/home/me/b)|MIT OR Apache-2.0", &digests).unwrap();
        assert!(ours.get("purl").is_none() && !ours.to_string().contains("/home"));
        assert!(component("a v1.0.0|", &digests).is_err(), "a licence that nobody knows");
    }
}
