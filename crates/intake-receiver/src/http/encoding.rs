//! Which encoding a client takes (RFC 9110 §12.5.3): the smallest that it does not refuse.

use axum::http::{HeaderMap, header};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

impl Encoding {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let lines =
            headers.get_all(header::ACCEPT_ENCODING).into_iter().filter_map(|line| line.to_str().ok());
        let wishes: Vec<_> = lines.flat_map(|line| line.split(',')).map(wish).collect();
        let weight = |coding: &str| {
            let own = wishes.iter().find(|(name, _)| name.eq_ignore_ascii_case(coding));
            own.or_else(|| wishes.iter().find(|(name, _)| *name == "*")).map_or(0.0, |(_, weight)| *weight)
        };
        if weight("br") > 0.0 {
            Self::Brotli
        } else if weight("gzip") > 0.0 {
            Self::Gzip
        } else {
            Self::Identity
        }
    }
}

/// `gzip;q=0.5`: a coding and its weight, 1 where none stands.
fn wish(text: &str) -> (&str, f32) {
    let (coding, parameters) = text.split_once(';').unwrap_or((text, ""));
    let weight = parameters.trim().strip_prefix("q=").map_or(1.0, |q| q.trim().parse().unwrap_or(0.0));
    (coding.trim(), weight)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn the_smallest_is_sent_that_a_client_takes() {
        for (accepted, encoding) in [
            ("br, gzip", Encoding::Brotli),
            ("gzip, deflate, br;q=0.1", Encoding::Brotli),
            ("gzip;q=1.0, br; q=0", Encoding::Gzip),
            ("*", Encoding::Brotli),
            ("br;q=0, *", Encoding::Gzip),
            ("GZIP", Encoding::Gzip),
            ("identity", Encoding::Identity),
            ("*;q=0", Encoding::Identity),
            ("br;q=x", Encoding::Identity),
            ("", Encoding::Identity),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted));
            assert_eq!(Encoding::of(&headers), encoding, "{accepted}");
        }
        assert_eq!(Encoding::of(&HeaderMap::new()), Encoding::Identity);
    }
}
