//! How the plain pages speak: the widget's words, and what a browser knows of a language and this
//! program does not: the names of months, plurals, how numbers and dates are written and read.

use super::numbers::numbers;
use crate::phrase::{CATALOGUES, WORDS};
use intake_core::answer::{DateFormat, DatePart, Locale, NumberFormat};
use intake_core::date::Date;
use intake_core::decimal::Decimal;
use intake_core::json::Json;
use intake_core::language::is_leftward;
use intake_core::text::Speech;
use intake_core::wording::{Wording, fill};
use std::sync::LazyLock;

/// What only these pages say.
static OWN: LazyLock<Json> = LazyLock::new(|| Json::parse(include_str!("own.json")).unwrap_or(Json::Null));

/// One language, speaking.
pub(super) struct Localizer {
    language: String,
    /// Of the words; English where there is no catalogue of the language.
    spoken: &'static str,
    months: [Vec<String>; 2],
}

impl Localizer {
    /// In one of a form's languages.
    pub(super) fn new(language: &str) -> Self {
        let base = base(language);
        let spoken = CATALOGUES.iter().find(|(tag, _)| *tag == base).map_or("en", |(tag, _)| tag);
        let names = |tag: &str| {
            let lists = ["months", "months-alone"].map(|key| own_list(tag, key));
            lists.into_iter().flatten().map(str::to_lowercase).collect()
        };
        Self { language: language.into(), spoken, months: [names(spoken), names("en")] }
    }

    /// The language of the words; a form's text in another is marked as such.
    pub(super) fn spoken(&self) -> &str {
        if self.spoken == base(&self.language) { &self.language } else { self.spoken }
    }

    pub(super) fn direction(&self) -> &'static str {
        direction(self.spoken())
    }

    fn words(&self) -> Option<&'static Json> {
        WORDS.iter().find(|(tag, _)| *tag == self.spoken).map(|(_, words)| words)
    }

    fn month_name(&self, key: &str, month: u32) -> &'static str {
        own_list(self.spoken, key).get((month as usize).wrapping_sub(1)).copied().unwrap_or_default()
    }

    /// In groups of three, from so many digits before the decimal sign on.
    fn grouped(&self, value: Decimal, from: usize) -> String {
        let text = self.ungrouped(value);
        let format = self.numbers();
        let (whole, fraction) = text.split_once(format.decimal).map_or((&*text, None), |(w, f)| (w, Some(f)));
        let digits = whole.trim_start_matches('\u{2212}');
        if digits.len() < from {
            return text;
        }
        let mut out = if digits.len() < whole.len() { String::from('\u{2212}') } else { String::new() };
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i) % 3 == 0 {
                out.push(format.group);
            }
            out.push(digit);
        }
        if let Some(fraction) = fraction {
            out.push(format.decimal);
            out.push_str(fraction);
        }
        out
    }

    /// A currency's sign.
    pub(super) fn sign<'a>(&self, currency: &'a str) -> &'a str {
        match currency {
            "SEK" if self.spoken == "sv" => "kr",
            "PLN" => "zł",
            "GBP" => "£",
            "EUR" => "€",
            "USD" => "$",
            "UAH" => "₴",
            code => code,
        }
    }

    /// Whether it stands before the amount.
    pub(super) fn sign_before(&self) -> bool {
        self.spoken == "en"
    }
}

fn base(language: &str) -> &str {
    language.split('-').next().unwrap_or_default()
}

fn own_list(tag: &str, key: &str) -> Vec<&'static str> {
    let list = OWN.get(tag).and_then(|own| own.get(key)).and_then(Json::as_array).unwrap_or_default();
    list.iter().filter_map(Json::as_str).collect()
}

pub(super) fn direction(language: &str) -> &'static str {
    if is_leftward(language) { "rtl" } else { "ltr" }
}

/// The plural category of CLDR for a whole number.
fn plural(language: &str, n: u32) -> &'static str {
    let (ones, tens) = (n % 10, n % 100);
    match language {
        "pl" if n == 1 => "one",
        "uk" if ones == 1 && tens != 11 => "one",
        "pl" | "uk" if matches!(ones, 2..=4) && !matches!(tens, 12..=14) => "few",
        "pl" | "uk" => "many",
        "ar" => match (n, tens) {
            (0, _) => "zero",
            (1, _) => "one",
            (2, _) => "two",
            (_, 3..=10) => "few",
            (_, 11..=99) => "many",
            _ => "other",
        },
        _ if n == 1 => "one",
        _ => "other",
    }
}

