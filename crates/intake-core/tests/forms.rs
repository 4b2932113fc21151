//! Every form in `schemas/` compiles without errors, and its scenarios hold.

#![cfg(feature = "explain")]
#![allow(clippy::disallowed_methods, reason = "a test reads its data; the core does not")]

use std::rc::Rc;

#[cfg(feature = "explain")]
use intake_core::check::check;
use intake_core::definition::read_scenarios;
use intake_core::diagnostic::Severity;
use intake_core::form::compile;
use intake_core::json::Json;
use intake_core::scenario;

const FORMS: [(&str, &str); 3] = [
    ("outreach-needs", include_str!("../../../schemas/outreach-needs.json")),
    ("us-nutrition-screener", include_str!("../../../schemas/us-nutrition-screener.json")),
    ("housing-emergency", include_str!("../../../schemas/housing-emergency.json")),
];

#[test]
fn every_form_compiles_without_a_finding() {
    for (name, text) in FORMS {
        let compiled = compile(&Json::parse(text).unwrap());
        for d in &compiled.diagnostics {
            println!("{name}: {d:?}");
        }
        assert!(compiled.diagnostics.iter().all(|d| d.severity == Severity::Warning), "{name}");
        assert!(compiled.diagnostics.is_empty(), "{name} has warnings");
        let form = compiled.form.unwrap();
        assert_eq!(&*form.name, name);
        #[cfg(feature = "explain")]
        let found = check(&form);
        #[cfg(not(feature = "explain"))]
        let found: Vec<intake_core::diagnostic::Diagnostic> = Vec::new();
        let said: Vec<_> =
            found.iter().map(|d| format!("{} at {}: {:?}", d.code, d.pointer, d.message)).collect();
        assert!(said.is_empty(), "{name}:\n{}", said.join("\n"));
    }
}

#[test]
fn every_scenario_holds() {
    let mut failed = 0;
    for (name, text) in FORMS {
        let json = Json::parse(text).unwrap();
        let form = Rc::new(compile(&json).form.unwrap());
        let scenarios = read_scenarios(&json);
        assert!(scenarios.len() >= 8, "{name} has {} scenarios", scenarios.len());
        for one in &scenarios {
            for mismatch in scenario::run(&form, one) {
                println!("{name}, {}: {mismatch:?}", one.name);
                failed += 1;
            }
        }
    }
    assert_eq!(failed, 0);
}

#[test]
fn a_criterion_is_said_positively() {
    // "Not true: You do not work full time" says the opposite of what is meant.
    let mut seen = 0;
    for (name, text) in FORMS {
        let form = compile(&Json::parse(text).unwrap()).form.unwrap();
        for criterion in form.programs.iter().flat_map(|program| &program.criteria) {
            let (_, label) = criterion.label.get("en", &form.default_language);
            for negation in ["do not", "does not", "may not", "has not", "is not in", "are not", "cannot"] {
                assert!(!label.contains(negation), "{name}: {label}");
            }
            seen += 1;
        }
    }
    assert!(seen > 30, "{seen} criteria");
}
