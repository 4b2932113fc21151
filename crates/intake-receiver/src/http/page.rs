//! Pages of the receiver's own: the open forms at `/`, and each form at `/forms/NAME`, for a charity that
//! has no site, and for a first look; at `/embed/NAME` for a frame.

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
    page("en", "Forms", None, body)
}

/// A form by itself, in the language asked for or the nearest that it has.
pub(super) fn form(form: &Publication, language: Option<&str>) -> Result<Response, HttpError> {
    let definition = Json::parse(&form.row.definition).map_err(|_| HttpError::Interrupted)?;
    let shown = Shown::new(form, &definition, language);
    Ok(page(shown.language, shown.title, None, shown.body(None)))
}

/// The same for the frame of another page; `embed/frame.js` speaks with that page.
pub(super) fn embedded(form: &Publication, language: Option<&str>) -> Result<Response, HttpError> {
    let definition = Json::parse(&form.row.definition).map_err(|_| HttpError::Interrupted)?;
    let shown = Shown::new(form, &definition, language);
    let script = html! { script src="/embed/frame.js" defer {} };
    Ok(page(shown.language, shown.title, Some("frame"), shown.body(Some(script))))
}

/// A form in one of its languages.
struct Shown<'a> {
    name: &'a str,
    definition: &'a Json,
    languages: Vec<&'a str>,
    language: &'a str,
    title: &'a str,
}

impl<'a> Shown<'a> {
    fn new(form: &'a Publication, definition: &'a Json, asked: Option<&str>) -> Self {
        let languages = definition.get("languages").and_then(Json::as_array).unwrap_or_default();
        let languages: Vec<&str> = languages.iter().filter_map(Json::as_str).collect();
        let place = asked.and_then(|asked| nearest(asked, &mut languages.iter().copied()));
        let language = place.and_then(|place| languages.get(place)).copied();
        let language = language.unwrap_or(words::default_language(definition));
        let mut shown = Self { name: &form.row.name, definition, languages, language, title: &form.row.name };
        shown.title = shown.title_in(language);
        shown
    }

    fn title_in(&self, language: &str) -> &'a str {
        let default = words::default_language(self.definition);
        let title = self.definition.get("title").and_then(|title| words::plain(title, language, default));
        title.unwrap_or(self.name)
    }

    /// What stands on the page; in a frame with its `script`, and all that needs cookies beside the frame.
    fn body(&self, script: Option<Markup>) -> Markup {
        let (name, is_framed) = (self.name, script.is_some());
        let plain = format!("/fill/{name}");
        let beside = is_framed.then_some("_blank");
        html! {
            script type="module" src="/intake-form.js" {}
            h1 { (self.title) }
            @if self.languages.len() > 1 {
                nav {
                    @for tag in &self.languages {
                        @let current = (*tag == self.language).then_some("true");
                        @let title = is_framed.then(|| self.title_in(tag));
                        a href={ "?lang=" (tag) } lang=(tag) hreflang=(tag) dir=(direction(tag)) data-title=[title] aria-current=[current] { (language_name(tag)) }
                    }
                }
            }
            intake-form src={ "/forms/" (name) ".json" } action="/submissions" plain-href=(plain) lang=(self.language) {
                // Seen until the form is there: also where a script is on, and can't run.
                a href={ (plain) "?lang=" (self.language) } target=[beside] { (self.title) }
            }
            @if let Some(script) = script { (script) }
        }
    }
}

fn direction(language: &str) -> &'static str {
    if is_leftward(language) { "rtl" } else { "ltr" }
}

fn page(language: &str, title: &str, class: Option<&str>, body: Markup) -> Response {
    let markup = html! {
        (DOCTYPE)
        html lang=(language) dir=(direction(language)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="stylesheet" href="/forms/page.css";
            }
            body { main class=[class] { (body) } }
        }
    };
    let headers = [(CONTENT_SECURITY_POLICY, SITE), (CACHE_CONTROL, HeaderValue::from_static("no-cache"))];
    (headers, Html(markup.into_string())).into_response()
}
