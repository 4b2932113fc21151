//! Web addresses: absolute, with http or https (WHATWG URL, the part that people type).

use super::email::is_label;

/// Whether a text is an absolute web address with a host.
pub fn is_url(text: &str) -> bool {
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    let scheme = ["https://", "http://"].into_iter().find(|scheme| lower.starts_with(scheme));
    let Some(rest) = scheme.and_then(|scheme| text.get(scheme.len()..)) else { return false };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
    // A user name before @ hides where an address leads: refused.
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) => (host, port),
        None => (authority, "80"),
    };
    let port_right = port.parse::<u16>().is_ok() && port.bytes().all(|b| b.is_ascii_digit());
    let clean = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\"`{}|\\^".contains(c);
    let host = host.strip_suffix('.').unwrap_or(host);
    let label = |label: &str| {
        is_label(label)
            || (!label.is_ascii()
                && label.chars().all(|c| !c.is_ascii() || c.is_ascii_alphanumeric() || c == '-'))
    };
    port_right && host.len() <= 253 && host.split('.').all(label) && path.chars().all(clean)
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
        ] {
            assert!(!is_url(text), "{text}");
        }
    }
}
