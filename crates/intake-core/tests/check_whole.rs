//! What the checker and the scenarios say of whole forms, where a rule about one line is not enough.
#![cfg(feature = "explain")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::sync::Arc;

use intake_core::check::check;
use intake_core::form::{Form, compile};
use intake_core::json::Json;
use intake_core::scenario;

/// A form of these items, programs and scenarios, each a list in JSON.
fn form(items: &str, programs: &str, scenarios: &str) -> Arc<Form> {
    let text = format!(
        r#"{{"formLanguage":1,"name":"example","version":"1","defaultLanguage":"en","languages":["en"],
        "title":"Example","variables":[{{"name":"both","calculation":"rent + income"}}],
        "pages":[{{"name":"start","items":[{{"name":"agrees","type":"boolean","label":"Agrees"}},
            {{"name":"other","type":"boolean","label":"Other","purpose":"A test."}}]}},
            {{"name":"more","relevant":"agrees","items":[
            {{"name":"rent","type":"money","currency":"USD","label":"Rent","min":0,"purpose":"A test."}},
            {{"name":"income","type":"money","currency":"USD","label":"Income","min":0,"purpose":"A test."}},
            {{"name":"owed","type":"money","currency":"USD","label":"Owed","otherwise":0,"purpose":"A test."}},
            {items}]}}],"programs":[{programs}],"scenarios":[{scenarios}]}}"#
    );
    let compiled = compile(&Json::parse(&text).unwrap());
    let errors: Vec<_> = compiled.diagnostics.iter().map(|one| (&one.pointer, &one.message)).collect();
    Arc::new(compiled.form.unwrap_or_else(|| panic!("{errors:?}")))
}

/// The places of the findings with this code.
fn found(form: &Form, code: &str) -> Vec<String> {
    check(form).into_iter().filter(|one| one.code == code).map(|one| one.pointer).collect()
}

fn program(tests: &[&str]) -> String {
    let criteria = tests.iter().enumerate().map(|(i, test)| {
        let test = Json::string(*test);
        format!(r#"{{"name":"c{i}","label":"A rule","test":{test}}}"#)
    });
    let criteria = criteria.collect::<Vec<_>>().join(",");
    format!(r#"{{"name":"food","label":"Food","criteria":[{criteria}]}}"#)
}

const EARNERS: &str = r#"{"name":"earners","type":"repeat","label":"Earners","items":[
    {"name":"who","type":"text","label":"Who","record":true},
    {"name":"jobs","type":"repeat","label":"Jobs","items":[
        {"name":"kind","type":"text","label":"Kind"},
        {"name":"pay","type":"decimal","label":"Pay"},
        {"name":"days","type":"repeat","label":"Days","items":[
            {"name":"hours","type":"decimal","label":"Hours"}]}]}]}"#;

#[test]
fn a_question_in_a_repeat_in_a_repeat_is_needed_by_what_reads_it() {
    let at = |path: &str| format!("/pages/1/items/3/items/1/items/{path}");
    let (kind, pay, hours) = (at("0"), at("1"), at("2/items/0"));
    for (test, unneeded) in [
        ("earners.exists(e, e.jobs.exists(j, j.pay > 5.0))", vec![&kind, &hours]),
        ("earners.map(e, e.jobs.filter(j, j.kind == 'a').map(j, j.pay).sum()).sum() > 5.0", vec![&hours]),
        ("earners[0].jobs[0].kind == 'a'", vec![&pay, &hours]),
        ("earners.exists(e, e.jobs.exists(j, j.days.exists(d, d.hours > 5.0)))", vec![&kind, &pay]),
        ("earners.exists(e, e.who == 'a')", vec![&kind, &pay, &hours]),
        ("agrees", vec![&kind, &pay, &hours]),
    ] {
        let found = found(&form(EARNERS, &program(&[test]), ""), "unneeded-question");
        assert_eq!(found.iter().collect::<Vec<_>>(), unneeded, "{test}");
    }
}

