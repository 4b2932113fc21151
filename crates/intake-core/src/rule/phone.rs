//! Telephone numbers, as people type them.

/// Whether a text can be a telephone number: an international one (`+` and 8 to 15 digits,
/// ITU-T E.164 §6) or a national one (5 to 15 digits), with the usual marks between.
pub fn is_phone(text: &str) -> bool {
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let international = text.starts_with('+');
    let rest = text.strip_prefix('+').unwrap_or(text);
    let usual =
        |c: char| c.is_ascii_digit() || c == '\u{a0}' || matches!(c, ' ' | '-' | '.' | '/' | '(' | ')');
    let least = if international { 8 } else { 5 };
    rest.bytes().next().is_some_and(|b| b.is_ascii_digit() || b == b'(')
        && rest.chars().all(usual)
        && (least..=15).contains(&digits)
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
            "08/465 004 12",
            "01632 960 001",
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
            "++4670174060",
            "1234567890123456",
            "070174o605",
            "-070174060",
        ] {
            assert!(!is_phone(text), "{text}");
        }
    }
}
