//! Dates and months as people type them: in their fields, by name, whole in one field; asked back where
//! nobody knows which was meant.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/locale.rs"]
mod locale;

use std::rc::Rc;
use std::sync::Arc;

use intake_core::answer::Typed;
use intake_core::date::Date;
use intake_core::form::compile;
use intake_core::json::Json;
use intake_core::problem::{Limit, Problem};
use intake_core::session::{Action, Session, Slot};
use locale::Language;

const FORM: &str = r#"{ "formLanguage": 1, "name": "test", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "Test",
  "pages": [ { "name": "one", "items": [
    { "name": "born", "type": "date", "label": "Born" }, { "name": "since", "type": "month", "label": "Since" } ] } ] }"#;

struct Person(Session);

impl Person {
    fn new(language: &str) -> Self {
        let form = compile(&Json::parse(FORM).unwrap()).form.unwrap();
        let mut session = Session::new(Arc::new(form), Date::parse("2026-11-22").unwrap());
        session.set_locale(Rc::new(Language::new(language)));
        Self(session)
    }

    fn gives(&mut self, name: &str, typed: Typed) -> String {
        let slot: Slot = self.0.slot(name).unwrap();
        self.0.apply(Action::Answer { slot, typed });
        match self.0.problem(slot) {
            Some(Problem::Ambiguous { readings: [Limit::Date(one), Limit::Date(other)] }) => {
                format!("{one} or {other}")
            }
            Some(Problem::DateIncomplete { day, month, year }) => {
                let missing = [(day, "day"), (month, "month"), (year, "year")];
                missing
                    .into_iter()
                    .filter(|(missing, _)| *missing)
                    .map(|(_, part)| part)
                    .collect::<Vec<_>>()
                    .join("+")
                    + "?"
            }
            Some(problem) => problem.code().into(),
            None => self.0.answers().get(name).and_then(Json::as_str).unwrap_or_default().into(),
        }
    }

    fn date(&mut self, year: &str, month: &str, day: &str) -> String {
        self.gives("born", Typed::Date { year: year.into(), month: month.into(), day: day.into() })
    }

    fn month(&mut self, year: &str, month: &str) -> String {
        self.gives("since", Typed::Month { year: year.into(), month: month.into() })
    }
}

#[test]
fn a_month_may_be_named() {
    for (language, names) in [
        ("en", &["March", "march", "MAR", "Mar.", " mar ", "marc"][..]),
        ("sv", &["mars", "Mars", "mar", "march"]),
        ("pl", &["marzec", "marca", "mar.", "MARCA", "March"]),
        ("es", &["marzo", "Mar", "mar."]),
        ("uk", &["березень", "березня", "БЕРЕЗНЯ", "бер", "March"]),
        ("ar", &["مارس", "آذار", "اذار"]),
        ("fi", &["maaliskuu", "maal"]),
    ] {
        for name in names {
            let mut person = Person::new(language);
            assert_eq!(person.month("1985", name), "1985-03", "{name} in {language}");
            assert_eq!(person.date("1985", name, "27"), "1985-03-27", "{name} in {language}");
        }
    }
    for (language, name, month) in [
        ("ar", "كانون الثاني", "01"),
        ("ar", "تشرين الأول", "10"),
        ("pl", "września", "09"),
        ("pl", "Paź", "10"),
        ("pl", "lis", "11"),
        ("uk", "лютого", "02"),
        ("es", "set", "not-a-month"),
        ("sv", "maj", "05"),
        ("sv", "may", "05"),
        ("sv", "ju", "not-a-month"),
        ("en", "ma", "not-a-month"),
        ("en", "marble", "not-a-month"),
        ("en", "thirteen", "not-a-month"),
        ("fi", "mar", "11"),
        ("uk", "ли", "not-a-month"),
        ("ar", "تشرين", "not-a-month"),
        ("en", "", "month?"),
        ("en", "3.", "03"),
        ("en", "٣", "03"),
        ("en", "0", "not-a-month"),
        ("en", "13", "not-a-month"),
    ] {
        let expected = if month.len() == 2 { format!("2024-{month}") } else { month.to_owned() };
        assert_eq!(Person::new(language).month("2024", name), expected, "{name} in {language}");
    }
}

