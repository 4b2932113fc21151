//! What the engine's work costs: `cargo xtask bench core` runs these and holds them against
//! their limits.

#![allow(clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use intake_core::answer::Typed;
use intake_core::canonical;
use intake_core::date::Date;
use intake_core::envelope::{protected, signing_input};
use intake_core::expr::{Env, Expr, Ref, Scope, Type, Value};
use intake_core::form::{Form, compile};
use intake_core::json::Json;
use intake_core::screen::Screener;
use intake_core::session::{Action, Session};

const SCREENER: &str = include_str!("../../../schemas/us-nutrition-screener.json");
const EXPRESSION: &str = "size(needs) > 0 && (income <= limits[2] || adults * 3 >= 6) && county != \"east\"";

/// A form of so many items, of which ten depend on the first.
fn form_text(items: usize) -> String {
    let item = |i: usize| {
        let relevant =
            if (1..=10).contains(&i) { format!(r#", "relevant": "q0 > {i}""#) } else { String::new() };
        let other = match i % 4 {
            0 => r#""type": "integer", "min": 0, "max": 1000"#,
            1 => r#""type": "text", "maxLength": 80"#,
            2 => r#""type": "boolean""#,
            _ => r#""type": "choice", "choices": "counties""#,
        };
        format!(r#"{{ "name": "q{i}", "label": "Question {i}", "record": true, {other}{relevant} }}"#)
    };
    let pages: Vec<String> = (0..items.div_ceil(20))
        .map(|page| {
            let items: Vec<String> = (page * 20..(page * 20 + 20).min(items)).map(item).collect();
            format!(r#"{{ "name": "p{page}", "items": [{}] }}"#, items.join(", "))
        })
        .collect();
    format!(
        r#"{{ "formLanguage": 1, "name": "large", "version": "1", "defaultLanguage": "en", "languages": ["en"],
        "title": "Large", "choiceLists": {{ "counties": [{{ "name": "north", "label": "North" }},
        {{ "name": "east", "label": "East" }}] }}, "pages": [{}] }}"#,
        pages.join(", ")
    )
}

fn form(text: &str) -> Arc<Form> {
    Arc::new(compile(&Json::parse(text).unwrap()).form.unwrap())
}

fn today() -> Date {
    Date::parse("2026-11-22").unwrap()
}

fn compiling(c: &mut Criterion) {
    let text = form_text(1000);
    c.bench_function("compile-1000-items", |b| {
        b.iter(|| compile(&Json::parse(black_box(&text)).unwrap()).form.is_some());
    });
}

fn answering(c: &mut Criterion) {
    for items in [100, 1_000, 10_000] {
        let mut session = Session::new(form(&form_text(items)), today());
        let slot = session.slot("q0").unwrap();
        let mut many = false;
        c.bench_function(&format!("answer-10-dependents-{items}-items"), |b| {
            b.iter(|| {
                many = !many;
                let typed = Typed::Text(if many { "20" } else { "0" }.into());
                session.apply(Action::Answer { slot, typed }).slots.len()
            });
        });
    }
}

fn screening(c: &mut Criterion) {
    let form = form(SCREENER);
    let lines: Vec<String> = form.scenarios.iter().map(|one| one.answers.to_string()).collect();
    let mut screener = Screener::new(form, today());
    let nothing = Json::Object(Vec::new());
    let mut line = lines.iter().cycle();
    c.bench_function("screen-household", |b| {
        b.iter(|| {
            let answers = Json::parse(line.next().unwrap()).unwrap();
            screener.take(&answers, &nothing, &|_| false).unwrap();
            screener.statuses().count()
        });
    });
}

/// The names of one expression, with their values.
struct Names(Vec<(&'static str, Type, Value)>);

impl Scope for Names {
    fn resolve(&self, name: &str) -> Option<(Ref, Type)> {
        let at = self.0.iter().position(|(own, ..)| *own == name)?;
        Some((Ref(at as u32), self.0.get(at)?.1.clone()))
    }

    fn answer(&self, name: &str) -> Option<(Ref, Type)> {
        self.resolve(name)
    }

    fn names(&self) -> Vec<Arc<str>> {
        Vec::new()
    }
}

impl Env for Names {
    fn get(&self, name: Ref) -> Value {
        self.0.get(name.0 as usize).unwrap().2.clone()
    }

    fn has(&self, _: Ref) -> Value {
        Value::Bool(true)
    }

    fn today(&self) -> i64 {
        today().to_days() * 86_400
    }
}

fn expressions(c: &mut Criterion) {
    let text = |text: &str| Value::String(text.into());
    let limits = [0_i64, 1305, 1763].map(|limit| Value::Double(limit.into()));
    let names = Names(vec![
        ("needs", Type::list(Type::String), Value::List([text("food")].into())),
        ("income", Type::Double, Value::Double(1500_i64.into())),
        ("limits", Type::list(Type::Double), Value::List(limits.into())),
        ("adults", Type::Int, Value::Int(2)),
        ("county", Type::String, text("north")),
    ]);
    c.bench_function("expression-compile", |b| {
        b.iter(|| Expr::compile(black_box(EXPRESSION), &names, Some(&Type::Bool)).unwrap());
    });
    let expr = Expr::compile(EXPRESSION, &names, Some(&Type::Bool)).unwrap();
    c.bench_function("expression-eval", |b| b.iter(|| expr.eval(&names).unwrap()));
}

fn signing(c: &mut Criterion) {
    let form = form(SCREENER);
    let answers = form.scenarios.first().unwrap().answers.clone();
    let body = Json::object([("answers", answers), ("form", Json::string("us-nutrition-screener"))]);
    let coordinate = "x".repeat(43);
    let header = protected(&coordinate, &coordinate, &coordinate, None);
    c.bench_function("canonicalise-and-frame", |b| {
        b.iter(|| signing_input(&header, &canonical::to_string(black_box(&body))).len());
    });
}

criterion_group!(benches, compiling, answering, screening, expressions, signing);
criterion_main!(benches);
