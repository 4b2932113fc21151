//! Telephone numbers as people type and paste them.

use crate::character::{lower, plain, without_unseen};

/// What stands before the number of an extension, in small letters.
const EXTENSION: [&str; 18] = [
    "x",
    "ext",
    "extn",
    "extension",
    "#",
    "ankn",
    "anknytning",
    "wew",
    "wewn",
    "wewnętrzny",
    "int",
    "interno",
    "extensión",
    "anexo",
    "вн",
    "внутр",
    "дод",
    "تحويلة",
];

/// A number in plain signs: `+`, digits, spaces and `- . / ( )`; an extension as ` ext. 4` at its end.
/// What is none stays, for the rule to refuse.
#[inline(never)]
pub(super) fn read(text: &str) -> String {
    let sign = |c: char| match c {
        '\u{b7}' | '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22c5}' => '.',
        c => plain(c),
    };
    let number: String = without_unseen(text).chars().map(sign).collect();
    let mut rest = number.as_str();
    if rest.get(..3).is_some_and(|scheme| scheme.eq_ignore_ascii_case("tel")) {
        rest = rest.get(3..).unwrap_or_default().trim_start_matches(['.', ':', ' ']);
    }
    let mut whole = String::with_capacity(number.len());
    // `(+1) 202`: the plus stands first.
    if let Some((code, after)) = rest.strip_prefix("(+").and_then(|rest| rest.split_once(')')) {
        whole.extend(["+", code.trim(), " "]);
        rest = after.trim_start();
    }
    let own = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '+' | '-' | '.' | '/' | '(' | ')');
    let end = rest.find(|c| !own(c)).unwrap_or(rest.len());
    let (number, extension) = rest.split_at_checked(end).unwrap_or((rest, ""));
    match read_extension(extension) {
        Some(extension) => {
            whole.extend([number.trim_end_matches([' ', '-', '(', '.', '/']), " ext. ", extension]);
        }
        None => whole.push_str(rest),
    }
    whole
}

/// The digits of `ext. 4`, `x4`, `#4`, `anknytning: 4)`.
fn read_extension(text: &str) -> Option<&str> {
    let text = text.trim_end_matches([')', '.', ' ']);
    let digits = text.len() - text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (word, digits) = text.split_at_checked(digits)?;
    let word = word.trim_matches([',', ';', ' ', '.', ':', '=']);
    let word: String = word.chars().map(lower).collect();
    (EXTENSION.contains(&word.as_str()) && (1..=7).contains(&digits.len())).then_some(digits)
}
