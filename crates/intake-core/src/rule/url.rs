//! Web addresses: absolute, with http or https (WHATWG URL, the part that people type).

use super::email::is_host_label;
use crate::character::{is_unseen, is_word};
use crate::scan::{all_parts, small};

/// Whether a text is an absolute web address with a host.
pub fn is_url(text: &str) -> bool {
    let is = |scheme: &str| text.get(..scheme.len()).is_some_and(|own| own.eq_ignore_ascii_case(scheme));
    let scheme = if is("https://") { 8 } else { 7 };
    if scheme == 7 && !is("http://") {
        return false;
    }
    let rest = text.get(scheme..).unwrap_or_default();
    let end = rest.bytes().position(|b| matches!(b, b'/' | b'?' | b'#')).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
    // A user name before @ hides where an address leads: refused.
    let colon = authority.bytes().rposition(|b| b == b':');
    let (host, port) = match colon.and_then(|at| authority.split_at_checked(at)) {
        Some((host, port)) => (host, port.get(1..).unwrap_or_default()),
        None => (authority, "80"),
    };
    let port_right = small(port).is_some_and(|port| port <= 0xffff);
    let clean = |c: char| {
        !c.is_whitespace()
            && !is_unseen(c)
            && !matches!(c, '<' | '>' | '"' | '`' | '{' | '}' | '|' | '\\' | '^')
    };
    let host = host.strip_suffix('.').unwrap_or(host);
    // A quotation mark or a full stop of another script at the end stood around the address.
    let ended = !text.ends_with(|c: char| !c.is_ascii() && !is_word(c));
    port_right
        && host.len() <= 253
        && all_parts(host, '.', &is_host_label)
        && path.chars().all(clean)
        && ended
}

#[cfg(test)]
mod tests {
    use super::is_url;

    #[test]
    fn url_valid() {
        for text in [
            "https://example.org",
            "http://example.org:8080/a?b=c#d",
            "HTTPS://Example.org/å",
            "https://exämple.org",
            "http://localhost/",
            "http://127.0.0.1/x",
            "https://example.org/a–b/’c",
            "https://example.org/शक्ति",
            "https://example.org./x",
        ] {
            assert!(is_url(text), "{text}");
        }
    }

    #[test]
    fn url_invalid() {
        for text in [
            "",
            "example.org",
            "ftp://example.org",
            "https://",
            "https:// a",
            "javascript:alert(1)",
            "https://a b.example",
            "https://user@example.org",
            "https://example.org:99999",
            "https://-a.example",
            "https://a..b",
            "https://exa\u{200b}mple.org",
            "https://example.org/x\u{200b}y",
            "https://example.org/x”",
            "https://example.org/x、",
            "https://example.org”",
            "https://©.org",
            "https://ｅｘａｍｐｌｅ.org",
            "https://example。org",
            "http//example.org",
        ] {
            assert!(!is_url(text), "{text}");
        }
    }
}
