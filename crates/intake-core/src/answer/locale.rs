//! How a language writes numbers, dates and currencies, for reading what people type.

use crate::problem::Problem;

/// A part of a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DatePart {
    /// The day of the month.
    Day,
    /// The month, by number or name.
    Month,
    /// The year, in four digits.
    Year,
}

impl DatePart {
    /// Whether this part of a date is what the problem is about: where the person is led to mend it.
    pub fn is_wrong(self, problem: Option<&Problem>) -> bool {
        match (problem, self) {
            (Some(Problem::DateIncomplete { day, .. }), Self::Day) => *day,
            (Some(Problem::DateIncomplete { month, .. }), Self::Month) => *month,
            (Some(Problem::DateIncomplete { year, .. }), Self::Year) => *year,
            (Some(Problem::ShortYear), part) => part == Self::Year,
            (problem, _) => problem.is_some(),
        }
    }
}

/// What reading needs to know of the person's language; in the browser this is `Intl`.
pub trait Locale {
    /// The marks in its numbers.
    fn numbers(&self) -> NumberFormat;

    /// The order in its dates.
    fn dates(&self) -> DateFormat;

    /// A word as it is compared: in small letters, without accents.
    fn fold(&self, word: &str) -> String;

    /// The folded names of the months from January to December, in each way to write them one after
    /// the other: first those of the language, then those of English.
    fn months(&self) -> [&[String]; 2];

    /// The folded words of an ISO 4217 currency: its signs and names.
    fn currency(&self, code: &str) -> Vec<String>;
}

/// The marks in numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NumberFormat {
    /// Before the decimals: `.` in English, `,` in Swedish.
    pub decimal: char,
    /// Between groups of digits: `,` in English, a space in Swedish.
    pub group: char,
    /// Whether all who write the language agree on them. In Spanish 1.250 is a thousand and more in
    /// Spain, and one and a quarter in Mexico.
    pub settled: bool,
}

impl Default for NumberFormat {
    fn default() -> Self {
        Self { decimal: '.', group: ',', settled: true }
    }
}

/// The order of the parts of a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DateFormat {
    /// From the part that is written first to the last.
    pub order: [DatePart; 3],
    /// Whether all who write the language agree on it. In English 3/4 is in March or in April.
    pub settled: bool,
}

impl Default for DateFormat {
    fn default() -> Self {
        Self { order: [DatePart::Day, DatePart::Month, DatePart::Year], settled: false }
    }
}

/// Of a language only the marks are known, as of JSON.
impl Locale for NumberFormat {
    fn numbers(&self) -> NumberFormat {
        *self
    }

    fn dates(&self) -> DateFormat {
        DateFormat::default()
    }

    fn fold(&self, word: &str) -> String {
        word.to_ascii_lowercase()
    }

    fn months(&self) -> [&[String]; 2] {
        [&[], &[]]
    }

    fn currency(&self, _: &str) -> Vec<String> {
        Vec::new()
    }
}
