//! A site whose pages may have a form in a frame, as `frame-ancestors` of a content security policy writes it
//! (CSP 3, section 6.4.2).

use std::str::FromStr;
use url::Url;

/// `https://charity.example`, `https://*.charity.example`, or `'none'`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ancestor(String);

impl Ancestor {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Ancestor {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "none" || text == "'none'" {
            return Ok(Self("'none'".into()));
        }
        let wrong = || {
            format!(
                "\"{text}\" must be a site without a path, such as https://charity.example or \
                 https://*.charity.example; or none"
            )
        };
        // A star stands for any name before the others.
        let (star, plain) = match text.split_once("://*.") {
            Some((scheme, rest)) => ("*.", format!("{scheme}://{rest}")),
            None => ("", text.to_owned()),
        };
        let url = Url::parse(&plain).map_err(|_| wrong())?;
        let is_site = matches!(url.scheme(), "https" | "http")
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        let host = url.host_str().unwrap_or_default();
        // What ends a directive or stands for more in it is no part of a host.
        if !is_site || host.is_empty() || host.contains(['*', ';', ',', '\'']) {
            return Err(wrong());
        }
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        Ok(Self(format!("{}://{star}{host}{port}", url.scheme())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_written_as_a_policy_has_it() {
        for (text, written) in [
            ("https://charity.example", "https://charity.example"),
            ("https://charity.example/", "https://charity.example"),
            ("HTTPS://Charity.Example:443", "https://charity.example"),
            ("https://charity.example:8443", "https://charity.example:8443"),
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
            ("https://*.charity.example", "https://*.charity.example"),
            ("https://åäö.example", "https://xn--4cab6c.example"),
            ("none", "'none'"),
        ] {
            assert_eq!(text.parse::<Ancestor>().unwrap().as_str(), written, "{text}");
        }
    }

    #[test]
    fn what_is_no_site_is_refused() {
        for text in [
            "",
            "*",
            "charity.example",
            "https://",
            "https://*",
            "https://*.",
            "https://a.*.example",
            "https://charity.example/page",
            "https://charity.example?x",
            "https://charity.example#x",
            "https://me@charity.example",
            "ftp://charity.example",
            "https://a.example;script-src",
            "https://a.example,b",
            "javascript:alert(1)",
            "'self'",
            "https://a.example\nx: y",
        ] {
            let refused = text.parse::<Ancestor>();
            assert!(refused.is_err(), "{text:?}: {refused:?}");
        }
    }
}
