//! Verdicts at the limit, and what a person is told of them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use intake_core::answer::Typed;
use intake_core::date::Date;
use intake_core::decimal::Decimal;
use intake_core::outcome::Met;
use intake_core::session::{Action, Session};
use intake_core::text::Speech;

struct Plain;

impl Speech for Plain {
    fn language(&self) -> &str {
        "en"
    }

    fn number(&self, value: Decimal) -> String {
        value.to_string()
    }

    fn money(&self, value: Decimal, currency: &str, decimals: Option<u8>) -> String {
        format!("{currency} {value} to {decimals:?}")
    }

    fn date(&self, value: Date) -> String {
        value.to_string()
    }

    fn list(&self, items: &[String]) -> String {
        items.join(", ")
    }

    fn boolean(&self, value: bool) -> String {
        value.to_string()
    }
}

/// A form with one program of one criterion, over amounts, counts and days.
fn session(test: &str) -> Session {
    let form = support::form(&format!(
        r#"{{ "formLanguage": 1, "name": "limits", "version": "1", "defaultLanguage": "en", "languages": ["en"],
        "title": "Limits", "tables": {{ "poverty": 1255, "share": 0.3 }},
        "variables": [
          {{ "name": "limit", "calculation": "double(tables.poverty) * 1.38" }},
          {{ "name": "total", "calculation": "wages + benefits + gifts" }},
          {{ "name": "yearly", "calculation": "total * 12.0" }},
          {{ "name": "earned", "calculation": "jobs.map(j, j.pay * j.hours).sum()" }}
        ],
        "pages": [{{ "name": "p", "items": [
          {{ "name": "wages", "type": "money", "currency": "USD", "label": "Wages", "record": true }},
          {{ "name": "benefits", "type": "money", "currency": "USD", "label": "Benefits", "record": true }},
          {{ "name": "gifts", "type": "money", "currency": "USD", "label": "Gifts", "record": true }},
          {{ "name": "rent", "type": "money", "currency": "SEK", "decimals": 0, "label": "Rent", "record": true }},
          {{ "name": "rate", "type": "decimal", "label": "Rate", "record": true }},
          {{ "name": "people", "type": "integer", "label": "People", "record": true }},
          {{ "name": "born", "type": "date", "label": "Born", "record": true }},
          {{ "name": "jobs", "type": "repeat", "label": "Jobs", "minCount": 1, "items": [
            {{ "name": "pay", "type": "money", "currency": "EUR", "label": "Pay", "record": true }},
            {{ "name": "hours", "type": "decimal", "label": "Hours", "record": true }}
          ] }}
        ] }}],
        "programs": [{{ "name": "aid", "label": "Aid", "criteria": [
          {{ "name": "one", "label": "Under the limit", "test": {} }}
        ] }}] }}"#,
        intake_core::json::Json::string(test)
    ));
    Session::new(form, Date::parse("2026-11-28").unwrap())
}

/// The verdict, and the two values where it is unmet.
fn told(test: &str, answers: &[(&str, &str)]) -> (Met, String) {
    let mut session = session(test);
    for (name, text) in answers {
        let slot = match session.slot(name) {
            Some(slot) => slot,
            None => {
                let jobs = session.slot("jobs").unwrap();
                let item = session.form().find(name).unwrap();
                let entry = &session.entries(jobs)[0];
                *entry
                    .iter()
                    .find(|slot| {
                        session.item(**slot).unwrap().name == session.form().item(item).unwrap().name
                    })
                    .unwrap()
            }
        };
        let typed = match text.split('-').collect::<Vec<_>>()[..] {
            [year, month, day] => Typed::Date { year: year.into(), month: month.into(), day: day.into() },
            _ => Typed::Text((*text).into()),
        };
        session.apply(Action::Answer { slot, typed });
    }
    let criterion = session.outcome().programs[0].criteria[0].clone();
    assert!(!criterion.failed, "{test}");
    let reason = criterion
        .reason
        .map(|reason| format!("{} | {}", reason.value.text(&Plain), reason.threshold.text(&Plain)));
    (criterion.status, reason.unwrap_or_default())
}

#[test]
fn an_amount_at_the_limit_is_within_it() {
    for (test, answers) in [
        ("wages <= limit", &[("wages", "1731.90")][..]),
        ("wages >= limit", &[("wages", "1731.90")]),
        ("wages == limit", &[("wages", "1731.90")]),
        ("total <= 937.0", &[("wages", "290.54"), ("benefits", "468.38"), ("gifts", "178.08")]),
        ("total == 937.0", &[("wages", "290.54"), ("benefits", "468.38"), ("gifts", "178.08")]),
        ("yearly <= 11244.0", &[("wages", "290.54"), ("benefits", "468.38"), ("gifts", "178.08")]),
        ("int(rate * 100.0) == 29", &[("rate", "0.29")]),
        ("string(rate * 100.0) == \"29\"", &[("rate", "0.29")]),
        ("wages / 12.0 * 12.0 <= 1000.0", &[("wages", "1000")]),
        ("wages / 3.0 + wages / 3.0 + wages / 3.0 == wages", &[("wages", "100")]),
        ("wages * tables.share <= 51.6", &[("wages", "172")]),
        ("earned <= 1127.0", &[("pay", "11.27"), ("hours", "100")]),
    ] {
        assert_eq!(told(test, answers), (Met::Met, String::new()), "{test}");
    }
}

