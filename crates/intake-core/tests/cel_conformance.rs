//! google/cel-spec's conformance tests (tests/simple/testdata), read from the folder that
//! `INTAKE_VECTORS` names. What is outside the subset stands in `cel_exclusions.txt`, each
//! with its reason; all else must pass.
#![allow(clippy::disallowed_methods, reason = "a test reads files and its environment")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]
#![allow(clippy::print_stdout, reason = "the runner's report")]

#[path = "cel_conformance/textproto.rs"]
mod textproto;
#[path = "cel_conformance/value.rs"]
mod value;

use std::path::PathBuf;
use std::sync::Arc;

use intake_core::expr::{Env, Expr, Ref, Scope, Type, Value};
use textproto::Message;

#[test]
fn the_subset_passes_the_conformance_tests_of_cel() {
    // What finds nothing to check has checked nothing.
    let folder = std::env::var("INTAKE_VECTORS").unwrap_or_else(|_| {
        panic!("INTAKE_VECTORS names no folder: `cargo xtask test native` writes one, and so does tests/verifiers/vectors.mjs")
    });
    let folder = PathBuf::from(folder).join("cel");
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "textproto"));
    files.sort();
    let mut exclusions = Exclusions::read();
    let (mut passed, mut refused, mut excluded, mut failed) = (0, 0, 0, Vec::new());
    for path in &files {
        let source = std::fs::read_to_string(path).unwrap();
        let file = textproto::parse(&source);
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        for section in file.messages("section") {
            for test in section.messages("test") {
                let place = format!("{name}/{}/{}", section.text("name"), test.text("name"));
                if exclusions.apply(&place, &test.text("expr")) {
                    excluded += 1;
                    continue;
                }
                match run(test) {
                    Outcome::Passed => passed += 1,
                    Outcome::Refused => refused += 1,
                    Outcome::Failed(why) => {
                        failed.push(format!("{place}: {}\n    {why}", test.text("expr")));
                    }
                }
            }
        }
    }
    for failure in &failed {
        println!("failed: {failure}");
    }
    println!(
        "CEL conformance: {passed} passed, {refused} refused by the checker where an error is expected, \
         {} failed, {excluded} out of the subset",
        failed.len()
    );
    exclusions.print();
    assert!(failed.is_empty(), "{} conformance tests fail", failed.len());
    let is_there = |file: &str| files.iter().any(|path| path.file_stem().is_some_and(|stem| *stem == *file));
    assert_eq!(exclusions.unused(&is_there), Vec::<String>::new(), "exclusions that match nothing");
    assert!(passed > 0, "no tests in {}", folder.display());
}

enum Outcome {
    Passed,
    Refused,
    Failed(String),
}

fn run(test: &Message) -> Outcome {
    let names = Names::of(test);
    let source = test.text("expr");
    let unchecked = test.text("disable_check") == "true";
    let compiled = if unchecked {
        Expr::compile_unchecked(&source, &names)
    } else {
        Expr::compile(&source, &names, None)
    };
    let wants_error = test.message("eval_error").is_some();
    match compiled {
        Err(_) if wants_error => Outcome::Refused,
        Err(errors) => Outcome::Failed(format!("does not compile: {errors:?}")),
        Ok(expr) => {
            let expected = test.message("value").map_or(Value::Bool(true), value::value);
            match expr.eval(&names) {
                Err(_) if wants_error => Outcome::Passed,
                Ok(value) if !wants_error && value::same(&value, &expected) => Outcome::Passed,
                other => Outcome::Failed(format!("gives {other:?}, not {expected:?}, error {wants_error}")),
            }
        }
    }
}

/// The declared names of a test, and their values.
struct Names(Vec<(Arc<str>, Type, Value)>);

impl Names {
    fn of(test: &Message) -> Self {
        let mut names: Vec<(Arc<str>, Type, Value)> = Vec::new();
        for declared in test.messages("type_env") {
            let ty = declared.message("ident").and_then(|ident| ident.message("type"));
            names.push((declared.text("name").into(), ty.map_or(Type::Dyn, value::ty), Value::Null));
        }
        for binding in test.messages("bindings") {
            let key = binding.text("key");
            let value = binding.message("value").and_then(|v| v.message("value")).map(value::value);
            let value = value.unwrap_or(Value::Null);
            match names.iter_mut().find(|(name, ..)| **name == *key) {
                Some(found) => found.2 = value,
                None => names.push((key.into(), Type::Dyn, value)),
            }
        }
        Self(names)
    }
}

impl Scope for Names {
    fn resolve(&self, name: &str) -> Option<(Ref, Type)> {
        let index = self.0.iter().position(|(known, ..)| **known == *name)?;
        Some((Ref(index as u32), self.0[index].1.clone()))
    }

    fn answer(&self, _: &str) -> Option<(Ref, Type)> {
        None
    }

    fn names(&self) -> Vec<Arc<str>> {
        self.0.iter().map(|(name, ..)| name.clone()).collect()
    }
}

impl Env for Names {
    fn get(&self, name: Ref) -> Value {
        self.0[name.0 as usize].2.clone()
    }

    fn has(&self, _: Ref) -> Value {
        Value::Bool(false)
    }

    fn today(&self) -> i64 {
        0
    }
}

/// Lines of `pattern → reason`: `file/section/test` with `*`, or `expr: part of the text`.
struct Exclusions(Vec<(String, String, usize)>);

impl Exclusions {
    fn read() -> Self {
        let lines = include_str!("cel_exclusions.txt").lines().map(str::trim);
        let rows = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        Self(
            rows.map(|row| {
                let (pattern, reason) = row.split_once('→').expect("an exclusion is pattern → reason");
                (pattern.trim().to_owned(), reason.trim().to_owned(), 0)
            })
            .collect(),
        )
    }

    fn apply(&mut self, place: &str, expr: &str) -> bool {
        for (pattern, _, used) in &mut self.0 {
            let matches = match pattern.strip_prefix("expr: ") {
                Some(part) => expr.contains(part),
                None => glob(pattern, place),
            };
            if matches {
                *used += 1;
                return true;
            }
        }
        false
    }

    fn print(&self) {
        for (pattern, reason, used) in self.0.iter().filter(|(.., used)| *used > 0) {
            println!("  {used:4} {pattern}: {reason}");
        }
    }

    /// What matches nothing, though its file is there.
    fn unused(&self, is_there: &dyn Fn(&str) -> bool) -> Vec<String> {
        let unused = self.0.iter().filter(|(.., used)| *used == 0).map(|(pattern, ..)| pattern);
        unused
            .filter(|pattern| pattern.split_once('/').is_none_or(|(file, _)| is_there(file)))
            .cloned()
            .collect()
    }
}

fn glob(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((start, rest)) => {
            let Some(text) = text.strip_prefix(start) else { return false };
            (0..=text.len()).any(|at| text.is_char_boundary(at) && glob(rest, &text[at..]))
        }
    }
}
