//! Every form in `schemas/` and `tests/forms/` compiles without a finding, and its scenarios hold.

#![cfg(feature = "explain")]
#![allow(clippy::disallowed_methods, reason = "a test reads its data; the core does not")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::path::Path;
use std::sync::Arc;

#[cfg(feature = "explain")]
use intake_core::check::check;
use intake_core::definition::read_scenarios;
use intake_core::diagnostic::Severity;
use intake_core::form::compile;
use intake_core::json::Json;
use intake_core::scenario;
use intake_core::session::Session;

const FORMS: [(&str, &str); 3] = [
    ("outreach-needs", include_str!("../../../schemas/outreach-needs.json")),
    ("us-nutrition-screener", include_str!("../../../schemas/us-nutrition-screener.json")),
    ("housing-emergency", include_str!("../../../schemas/housing-emergency.json")),
];

/// The shipped forms, and the larger ones after public paper forms, by name.
fn forms() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/forms");
    let mut forms: Vec<(String, String)> =
        FORMS.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let shipped = forms.len();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            forms.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
    assert!(forms.len() >= shipped + 3, "{} has {} forms", folder.display(), forms.len() - shipped);
    forms
}

#[test]
fn every_form_compiles_without_a_finding() {
    for (name, text) in &forms() {
        let compiled = compile(&Json::parse(text).unwrap());
        for d in &compiled.diagnostics {
            println!("{name}: {d:?}");
        }
        assert!(compiled.diagnostics.iter().all(|d| d.severity == Severity::Warning), "{name}");
        assert!(compiled.diagnostics.is_empty(), "{name} has warnings");
        let form = compiled.form.unwrap();
        assert_eq!(&*form.name, name.as_str());
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
    for (name, text) in &forms() {
        let json = Json::parse(text).unwrap();
        let form = Arc::new(compile(&json).form.unwrap());
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
    for (name, text) in &forms() {
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

#[test]
fn an_estimate_is_what_paper_and_pencil_give() {
    // Worked out by hand from the tables and rates of each form; a scenario cannot hold an amount.
    let hand = [
        // The allotment for one person, with nothing to take off.
        ("food-help-application", "no income at all: SNAP, fast", "snap", "298"),
        // 1,696 less 260.666 (20 % of 1,303.33), 209 and 707.333 is 519.001; 298 less 30 % of that.
        ("food-help-application", "weekly pay times 4.3 and", "snap", "142.3"),
        // 298 less 30 % of 944.01 is 14.797: the least benefit is more.
        ("food-help-application", "no home: 198.99 is taken off", "snap", "24"),
        ("food-help-application", "income meets 1.38 times", "food-card", "15"),
        // 3,490 + 1,130 + 6,000 + 250 + 110.
        ("ekonomiskt-bistand", "ensam utan inkomst", "forsorjningsstod", "10980"),
        // 3,490 + 2,060 / 5 + 8,000 / 5 + 250 + 110, less 5,861.99.
        ("ekonomiskt-bistand", "fem delar på hyran", "forsorjningsstod", "0.01"),
        // Four times 14.85.
        ("household-assessment", "food score of exactly 35", "food-card", "59.4"),
    ];
    let forms = forms();
    for (name, scenario, program, amount) in hand {
        let json = Json::parse(&forms.iter().find(|(own, _)| own == name).unwrap().1).unwrap();
        let form = Arc::new(compile(&json).form.unwrap());
        let mut scenarios = read_scenarios(&json).into_iter();
        let scenario = scenarios.find(|one| one.name.starts_with(scenario)).unwrap();
        let mut session = Session::new(form.clone(), scenario.today);
        session.load(&scenario.answers, &scenario.absent);
        let at = form.programs.iter().position(|own| &*own.name == program).unwrap();
        let estimate = session.outcome().programs[at].estimate.map(|amount| amount.to_string());
        assert_eq!(estimate.as_deref(), Some(amount), "{name}: {}", scenario.name);
    }
}
