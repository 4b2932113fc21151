//! Numbers as spreadsheets write them: each country's has its own signs.

use intake_core::decimal::Decimal;

/// Reads a number of a CSV cell. Where the fields are separated by something else than commas,
/// a comma is the decimal sign, as where spreadsheets write such files. None where it is not a
/// number, or where its one sign could be either, as in `1.250` there.
pub(super) fn read(text: &str, decimal_comma: bool) -> Option<Decimal> {
    let text: String = text.trim().replace('−', "-");
    // Spaces and apostrophes stand between groups of three.
    let spaced = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’'];
    let text = if text.contains(spaced) { ungroup(&text, &spaced)? } else { text };
    let (points, commas) = (text.matches('.').count(), text.matches(',').count());
    let plain = match (points, commas) {
        (1, 0) if decimal_comma && is_one_group(&text, '.') => return None,
        (0 | 1, 0) => text,
        (0, 1) if decimal_comma => text.replace(',', "."),
        (0, 1) if is_one_group(&text, ',') => return None,
        (0, 1) => text.replace(',', "."),
        (0, _) => ungroup(&text, &[','])?,
        (_, 0) => ungroup(&text, &['.'])?,
        _ => {
            // The last sign is the decimal one.
            let at = text.rfind([',', '.'])?;
            let (whole, fraction) = text.split_at(at);
            let group = if fraction.starts_with(',') { '.' } else { ',' };
            if whole.contains([',', '.']) && whole.matches([',', '.']).any(|sign| !sign.starts_with(group)) {
                return None;
            }
            [&*ungroup(whole, &[group])?, ".", fraction.get(1..)?].concat()
        }
    };
    Decimal::parse(&plain).ok()
}

/// Whether the sign stands before three digits, and before it one to three: `1.250`.
fn is_one_group(text: &str, sign: char) -> bool {
    let Some((whole, group)) = text.trim_start_matches('-').split_once(sign) else { return false };
    group.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0')
}

/// The number without the signs between its groups of three; none where they are others.
fn ungroup(text: &str, signs: &[char]) -> Option<String> {
    let end = text.find(|c: char| matches!(c, ',' | '.') && !signs.contains(&c)).unwrap_or(text.len());
    let (whole, rest) = text.split_at(end);
    let mut groups = whole.trim_start_matches('-').split(signs);
    let first = groups.next()?;
    let right = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    (right && !rest.contains(signs)).then(|| whole.replace(signs, "") + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, decimal_comma: bool) -> Option<String> {
        read(text, decimal_comma).map(|number| number.to_string())
    }

    #[test]
    fn a_number_is_read_as_its_file_writes_it() {
        for (text, comma, point) in [
            ("500", Some("500"), Some("500")),
            ("-3", Some("-3"), Some("-3")),
            ("500,50", Some("500.5"), Some("500.5")),
            ("500.50", Some("500.5"), Some("500.5")),
            ("0,125", Some("0.125"), Some("0.125")),
            ("1,250", Some("1.25"), None),
            ("1.250", None, Some("1.25")),
            ("1 250,50", Some("1250.5"), Some("1250.5")),
            ("1\u{a0}250", Some("1250"), Some("1250")),
            ("1'250.50", Some("1250.5"), Some("1250.5")),
            ("1.250,50", Some("1250.5"), Some("1250.5")),
            ("1,250.50", Some("1250.5"), Some("1250.5")),
            ("1.250.000", Some("1250000"), Some("1250000")),
            ("1,250,000", Some("1250000"), Some("1250000")),
            ("−7", Some("-7"), Some("-7")),
            ("1,2,3", None, None),
            ("12 34", None, None),
            ("1.250.00,5", None, None),
            ("1,250.5.0", None, None),
            ("", None, None),
            ("x", None, None),
            ("5 kr", None, None),
        ] {
            assert_eq!(said(text, true).as_deref(), comma, "{text} with a decimal comma");
            assert_eq!(said(text, false).as_deref(), point, "{text} with a decimal point");
        }
    }
}
