//! Numbers as people type them: grouped, with a decimal comma or point.

use super::amount;
use super::locale::{Locale, NumberFormat};
use crate::character::{digit, is_blank, is_unseen, plain};
use crate::decimal::{Decimal, DecimalError};
use crate::definition::Kind;
use crate::problem::{Limit, Problem};

/// What the item allows.
struct Allowed {
    decimals: u8,
    /// Nobody writes this with three decimals: an amount, a whole number.
    short: bool,
    /// Spaces stand anywhere: the number of a paper.
    spaces: bool,
}

/// Reads a number as typed for an item of a kind that takes one. `1 234,50`, `1,234.50` and `1234.5`
/// are the same in every language. See [`is_decimal`] for a lone `,` or `.` before three digits.
#[inline(never)]
pub(super) fn read(kind: &Kind, text: &str, locale: &dyn Locale) -> Result<Decimal, Problem> {
    let whole = |spaces| Allowed { decimals: 0, short: true, spaces };
    let (allowed, amount);
    let text = match kind {
        Kind::Money { decimals, currency, .. } => {
            allowed = Allowed { decimals: *decimals, short: *decimals <= 2, spaces: false };
            amount = amount::number(text, currency, locale).ok_or(Problem::NotANumber)?;
            &amount
        }
        Kind::Decimal { decimals, .. } => {
            allowed = Allowed { decimals: decimals.unwrap_or(15), short: false, spaces: false };
            text
        }
        Kind::Integer { grouping, .. } => {
            allowed = whole(!grouping);
            text
        }
        _ => {
            allowed = whole(false);
            text
        }
    };
    read_number(text, &allowed, locale.numbers())
}

/// Stands for the Arabic decimal sign, which is one in every language.
const POINT: u8 = b'd';

fn read_number(text: &str, allowed: &Allowed, format: NumberFormat) -> Result<Decimal, Problem> {
    let mut signs = Vec::with_capacity(text.len());
    let (mut signed, mut negative) = (false, false);
    for c in text.trim_matches(is_blank).chars() {
        let sign = match c {
            _ if is_unseen(c) && !c.is_whitespace() => continue,
            '\u{66b}' => {
                signs.push(POINT);
                continue;
            }
            // Grouping that cannot be a decimal sign: apostrophes and the Arabic mark.
            '\u{66c}' | '`' | '\u{b4}' => ' ',
            // The comma of Arabic keyboards.
            '\u{60c}' => ',',
            c => plain(c),
        };
        match sign {
            '-' | '+' if !signed && signs.is_empty() => (signed, negative) = (true, sign == '-'),
            ' ' | '\'' if allowed.spaces || signs.is_empty() || signs.ends_with(b" ") => {}
            ' ' | '\'' => signs.push(b' '),
            '0'..='9' | '.' | ',' => signs.push(sign as u8),
            _ => return Err(Problem::NotANumber),
        }
    }
    let last = signs.iter().rposition(|b| matches!(b, b'.' | b',' | b'd'));
    let decimal = match last {
        Some(at) if is_decimal(&signs, at, allowed, format)? => at,
        _ => signs.len(),
    };
    let (whole, fraction) = signs.split_at_checked(decimal).unwrap_or((&signs, &[]));
    let mut number = String::with_capacity(signs.len() + 1);
    number.push_str(if negative { "-" } else { "" });
    push_whole(whole, &mut number)?;
    number.push_str(if fraction.is_empty() { "" } else { "." });
    for b in fraction.iter().skip(1) {
        number.push(char::from(*b));
    }
    decimal_of(&number)
}

/// Whether the last mark, at `at`, is the decimal sign, or one of those that group.
///
/// A mark that stands there twice groups, and one behind another is the decimal sign. A lone one
/// before three digits is not a decimal sign where an amount has two decimals at most: `1.500` is
/// 1500 in every language. Where three are possible, the language says what it is: `1,500` is 1500 in
/// English. Where people who write the language differ, nobody knows: it is asked back.
fn is_decimal(signs: &[u8], at: usize, allowed: &Allowed, format: NumberFormat) -> Result<bool, Problem> {
    let Some(sign) = signs.get(at).copied() else { return Ok(false) };
    let same = signs.iter().filter(|b| **b == sign).count();
    if same > 1 {
        return Ok(false);
    }
    let ascii = |mark: char| {
        if mark == '\u{66b}' {
            '.'
        } else if mark == '\u{66c}' {
            ','
        } else {
            mark
        }
    };
    let is = |mark: char| format.settled && char::from(sign) == ascii(mark);
    let limit = allowed.decimals;
    let decimals = Problem::Decimals { limit };
    let lone = sign != POINT && signs.iter().all(|b| *b == sign || b.is_ascii_digit());
    let after = signs.len() - at - 1;
    if after != 3 {
        // `1,0000` is a slip.
        let slip = lone && after > usize::from(limit) && limit < 3 && !is(format.decimal);
        return if slip { Err(decimals) } else { Ok(true) };
    }
    // What stands before the mark cannot be a group.
    if !lone || !(1..=3).contains(&at) || signs.starts_with(b"0") {
        return if limit < 3 { Err(decimals) } else { Ok(true) };
    }
    if allowed.short || (limit < 3 && format.settled && !is(format.decimal)) {
        return Ok(false);
    }
    // Of two readings, the one with three decimals must be possible.
    let possible = limit >= 3 || signs.ends_with(b"0");
    match (is(format.decimal), is(format.group)) {
        _ if !possible => {
            if format.settled {
                Err(decimals)
            } else {
                Ok(false)
            }
        }
        (true, _) if limit >= 3 => Ok(true),
        (_, true) => Ok(false),
        _ => Err(two_readings(signs, at)?),
    }
}

fn two_readings(signs: &[u8], at: usize) -> Result<Problem, Problem> {
    let (mut grouped, mut decimal) = (String::new(), String::new());
    for (i, b) in signs.iter().enumerate() {
        if i != at {
            grouped.push(char::from(*b));
        }
        decimal.push(if i == at { '.' } else { char::from(*b) });
    }
    let readings = [Limit::Number(decimal_of(&grouped)?), Limit::Number(decimal_of(&decimal)?)];
    Ok(Problem::Ambiguous { readings })
}

/// The digits of the part before the decimal sign. Groups are of three digits, in India also of two;
/// one mark is between all of them.
fn push_whole(signs: &[u8], number: &mut String) -> Result<(), Problem> {
    let (mut mark, mut length, mut right) = (None, 0, true);
    for b in signs {
        if b.is_ascii_digit() {
            length += 1;
            number.push(char::from(*b));
            continue;
        }
        right &= *b != POINT && mark.is_none_or(|mark| mark == *b);
        right &= if mark.is_none() { (1..=3).contains(&length) } else { (2..=3).contains(&length) };
        (mark, length) = (Some(*b), 0);
    }
    right &= mark.is_none() || length == 3;
    if right { Ok(()) } else { Err(Problem::NotANumber) }
}

/// ".5", "5." and "007" are numbers to people.
fn decimal_of(number: &str) -> Result<Decimal, Problem> {
    Decimal::read(number, true).map_err(|error| match error {
        DecimalError::Range => Problem::TooManyDigits,
        DecimalError::Syntax => Problem::NotANumber,
    })
}

/// A small whole number: a day, a month, a year.
pub(super) fn digits(text: &str) -> Option<u32> {
    let text = text.trim_matches(is_blank);
    let mut value = 0_u32;
    for c in text.chars() {
        value = value.checked_mul(10)?.checked_add(digit(c)?.to_digit(10)?)?;
    }
    (!text.is_empty()).then_some(value)
}
