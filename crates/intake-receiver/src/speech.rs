//! How the inbox writes numbers, dates and yes or no: plainly, the same on every machine.

use crate::phrase::phrase;
use intake_core::date::Date;
use intake_core::decimal::Decimal;
use intake_core::text::Speech;
use jiff::civil;

/// `22 November 2026`.
pub fn english_date(date: Date) -> String {
    english(date, "%-d %B %Y")
}

/// With English names, as `strftime` writes it.
fn english(date: Date, format: &str) -> String {
    let date = date.to_string().parse::<civil::Date>();
    date.map(|date| date.strftime(format).to_string()).unwrap_or_default()
}

/// A language's own name; its tag when this program does not know it.
pub fn language_name(tag: &str) -> &str {
    match tag.split('-').next().unwrap_or_default() {
        "ar" => "العربية",
        "bn" => "বাংলা",
        "da" => "Dansk",
        "de" => "Deutsch",
        "en" => "English",
        "es" => "Español",
        "fa" => "فارسی",
        "fi" => "Suomi",
        "fr" => "Français",
        "hi" => "हिन्दी",
        "it" => "Italiano",
        "ku" => "Kurdî",
        "nb" | "nn" | "no" => "Norsk",
        "nl" => "Nederlands",
        "pl" => "Polski",
        "ps" => "پښتو",
        "pt" => "Português",
        "ro" => "Română",
        "ru" => "Русский",
        "so" => "Soomaali",
        "sv" => "Svenska",
        "ti" => "ትግርኛ",
        "tr" => "Türkçe",
        "uk" => "Українська",
        "ur" => "اردو",
        "vi" => "Tiếng Việt",
        "zh" => "中文",
        _ => tag,
    }
}

/// A language in English, the language of the inbox; its own name, or its tag, when this program
/// knows no English one.
pub fn language_in_english(tag: &str) -> &str {
    match tag.split('-').next().unwrap_or_default() {
        "ar" => "Arabic",
        "bn" => "Bengali",
        "da" => "Danish",
        "de" => "German",
        "en" => "English",
        "es" => "Spanish",
        "fa" => "Persian",
        "fi" => "Finnish",
        "fr" => "French",
        "hi" => "Hindi",
        "it" => "Italian",
        "ku" => "Kurdish",
        "nb" | "nn" | "no" => "Norwegian",
        "nl" => "Dutch",
        "pl" => "Polish",
        "ps" => "Pashto",
        "pt" => "Portuguese",
        "ro" => "Romanian",
        "ru" => "Russian",
        "so" => "Somali",
        "sv" => "Swedish",
        "ti" => "Tigrinya",
        "tr" => "Turkish",
        "uk" => "Ukrainian",
        "ur" => "Urdu",
        "vi" => "Vietnamese",
        "zh" => "Chinese",
        _ => language_name(tag),
    }
}

/// A language, and what this program knows of it.
pub struct Plain<'a> {
    pub language: &'a str,
}

impl Plain<'_> {
    fn base(&self) -> &str {
        self.language.split('-').next().unwrap_or_default()
    }

    fn point(&self) -> char {
        if matches!(self.base(), "en" | "ar" | "zh" | "ja" | "ko" | "he" | "th") { '.' } else { ',' }
    }
}

