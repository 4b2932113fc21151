//! The expression language by example: files of `tests/expr`, one check function.
//!
//! A case is an expression and, indented below it, what comes of it: `: type`, then
//! `= value` or `= error`; or, for each mistake, `! code at text`, the message and the help.
//! `INTAKE_BLESS=1` writes what comes of it into the files, for review.
#![cfg(feature = "explain")]
#![allow(clippy::disallowed_methods, reason = "a test reads files and its environment")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

#[path = "expr_suite/form.rs"]
mod form;
#[path = "expr_suite/show.rs"]
mod show;

use intake_core::expr::Expr;

#[test]
fn every_example_does_what_its_file_says() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/expr");
    let bless = std::env::var("INTAKE_BLESS").is_ok();
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut wrong = Vec::new();
    for path in paths {
        let written = std::fs::read_to_string(&path).unwrap();
        let actual = redo(&written);
        if bless {
            std::fs::write(&path, actual).unwrap();
        } else if actual != written {
            let differs = |(a, b): &(&str, &str)| a != b;
            let line = written.lines().zip(actual.lines()).find(differs);
            wrong.push(format!("{}: {line:#?}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The file, with what comes of each expression.
fn redo(written: &str) -> String {
    let mut out = String::new();
    for line in written.lines().filter(|line| !line.starts_with(' ')) {
        out.push_str(line);
        out.push('\n');
        if !line.is_empty() && !line.starts_with("//") {
            for result in check(line) {
                out.push_str(&format!("    {result}\n"));
            }
        }
    }
    out
}

fn check(source: &str) -> Vec<String> {
    let form = form::Form::new();
    match Expr::compile(source, &form, None) {
        Ok(expr) => {
            let value = match expr.eval(&form) {
                Ok(value) => show::value(&value, &form),
                Err(error) => format!("{error:?}"),
            };
            vec![format!(": {}", show::ty(expr.ty())), format!("= {value}")]
        }
        Err(errors) => {
            let mut lines = Vec::new();
            for error in errors {
                let place = source.get(error.span.clone()).expect("a span on characters");
                lines.push(format!("! {} at `{place}`", error.code));
                lines.push(format!("  {}", error.message));
                lines.push(format!("  {}", error.help));
                assert!(error.message.ends_with(['.', '?']), "a sentence: {}", error.message);
                assert!(error.help.ends_with(['.', '?']), "a sentence: {}", error.help);
            }
            lines
        }
    }
}
