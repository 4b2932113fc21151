//! Numbers as people type them: grouped, with a decimal comma or point.

use crate::decimal::{Decimal, DecimalError};
use crate::problem::Problem;

/// How the person's language writes numbers; in the browser this comes from `Intl`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NumberFormat {
    pub decimal: char,
    pub group: char,
}

impl Default for NumberFormat {
    fn default() -> Self {
        Self { decimal: '.', group: ',' }
    }
}

/// Reads a number as typed. `1 234,50`, `1,234.50` and `1234.5` are the same in every
/// language; a lone `,` or `.` before three digits is what the language says it is.
pub fn read_number(text: &str, format: NumberFormat) -> Result<Decimal, Problem> {
    let mut plain = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '.' | ',' => plain.push(c),
            '\u{66b}' => plain.push('.'),
            // The comma of Arabic keyboards.
            '\u{60c}' => plain.push(','),
            '-' | '\u{2212}' if plain.is_empty() => plain.push('-'),
            '+' if plain.is_empty() => {}
            // Grouping that cannot be a decimal sign: spaces, apostrophes, Arabic comma.
            '\'' | '\u{2019}' | '\u{66c}' => {}
            _ if c.is_whitespace() || is_direction(c) => {}
            _ => plain.push(digit(c).ok_or(Problem::NotANumber)?),
        }
    }
    let decimal = decimal_sign(plain.as_bytes(), format);
    let mut number = String::with_capacity(plain.len());
    // How long the groups between marks are; the part before the first mark is none.
    let mut group: Option<usize> = None;
    let (mut right, mut last) = (true, 3);
    for (i, b) in plain.bytes().enumerate() {
        let mark = matches!(b, b'.' | b',');
        if mark && let Some(length) = group {
            right &= (2..=3).contains(&length);
            last = length;
        }
        if mark {
            group = Some(0);
        } else {
            group = group.map(|length| length + 1);
        }
        if !mark || Some(i) == decimal {
            number.push(if mark { '.' } else { char::from(b) });
        }
    }
    if decimal.is_none()
        && let Some(length) = group
    {
        last = length;
    }
    if !right || last != 3 {
        return Err(Problem::NotANumber);
    }
    // ".5", "5." and "007" are numbers to people.
    Decimal::read(&number, true).map_err(|error| match error {
        DecimalError::Range => Problem::TooManyDigits,
        DecimalError::Syntax => Problem::NotANumber,
    })
}

/// Where the decimal sign is, if there is one.
fn decimal_sign(text: &[u8], format: NumberFormat) -> Option<usize> {
    let last = text.iter().rposition(|b| matches!(b, b'.' | b','))?;
    let sign = *text.get(last)?;
    let (mut own, mut others) = (0, 0);
    for b in text {
        own += usize::from(*b == sign);
        others += usize::from(*b != sign && matches!(b, b'.' | b','));
    }
    let after = text.len() - last - 1;
    // Who groups by the Arabic mark types the comma that the keyboard has.
    let group = if format.group == '\u{66c}' { ',' } else { format.group };
    let lone = others == 0 && char::from(sign) == group && after == 3 && last <= 4;
    (own == 1 && !lone).then_some(last)
}

/// An ASCII digit for a decimal digit of the scripts that our languages use.
fn digit(c: char) -> Option<char> {
    let value = match c {
        '0'..='9' => return Some(c),
        '\u{660}'..='\u{669}' => c as u32 - 0x660,
        '\u{6f0}'..='\u{6f9}' => c as u32 - 0x6f0,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// Whether a character only says in which direction its neighbours run: what is copied from
/// an Arabic page or a telephone's contacts has them around numbers, unseen.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character is a digit in one of those scripts.
pub(super) fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

/// An address or a telephone number in the digits that machines use, without unseen marks.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if !is_direction(c) {
            plain.push(digit(c).unwrap_or(c));
        }
    }
    plain
}

/// A small whole number: a day, a month, a year.
pub(super) fn digits(text: &str) -> Option<u32> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || is_direction(c));
    let mut value = 0_u32;
    for c in text.chars() {
        value = value.checked_mul(10)?.checked_add(digit(c)?.to_digit(10)?)?;
    }
    (!text.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: NumberFormat = NumberFormat { decimal: '.', group: ',' };
    const SV: NumberFormat = NumberFormat { decimal: ',', group: '\u{a0}' };
    const DE: NumberFormat = NumberFormat { decimal: ',', group: '.' };

    const AR: NumberFormat = NumberFormat { decimal: '\u{66b}', group: '\u{66c}' };

    fn read(text: &str, format: NumberFormat) -> String {
        read_number(text, format).map_or_else(|problem| problem.code().into(), |n| n.to_string())
    }

    #[test]
    fn the_same_amount_reads_the_same_however_it_is_written() {
        for format in [EN, SV, DE, AR] {
            for text in [
                "1234.5",
                "1234,50",
                "1 234,50",
                "1\u{a0}234,50",
                "1,234.50",
                "1.234,50",
                "+1'234.5",
                " 01234.50 ",
                "١٢٣٤٫٥",
                "١٬٢٣٤٫٥٠",
                "١٢٣٤،٥",
                "۱۲۳۴٫۵",
                "\u{200f}1,234.50\u{200e}",
            ] {
                assert_eq!(read(text, format), "1234.5", "{text} {format:?}");
            }
            assert_eq!(read("1,234,567", format), "1234567");
            assert_eq!(read("\u{2212}5", format), "-5");
            assert_eq!(read("12,34,567", format), "1234567");
        }
    }

    #[test]
    fn a_lone_sign_before_three_digits_is_what_the_language_says() {
        assert_eq!([read("1,234", EN), read("1,234", SV), read("1,234", DE)], ["1234", "1.234", "1.234"]);
        assert_eq!([read("1.234", EN), read("1.234", SV), read("1.234", DE)], ["1.234", "1.234", "1234"]);
        assert_eq!([read("1,234", AR), read("١،٢٣٤", AR), read("1.234", AR)], ["1234", "1234", "1.234"]);
        assert_eq!(read("12345,678", EN), "12345.678");
        assert_eq!([read(".5", EN), read("5.", EN), read("0", EN), read("007", EN)], ["0.5", "5", "0", "7"]);
    }

    #[test]
    fn a_part_of_a_date_is_read_in_every_digit() {
        for text in ["27", " 27 ", "٢٧", "۲۷", "\u{200f}27\u{2069}"] {
            assert_eq!(digits(text), Some(27), "{text}");
        }
        assert_eq!([digits(""), digits("\u{200f}"), digits("2 7"), digits("x")], [None; 4]);
    }

    #[test]
    fn a_telephone_number_is_kept_in_plain_digits() {
        assert_eq!(plain("\u{202a}+١ ٢٠٢-٥٥٥-٠١٤٢\u{202c}"), "+1 202-555-0142");
        assert_eq!(plain("name@example.com\u{200e}"), "name@example.com");
    }

    #[test]
    fn what_is_not_a_number_is_refused() {
        for text in ["abc", "12a", "1-2", "--1", ".", "-", "1,2,3", "1.2.3", "1e5", "½"] {
            assert_eq!(read(text, EN), "not-a-number", "{text}");
        }
        assert_eq!(read("9007199254740993", EN), "too-many-digits");
    }
}
