//! E-mail addresses by the HTML standard ("valid e-mail address", input type=email), which
//! reads `å` in a domain as `xn--…`: here it stays as it is typed.

use crate::scan::{all_parts, cut};

/// Whether a text is a valid e-mail address of the HTML standard's grammar.
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = cut(text, "@") else { return false };
    let local_char = |b: u8| b.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&b);
    !local.is_empty() && local.bytes().all(local_char) && all_parts(domain, '.', &is_host_label)
}

/// A part of a host's name, in ASCII or in letters of any script.
pub(super) fn is_host_label(label: &str) -> bool {
    let own = |c: char| c.is_ascii_alphanumeric() || c == '-' || c > '\u{a0}' && !c.is_whitespace();
    is_label(label) || (!label.is_ascii() && label.chars().all(own))
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::is_email;

    #[test]
    fn email_valid() {
        for text in [
            "a@b",
            "name@example.com",
            "o'neill+tag@sub.example.org",
            ".a..b.@x-1.example",
            "1@2",
            "sam@exämple.org",
        ] {
            assert!(is_email(text), "{text}");
        }
    }

    #[test]
    fn email_invalid() {
        let long = format!("a@{}", "x".repeat(64));
        for text in [
            "", "a", "@b", "a@", "a@b@c", "a b@c", "a@-b", "a@b-", "a@b..c", "a@.b", "å@b.se", "a@b_c", &long,
        ] {
            assert!(!is_email(text), "{text}");
        }
    }
}
