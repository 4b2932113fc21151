//! E-mail addresses by the HTML standard ("valid e-mail address", input type=email), which
//! reads `å` in a domain as `xn--…`: here it stays as it is typed. What no mail server takes, though
//! that grammar does, is a slip: dots that begin, end or follow one another before the `@`.

use crate::character::is_word;
use crate::scan::{all_parts, cut};

/// Whether a text is an e-mail address.
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = cut(text, "@") else { return false };
    let local_char = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&b);
    let right = |part: &str| !part.is_empty() && part.bytes().all(local_char);
    all_parts(local, '.', &right) && domain.len() <= 253 && all_parts(domain, '.', &is_host_label)
}

/// A part of a host's name, in ASCII or in letters of any script: no signs, and no letters that only
/// look different (full-width, in a circle, in bold), which a browser would read as others.
pub(super) fn is_host_label(label: &str) -> bool {
    let mut before = '-';
    for c in label.chars() {
        let joins = matches!(c, '\u{200c}' | '\u{200d}');
        let other = matches!(c, '_' | '\u{aa}' | '\u{ba}' | '\u{2000}'..='\u{2bff}' | '\u{3200}'..='\u{33ff}'
            | '\u{fb00}'..='\u{ffff}' | '\u{1d000}'..='\u{1ffff}' | '\u{e0000}'..);
        // A joiner stands between letters of scripts that join.
        let right = if joins { before > '\u{5ff}' } else { c == '-' || is_word(c) && !other };
        if !right {
            return false;
        }
        before = c;
    }
    let ends = |c: char| c == '-' || matches!(c, '\u{200c}' | '\u{200d}');
    (1..=63).contains(&label.chars().count()) && !label.starts_with(ends) && !label.ends_with(ends)
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
            "a.b.c@x-1.example",
            "sam@nämnd.se",
            "sam@na\u{308}mnd.se",
            "sam@पोस्ट.भारत",
            "sam@موقع.السعودية",
            "sam@нейм.укр",
            "sam@بیمه\u{200c}ها.example",
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
            "",
            "a",
            "@b",
            "a@",
            "a@b@c",
            "a b@c",
            "a@-b",
            "a@b-",
            "a@b..c",
            "a@.b",
            "å@b.se",
            "a@b_c",
            &long,
            ".a@b",
            "a.@b",
            "a..b@c",
            ".@b",
            "a@©.org",
            "a@b.org”",
            "a@b.org、",
            "a@b.org،",
            "a@b.org。",
            "a@b．org",
            "a@ｅｘａｍｐｌｅ.org",
            "a@b.org\u{200b}",
            "a@b\u{ad}c.org",
            "a@b\u{200d}c.org",
            "a@ⓑ.org",
            "a@𝐛.org",
            "a@ﬁ.org",
            "a@😀.org",
            "a@-å.org",
            "a@å-.org",
            "a@b•c",
            "a@№.org",
            "a@b…",
            "«a@b.org»",
            "a@€.org",
        ] {
            assert!(!is_email(text), "{text}");
        }
    }
}
