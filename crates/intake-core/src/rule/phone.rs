//! Telephone numbers, in the plain signs in which they are kept.

use crate::scan::cut;

/// Whether a text can be a telephone number: an international one (`+` and 8 to 15 digits,
/// ITU-T E.164 §6) or a national one (5 to 15 digits), with the usual marks between, and perhaps
/// an extension (` ext. ` and up to 7 digits).
pub fn is_phone(text: &str) -> bool {
    let (text, extension) = cut(text, " ext. ").unwrap_or((text, "0"));
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let rest = text.strip_prefix('+').map(|rest| rest.trim_start_matches(' '));
    let least = if rest.is_some() { 8 } else { 5 };
    let rest = rest.unwrap_or(text);
    let usual = |b: u8| b.is_ascii_digit() || matches!(b, b' ' | b'-' | b'.' | b'/' | b'(' | b')');
    rest.bytes().next().is_some_and(|b| b.is_ascii_digit() || b == b'(')
        && rest.bytes().all(usual)
        && (least..=15).contains(&digits)
        && (1..=7).contains(&extension.len())
        && extension.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::is_phone;

    #[test]
    fn phone_valid() {
        for text in [
            "+1 202-555-0142",
            "070-174 06 05",
            "(202) 555-0142",
            "+46701740605",
            "+46 (0)70 174 06 05",
            "08/465 004 12",
            "01632 960 001",
            "202-555-0142 ext. 4",
        ] {
            assert!(is_phone(text), "{text}");
        }
    }

    #[test]
    fn phone_invalid() {
        for text in [
            "",
            "12",
            "+1",
            "call me",
            "070-174 06 05 ext 4",
            "070-174 06 05 ext. 12345678",
            "070-174 06 05 ext. ",
            " ext. 4",
            "++4670174060",
            "1234567890123456",
            "070174o605",
            "-070174060",
            "070\u{2011}174060",
        ] {
            assert!(!is_phone(text), "{text}");
        }
    }
}
