//! A language of the interface, speaking its own words: those of the catalogue, and of days and months.

use intake_core::date::Date;
use intake_core::decimal::Decimal;
use intake_core::json::Json;
use intake_core::text::Speech;
use intake_core::wording::{Catalogue, Wording, fill};

pub struct Voice(&'static str, Catalogue, Json);

impl Voice {
    pub fn new(language: &'static str) -> Self {
        let words = match language {
            "sv" => include_str!("../../../../src/lang/sv.json"),
            "pl" => include_str!("../../../../src/lang/pl.json"),
            "es" => include_str!("../../../../src/lang/es.json"),
            "ar" => include_str!("../../../../src/lang/ar.json"),
            "uk" => include_str!("../../../../src/lang/uk.json"),
            _ => include_str!("../../../../src/lang/en.json"),
        };
        let own = include_str!("../../../intake-receiver/src/http/fill/own.json");
        Self(language, Catalogue::read(words), Json::parse(own).unwrap().get(language).unwrap().clone())
    }

    fn own(&self, key: &str, place: usize) -> String {
        self.2.get(key).unwrap().as_array().unwrap()[place - 1].as_str().unwrap().to_owned()
    }
}

impl Speech for Voice {
    fn language(&self) -> &str {
        self.0
    }
    fn number(&self, value: Decimal) -> String {
        value.to_string()
    }
    fn money(&self, value: Decimal, _: &str, _: Option<u8>) -> String {
        value.to_string()
    }
    fn date(&self, value: Date) -> String {
        let (day, year) = (value.day().to_string(), value.year().to_string());
        let month = self.own("months", value.month() as usize);
        let order = self.2.get("date").and_then(Json::as_str).unwrap();
        fill(order, &[("day", &day), ("month", &month), ("year", &year)])
    }
    fn weekday(&self, day: u8) -> String {
        self.own("weekdays", day.into())
    }
    fn list(&self, items: &[String]) -> String {
        match items {
            [before @ .., last] if !before.is_empty() => {
                [&before.join(", "), self.2.get("and").and_then(Json::as_str).unwrap(), last].concat()
            }
            _ => items.concat(),
        }
    }
    fn boolean(&self, value: bool) -> String {
        value.to_string()
    }
}

impl Wording for Voice {
    fn say(&self, key: &str) -> &str {
        self.1.say(key)
    }
    fn count_one(&self, key: &str, n: u32, label: &str) -> String {
        fill(self.1.counted(key, "other"), &[("n", &n.to_string()), ("label", label)])
    }
    fn whole(&self, n: u32) -> String {
        n.to_string()
    }
    fn bytes(&self, bytes: i64) -> String {
        bytes.to_string()
    }
    fn date_example(&self, _: bool) -> String {
        String::new()
    }
}