#[test]
fn a_whole_date_in_one_field_is_understood() {
    for (language, texts) in [
        (
            "en",
            &[
                "27/3/1985",
                "3/27/1985",
                "1985-03-27",
                "27 March 1985",
                "March 27, 1985",
                "27th of March 1985",
                "Mar 27th, 1985",
                "27-Mar-1985",
                "1985/3/27",
                "27.03.1985",
                "19850327",
                "27031985",
                "27–03–1985",
                "1985 March 27",
                "\u{200e}27/3/1985",
                "27 / 3 / 1985",
                "２７/３/１９８５",
                "٢٧/٣/١٩٨٥",
            ][..],
        ),
        (
            "sv",
            &[
                "27/3 1985",
                "27/3-1985",
                "den 27 mars 1985",
                "27:e mars 1985",
                "1985-03-27",
                "19850327",
                "27 mar. 1985",
                "27.3.1985",
            ],
        ),
        ("pl", &["27.03.1985", "27 marca 1985 r.", "27 marca 1985 roku", "27-03-1985"]),
        ("es", &["27/3/1985", "27 de marzo de 1985", "27-03-1985"]),
        ("uk", &["27.03.1985", "27 березня 1985 р.", "27 березня 1985 року"]),
        ("ar", &["٢٧/٣/١٩٨٥", "27 مارس 1985", "27 آذار 1985 م", "27، 3، 1985"]),
    ] {
        for text in texts {
            let mut person = Person::new(language);
            for (year, month, day) in [(*text, "", ""), ("", text, ""), ("", "", text)] {
                assert_eq!(person.date(year, month, day), "1985-03-27", "{text} in {language}");
            }
        }
    }
    for (language, texts) in [
        ("en", &["March 1985", "Mar 1985", "3/1985", "03-1985", "1985-03", "1985/3", "march, 1985"][..]),
        ("sv", &["mars 1985", "1985-03", "mars -1985"]),
        ("uk", &["березень 1985", "березень 1985 р.", "03.1985"]),
    ] {
        for text in texts {
            let mut person = Person::new(language);
            assert_eq!(
                [person.month(text, ""), person.month("", text)],
                ["1985-03", "1985-03"],
                "{text} in {language}"
            );
        }
    }
}

#[test]
fn parts_may_stand_together_or_in_each_others_fields() {
    let mut person = Person::new("en");
    assert_eq!(person.date("1985", "", "27 March"), "1985-03-27");
    assert_eq!(person.date("", "March 1985", "27"), "1985-03-27");
    assert_eq!(person.date("1985", "27", "March"), "1985-03-27");
    assert_eq!(person.date("1985", "March 27", ""), "1985-03-27");
    // Each in its own field is what the field says.
    assert_eq!(person.date("1985", "3", "4th"), "1985-03-04");
    assert_eq!(person.date("1985", "4.", "3."), "1985-04-03");
    assert_eq!(Person::new("pl").date("1985 r.", "3", "27"), "1985-03-27");
}

#[test]
fn day_and_month_are_in_the_languages_order_or_asked_back() {
    for (language, read) in [
        ("en-US", "1985-03-04"),
        ("en-GB", "1985-04-03"),
        ("sv", "1985-04-03"),
        ("pl", "1985-04-03"),
        ("en", "1985-03-04 or 1985-04-03"),
    ] {
        assert_eq!(Person::new(language).date("", "", "3/4/1985"), read, "{language}");
        assert_eq!(Person::new(language).date("", "", "3/3/1985"), "1985-03-03", "{language}");
        assert_eq!(Person::new(language).date("", "", "1985-04-03"), "1985-04-03", "{language}");
    }
    assert_eq!(Person::new("en").date("", "", "03041985"), "1985-03-04 or 1985-04-03");
    assert_eq!(Person::new("en-GB").date("", "", "3/27/1985"), "1985-03-27", "only that is a date");
}

