//! How a language writes numbers, money, dates and lists: the browser's own `Intl`.

use crate::border::{from_js, text, to_js};
use crate::message::Catalogue;
use intake_core::answer::NumberFormat;
use intake_core::date::Date;
use intake_core::decimal::Decimal;
use intake_core::json::Json;
use intake_core::text::Speech;
use std::cell::OnceCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

// js-sys binds these too, but lets a bad language or currency throw through the module.
#[wasm_bindgen]
extern "C" {
    type Numbers;
    #[wasm_bindgen(constructor, js_namespace = Intl, js_class = "NumberFormat", catch)]
    fn new(language: &str, options: &JsValue) -> Result<Numbers, JsValue>;
    #[wasm_bindgen(method)]
    fn format(this: &Numbers, value: f64) -> String;
    #[wasm_bindgen(method, js_name = formatToParts)]
    fn parts(this: &Numbers, value: f64) -> JsValue;

    type Dates;
    #[wasm_bindgen(constructor, js_namespace = Intl, js_class = "DateTimeFormat", catch)]
    fn new(language: &str, options: &JsValue) -> Result<Dates, JsValue>;
    #[wasm_bindgen(method)]
    fn format(this: &Dates, milliseconds: f64) -> String;
    #[wasm_bindgen(method, js_name = formatToParts)]
    fn parts(this: &Dates, milliseconds: f64) -> JsValue;

    type Lists;
    #[wasm_bindgen(constructor, js_namespace = Intl, js_class = "ListFormat", catch)]
    fn new(language: &str, options: &JsValue) -> Result<Lists, JsValue>;
    #[wasm_bindgen(method)]
    fn format(this: &Lists, items: &JsValue) -> String;

    type Plurals;
    #[wasm_bindgen(constructor, js_namespace = Intl, js_class = "PluralRules", catch)]
    fn new(language: &str) -> Result<Plurals, JsValue>;
    #[wasm_bindgen(method)]
    fn select(this: &Plurals, n: u32) -> String;

    type Names;
    #[wasm_bindgen(constructor, js_namespace = Intl, js_class = "DisplayNames", catch)]
    fn new(language: &str, options: &JsValue) -> Result<Names, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn of(this: &Names, code: &str) -> Result<Option<String>, JsValue>;
}

const DAY_MS: f64 = 86_400_000.0;

/// One language, speaking: its words and its formats.
pub struct Voice {
    /// The form's language.
    language: Rc<str>,
    /// The person's own variant of it, for the formats: 12.4. or 4/12.
    locale: Rc<str>,
    words: Rc<Catalogue>,
    /// Made once: a page may show a thousand numbers.
    numbers: Option<Numbers>,
    /// Made once, when a date is first asked for: it takes a slow telephone 5 ms.
    order: OnceCell<[DatePart; 3]>,
}

/// The parts of a date, as their autofill and labels name them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DatePart {
    Day,
    Month,
    Year,
}

impl Voice {
    /// `wanted` is the language that was asked for: it says more where it is a variant of
    /// the form's.
    pub fn new(language: Rc<str>, wanted: &str, words: Rc<Catalogue>) -> Self {
        let base = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let variant = base(wanted) == base(&language) && Plurals::new(wanted).is_ok();
        let locale = if variant { wanted.into() } else { Rc::clone(&language) };
        let most =
            Json::object([("maximumFractionDigits", Decimal::from_i64(15).map_or(Json::Null, Json::Number))]);
        let numbers = Numbers::new(&locale, &to_js(&most)).ok();
        Self { language, locale, words, numbers, order: OnceCell::new() }
    }

    /// The language, in the person's own variant.
    pub fn locale(&self) -> &str {
        &self.locale
    }

    pub fn words(&self) -> &Catalogue {
        &self.words
    }

    /// The words for a key.
    pub fn say(&self, key: &str) -> &str {
        self.words.say(key)
    }

    /// The language of the widget's own words: English where there is no catalogue. What the
    /// form says in its own is then marked as such.
    pub fn spoken(&self) -> &str {
        if self.language.starts_with(self.words.say("language")) { &self.language } else { "en" }
    }

