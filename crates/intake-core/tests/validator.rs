//! Our e-mail and web-address scanners against the `validator` crate, whose rules are too
//! large for the widget: where the two differ, the difference is listed here with its reason.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/random.rs"]
mod random;

use intake_core::rule::{is_email, is_url};
use random::{Random, seed};
use validator::{ValidateEmail, ValidateUrl};

/// Texts that only one of the two takes.
const EMAIL_DIFFERENCES: [(&str, bool, &str); 1] =
    [("a@[127.0.0.1]", false, "validator takes an IP address in brackets; the HTML grammar has none")];

const URL_DIFFERENCES: [(&str, bool, &str); 4] = [
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
        ".a@b",
        "a..b@c",
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
        if !hyphen {
            assert_eq!(is_email(&text), text.validate_email(), "{text:?}");
            accepted += usize::from(is_email(&text));
        }
    }
    assert!(accepted > 50, "only {accepted} of the random texts were addresses");
}
