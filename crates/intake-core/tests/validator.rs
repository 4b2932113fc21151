//! Our e-mail and web-address scanners against the `validator` crate, whose rules are too
//! large for the widget: where the two differ, the difference is listed here with its reason.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/random.rs"]
mod random;

use intake_core::rule::{is_email, is_url};
use random::{Random, seed};
use validator::{ValidateEmail, ValidateUrl};

/// Texts that only one of the two takes.
const EMAIL_DIFFERENCES: [(&str, bool, &str); 16] = [
    (
        "sam@-å.org",
        false,
        "a hyphen begins no part of a domain, in ASCII or not; validator asks that only of what xn-- makes of it",
    ),
    ("sam@å-.org", false, "likewise at the end"),
    ("sam@example.org”", false, "a quotation mark at the end stood around the address"),
    ("sam@example.org、", false, "a comma stood behind it"),
    ("sam@example.org،", false, "likewise"),
    ("a@[127.0.0.1]", false, "validator takes an IP address in brackets; the HTML grammar has none"),
    (".a@b", false, "no mailbox begins with a dot (RFC 5322 dot-atom): a slip"),
    ("a.@b", false, "nor ends with one"),
    ("a..b@c", false, "nor has two in a row"),
    ("sam@©.org", false, "a sign in a domain is a slip: no registry has it"),
    ("sam@☕.example", false, "likewise a picture"),
    ("sam@ｅｘａｍｐｌｅ.org", false, "a browser would read full-width letters as others"),
    ("sam@ex\u{ad}ample.org", false, "and leave out what is unseen; here that is done before the rule"),
    ("sam@example.org\u{200b}", false, "likewise"),
    ("sam@example。org", false, "a full stop of another script would be read as a dot"),
    ("sam@ﬁ.org", false, "a ligature would be read as two letters"),
];

const URL_DIFFERENCES: [(&str, bool, &str); 8] = [
    ("https://©.org", false, "a sign in a domain is a slip"),
    ("https://ｅｘａｍｐｌｅ.org", false, "a browser would read full-width letters as others"),
    ("https://example.org/x”", false, "a quotation mark at the end stood around the address"),
    ("https://example.org/x\u{200b}", false, "what is unseen is taken out before the rule"),
    ("ftp://example.org", false, "only web addresses are taken"),
    ("mailto:a@example.org", false, "only web addresses are taken"),
    ("https://user@example.org", false, "a name before the @ hides where an address leads"),
    ("https://example.org/a b", false, "a space is a mistake in typing; WHATWG URL mends it silently"),
];

#[test]
fn both_judge_the_corpus_alike() {
    for text in [
        "name@example.com",
        "o'neill+tag@sub.example.org",
        "a@b",
        "1@2",
        "a.b@c-d.example",
        "a@exämple.org",
        "",
        "a",
        "@b",
        "a@",
        "a@b@c",
        "a b@c",
        "a@b..c",
        "a@.b",
        "a@b_c",
        "a@b-",
        "plain",
        "a@b.",
        "name@example.com ",
        "å@example.org",
        "a@-b.example",
        "\"q\"@example.com",
        "a@ex ample.org",
        "a@पोस्ट.भारत",
        "a@موقع.السعودية",
        "a@нейм.укр",
        "a@例子.測試",
        "a@xn--exmple-cua.org",
        "a@b_å.org",
        "©@b.org",
        "å@b.org",
    ] {
        assert_eq!(is_email(text), text.validate_email(), "{text:?}");
    }
    for text in [
        "https://example.org",
        "http://example.org:8080/a?b=c#d",
        "HTTPS://Example.org/",
        "http://localhost/",
        "http://127.0.0.1/x",
        "https://exämple.org",
        "",
        "example.org",
        "https://",
        "//example.org",
        "https://a..b/",
        "https://example.org:99999",
        "http//x",
    ] {
        // An empty label is a mistake to us and none to WHATWG URL.
        let expected = text.validate_url() && !text.contains("..");
        assert_eq!(is_url(text), expected, "{text:?}");
    }
}

#[test]
fn each_difference_is_one() {
    for (text, ours, why) in EMAIL_DIFFERENCES {
        assert_eq!(is_email(text), ours, "{text}: {why}");
        assert!(is_email(text) != text.validate_email(), "{text} is no difference any more");
    }
    for (text, ours, why) in URL_DIFFERENCES {
        assert_eq!(is_url(text), ours, "{text}: {why}");
        assert!(is_url(text) != text.validate_url(), "{text} is no difference any more");
    }
}

#[test]
fn both_judge_random_addresses_alike() {
    let seed = seed(u64::from(std::process::id()));
    println!("INTAKE_SEED={seed}");
    let mut random = Random(seed);
    let mut next = |n: usize| random.below(n);
    let mut accepted = 0;
    for _ in 0..50_000 {
        let text: String = (0..1 + next(12)).map(|_| b"ab1.-_@+'!@.a "[next(14)]).map(char::from).collect();
        // What the lists above name is left out.
        let hyphen =
            text.split(['@', '.']).skip(1).any(|label| label.starts_with('-') || label.ends_with('-'));
        let local = text.split('@').next().unwrap();
        let dots = local.starts_with('.') || local.ends_with('.') || local.contains("..");
        if !hyphen && !dots {
            assert_eq!(is_email(&text), text.validate_email(), "{text:?}");
            accepted += usize::from(is_email(&text));
        }
    }
    assert!(accepted > 50, "only {accepted} of the random texts were addresses");
}
