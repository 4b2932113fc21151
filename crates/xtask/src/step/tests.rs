//! Each step's `apart` against the repository: what is listed is there, and no script of the step names it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path};

use super::*;
use crate::apart::is_apart;

/// The scripts of each step, and what else has the names of files that it opens.
const SCRIPTS: [(&str, &[&str]); 8] = [
    ("wasm", &["src"]),
    ("verifier", &["tests/verifiers"]),
    ("browser", &["tests/browser"]),
    ("shipping", &["tests/package", "crates/xtask/src/package.rs", "crates/xtask/src/package"]),
    ("recipes", &["tests/recipes", "recipes"]),
    ("wordpress", &["tests/wordpress", "packages/wordpress", "crates/xtask/src/package/wordpress.rs"]),
    ("packages", &["tests/packages", "packages/npm", "crates/xtask/src/package/npm.rs"]),
    ("engines", &["tests/engines"]),
];

/// Scripts that somebody runs by hand, or `cargo xtask package --prove`, and no step.
const BY_HAND: [&str; 9] = [
    "tests/package/begin.mjs",
    "tests/package/container.mjs",
    "tests/package/person.mjs",
    "tests/package/prove.mjs",
    "tests/package/start.mjs",
    "tests/verifiers/django.mjs",
    "tests/verifiers/engines.mjs",
    "tests/verifiers/stored.mjs",
    "tests/verifiers/wordpress.mjs",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap()
}

fn lists(step: &Step) -> impl Iterator<Item = &'static str> {
    step.apart.iter().copied().flatten().copied()
}

/// The texts below a path, by their paths from the root. Of a Markdown file only what stands in its blocks of code.
fn texts(path: &str, found: &mut BTreeMap<String, String>) {
    let full = root().join(path);
    if full.is_dir() {
        for entry in fs::read_dir(full).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name != "node_modules" {
                texts(&format!("{path}/{name}"), found);
            }
        }
    } else if let (Ok(text), false) = (fs::read_to_string(full), BY_HAND.contains(&path)) {
        let is_prose = path.ends_with(".md");
        let code = || text.split("```").skip(1).step_by(2).collect::<Vec<_>>().join("\n");
        found.insert(path.to_owned(), if is_prose { code() } else { text.clone() });
    }
}

/// The paths that a text names from its own folder, `"./run.mjs"` or `"../browser/person.mjs"`, from the root.
fn relative(path: &str, text: &str) -> Vec<String> {
    let quoted =
        text.split(['"', '\'', '`']).filter(|piece| piece.starts_with("./") || piece.starts_with("../"));
    let whole = quoted.filter_map(|piece| piece.split(['$', '?', '\n']).next());
    let named = whole.map(|piece| {
        let mut parts: Vec<_> = path.split('/').collect();
        parts.pop();
        for part in Path::new(piece).components() {
            match part {
                Component::ParentDir => drop(parts.pop()),
                Component::Normal(name) => parts.push(name.to_str().unwrap()),
                _ => (),
            }
        }
        parts.join("/")
    });
    named.filter(|path| !path.is_empty() && root().join(path).exists()).collect()
}

/// What a step has as scripts, with all that these import, and the paths that they lead to.
fn read_by(folders: &[&str]) -> (BTreeMap<String, String>, Vec<String>) {
    let mut found = BTreeMap::new();
    for folder in folders {
        texts(folder, &mut found);
    }
    let (mut waiting, mut led): (Vec<String>, _) = (found.keys().cloned().collect(), Vec::new());
    while let Some(path) = waiting.pop() {
        for path in relative(&path, &found[&path]) {
            if !found.contains_key(&path) && path.ends_with("js") {
                texts(&path, &mut found);
                waiting.extend(found.contains_key(&path).then(|| path.clone()));
            }
            led.push(path);
        }
    }
    (found, led)
}

/// Whether a text names a path: a folder or an end with a star as it is written, a file by its name alone, but README.md,
/// which many folders have, only behind the root.
fn is_named(one: &str, text: &str) -> bool {
    let end = one.rsplit('*').next().unwrap();
    let last = end.rsplit('/').next().unwrap();
    match (one, last.contains('.')) {
        ("README.md", _) => {
            ["root, \"README.md\"", "root.join(\"README.md\")"].iter().any(|name| text.contains(name))
        }
        (_, true) => text.contains(last),
        (_, false) => text.match_indices(one).any(|(at, _)| {
            let next = text[at + one.len()..].chars().next();
            !next.is_some_and(|next| next.is_alphanumeric() || next == '-')
        }),
    }
}

#[test]
fn what_lies_apart_is_there() {
    let mut seen = 0;
    for one in STEPS.iter().flat_map(lists) {
        let place = one.split('*').next().unwrap();
        assert!(root().join(place).exists(), "{one} is not there");
        seen += 1;
    }
    assert!(seen > 100, "{seen} paths");
}

#[test]
fn no_script_of_a_step_lies_apart_nor_what_it_leads_to() {
    for step in STEPS.iter().filter(|step| !step.apart.is_empty()) {
        let (_, folders) = SCRIPTS.iter().find(|(name, _)| *name == step.name).unwrap();
        let (found, led) = read_by(folders);
        assert!(found.len() > 1, "{} has {} files", step.name, found.len());
        for path in found.keys().chain(&led) {
            assert!(!is_apart(path, step.apart), "{} reads {path}, which lies apart", step.name);
        }
    }
}

#[test]
fn no_script_of_a_step_names_what_lies_apart() {
    let mut wrong = Vec::new();
    for (name, folders) in SCRIPTS {
        let step = STEPS.iter().find(|step| step.name == name).unwrap();
        let (found, _) = read_by(folders);
        for one in lists(step) {
            for (path, text) in &found {
                if is_named(one, text) {
                    wrong.push(format!("{path} names {one}, which lies apart from the step {name}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_name_is_found_where_a_script_has_it() {
    let (found, led) = read_by(&["tests/engines"]);
    assert!(found.contains_key("tests/browser/delivery/person.mjs"), "imports are followed");
    assert!(led.iter().any(|path| path == "tests/browser/playground.mjs"));
    let named = |one: &str| found.values().any(|text| is_named(one, text));
    assert!(named("docs/frames.md") && named("tests/browser") && !named("tests/brow"));
    let (found, _) = read_by(&["tests/browser/plain-old"]);
    assert!(found.values().any(|text| is_named("README.md", text)));
}

#[test]
fn what_is_run_by_hand_no_script_of_a_step_imports() {
    for (_, folders) in SCRIPTS {
        let (_, led) = read_by(folders);
        for path in &led {
            assert!(!BY_HAND.contains(&path.as_str()), "a script imports {path}");
        }
    }
    for path in BY_HAND {
        assert!(root().join(path).is_file(), "{path} is not there");
    }
}