#[test]
fn an_amount_a_cent_over_is_not() {
    assert_eq!(
        told("wages <= limit", &[("wages", "1731.91")]),
        (Met::Unmet, "USD 1731.91 to Some(2) | USD 1731.9 to Some(2)".into())
    );
    assert_eq!(told("wages < limit", &[("wages", "1731.90")]).0, Met::Unmet);
}

#[test]
fn money_is_said_with_its_currency_and_nothing_else_is() {
    for (test, answers, expected) in [
        ("wages <= 937.0", &[("wages", "940")][..], "USD 940 to Some(2) | USD 937 to Some(2)"),
        ("rent <= 4000.0", &[("rent", "5000")], "SEK 5000 to Some(0) | SEK 4000 to Some(0)"),
        ("rent <= 4000.5", &[("rent", "5000")], "SEK 5000 to Some(2) | SEK 4000.5 to Some(2)"),
        ("1000.0 >= wages", &[("wages", "1000.5")], "USD 1000 to Some(2) | USD 1000.5 to Some(2)"),
        (
            "yearly < 12000.0",
            &[("wages", "1000"), ("benefits", "0"), ("gifts", "0")],
            "USD 12000 to Some(2) | USD 12000 to Some(2)",
        ),
        (
            "math.greatest(wages - 35.0, 0.0) < 10.0",
            &[("wages", "50")],
            "USD 15 to Some(2) | USD 10 to Some(2)",
        ),
        (
            "(people > 1 ? wages : benefits) < 10.0",
            &[("people", "2"), ("wages", "50")],
            "USD 50 to Some(2) | USD 10 to Some(2)",
        ),
        (
            "[wages, benefits].sum() < 10.0",
            &[("wages", "50"), ("benefits", "1")],
            "USD 51 to Some(2) | USD 10 to Some(2)",
        ),
        ("earned < 10.0", &[("pay", "9.50"), ("hours", "2")], "EUR 19 to Some(2) | EUR 10 to Some(2)"),
        ("jobs.map(j, j.pay).max() < 9.5", &[("pay", "9.50")], "EUR 9.5 to Some(2) | EUR 9.5 to Some(2)"),
        ("int(wages) < 10", &[("wages", "50.9")], "USD 50 to Some(2) | USD 10 to Some(2)"),
        ("-wages > -10.0", &[("wages", "50")], "USD -50 to Some(2) | USD -10 to Some(2)"),
        // A share is no money, nor are a count, a rate and a day.
        ("benefits / wages <= 0.3", &[("wages", "100"), ("benefits", "45.68")], "0.4568 | 0.3"),
        ("people < 2", &[("people", "3")], "3 | 2"),
        ("rate <= 0.125", &[("rate", "0.5")], "0.5 | 0.125"),
        ("born < timestamp(\"2000-01-01T00:00:00Z\")", &[("born", "2001-02-03")], "2001-02-03 | 2000-01-01"),
    ] {
        assert_eq!(told(test, answers), (Met::Unmet, expected.into()), "{test}");
    }
}

#[test]
fn values_that_differ_are_never_said_alike() {
    for (test, answers, expected) in [
        ("rate <= 0.125", &[("rate", "0.1251")][..], "0.1251 | 0.125"),
        ("rate < 0.3", &[("rate", "0.3000000001")], "0.3000000001 | 0.3"),
        ("wages * 0.333 <= 33.3", &[("wages", "100.01")], "USD 33.303 to Some(3) | USD 33.3 to Some(3)"),
        ("wages <= 100.0 / 3.0", &[("wages", "33.34")], "USD 33.34 to Some(2) | USD 33.33 to Some(2)"),
        ("wages >= 100.0 / 3.0", &[("wages", "33.33")], "USD 33.33 to Some(3) | USD 33.333 to Some(3)"),
        ("wages >= 200.0 / 3.0", &[("wages", "66.66")], "USD 66.66 to Some(2) | USD 66.67 to Some(2)"),
        // Values that are the same are said as they are.
        ("rate < 0.3", &[("rate", "0.3")], "0.3 | 0.3"),
    ] {
        assert_eq!(told(test, answers), (Met::Unmet, expected.into()), "{test}");
    }
}