    /// The direction in which they are written.
    pub fn dir(&self) -> &'static str {
        direction(self.spoken())
    }

    /// A count, as the language writes whole numbers.
    pub fn whole(&self, n: u32) -> String {
        self.format(f64::from(n))
    }

    /// The plural category of CLDR: one, few, many, other.
    pub fn plural(&self, n: u32) -> String {
        Plurals::new(&self.locale).map_or_else(|_| "other".into(), |rules| rules.select(n))
    }

    /// The size of a file.
    pub fn bytes(&self, bytes: i64) -> String {
        let (unit, one) = if bytes < 1_000_000 { ("kilobyte", 1_000.0) } else { ("megabyte", 1_000_000.0) };
        let digits = Json::Number(if bytes < 1_000_000 {
            Decimal::ZERO
        } else {
            Decimal::from_i64(1).unwrap_or(Decimal::ZERO)
        });
        let options = Json::object([
            ("style", Json::string("unit")),
            ("unit", Json::string(unit)),
            ("maximumFractionDigits", digits),
        ]);
        let size = (bytes as f64 / one).max(1.0);
        Numbers::new(&self.locale, &to_js(&options))
            .map_or_else(|_| String::new(), |numbers| numbers.format(size))
    }

    /// The marks with which the language writes numbers.
    pub fn number_format(&self) -> NumberFormat {
        let parts = self.numbers.as_ref().map(|numbers| numbers.parts(12_345.6));
        let mark = |kind, otherwise| {
            let mark = parts.clone().and_then(|parts| part(parts, kind));
            mark.and_then(|mark| mark.chars().next()).unwrap_or(otherwise)
        };
        NumberFormat { decimal: mark("decimal", '.'), group: mark("group", ',') }
    }

    /// A currency's sign, and whether it stands before the amount.
    pub fn currency(&self, currency: &str) -> (String, bool) {
        let Ok(numbers) = Numbers::new(&self.locale, &money(currency, Some(0))) else {
            return (currency.to_string(), true);
        };
        let parts = from_js(&numbers.parts(0.0));
        let first = parts.as_ref().and_then(Json::as_array).and_then(<[Json]>::first);
        let before = first.and_then(|part| text(part, "type")) == Some("currency");
        (part(numbers.parts(0.0), "currency").unwrap_or_else(|| currency.to_string()), before)
    }

    /// Day, month and year in the order in which the language writes them.
    pub fn date_order(&self) -> [DatePart; 3] {
        *self.order.get_or_init(|| self.find_order())
    }

    fn find_order(&self) -> [DatePart; 3] {
        use DatePart::{Day, Month, Year};
        let options = Json::object([("timeZone", Json::string("UTC"))]);
        let parts =
            Dates::new(&self.locale, &to_js(&options)).ok().and_then(|dates| from_js(&dates.parts(0.0)));
        let order = parts.as_ref().and_then(Json::as_array).unwrap_or_default();
        let mut order = order.iter().filter_map(|part| text(part, "type"));
        match order.find(|kind| matches!(*kind, "day" | "month" | "year")) {
            Some("month") => [Month, Day, Year],
            Some("year") => [Year, Month, Day],
            _ => [Day, Month, Year],
        }
    }

    /// A date, or a month, in numbers, with spaces, in the language's order: for an example.
    pub fn date_example(&self, with_day: bool) -> String {
        let mut example = String::new();
        for part in self.date_order() {
            example.push_str(match part {
                DatePart::Day if with_day => "27 ",
                DatePart::Day => "",
                DatePart::Month => "3 ",
                DatePart::Year => "1985 ",
            });
        }
        example.truncate(example.trim_end().len());
        example
    }

    /// The name of a day of the week, Monday = 1.
    pub fn weekday(&self, day: u8) -> String {
        // The first Monday after the epoch was its fifth day.
        self.moment((f64::from(day) + 3.0) * DAY_MS, &[("weekday", "long")])
    }

    /// A time of day as the language writes it; what is not `HH:MM` stays as it is.
    pub fn time(&self, time: &str) -> String {
        let minutes = time.split_once(':').and_then(|(hours, minutes)| {
            Some(hours.parse::<u16>().ok()? * 60 + minutes.get(..2)?.parse::<u16>().ok()?)
        });
        let clock = [("hour", "numeric"), ("minute", "2-digit")];
        minutes.map_or_else(|| time.into(), |minutes| self.moment(f64::from(minutes) * 60_000.0, &clock))
    }

    /// The name of a language in this one.
    pub fn language_name(&self, code: &str) -> String {
        let kind = Json::object([("type", Json::string("language"))]);
        let names = Names::new(&self.locale, &to_js(&kind)).ok();
        names.and_then(|names| names.of(code).ok().flatten()).unwrap_or_else(|| code.to_string())
    }

    fn moment(&self, milliseconds: f64, format: &[(&str, &str)]) -> String {
        let format = format.iter().chain(&[("timeZone", "UTC")]);
        let options = Json::object(format.map(|(name, value)| (*name, Json::string(*value))));
        Dates::new(&self.locale, &to_js(&options))
            .map_or_else(|_| String::new(), |dates| dates.format(milliseconds))
    }

    fn format(&self, value: f64) -> String {
        self.numbers.as_ref().map_or_else(String::new, |numbers| numbers.format(value))
    }
}

