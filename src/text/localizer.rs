//! How a language writes numbers, money, dates and lists: the browser's own `Intl`.

use crate::dom::interop::{from_js, text, to_js};
use crate::text::diacritics::strip;
pub use intake_core::answer::DatePart;
use intake_core::answer::{DateFormat, Locale, NumberFormat};
use intake_core::date::Date;
use intake_core::decimal::Decimal;
use intake_core::definition::Zone;
use intake_core::json::Json;
use intake_core::language::{is_leftward, is_variant};
use intake_core::text::Speech;
use intake_core::wording::{Catalogue, Wording, fill};
use std::cell::{OnceCell, RefCell};
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

/// The moment, in seconds since 1970.
pub fn now() -> i64 {
    (js_sys::Date::now() / 1000.0) as i64
}

/// One language, speaking: its words and its formats.
pub struct Localizer {
    /// The form's language.
    language: Rc<str>,
    /// The person's own variant of it, for the formats: 12.4. or 4/12.
    locale: Rc<str>,
    words: Rc<Catalogue>,
    /// Made once: a page may show a thousand numbers.
    numbers: Option<Numbers>,
    /// The same without groups.
    ungrouped: OnceCell<Option<Numbers>>,
    /// Made once, when a number is first read, or a date first asked for: it takes a slow telephone 5 ms.
    marks: OnceCell<NumberFormat>,
    order: OnceCell<[DatePart; 3]>,
    /// The names of the months, as they are searched, when one is first typed.
    months: OnceCell<[Vec<String>; 2]>,
    /// The clocks of the zones that were asked for; none of one that the browser doesn't know.
    clocks: RefCell<Vec<(String, Option<Dates>)>>,
}

impl Localizer {
    /// `wanted` is the language that was asked for: it says more where it is a variant of
    /// the form's.
    pub fn new(language: Rc<str>, wanted: &str, words: Rc<Catalogue>) -> Self {
        let variant = is_variant(wanted, &language) && Plurals::new(wanted).is_ok();
        let locale = if variant { wanted.into() } else { Rc::clone(&language) };
        let numbers = number_formatter(&locale, true);
        Self {
            language,
            locale,
            words,
            numbers,
            ungrouped: OnceCell::new(),
            marks: OnceCell::new(),
            order: OnceCell::new(),
            months: OnceCell::new(),
            clocks: RefCell::default(),
        }
    }