impl Speech for Localizer {
    fn language(&self) -> &str {
        &self.language
    }

    /// Four digits stand together: 2019 is a year to everybody.
    fn number(&self, value: Decimal) -> String {
        self.grouped(value, 5)
    }

    fn ungrouped(&self, value: Decimal) -> String {
        let mut text = String::new();
        value.write(&mut text);
        text.chars()
            .map(|c| match c {
                '.' => self.numbers().decimal,
                '-' => '\u{2212}',
                c => c,
            })
            .collect()
    }

    fn money(&self, value: Decimal, currency: &str, decimals: Option<u8>) -> String {
        // Amounts are grouped where the language groups four digits (CLDR, minimumGroupingDigits).
        let mut text = self.grouped(value, if matches!(self.spoken, "pl" | "es") { 5 } else { 4 });
        // 12.5 is 12.50.
        let least = decimals.map_or(if value.decimals() == 0 { 0 } else { 2 }, u16::from);
        if value.decimals() == 0 && least > 0 {
            text.push(self.numbers().decimal);
        }
        text.extend((value.decimals()..least).map(|_| '0'));
        let sign = self.sign(currency);
        match (self.sign_before(), sign == currency) {
            (true, false) => format!("{sign}{text}"),
            (true, true) => format!("{sign}\u{a0}{text}"),
            _ => format!("{text}\u{a0}{sign}"),
        }
    }

    fn date(&self, value: Date) -> String {
        let (day, year) = (value.day().to_string(), value.year().to_string());
        let month = self.month_name("months", value.month());
        let by_day = self.spoken == "en" && self.dates().order.first() == Some(&DatePart::Day);
        let key = if by_day { "date-by-day" } else { "date" };
        self.fill(key, &[("day", &day), ("month", month), ("year", &year)])
    }

    fn month(&self, first: Date) -> String {
        let month = self.month_name("months-alone", first.month());
        self.fill("month-year", &[("month", month), ("year", &first.year().to_string())])
    }

    fn list(&self, items: &[String]) -> String {
        match items {
            [before @ .., last] if !before.is_empty() => {
                let comma = if self.spoken == "ar" { "، " } else { ", " };
                [&before.join(comma), self.say("and"), last].concat()
            }
            _ => items.concat(),
        }
    }

    fn boolean(&self, value: bool) -> String {
        self.say(if value { "yes" } else { "no" }).into()
    }

    fn word(&self, key: &str) -> String {
        self.say(key).into()
    }

    fn weekday(&self, day: u8) -> String {
        let days = own_list(self.spoken, "weekdays");
        days.get(usize::from(day).wrapping_sub(1)).copied().unwrap_or_default().to_owned()
    }

    fn other(&self) -> String {
        self.say("other").into()
    }
}

/// The words are the widget's, and a few of these pages' own.
impl Wording for Localizer {
    fn say(&self, key: &str) -> &str {
        let own = || OWN.get(self.spoken)?.get(key);
        self.words().and_then(|words| words.get(key)).or_else(own).and_then(Json::as_str).unwrap_or_default()
    }

    fn count_one(&self, key: &str, n: u32, label: &str) -> String {
        let forms = self.words().and_then(|words| words.get(key));
        let form = forms.and_then(|forms| forms.get(plural(self.spoken, n)).or_else(|| forms.get("other")));
        fill(form.and_then(Json::as_str).unwrap_or_default(), &[("n", &self.whole(n)), ("label", label)])
    }

    fn whole(&self, n: u32) -> String {
        Decimal::from_i64(n.into()).map(|n| self.number(n)).unwrap_or_default()
    }

    fn bytes(&self, bytes: i64) -> String {
        if bytes < 1_000_000 {
            return format!("{}\u{a0}kB", (bytes / 1000).max(1));
        }
        let size =
            Decimal::from_i64(bytes / 100_000).map(|tenths| tenths.to_f64() / 10.0).unwrap_or_default();
        format!("{size}\u{a0}MB").replace('.', if self.numbers().decimal == ',' { "," } else { "." })
    }

