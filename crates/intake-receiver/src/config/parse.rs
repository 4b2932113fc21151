//! Values of the command line.

use crate::key_file::KeyPlace;
use crate::moment::Zone;
use intake_core::date::Date;
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

pub(super) fn key_place(text: &str) -> Result<KeyPlace, String> {
    Ok(KeyPlace::from(text.to_owned()))
}

pub(super) fn zone(text: &str) -> Result<Zone, String> {
    Zone::named(text).ok_or_else(|| "must be a time zone such as Europe/Stockholm".into())
}

pub(super) fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "must be a day such as 2026-11-22".into())
}
