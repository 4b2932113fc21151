//! The house rules that a compiler does not know. Each says which file breaks it and what to do.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const LONGEST: usize = 500;

#[test]
fn dependencies_point_one_way_widget_to_core_and_receiver_to_core() {
    let allowed: [(&str, &[&str]); 4] = [
        ("Cargo.toml", &["intake-core"]),
        ("crates/intake-core/Cargo.toml", &[]),
        ("crates/intake-receiver/Cargo.toml", &["intake-core"]),
        ("crates/xtask/Cargo.toml", &[]),
    ];
    for (manifest, allowed) in allowed {
        let table: toml::Table = fs::read_to_string(root().join(manifest)).unwrap().parse().unwrap();
        for name in own_dependencies(&toml::Value::Table(table)) {
            assert!(allowed.contains(&name.as_str()), "{manifest} must not depend on {name}");
        }
    }
}

#[test]
fn a_file_of_the_core_imports_only_files_that_architecture_md_lists_before_it() {
    let order = core_order();
    let source = root().join("crates/intake-core/src");
    let listed: BTreeSet<&str> = order.iter().map(String::as_str).collect();
    for file in files(&source, &["rs"]) {
        let inside = file.strip_prefix(&source).unwrap();
        let module =
            inside.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
        if module == "lib" {
            continue;
        }
        assert!(listed.contains(module), "ARCHITECTURE.md does not list the core's {module}");
        let before = order.iter().take_while(|name| *name != module).collect::<Vec<_>>();
        for import in imports(&fs::read_to_string(&file).unwrap()) {
            let earlier = import == module || before.iter().any(|name| **name == import);
            assert!(
                earlier || !listed.contains(import.as_str()),
                "{} imports {import}, a later file",
                inside.display()
            );
        }
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
            let own = |name: &&String| name.starts_with("intake-") || *name == "xtask";
            names.extend(value.as_table().into_iter().flat_map(|table| table.keys()).filter(own).cloned());
        } else if key != "workspace" {
            names.extend(own_dependencies(value));
        }
    }
    names
}

/// The first code block after the heading `## The core` of ARCHITECTURE.md.
fn core_order() -> Vec<String> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let (_, section) = text.split_once("## The core").unwrap();
    let block = section.split("```").nth(1).unwrap();
    let (_language, names) = block.split_once('\n').unwrap();
    names.split_whitespace().map(str::to_owned).collect()
}

/// The names after `crate::`, the tests at the end of a file apart.
fn imports(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut names = Vec::new();
    for line in lines {
        for after in line.split("crate::").skip(1) {
            let list = after.strip_prefix('{').map_or(after, |list| list.split('}').next().unwrap());
            let parts = if after.starts_with('{') { list.split(',').collect() } else { vec![list] };
            let name =
                |part: &str| part.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            names.extend(parts.into_iter().map(name));
        }
    }
    names
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
