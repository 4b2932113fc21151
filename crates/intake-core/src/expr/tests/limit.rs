//! Limits, and texts that mean harm: errors, never a crash or a hang.

use super::{Answers, SLOTS};
use crate::expr::random::Random;
use crate::expr::value::{EvalError, Value};
use crate::expr::{Expr, Type};

fn answers() -> Answers {
    Answers((0..SLOTS).map(|slot| (slot > 2).then_some(Value::Int(1))).collect())
}

fn codes(source: &str) -> Vec<&'static str> {
    Expr::compile(source, &answers(), None).err().unwrap_or_default().iter().map(|error| error.code).collect()
}

fn eval(source: &str) -> Result<Value, EvalError> {
    Expr::compile(source, &answers(), None).unwrap().eval(&answers())
}

#[test]
fn nesting_ends_at_64_levels() {
    let nested: [fn(usize) -> String; 9] = [
        |n| "(".repeat(n) + "i" + &")".repeat(n),
        |n| "[".repeat(n) + "i" + &"]".repeat(n),
        |n| "!".repeat(n) + "p",
        |n| "-".repeat(n) + "i",
        |n| "i".to_owned() + &"[0]".repeat(n),
        |n| "p ? i : ".repeat(n) + "j",
        |n| "int(".repeat(n) + "i" + &")".repeat(n),
        |n| "list.exists(e, ".repeat(n) + "p" + &")".repeat(n),
        |n| "i".to_owned() + &" == i".repeat(n),
    ];
    for build in nested {
        assert_ne!(codes(&build(62)), ["too-deep"], "{}", build(62));
        assert_eq!(codes(&build(66)), ["too-deep"], "{}", build(66));
    }
    assert_eq!(codes(&"(".repeat(4000)), ["too-deep"]);
    if cfg!(feature = "explain") {
        assert_eq!(codes(&"not ".repeat(900)).last(), Some(&"too-deep"));
    }
}

#[test]
fn an_expression_ends_at_4096_characters() {
    assert_eq!(codes(&" ".repeat(4097)), ["too-long"]);
    let full = format!("\"{}\"", "å".repeat(4094));
    assert_eq!(codes(&full), Vec::<&str>::new());
    assert_eq!(codes(&format!("{full} ")), ["too-long"]);
}

#[test]
fn long_chains_are_not_deep() {
    for sign in [" + ", " * ", " - "] {
        assert_eq!(codes(&vec!["i"; 1000].join(sign)), Vec::<&str>::new());
    }
    assert_eq!(format!("{:?}", eval(&vec!["1"; 1000].join(" + "))), "Ok(Int(1000))");
    assert_eq!(codes(&vec!["p"; 800].join(" && ")), Vec::<&str>::new());
    assert_eq!(codes(&vec!["p"; 800].join(" || ")), Vec::<&str>::new());
}

#[test]
fn the_deepest_expressions_fit_a_small_stack() {
    // The browser gives a module 1 MiB.
    let stack = if cfg!(debug_assertions) { 3 << 20 } else { 256 << 10 };
    let deep = || {
        for source in [
            "(p && (i + 1 * ".repeat(12) + "1" + &" > 0))".repeat(12),
            "list.exists(e, i < 2 && p || ".repeat(60) + "p" + &")".repeat(60),
            "[".repeat(62) + "i" + &"]".repeat(62),
            "p ? 1 : ".repeat(60) + "2",
            "-".repeat(62) + "i",
        ] {
            if let Ok(expr) = Expr::compile(&source, &answers(), None) {
                let _ = expr.eval(&answers());
            }
        }
    };
    std::thread::Builder::new().stack_size(stack).spawn(deep).unwrap().join().unwrap();
}

#[test]
fn work_without_end_is_an_error() {
    let many = format!("[{}]", vec!["1"; 200].join(","));
    let nested = format!("{many}.all(a, {many}.all(b, {many}.all(c, a + b + c > 0)))");
    assert_eq!(eval(&nested).err(), Some(EvalError::Budget));
    // Unlike other errors, nothing absorbs it.
    assert_eq!(eval(&format!("{nested} || true")).err(), Some(EvalError::Budget));
    assert_eq!(eval(&format!("p && {nested}")).err(), Some(EvalError::Budget));
    let double = "[\"aaaaaaaaaaaaaaaa\"]".to_owned() + &".map(s, s + s)".repeat(60);
    assert_eq!(eval(&double).err(), Some(EvalError::Budget));
    let grow = "[[1, 1]]".to_owned() + &".map(s, s + s)".repeat(60);
    assert_eq!(eval(&grow).err(), Some(EvalError::Budget));
    let shared = "[[1, 1]]".to_owned() + &".map(s, [s, s])".repeat(50);
    assert_eq!(eval(&format!("{shared} == {shared}")).err(), Some(EvalError::Budget));
}

#[test]
fn hostile_texts_are_errors_or_values() {
    let mut random = Random::new("hostile");
    let words = [
        "i",
        "p",
        "x",
        "list",
        "answers",
        "today",
        "tables",
        "has",
        "all",
        "exists",
        "map",
        "filter",
        "size",
        "matches",
        "timestamp",
        "duration",
        "math",
        "greatest",
        "age",
        "type",
        "int",
        "1",
        "0",
        "1u",
        "1.5",
        "9223372036854775807",
        "\"a\"",
        "'",
        "\"",
        "b\"\\xff\"",
        "r'\\'",
        "'''",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ".",
        ",",
        ":",
        "?",
        "+",
        "-",
        "*",
        "/",
        "%",
        "!",
        "&&",
        "||",
        "==",
        "!=",
        "<",
        ">=",
        "in",
        "=",
        "&",
        "and",
        "“",
        "≤",
        "é",
        "\u{1F600}",
        "\0",
        "\n",
        "//",
        "null",
        "true",
        " ",
        "not",
        "e",
    ];
    let rounds = if cfg!(debug_assertions) { 30_000 } else { 1_000_000 };
    for round in 0..rounds {
        let length = random.below(20);
        let source = if round % 4 == 0 {
            let bytes: Vec<u8> = (0..length).map(|_| random.next() as u8).collect();
            String::from_utf8_lossy(&bytes).into_owned()
        } else {
            (0..length).map(|_| random.pick(&words)).collect()
        };
        match Expr::compile(&source, &answers(), Some(&Type::Bool)) {
            Ok(expr) => drop(expr.eval(&answers())),
            Err(errors) => {
                assert!(!errors.is_empty(), "{source:?}");
                for error in errors {
                    assert!(source.get(error.span.clone()).is_some(), "{source:?} {:?}", error.span);
                }
            }
        }
        if let Ok(expr) = Expr::compile_unchecked(&source, &answers()) {
            drop(expr.eval(&answers()));
        }
    }
}
