//! Words and numbers that JSON does not know, or writes in another way.

use super::cursor::Parser;
use super::mistake::quoted;
use super::token::Kind;
use crate::decimal::{Decimal, DecimalError};
use crate::json::{JsonErrorKind, write_string};

impl Parser<'_> {
    /// A value that starts with neither a bracket nor a quote.
    pub(super) fn word(&mut self) {
        let range = self.range();
        let written = self.written(self.at).to_owned();
        let number = Decimal::parse(&written).is_ok();
        if (number && !self.is_in_run()) || matches!(&*written, "true" | "false" | "null") {
            if !self.decimal_comma(&written) {
                self.out.keep(self.text, range);
                self.at += 1;
            }
            return;
        }
        if Decimal::parse(&written) == Err(DecimalError::Range) {
            self.mistakes.push_as(
                JsonErrorKind::NumberRange,
                range.clone(),
                "This number has more digits than every program keeps: 15, or a whole number up to 9007199254740991.",
                format!("Write fewer digits, or \"{}\" in quotes if nobody computes with it.", quoted(&written)),
            );
            self.mistakes.unclear = true;
            self.out.write("0", range);
            self.at += 1;
            return;
        }
        if let Some((meant, message, help)) = known(&written).filter(|_| !self.is_in_run()) {
            self.mistakes.push(range.clone(), message, help);
            self.mistakes.unclear |= meant == "null" && !written.eq_ignore_ascii_case("null");
            self.out.write(&meant, range);
            self.at += 1;
            return;
        }
        self.text_without_quotes();
    }

    /// Whether the next word stands on the same line, and is no name: then it belongs to this.
    fn is_in_run(&self) -> bool {
        let next = self.tokens.get(self.at + 1);
        next.is_some_and(|next| !next.leads && next.kind == Kind::Word) && !self.is_member(self.at + 1)
    }

    /// `1,5` where a comma is not followed by another name: a number as many countries write it.
    fn decimal_comma(&mut self, written: &str) -> bool {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let (whole, comma, part) = (self.range(), self.range_at(self.at + 1), self.range_at(self.at + 2));
        let fraction = self.written(self.at + 2).to_owned();
        let joined = whole.end == comma.start && comma.end == part.start;
        let is = *self.kind_at(self.at + 1) == Kind::Comma
            && joined
            && self.open.last().is_some_and(|open| open.byte == b'{')
            && digits(&fraction)
            && digits(written.trim_start_matches('-'))
            && *self.kind_at(self.at + 3) != Kind::Colon;
        if is {
            let (meant, range) = (format!("{written}.{fraction}"), whole.start..part.end);
            self.mistakes.push(
                range.clone(),
                "A number is written with a point, not with a comma.",
                format!("Write {meant}."),
            );
            self.out.write(&meant, range);
            self.at += 3;
        }
        is
    }

    /// A text without its quotes, up to the end of its entry or line.
    fn text_without_quotes(&mut self) {
        let start = self.range().start;
        self.at += 1;
        let mut opening_only = false;
        while let Some(next) = self.tokens.get(self.at).filter(|next| !next.leads) {
            match &next.kind {
                Kind::Word | Kind::Colon => self.at += 1,
                // Its last word has the closing quote, and was reported.
                Kind::String(_) if self.written(self.at).starts_with(char::is_alphanumeric) => {
                    opening_only = true;
                    self.at += 1;
                }
                _ => break,
            }
        }
        let end = self.range_at(self.at - 1).end;
        let text = self.text.get(start..end).unwrap_or_default().trim_end_matches('"');
        let mut meant = String::new();
        write_string(text, &mut meant);
        let (message, help) = of_text(text);
        if !opening_only {
            self.mistakes.push(start..end, message, help);
        }
        self.out.write(&meant, start..end);
    }
}

/// What is wrong with a text that has no quotes: often it is a number with something around it.
fn of_text(text: &str) -> (String, String) {
    let number: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let unit = text.chars().filter(|c| c.is_alphabetic()).count();
    if Decimal::parse(&number).is_ok() && unit <= 4 && text.chars().any(|c| c.is_ascii_digit()) {
        let help = format!("Write {number}, or \"{}\" in quotes if it is a text.", quoted(text));
        return ("A number stands alone, without a unit, a sign or spaces.".into(), help);
    }
    ("A text stands in double quotes.".into(), format!("Write \"{}\".", quoted(text)))
}

/// What a word of another language means, with what is wrong and what to do.
fn known(word: &str) -> Option<(String, String, String)> {
    let plain = word.to_ascii_lowercase();
    let small = |meant: &str| {
        (meant.to_owned(), format!("JSON writes `{word}` in small letters."), format!("Write {meant}."))
    };
    let yes_no = |meant: &str| {
        let message = format!("JSON does not know `{word}`.");
        (meant.to_owned(), message, format!("Write {meant}, or \"{word}\" in quotes if it is a text."))
    };
    Some(match &*plain {
        "true" | "false" | "null" => small(&plain),
        "yes" | "on" => yes_no("true"),
        "no" | "off" => yes_no("false"),
        "none" | "nil" | "undefined" | "nan" | "infinity" | "+infinity" | "-infinity" | "inf" | "-inf" => (
            "null".to_owned(),
            format!("JSON does not know `{word}`."),
            "Leave this member out: what is not there has no value.".to_owned(),
        ),
        _ => {
            let meant = number(word)?;
            let message = "JSON writes this number in another way.".to_owned();
            let help = if word.trim_start_matches('-').starts_with('0') && !word.contains('.') {
                format!("Write {meant}, or \"{word}\" in quotes if nobody computes with it.")
            } else {
                format!("Write {meant}.")
            };
            (meant, message, help)
        }
    })
}

/// A number that is written as `+5`, `.5`, `5.`, `007` or `1_000`.
fn number(word: &str) -> Option<String> {
    let (sign, digits) = match word.strip_prefix(['-', '−']) {
        Some(digits) => ("-", digits),
        None => ("", word.strip_prefix('+').unwrap_or(word)),
    };
    let digits = digits.replace(['_', '\'', '’'], "");
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if digits.len() < 2 && sign.is_empty() && !word.starts_with('+')
        || !all_digits(whole)
        || !all_digits(fraction)
    {
        return None;
    }
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    let meant = [sign, whole, point, fraction].concat();
    Decimal::parse(&meant).is_ok().then_some(meant)
}
