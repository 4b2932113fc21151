//! Scenarios: rule tests that live with their form.

use std::sync::Arc;

use super::reader::{Object, Reader};
use crate::date::Date;
use crate::json::Json;

/// Answers, and what must follow from them.
pub struct Scenario {
    /// What it is about, for whom a failing one is told.
    pub name: Arc<str>,
    /// The day that rules about time are applied as of.
    pub today: Date,
    /// An object: item → answer, as in a submission.
    pub answers: Json,
    /// Reasons for missing answers, by item.
    pub absent: Json,
    /// What must come out.
    pub expect: Expectation,
    /// Where it stands in the definition, a JSON Pointer (RFC 6901).
    pub pointer: String,
}

/// What a scenario expects; what it does not name is not judged.
#[derive(Default)]
pub struct Expectation {
    /// Program and status: `eligible`, `ineligible` or `undetermined`.
    pub programs: Vec<(Arc<str>, Arc<str>)>,
    /// All referrals, in order.
    pub referrals: Option<Vec<Arc<str>>>,
    /// Items, and whether each is asked.
    pub relevant: Vec<(Arc<str>, bool)>,
}

pub(super) fn read(reader: &Reader<'_>, top: &Object<'_>) -> Vec<Scenario> {
    let mut scenarios = Vec::new();
    top.each_object("scenarios", &["name", "today", "answers", "absent", "expect"], &mut |object| {
        let place = object.place();
        object.need("expect");
        let today = object.need_string("today").and_then(|text| {
            let date = Date::parse(&text);
            if date.is_none() {
                reader.expected(&place.member("today"), "a day such as \"2026-11-22\"");
            }
            date
        });
        let (Some(name), Some(today)) = (object.need_string("name"), today) else { return };
        let map = |name: &str| {
            let value = object.get(name);
            if value.is_some_and(|v| v.as_object().is_none()) {
                reader.expected(&place.member(name), "an object of items");
            }
            value.filter(|v| v.as_object().is_some()).cloned().unwrap_or_else(|| Json::Object(Vec::new()))
        };
        scenarios.push(Scenario {
            name,
            today,
            answers: map("answers"),
            absent: map("absent"),
            expect: read_expectation(reader, object),
            pointer: place.pointer(),
        });
    });
    scenarios
}

fn read_expectation(reader: &Reader<'_>, scenario: &Object<'_>) -> Expectation {
    let Some(json) = scenario.get("expect") else { return Expectation::default() };
    let place = scenario.place().member("expect");
    let object = reader.object(json, &place, &["programs", "referrals", "relevant"]);
    let members = |name: &str| json.get(name).and_then(Json::as_object).unwrap_or_default();
    let mut expect = Expectation::default();
    for (name, status) in members("programs") {
        match status.as_str().filter(|s| ["eligible", "ineligible", "undetermined"].contains(s)) {
            Some(status) => expect.programs.push((name.as_str().into(), status.into())),
            None => reader.expected(
                &place.member("programs").member(name),
                "\"eligible\", \"ineligible\" or \"undetermined\"",
            ),
        }
    }
    for (name, relevant) in members("relevant") {
        match relevant.as_bool() {
            Some(relevant) => expect.relevant.push((name.as_str().into(), relevant)),
            None => reader.expected(&place.member("relevant").member(name), "true or false"),
        }
    }
    expect.referrals = json.get("referrals").map(|_| object.strings("referrals"));
    expect
}