    /// The language, in the person's own variant.
    pub fn locale(&self) -> &str {
        &self.locale
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

    /// The plural category of CLDR: one, few, many, other.
    fn plural(&self, n: u32) -> String {
        Plurals::new(&self.locale).map_or_else(|_| "other".into(), |rules| rules.select(n))
    }

    /// A currency's sign, and whether it stands before the amount.
    pub fn currency(&self, currency: &str) -> (String, bool) {
        let Ok(numbers) = Numbers::new(&self.locale, &money(currency, "narrowSymbol", Some(0))) else {
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
        let parts = dates(&self.locale, &[]).and_then(|dates| from_js(&dates.parts(0.0)));
        let order = parts.as_ref().and_then(Json::as_array).unwrap_or_default();
        let mut order = order.iter().filter_map(|part| text(part, "type"));
        match order.find(|kind| matches!(*kind, "day" | "month" | "year")) {
            Some("month") => [Month, Day, Year],
            Some("year") => [Year, Month, Day],
            _ => [Day, Month, Year],
        }
    }

    /// By how many seconds a zone is ahead of UTC at a moment, as the browser knows it.
    pub fn offset(&self, zone: &str, moment: i64) -> Option<i32> {
        let mut clocks = self.clocks.borrow_mut();
        if !clocks.iter().any(|(name, _)| name == zone) {
            let options = [("timeZone", zone), ("timeZoneName", "longOffset")];
            let options = Json::object(options.map(|(name, value)| (name, Json::string(value))));
            clocks.push((zone.to_string(), Dates::new("en", &to_js(&options)).ok()));
        }
        let (_, clock) = clocks.iter().find(|(name, _)| name == zone)?;
        // "GMT-05:00", and "GMT" for none.
        let name = part(clock.as_ref()?.parts(moment as f64 * 1000.0), "timeZoneName")?;
        match Zone::parse(name.strip_prefix("GMT").filter(|rest| !rest.is_empty()).unwrap_or("UTC"))? {
            Zone::Fixed(seconds) => Some(seconds),
            Zone::Named(_) => None,
        }
    }

    /// A time of day as the language writes it; what is not `HH:MM` stays as it is.
    pub fn time(&self, time: &str) -> String {
        let minutes = time.split_once(':').and_then(|(hours, minutes)| {
            Some(hours.parse::<u16>().ok()? * 60 + minutes.get(..2)?.parse::<u16>().ok()?)
        });
        let clock = [("hour", "numeric"), ("minute", "2-digit")];
        minutes.map_or_else(|| time.into(), |minutes| self.moment(f64::from(minutes) * 60_000.0, &clock))
    }

    /// A moment by the clock of the device, in milliseconds: the date as everywhere, and the time. Nothing for what is none.
    pub fn when(&self, moment: f64) -> String {
        if !moment.is_finite() {
            return String::new();
        }
        let offset = js_sys::Date::new(&moment.into()).get_timezone_offset();
        let format = [("dateStyle", "long"), ("timeStyle", "short")];
        self.moment(moment - offset * 60_000.0, &format)
    }

    /// The name of a language in this one.
    pub fn language_name(&self, code: &str) -> String {
        let kind = Json::object([("type", Json::string("language"))]);
        let names = Names::new(&self.locale, &to_js(&kind)).ok();
        names.and_then(|names| names.of(code).ok().flatten()).unwrap_or_else(|| code.to_string())
    }

    fn moment(&self, milliseconds: f64, format: &[(&str, &str)]) -> String {
        dates(&self.locale, format).map_or_else(String::new, |dates| dates.format(milliseconds))
    }

    /// Four digits stand together: 2019 is a year to everybody, 2,019 to nobody.
    fn format(&self, value: f64) -> String {
        let numbers = if value.abs() < 10_000.0 { self.without_groups() } else { self.numbers.as_ref() };
        numbers.map_or_else(String::new, |numbers| numbers.format(value))
    }

    /// Whether the person's language is this, and no country is known: es, es-419, but not es-MX.
    fn is_without_country(&self, language: &str) -> bool {
        let mut parts = self.locale.split('-').take_while(|part| part.len() > 1);
        parts.next() == Some(language) && !parts.any(|part| part.len() == 2)
    }

    fn without_groups(&self) -> Option<&Numbers> {
        self.ungrouped.get_or_init(|| number_formatter(&self.locale, false)).as_ref()
    }
}

impl Speech for Localizer {
    fn language(&self) -> &str {
        &self.language
    }

    fn number(&self, value: Decimal) -> String {
        self.format(value.to_f64())
    }

    fn ungrouped(&self, value: Decimal) -> String {
        self.without_groups().map_or_else(String::new, |numbers| numbers.format(value.to_f64()))
    }

    fn money(&self, value: Decimal, currency: &str, decimals: Option<u8>) -> String {
        // Whole amounts are shown without `.00`.
        let decimals = decimals.or(value.to_i64().map(|_| 0));
        let options = money(currency, "narrowSymbol", decimals);
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
        let texts = Json::Array(items.iter().map(Json::string).collect());
        Lists::new(&self.locale, &JsValue::UNDEFINED)
            .map_or_else(|_| items.join(", "), |lists| lists.format(&to_js(&texts)))
    }

    fn boolean(&self, value: bool) -> String {
        self.words.say(if value { "yes" } else { "no" }).to_string()
    }

    fn month(&self, first: Date) -> String {
        self.moment(first.to_days() as f64 * DAY_MS, &[("month", "long"), ("year", "numeric")])
    }

    fn time(&self, time: &str) -> String {
        Localizer::time(self, time)
    }

    fn word(&self, key: &str) -> String {
        self.words.say(key).to_string()
    }

    fn weekday(&self, day: u8) -> String {
        // The first Monday after the epoch was its fifth day.
        self.moment((f64::from(day) + 3.0) * DAY_MS, &[("weekday", "long")])
    }

    fn other(&self) -> String {
        self.words.say("other").to_string()
    }
}

/// Phrases are those of the catalogue, plurals those of `Intl`.
impl Wording for Localizer {
    fn say(&self, key: &str) -> &str {
        self.words.say(key)
    }

    fn count_one(&self, key: &str, n: u32, label: &str) -> String {
        let phrase = self.words.counted(key, &self.plural(n));
        fill(phrase, &[("n", &self.whole(n)), ("label", label)])
    }

    fn whole(&self, n: u32) -> String {
        self.format(f64::from(n))
    }

    fn bytes(&self, bytes: i64) -> String {
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

    fn date_example(&self, with_day: bool) -> String {
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
}

/// What is typed in the language.
impl Locale for Localizer {
    fn numbers(&self) -> NumberFormat {
        *self.marks.get_or_init(|| {
            let parts = self.numbers.as_ref().map(|numbers| numbers.parts(12_345.6));
            let mark = |kind, otherwise| {
                let mark = parts.clone().and_then(|parts| part(parts, kind));
                mark.and_then(|mark| mark.chars().next()).unwrap_or(otherwise)
            };
            let settled = !self.is_without_country("es") && !self.is_without_country("ar");
            NumberFormat { decimal: mark("decimal", '.'), group: mark("group", ','), settled }
        })
    }

    fn dates(&self) -> DateFormat {
        // Canada writes in all orders.
        let settled = !self.is_without_country("en") && &*self.locale != "en-CA";
        DateFormat { order: self.date_order(), settled }
    }

    fn fold(&self, word: &str) -> String {
        strip(word)
    }

    fn months(&self) -> [&[String]; 2] {
        let [own, english] = self.months.get_or_init(|| {
            // Syria, Lebanon and Iraq, and Tunisia and Algeria, have names of their own.
            let arabic = self.locale.starts_with("ar");
            let own: &[&str] = if arabic { &[&self.locale, "ar-SY", "ar-TN"] } else { &[&self.locale] };
            [month_names(own), month_names(&["en"])]
        });
        [own, english]
    }

    fn currency(&self, code: &str) -> Vec<String> {
        let mut words = Vec::new();
        for locale in [&*self.locale, "en"] {
            for display in ["symbol", "narrowSymbol", "name"] {
                // Five crowns, not 5.00 of one.
                let Ok(numbers) = Numbers::new(locale, &money(code, display, Some(0))) else { continue };
                // One crown, two crowns, five crowns.
                for count in [1.0, 2.0, 5.0] {
                    let name = strip(&part(numbers.parts(count), "currency").unwrap_or_default());
                    words.extend(name.split_whitespace().map(|word| word.trim_matches('.').to_string()));
                }
            }
        }
        words
    }
}

/// The names of the months as they stand alone and in a date, whole and short.
fn month_names(locales: &[&str]) -> Vec<String> {
    let mut names = Vec::new();
    for locale in locales {
        for length in ["long", "short"] {
            for format in [&[("month", length)][..], &[("month", length), ("day", "numeric")]] {
                let dates = dates(locale, format);
                for month in 0..12 {
                    let middle = (f64::from(month) * 30.4 + 15.0) * DAY_MS;
                    let name = dates.as_ref().and_then(|dates| part(dates.parts(middle), "month"));
                    names.push(strip(name.unwrap_or_default().trim_matches('.')));
                }
            }
        }
    }
    names
}

fn number_formatter(locale: &str, grouping: bool) -> Option<Numbers> {
    let most = Decimal::from_i64(15).map_or(Json::Null, Json::Number);
    let options = Json::object([("maximumFractionDigits", most), ("useGrouping", Json::Bool(grouping))]);
    Numbers::new(locale, &to_js(&options)).ok()
}

/// Dates are in the calendar in which they are asked for, also in Persian and Thai.
fn dates(locale: &str, format: &[(&str, &str)]) -> Option<Dates> {
    let (tag, more) = locale.split_once("-u-").unwrap_or((locale, ""));
    let gregorian = [tag, "-u-ca-gregory", if more.is_empty() { "" } else { "-" }, more].concat();
    let format = format.iter().chain(&[("timeZone", "UTC")]);
    let options = Json::object(format.map(|(name, value)| (*name, Json::string(*value))));
    Dates::new(&gregorian, &to_js(&options)).ok()
}

/// The direction in which a language is written, for `dir`.
pub fn direction(language: &str) -> &'static str {
    if is_leftward(language) { "rtl" } else { "ltr" }
}

/// Two decimals, or none given, are as many as the currency has.
fn money(currency: &str, display: &str, decimals: Option<u8>) -> JsValue {
    let mut options = vec![
        ("style".to_string(), Json::string("currency")),
        ("currency".to_string(), Json::string(currency)),
        ("currencyDisplay".to_string(), Json::string(display)),
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
