//! The house rules that a compiler does not know. Each says which file breaks it and what to do.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod imports;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use imports::Imports;

const LONGEST: usize = 500;

#[test]
fn dependencies_point_one_way_widget_and_receiver_to_core_and_core_to_envelope() {
    let allowed: [(&str, &[&str]); 7] = [
        ("Cargo.toml", &["intake-core"]),
        ("crates/intake-core/Cargo.toml", &["intake-envelope"]),
        ("crates/intake-envelope/Cargo.toml", &[]),
        ("crates/intake-receiver/Cargo.toml", &["intake-core"]),
        ("crates/wasm-carve/Cargo.toml", &[]),
        ("crates/wasm-streams/Cargo.toml", &[]),
        ("crates/xtask/Cargo.toml", &["wasm-carve", "wasm-streams"]),
    ];
    for (manifest, allowed) in allowed {
        let table: toml::Table = fs::read_to_string(root().join(manifest)).unwrap().parse().unwrap();
        for name in own_dependencies(&toml::Value::Table(table)) {
            assert!(allowed.contains(&name.as_str()), "{manifest} must not depend on {name}");
        }
    }
}

/// The crates, by the heading of ARCHITECTURE.md under which the order of their rooms stands.
const CRATES: [(&str, &str); 7] = [
    ("## The envelope", "crates/intake-envelope/src"),
    ("## The core", "crates/intake-core/src"),
    ("## The widget", "src"),
    ("## The receiver", "crates/intake-receiver/src"),
    ("## The carver", "crates/wasm-carve/src"),
    ("## The streams", "crates/wasm-streams/src"),
    ("## The build", "crates/xtask/src"),
];

#[test]
fn a_file_imports_only_from_rooms_that_architecture_md_lists_before_its_own() {
    for (heading, folder) in CRATES {
        let found = imports_of(folder).against(&order(heading)).unwrap();
        assert!(found.is_empty(), "{folder}: imports against the order:\n{}", listed(found));
    }
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    for (_, folder) in CRATES {
        let found = imports_of(folder).circles().into_iter().map(|files| files.join(" "));
        let found: BTreeSet<String> = found.collect();
        assert!(found.is_empty(), "{folder}: circles of imports, a line each:\n{}", listed(found));
    }
}

#[test]
fn no_text_becomes_html() {
    // In two parts, so that this file does not contain what it forbids.
    let banned =
        [["from_html", "_unchecked"].concat(), ["inner", "HTML ="].concat(), ["set_inner", "_html"].concat()];
    for file in files(&root(), &["rs", "js", "mjs"]) {
        let text = fs::read_to_string(&file).unwrap();
        for banned in &banned {
            assert!(!text.contains(banned), "{} uses {banned}: build nodes instead", file.display());
        }
    }
}

#[test]
fn no_file_of_code_is_longer_than_500_lines() {
    for file in files(&root(), &["rs", "js", "mjs", "css"]) {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= LONGEST, "{} has {lines} lines: split it by role", file.display());
    }
}

#[test]
fn no_file_names_the_host_of_a_package_registry() {
    let hosts = [["registry", ".npmjs."].concat(), ["crates", ".io"].concat(), ["pypi", ".org"].concat()];
    let kinds = ["rs", "js", "mjs", "json", "md", "toml", "html", "npmrc", "css"];
    for file in files(&root(), &kinds) {
        let text = fs::read_to_string(&file).unwrap();
        for host in &hosts {
            assert!(!text.contains(host), "{} names {host}", file.display());
        }
    }
}

/// The names of our own packages among the dependencies of a manifest, of every kind and target.
fn own_dependencies(value: &toml::Value) -> Vec<String> {
    let mut names = Vec::new();
    for (key, value) in value.as_table().into_iter().flatten() {
        if key.ends_with("dependencies") {
            let own = |name: &&String| {
                name.starts_with("intake-")
                    || ["wasm-carve", "wasm-streams", "xtask"].contains(&name.as_str())
            };
            names.extend(value.as_table().into_iter().flat_map(|table| table.keys()).filter(own).cloned());
        } else if key != "workspace" {
            names.extend(own_dependencies(value));
        }
    }
    names
}

/// The first code block after a heading of ARCHITECTURE.md.
fn order(heading: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let (_, section) = text.split_once(heading).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let block = section.split("```").nth(1).unwrap();
    let (_language, names) = block.split_once('\n').unwrap();
    names.split_whitespace().map(str::to_owned).collect()
}

fn imports_of(folder: &str) -> Imports {
    let source = root().join(folder);
    let name = |file: &Path| file.strip_prefix(&source).unwrap().to_str().unwrap().to_owned();
    let texts: BTreeMap<String, String> = files(&source, &["rs"])
        .into_iter()
        .map(|file| (name(&file), fs::read_to_string(&file).unwrap()))
        .collect();
    assert!(texts.len() > 5, "{folder} has only {} files: was it read?", texts.len());
    Imports::read(&texts)
}

fn listed(lines: BTreeSet<String>) -> String {
    lines.into_iter().collect::<Vec<_>>().join("\n")
}

/// Our own files of these kinds: nothing built, nothing installed.
fn files(folder: &Path, kinds: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            if !["target", "dist", "node_modules", "pkg", ".git"].contains(&name) {
                found.extend(files(&path, kinds));
            }
        } else if kinds.iter().any(|kind| name.ends_with(&format!(".{kind}"))) {
            found.push(path);
        }
    }
    found
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_owned()
}