impl Speech for Voice {
    fn language(&self) -> &str {
        &self.language
    }

    fn number(&self, value: Decimal) -> String {
        self.format(value.to_f64())
    }

    fn money(&self, value: Decimal, currency: &str, decimals: Option<u8>) -> String {
        // Whole amounts are shown without `.00`.
        let decimals = decimals.or(value.to_i64().map(|_| 0));
        let options = money(currency, decimals);
        let numbers = Numbers::new(&self.locale, &options);
        let mut amount =
            numbers.map_or_else(|_| self.number(value), |numbers| numbers.format(value.to_f64()));
        // Among Arabic words the sign would come away from its letters: "$US".
        if amount.ends_with('$') && self.dir() == "rtl" {
            amount.push('\u{200e}');
        }
        amount
    }

    fn date(&self, date: Date) -> String {
        let long = [("day", "numeric"), ("month", "long"), ("year", "numeric")];
        self.moment(date.to_days() as f64 * DAY_MS, &long)
    }

    fn list(&self, items: &[String]) -> String {
        let items = Json::Array(items.iter().map(Json::string).collect());
        Lists::new(&self.locale, &JsValue::UNDEFINED)
            .map_or_else(|_| String::new(), |lists| lists.format(&to_js(&items)))
    }

    fn boolean(&self, value: bool) -> String {
        self.words.say(if value { "yes" } else { "no" }).to_string()
    }

    fn month(&self, first: Date) -> String {
        self.moment(first.to_days() as f64 * DAY_MS, &[("month", "long"), ("year", "numeric")])
    }

    fn time(&self, time: &str) -> String {
        Voice::time(self, time)
    }

    fn other(&self) -> String {
        self.words.say("other").to_string()
    }
}

/// The direction in which a language is written, for `dir`.
pub fn direction(language: &str) -> &'static str {
    match language.split('-').next() {
        Some("ar" | "ckb" | "dv" | "fa" | "he" | "ps" | "sd" | "ug" | "ur" | "yi") => "rtl",
        _ => "ltr",
    }
}

/// Two decimals, or none given, are as many as the currency has.
fn money(currency: &str, decimals: Option<u8>) -> JsValue {
    let mut options = vec![
        ("style".to_string(), Json::string("currency")),
        ("currency".to_string(), Json::string(currency)),
        ("currencyDisplay".to_string(), Json::string("narrowSymbol")),
    ];
    if let Some(decimals) =
        decimals.filter(|decimals| *decimals != 2).and_then(|n| Decimal::from_i64(n.into()))
    {
        for limit in ["minimumFractionDigits", "maximumFractionDigits"] {
            options.push((limit.to_string(), Json::Number(decimals)));
        }
    }
    to_js(&Json::Object(options))
}

fn part(parts: JsValue, kind: &str) -> Option<String> {
    let parts = from_js(&parts)?;
    let part = parts.as_array()?.iter().find(|part| text(part, "type") == Some(kind))?;
    text(part, "value").map(str::to_string)
}