    fn date_example(&self, with_day: bool) -> String {
        let part = |part: &DatePart| match part {
            DatePart::Day => with_day.then_some("27"),
            DatePart::Month => Some("3"),
            DatePart::Year => Some("1985"),
        };
        self.dates().order.iter().filter_map(part).collect::<Vec<_>>().join(" ")
    }
}

/// What is typed in the language, as the widget reads it.
impl Locale for Localizer {
    fn numbers(&self) -> NumberFormat {
        numbers(&self.language)
    }

    fn dates(&self) -> DateFormat {
        use DatePart::{Day, Month, Year};
        let order = match &*self.language {
            // As CLDR has it: English of no country is that of the United States.
            "en" | "en-US" => [Month, Day, Year],
            language if matches!(base(language), "sv" | "hu" | "zh" | "ja" | "ko") => [Year, Month, Day],
            _ => [Day, Month, Year],
        };
        DateFormat { order, settled: self.language != "en" && self.language != "en-CA" }
    }

    fn fold(&self, word: &str) -> String {
        word.to_lowercase()
    }

    fn months(&self) -> [&[String]; 2] {
        let [own, english] = &self.months;
        [own, english]
    }

    fn currency(&self, code: &str) -> Vec<String> {
        let more: &[&str] = match code {
            "SEK" => &["kr", "kronor", "krona"],
            "PLN" => &["zł", "zl", "złotych", "złote", "złoty"],
            "GBP" => &["£", "pounds", "pound"],
            "EUR" => &["€", "euro", "euros"],
            "USD" => &["$", "us$", "dollars", "dollar"],
            "UAH" => &["₴", "грн", "гривень", "гривня", "гривні"],
            _ => &[],
        };
        more.iter().map(ToString::to_string).chain([code.to_lowercase()]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_word_of_its_own() {
        let keys = |json: &Json| -> Vec<String> {
            json.as_object().unwrap().iter().map(|(key, _)| key.clone()).collect()
        };
        let english = keys(OWN.get("en").unwrap());
        for (tag, _) in CATALOGUES {
            let own = OWN.get(tag).unwrap();
            assert_eq!(keys(own), english, "{tag}");
            assert_eq!(
                ["months", "months-alone", "weekdays"].map(|key| own_list(tag, key).len()),
                [12, 12, 7]
            );
        }
    }

    #[test]
    fn values_are_written_as_the_language_writes_them() {
        let date = Date::new(2026, 11, 2).unwrap();
        let number = Decimal::parse("-12345.5").unwrap();
        for (tag, day, amount, money) in [
            ("en-GB", "2 November 2026", "\u{2212}12,345.5", "£12.50"),
            ("en", "November 2, 2026", "\u{2212}12,345.5", "£12.50"),
            ("sv", "2 november 2026", "\u{2212}12\u{a0}345,5", "12,50\u{a0}£"),
            ("es", "2 de noviembre de 2026", "\u{2212}12.345,5", "12,50\u{a0}£"),
            ("uk", "2 листопада 2026 р.", "\u{2212}12\u{a0}345,5", "12,50\u{a0}£"),
        ] {
            let localizer = Localizer::new(tag);
            assert_eq!((localizer.date(date).as_str(), localizer.number(number).as_str()), (day, amount));
            assert_eq!(localizer.money(Decimal::parse("12.5").unwrap(), "GBP", None), money);
        }
        assert_eq!(Localizer::new("fi").say("continue"), "Continue");
    }

    #[test]
    fn plurals_are_those_of_cldr() {
        let forms = |tag, numbers: &[u32]| numbers.iter().map(|n| plural(tag, *n)).collect::<Vec<_>>();
        assert_eq!(forms("pl", &[1, 2, 5, 12, 22, 21]), ["one", "few", "many", "many", "few", "many"]);
        assert_eq!(forms("uk", &[1, 2, 5, 11, 21]), ["one", "few", "many", "many", "one"]);
        assert_eq!(forms("ar", &[0, 1, 2, 3, 11, 100]), ["zero", "one", "two", "few", "many", "other"]);
        assert_eq!(forms("sv", &[0, 1, 2]), ["other", "one", "other"]);
    }
}
