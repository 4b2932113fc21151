//! The exported schema takes what the engine takes, and refuses what it refuses.

#![cfg(feature = "explain")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/random.rs"]
mod random;
mod support;

use std::rc::Rc;

use intake_core::export::{schema, types};
use intake_core::form::Form;
use intake_core::json::Json;
use intake_core::session::Session;
use random::{Random, household, rounds, seed};
use support::{FORMS, MEMBERS, form};

fn validator(form: &Form) -> jsonschema::Validator {
    jsonschema::draft202012::new(&schema(form).to_string().parse().unwrap()).unwrap()
}

/// Whether the engine takes answers.
fn takes(form: &Rc<Form>, answers: &Json, absent: &Json, today: intake_core::date::Date) -> bool {
    let mut session = Session::new(form.clone(), today);
    session.load(answers, absent).is_empty() && session.validate().is_empty()
}

/// One thing that a schema can see.
fn mutate(answers: &Json, random: &mut Random) -> Json {
    let Json::Object(mut members) = answers.clone() else { panic!() };
    let at = random.below(members.len());
    let Some((name, value)) = members.get_mut(at) else { return answers.clone() };
    match random.below(4) {
        0 => name.push_str("_x"),
        1 => *value = Json::Null,
        2 => *value = Json::parse(r#"{"odd":["x"]}"#).unwrap(),
        _ => *value = Json::parse(if value.as_number().is_some() { "-1e9" } else { "[7]" }).unwrap(),
    }
    Json::Object(members)
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
        let (mut taken, mut refused) = (0, 0);
        for one in &form.scenarios {
            if takes(&form, &one.answers, &one.absent, one.today) {
                assert!(fits(&one.answers), "{name}: {}", one.name);
                taken += 1;
            }
        }
        let mut session = Session::new(form.clone(), form.scenarios.first().unwrap().today);
        for _ in 0..rounds(300) {
            let answers = household(&form, &mut session, &mut random, usize::MAX);
            if session.validate().is_empty() {
                assert!(fits(&answers), "{name}: {answers}");
                taken += 1;
            }
        }
        while refused < 200 {
            let Some(one) = random.pick(&form.scenarios) else { break };
            let answers = mutate(&one.answers, &mut random);
            if !takes(&form, &answers, &one.absent, one.today) && answers != one.answers {
                assert!(!fits(&answers), "{name}: {answers}");
                refused += 1;
            }
        }
        let rules = schema(&form).get("allOf").and_then(Json::as_array).unwrap_or_default().len();
        println!(
            "{name}: {taken} scenarios and households taken, {refused} mutations refused, {rules} rules of relevance"
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
