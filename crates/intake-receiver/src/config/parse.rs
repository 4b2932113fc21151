//! Values of the command line.

use crate::key_file::KeyPlace;
use crate::moment::Zone;
use intake_core::date::Date;
use std::net::{Ipv4Addr, SocketAddr};
use url::Url;

/// `https://forms.example.org`: the inbox and the forms are at its root.
pub(super) fn web_origin(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).ok().filter(|url| {
        matches!(url.scheme(), "https" | "http")
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
    });
    url.ok_or_else(|| "must be an address without a path, such as https://forms.example.org".into())
}

/// `8080`, `localhost:8080`, `0.0.0.0:8080`, `[::1]:8080`.
pub(super) fn listen(text: &str) -> Result<SocketAddr, String> {
    let port = text.strip_prefix("localhost:").unwrap_or(text);
    let own = port.parse().ok().map(|port: u16| SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    own.or_else(|| text.parse().ok()).ok_or_else(|| {
        "must be a port, such as 8080, or an address with one: 127.0.0.1:8080, which only this computer reaches, or \
         0.0.0.0:8080 for all addresses that it has"
            .into()
    })
}

pub(super) fn key_place(text: &str) -> Result<KeyPlace, String> {
    Ok(KeyPlace::from(text.to_owned()))
}

pub(super) fn zone(text: &str) -> Result<Zone, String> {
    Zone::named(text).ok_or_else(|| "must be a time zone such as Europe/Stockholm".into())
}

pub(super) fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "must be a day such as 2026-11-22".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_alone_is_on_this_computer_and_what_is_no_address_is_told_how_one_looks() {
        for (text, address) in [
            ("8080", "127.0.0.1:8080"),
            ("localhost:8080", "127.0.0.1:8080"),
            ("0.0.0.0:80", "0.0.0.0:80"),
            ("[::1]:8080", "[::1]:8080"),
        ] {
            assert_eq!(listen(text).unwrap().to_string(), address);
        }
        for text in ["", ":8080", "127.0.0.1", "80800", "forms.example.org:8080", "localhost"] {
            assert!(listen(text).unwrap_err().starts_with("must be a port, such as 8080, or "), "{text}");
        }
    }
}
