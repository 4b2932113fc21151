//! Pages of the receiver's own: the open forms at `/`, and each form at `/forms/NAME`, for a charity that
//! has no site, and for a first look.

use super::error::HttpError;
use super::security::SITE;
use crate::publication::{Forms, Publication};
use crate::speech::language_name;
use crate::words;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::response::{Html, IntoResponse, Response};
use intake_core::json::Json;
use intake_core::language::{is_leftward, nearest};
use maud::{DOCTYPE, Markup, html};

/// The style sheet of these pages.
pub(super) const STYLE: &str = include_str!("page.css");

/// The open forms, each with its page.
pub(super) fn start(forms: &Forms) -> Response {
    let body = html! {
        h1 { "Forms" }
        @if forms.open.is_empty() {
            p { "No form is open yet." }
        }
        ul {
            @for form in &forms.open {
                li { a href={ "/forms/" (form.row.name) } { (form.title) } }
            }
        }
    };
    page("en", "Forms", body)
}

/// A form by itself, in the language asked for or the nearest that it has.
pub(super) fn form(form: &Publication, language: Option<&str>) -> Result<Response, HttpError> {
    let definition = Json::parse(&form.row.definition).map_err(|_| HttpError::Interrupted)?;
    let default = words::default_language(&definition);
    let languages: Vec<&str> = definition
        .get("languages")
        .and_then(Json::as_array)
        .unwrap_or_default()
        .iter()
        .filter_map(Json::as_str)
        .collect();
    let asked = language.and_then(|asked| nearest(asked, &mut languages.iter().copied()));
    let language = asked.and_then(|place| languages.get(place)).copied().unwrap_or(default);
    let title = definition.get("title").and_then(|title| words::plain(title, language, default));
    let name = &form.row.name;
    let body = html! {
        script type="module" src="/intake-form.js" {}
        h1 { (title.unwrap_or(name)) }
        @if languages.len() > 1 {
            nav {
                @for tag in &languages {
                    @let current = (*tag == language).then_some("true");
                    a href={ "?lang=" (tag) } lang=(tag) hreflang=(tag) aria-current=[current] { (language_name(tag)) }
                }
            }
        }
        @let plain = format!("/fill/{name}");
        intake-form src={ "/forms/" (name) ".json" } action="/submissions" plain-href=(plain) lang=(language) {}
        noscript { a href={ (plain) "?lang=" (language) } { (title.unwrap_or(name)) } }
    };
    Ok(page(language, title.unwrap_or(name), body))
}

fn page(language: &str, title: &str, body: Markup) -> Response {
    let direction = if is_leftward(language) { "rtl" } else { "ltr" };
    let markup = html! {
        (DOCTYPE)
        html lang=(language) dir=(direction) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="stylesheet" href="/forms/page.css";
            }
            body { main { (body) } }
        }
    };
    let headers = [(CONTENT_SECURITY_POLICY, SITE), (CACHE_CONTROL, HeaderValue::from_static("no-cache"))];
    (headers, Html(markup.into_string())).into_response()
}