impl Speech for Plain<'_> {
    fn language(&self) -> &str {
        self.language
    }

    /// Digits in groups of three, with a no-break space; a comma where the language has one.
    fn number(&self, value: Decimal) -> String {
        let mut text = String::new();
        value.write(&mut text);
        let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
        let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("\u{2212}", digits));
        let mut out = String::from(sign);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && digits.len() > 4 && (digits.len() - i) % 3 == 0 {
                out.push('\u{a0}');
            }
            out.push(digit);
        }
        if let Some(fraction) = fraction {
            out.push(self.point());
            out.push_str(fraction);
        }
        out
    }

    fn money(&self, value: Decimal, currency: &str, decimals: Option<u8>) -> String {
        let mut text = self.number(value);
        // An amount with one decimal reads as a mistake: 12.5 is 12.50.
        let least = decimals.map_or(if value.decimals() == 0 { 0 } else { 2 }, u16::from);
        if value.decimals() == 0 && least > 0 {
            text.push(self.point());
        }
        for _ in value.decimals()..least {
            text.push('0');
        }
        format!("{text}\u{a0}{currency}")
    }

    /// In English in words, elsewhere as ISO 8601 has it: nobody mistakes day and month.
    fn date(&self, value: Date) -> String {
        if self.base() == "en" { english_date(value) } else { value.to_string() }
    }

    fn month(&self, first: Date) -> String {
        if self.base() == "en" {
            english(first, "%B %Y")
        } else {
            format!("{:04}-{:02}", first.year(), first.month())
        }
    }

    fn list(&self, items: &[String]) -> String {
        items.join(if matches!(self.base(), "ar" | "fa" | "ur") { "، " } else { ", " })
    }

    fn word(&self, key: &str) -> String {
        phrase(self.base(), key).into()
    }

    fn other(&self) -> String {
        let word = match self.base() {
            "ar" => "غير ذلك",
            "da" => "Andet",
            "de" => "Anderes",
            "es" => "Otro",
            "fi" => "Muu",
            "fr" => "Autre",
            "it" => "Altro",
            "nb" | "nn" | "no" => "Annet",
            "nl" => "Anders",
            "pl" => "Inne",
            "pt" => "Outro",
            "sv" => "Annat",
            "uk" => "Інше",
            _ => "Other",
        };
        word.into()
    }

    fn boolean(&self, value: bool) -> String {
        let (yes, no) = match self.base() {
            "ar" => ("نعم", "لا"),
            "da" => ("Ja", "Nej"),
            "de" => ("Ja", "Nein"),
            "es" => ("Sí", "No"),
            "fi" => ("Kyllä", "Ei"),
            "fr" => ("Oui", "Non"),
            "it" => ("Sì", "No"),
            "nb" | "nn" | "no" => ("Ja", "Nei"),
            "nl" => ("Ja", "Nee"),
            "pl" => ("Tak", "Nie"),
            "pt" => ("Sim", "Não"),
            "sv" => ("Ja", "Nej"),
            "uk" => ("Так", "Ні"),
            _ => ("Yes", "No"),
        };
        if value { yes.into() } else { no.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_named_in_itself() {
        assert_eq!((language_name("sv-FI"), language_name("xx")), ("Svenska", "xx"));
        assert_eq!((language_in_english("sv-FI"), language_in_english("xx")), ("Swedish", "xx"));
    }

    #[test]
    fn values_are_written_plainly() {
        let number = |text: &str, language| Plain { language }.number(Decimal::parse(text).unwrap());
        assert_eq!(number("1234", "en"), "1234");
        assert_eq!(number("1234567.5", "en"), "1\u{a0}234\u{a0}567.5");
        assert_eq!(number("-12345.25", "sv"), "\u{2212}12\u{a0}345,25");
        let money = |text: &str, language, decimals| {
            Plain { language }.money(Decimal::parse(text).unwrap(), "GBP", decimals)
        };
        assert_eq!(money("12.5", "en-GB", None), "12.50\u{a0}GBP");
        assert_eq!(money("937", "en", None), "937\u{a0}GBP");
        assert_eq!(money("937", "sv", Some(2)), "937,00\u{a0}GBP");
        assert_eq!(money("1731.904", "en", Some(3)), "1731.904\u{a0}GBP");
        assert_eq!(money("1731.9", "en", Some(3)), "1731.900\u{a0}GBP");
        let date = Date::new(2026, 11, 2).unwrap();
        assert_eq!(Plain { language: "en" }.date(date), "2 November 2026");
        assert_eq!(Plain { language: "pl" }.date(date), "2026-11-02");
        assert_eq!(Plain { language: "sv-FI" }.boolean(false), "Nej");
        let arabic = Plain { language: "ar" };
        assert_eq!(arabic.list(&["خبز".into(), "ماء".into()]), "خبز، ماء");
        assert_eq!(arabic.number(Decimal::parse("1500.5").unwrap()), "1500.5");
    }
}