#[test]
fn a_criterion_needs_no_otherwise_where_another_settles_the_program() {
    let note = r#"{"name":"tip","type":"note","text":"Read this."}"#;
    for (tests, open) in [
        // Who does not agree is settled by the other criterion, whichever stands first.
        (vec!["agrees", "rent > 5.0"], vec![]),
        (vec!["rent > 5.0", "agrees"], vec![]),
        (vec!["agrees", "both > 5.0"], vec![]),
        (vec!["agrees && other", "both > 5.0"], vec![]),
        // Nothing owed without agreeing: the `otherwise` of the other settles it.
        (vec!["owed > 0.0", "rent > 5.0"], vec![]),
        // What does not settle it.
        (vec!["rent > 5.0"], vec![0]),
        (vec!["other", "rent > 5.0"], vec![1]),
        (vec!["agrees || other", "rent > 5.0"], vec![1]),
        (vec!["owed < 5.0", "rent > 5.0"], vec![1]),
        (vec!["!agrees", "rent > 5.0"], vec![1]),
        // Two that are both open settle nothing for each other.
        (vec!["income > 5.0", "rent > 5.0"], vec![0, 1]),
        (vec!["rent > 5.0", "rent < 9.0"], vec![0, 1]),
        (vec!["income > 5.0 && other", "rent > 5.0"], vec![0, 1]),
        (vec!["income > 5.0", "rent > 5.0", "agrees"], vec![]),
        (vec!["agrees && income > 5.0", "rent > 5.0"], vec![]),
    ] {
        let found = found(&form(note, &program(&tests), ""), "criterion-needs-otherwise");
        let places = open.iter().map(|i| format!("/programs/0/criteria/{i}/test"));
        assert_eq!(found, places.collect::<Vec<_>>(), "{tests:?}");
    }
}

/// How a scenario with these answers comes out: what was compared, and what was found.
fn outcome(answers: &str, absent: &str, expect: &str) -> Vec<(String, String)> {
    let items = r#"{"name":"size","type":"integer","label":"Size","min":1,"max":5,"constraint":"self != 3","purpose":"A test."},
        {"name":"need","type":"choice","label":"Need","choiceFilter":"choice == 'a' || other","purpose":"A test.",
            "choices":[{"name":"a","label":"A"},{"name":"b","label":"B"}]},
        {"name":"born","type":"date","label":"Born","max":"today","required":true,"absent":["asked-unknown"],"purpose":"A test."},
        {"name":"people","type":"repeat","label":"People","maxCount":2,"purpose":"A test.","items":[
            {"name":"call","type":"text","label":"Name","pattern":"[A-Z][a-z]+","required":true},
            {"name":"tall","type":"choice","label":"Tall","choices":[{"name":"yes","label":"Yes"},{"name":"no","label":"No"}]}]}"#;
    let scenario = format!(
        r#"{{"name":"a","today":"2026-11-22","answers":{{"agrees":true,"other":false{answers}}},"absent":{{{absent}}},"expect":{{{expect}}}}}"#
    );
    let form = form(items, &program(&["agrees"]), &scenario);
    let found = scenario::run(&form, &form.scenarios[0]);
    found.into_iter().map(|one| (one.what, one.found)).collect()
}

#[test]
fn a_scenario_whose_answers_the_form_refuses_fails_at_the_answer() {
    for (answers, place, problem) in [
        (r#","size":0"#, "/answers/size", "min"),
        (r#","size":6"#, "/answers/size", "max"),
        (r#","size":3"#, "/answers/size", "constraint"),
        (r#","need":"c""#, "/answers/need", "unknown-choice"),
        (r#","need":"b""#, "/answers/need", "filtered-choice"),
        (r#","rent":12.345"#, "/answers/rent", "decimals"),
        (r#","born":"2026-11-23""#, "/answers/born", "max"),
        (r#","people":[{"call":"Ann"},{"call":"bo"}]"#, "/answers/people/1/call", "pattern"),
        (r#","people":[{"call":"Ann","tall":"maybe"}]"#, "/answers/people/0/tall", "unknown-choice"),
        (r#","size":true"#, "/answers/size", "wrong-type"),
    ] {
        assert_eq!(outcome(answers, "", ""), [(place.to_owned(), problem.to_owned())], "{answers}");
    }
    // What is not answered, or answered as it may be, is no mistake: a scenario may be about it.
    for (answers, absent) in [
        ("", ""),
        (r#","people":[{}]"#, ""),
        (r#","size":2,"need":"a","rent":12.34"#, r#""born":"asked-unknown""#),
        (r#","people":[{"call":"Ann","tall":"yes"}]"#, ""),
    ] {
        assert_eq!(outcome(answers, absent, ""), [], "{answers}");
    }
}

#[test]
fn a_scenario_cannot_say_of_all_entries_at_once_that_a_question_is_there() {
    for expected in ["true", "false"] {
        let found = outcome("", "", &format!(r#""relevant":{{"tall":{expected}}}"#));
        assert_eq!(found.len(), 1, "{expected}: {found:?}");
        assert_eq!(found[0].0, "relevant tall");
    }
}
