//! The exported schema takes what the engine takes, and refuses what it refuses.

#![cfg(feature = "explain")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/cases.rs"]
mod cases;
#[path = "support/random.rs"]
mod random;
mod support;

use std::collections::BTreeMap;

use cases::{Cases, REFUSED, cases};
use intake_core::export::{schema, types};
use intake_core::form::Form;
use intake_core::json::Json;
use random::{Random, rounds, seed};
use support::{FORMS, MEMBERS, form};

fn validator(form: &Form) -> jsonschema::Validator {
    let schema = schema(form).to_string().parse().unwrap();
    jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap()
}

#[test]
fn the_schema_agrees_with_the_engine() {
    let seed = seed(31);
    println!("INTAKE_SEED={seed}");
    let mut random = Random(seed);
    for (name, text) in FORMS {
        let form = form(text);
        let validator = validator(&form);
        let fits = |json: &Json| validator.is_valid(&json.to_string().parse().unwrap());
        let Cases { scenarios, households, refused } = cases(&form, &mut random, rounds(300));
        assert_eq!(scenarios.len(), form.scenarios.len(), "{name}");
        for (scenario, answers) in &scenarios {
            assert!(fits(answers), "{name}: {scenario}");
        }
        for answers in &households {
            assert!(fits(answers), "{name}: {answers}");
        }
        let mut kinds = BTreeMap::<&str, usize>::new();
        for (what, answers) in &refused {
            assert!(!fits(answers), "{name}: {what}: {answers}");
            *kinds.entry(what).or_default() += 1;
        }
        assert_eq!(refused.len(), REFUSED);
        let not_asked = kinds.get("an answer to what is not asked").copied().unwrap_or_default();
        assert!(not_asked >= 10, "{name}: {kinds:?}");
        println!(
            "{name}: {} scenarios and {} households taken; refused {kinds:?}",
            scenarios.len(),
            households.len()
        );
    }
}

#[test]
fn types_name_every_answer() {
    let form = form(MEMBERS);
    let types = types(&form);
    for line in [
        "export interface Answers {",
        "  members?: {\n    age?: number;\n    works?: boolean;\n    wage?: number;\n  }[];",
        "  needs?: (\"food\" | \"rent\" | \"none\")[];",
        "  flat?: \"own\" | \"rented\" | \"other\";\n  flat_other?: string;",
    ] {
        assert!(types.contains(line), "{types}");
    }
    assert!(validator(&form).is_valid(&"{}".parse().unwrap()));
}
