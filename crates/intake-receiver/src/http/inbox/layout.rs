//! The frame of the inbox's pages. Everything shown is escaped by the template engine.

use crate::http::error::HttpError;
use crate::moment::{Moment, Zone};
use crate::speech::english_date;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use intake_core::date::Date;
use maud::{DOCTYPE, Markup, html};

/// What stands at the top.
#[derive(PartialEq)]
pub(super) enum Bar {
    /// Before signing in.
    Plain,
    SignedIn,
}

pub(super) fn page(title: &str, bar: Bar, body: Markup) -> Response {
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (title) " – Intake inbox" }
                link rel="stylesheet" href="/inbox/inbox.css";
            }
            body {
                header.bar {
                    a.home href="/inbox" { "Inbox" }
                    @if bar == Bar::SignedIn {
                        nav.places aria-label="Inbox" { a href="/inbox/export" { "Export" } a href="/inbox/webhooks" { "Webhooks" } }
                    }
                    @if bar == Bar::SignedIn {
                        form method="post" action="/inbox/sign-out" { button.quiet { "Sign out" } }
                    }
                }
                main { (body) }
            }
        }
    };
    Html(markup.into_string()).into_response()
}

/// An error as a page for a person; status, code and log stay those of the error.
pub(super) fn error_page(error: HttpError) -> Response {
    let detail = error.to_string();
    let problem = error.into_response();
    let (mut parts, _) = problem.into_parts();
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    let body = html! {
        h1 { (parts.status.canonical_reason().unwrap_or("Error")) }
        p { (detail) }
        p { a href="/inbox" { "Back to the inbox" } }
    };
    (parts, page("Error", Bar::SignedIn, body).into_body()).into_response()
}

/// A time or a day as staff read it, in their zone; the exact one is in `datetime`.
pub(super) fn time(rfc3339: &str, zone: &Zone) -> Markup {
    let utc = if zone.name() == Some("UTC") { " UTC" } else { "" };
    let words = match Moment::parse(rfc3339).map(|moment| moment.day_and_clock(zone)) {
        Some((day, clock)) => day.map(|day| format!("{}, {clock}{utc}", english_date(day))),
        None => Date::parse(rfc3339).map(english_date),
    };
    html! { time datetime=(rfc3339) { (words.as_deref().unwrap_or(rfc3339)) } }
}

/// `eligible` and so on, in words.
pub(super) fn status_words(status: &str) -> &'static str {
    match status {
        "eligible" => "May qualify",
        "ineligible" => "Probably does not qualify",
        _ => "More information needed",
    }
}

/// The status as a class name of the style sheet.
pub(super) fn status_class(status: &str) -> &'static str {
    match status {
        "eligible" => "eligible",
        "ineligible" => "ineligible",
        _ => "undetermined",
    }
}