#[test]
fn what_is_missing_or_wrong_is_asked_for() {
    let mut person = Person::new("en");
    for (text, read) in [
        ("27/3/85", "short-year"),
        ("27 March 85", "short-year"),
        ("85-03-27", "short-year"),
        ("270385", "short-year"),
        ("27/3", "year?"),
        ("27 March", "year?"),
        ("March 1985", "day?"),
        ("3/1985", "day?"),
        ("31/2/1985", "no-such-day"),
        ("30 February 1985", "no-such-day"),
        ("32/13/1985", "not-a-date"),
        ("27 Marble 1985", "not-a-date"),
        ("soon", "not-a-date"),
        ("27/3/1985 or 28/3/1985", "not-a-date"),
        ("27 March April 1985", "not-a-date"),
        ("1/2/3/1985", "not-a-date"),
        ("27 رمضان 1405", "not-a-date"),
        ("27/3/198", "not-a-date"),
        ("27/3/19855", "not-a-date"),
        ("99999999999999999999", "not-a-date"),
        ("(27/3/1985)", "not-a-date"),
        ("27 1985 March 1986", "not-a-date"),
        ("10111211", "not-a-date"),
        ("20112012", "2012-11-20"),
    ] {
        assert_eq!(person.date("", "", text), read, "{text}");
    }
    assert_eq!(
        [person.date("85", "3", "27"), person.date("0085", "3", "27"), person.date("198", "3", "27")],
        ["short-year", "short-year", "not-a-date"]
    );
    assert_eq!([person.date("1985", "", ""), person.date("", "March", "")], ["day+month?", "day+year?"]);
    for (text, read) in [
        ("03/85", "short-year"),
        ("March 85", "short-year"),
        ("March", "year?"),
        ("13/1985", "not-a-month"),
        ("1985-03-27", "not-a-month"),
        ("1985", "month?"),
        ("3 12", "short-year"),
        ("Ramadan 1405", "not-a-month"),
    ] {
        let in_year = text.len() == 4;
        assert_eq!(if in_year { person.month(text, "") } else { person.month("", text) }, read, "{text}");
    }
    assert_eq!(person.month("85", "3"), "short-year");
}

#[test]
fn a_whole_date_stands_in_its_fields_once_it_is_left() {
    let mut person = Person::new("en");
    let (born, since) = (person.0.slot("born").unwrap(), person.0.slot("since").unwrap());
    let whole = Typed::Date { year: "".into(), month: "March 27, 1985".into(), day: "".into() };
    let fields = Typed::Date { year: "1985".into(), month: "03".into(), day: "27".into() };
    person.gives("born", whole.clone());
    assert!(*person.0.field(born).typed == whole, "what is being typed stays");
    assert_eq!(person.0.apply(Action::Leave { slot: born }).slots, [born]);
    assert!(*person.0.field(born).typed == fields);
    person.gives("born", whole);
    assert_eq!(person.0.apply(Action::Move { slot: born }).slots, [born]);
    assert!(*person.0.field(born).typed == fields && person.0.field(born).problem.is_none());
    person.gives("since", Typed::Month { year: "Mar 1985".into(), month: "".into() });
    person.0.apply(Action::Leave { slot: since });
    assert!(*person.0.field(since).typed == Typed::Month { year: "1985".into(), month: "03".into() });
    // A month that is named stays as it is named, and what is not understood as it is.
    for typed in [
        Typed::Month { year: "1985".into(), month: "March".into() },
        Typed::Month { year: "".into(), month: "Marble 1985".into() },
    ] {
        person.gives("since", typed.clone());
        person.0.apply(Action::Leave { slot: since });
        assert!(*person.0.field(since).typed == typed);
    }
}
