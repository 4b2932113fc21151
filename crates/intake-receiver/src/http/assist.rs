//! `/assist/`: the forms for those who help others to answer, on a device that is out for a day without a network. An installable page (W3C
//! Web Application Manifest) with a service worker (`src/offline.js`, which other sites have as `intake-offline.js`).

use super::app::App;
use super::error::{HttpError, method_not_allowed};
use super::security::SITE;
use crate::publication::{Forms, Publication};
use crate::speech::language_name;
use crate::words;
use axum::Router;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use intake_core::json::Json;
use intake_core::language::is_leftward;
use maud::{DOCTYPE, Markup, html};
use std::sync::Arc;

const PAGE: &str = include_str!("assist/page.js");
const OFFLINE: &str = include_str!("../../../../src/offline.js");
const ICON: &str = include_str!("assist/icon.svg");
const MANIFEST: &str = r##"{
  "name": "Forms", "short_name": "Forms", "id": "/assist/", "start_url": "/assist/", "scope": "/assist/", "display": "standalone",
  "background_color": "#ffffff", "theme_color": "#0b5a6f",
  "icons": [{ "src": "/assist/icon.svg", "sizes": "any", "type": "image/svg+xml" }]
}"##;

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/assist", get(async || Redirect::permanent("/assist/")))
        .route("/assist/", get(show))
        .route("/assist/page.js", get(async || file("text/javascript", PAGE)))
        .route("/assist/offline.js", get(async || file("text/javascript", OFFLINE)))
        .route("/assist/manifest.webmanifest", get(async || file("application/manifest+json", MANIFEST)))
        .route("/assist/icon.svg", get(async || file("image/svg+xml", ICON)))
        .method_not_allowed_fallback(method_not_allowed)
}

/// A service worker fetches under the policy that it came with. All of it is asked for again, since it is kept for weeks.
fn file(kind: &'static str, text: &'static str) -> impl IntoResponse {
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-cache")], [(CONTENT_SECURITY_POLICY, SITE)], text)
}

async fn show(State(app): State<Arc<App>>) -> Result<Response, HttpError> {
    if !app.has_widget {
        return Err(HttpError::NotFound);
    }
    let page = page(&app.forms())?.into_string();
    let headers = [(CONTENT_SECURITY_POLICY, SITE)];
    Ok((headers, [(CACHE_CONTROL, "no-cache")], Html(page)).into_response())
}

fn page(forms: &Forms) -> Result<Markup, HttpError> {
    let kept: Vec<String> = forms.open.iter().map(|form| format!("/forms/{}.json", form.row.name)).collect();
    let entries = forms.open.iter().map(|form| Ok((form, languages(form)?)));
    let entries: Vec<_> = entries.collect::<Result<_, HttpError>>()?;
    Ok(html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="theme-color" content="#0b5a6f";
                title { "Forms" }
                link rel="stylesheet" href="/forms/page.css";
                link rel="icon" href="/assist/icon.svg";
                link rel="manifest" href="/assist/manifest.webmanifest";
                script type="module" src="/intake-form.js" {}
                script src="/assist/page.js" defer {}
                script src="/assist/offline.js" defer {}
            }
            body {
                main data-offline=(kept.join(" ")) {
                    h1 { "Forms" }
                    @if entries.is_empty() { p { "No form is open yet." } }
                    ul {
                        @for (form, languages) in &entries {
                            li {
                                a href={ "?form=" (form.row.name) } data-form=(form.row.name) data-languages=(languages) { (form.title) }
                            }
                        }
                    }
                    p.offline role="status" data-offline-status {}
                }
            }
        }
    })
}

/// A form's languages as JSON: `[[tag, name, direction, title]]`.
fn languages(form: &Publication) -> Result<String, HttpError> {
    let definition = Json::parse(&form.row.definition).map_err(|_| HttpError::Interrupted)?;
    let default = words::default_language(&definition);
    let tags = definition.get("languages").and_then(Json::as_array).unwrap_or_default();
    let entry = |tag: &str| {
        let title = definition.get("title").and_then(|title| words::plain(title, tag, default));
        let direction = if is_leftward(tag) { "rtl" } else { "ltr" };
        let texts = [tag, language_name(tag), direction, title.unwrap_or(&form.row.name)];
        Json::Array(texts.map(Json::string).to_vec())
    };
    Ok(Json::Array(tags.iter().filter_map(Json::as_str).map(entry).collect()).to_string())
}
