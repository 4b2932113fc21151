//! `/embed/{name}`: a form for the frame of another site's page, where a site builder takes nothing but frames.
//! `/embed.js`: a script beside such a frame, which gives it the form's height and title and tells it the page's language.
//!
//! The two speak by `postMessage` (`embed/host.js`, `embed/frame.js`). Each takes only what comes from the other's
//! window and, once they have met, from its origin.

use super::app::App;
use super::error::{HttpError, method_not_allowed};
use super::page;
use crate::ancestor::Ancestor;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::HeaderValue;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName,
};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use std::sync::Arc;

/// In a page of another site, and beside the form in its frame.
const HOST: &str = include_str!("embed/host.js");
const FRAME: &str = include_str!("embed/frame.js");

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/embed.js", get(async || script(HOST)))
        .route("/embed/frame.js", get(async || script(FRAME)))
        .route("/embed/{name}", get(show))
        .method_not_allowed_fallback(method_not_allowed)
}

/// What the page in the frame may do: what the widget needs and nothing else (CSP 3). Without `ancestors` any page
/// may have it in a frame.
pub fn policy(ancestors: &[Ancestor]) -> HeaderValue {
    let around: Vec<&str> = ancestors.iter().map(Ancestor::as_str).collect();
    let around = if around.is_empty() { "*".to_owned() } else { around.join(" ") };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
         img-src 'self' blob: data:; require-trusted-types-for 'script'; base-uri 'none'; form-action 'none'; \
         frame-ancestors {around}"
    );
    // An ancestor has only characters of an address.
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

#[derive(Deserialize)]
struct Wish {
    lang: Option<String>,
}

async fn show(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Response, HttpError> {
    let forms = app.forms();
    let form = forms.find(&name).filter(|_| app.has_widget).ok_or(HttpError::NotFound)?;
    let mut response = page::embedded(form, wish.lang.as_deref())?;
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, app.embed_policy.clone());
    Ok(response)
}

/// A page that isolates itself (`Cross-Origin-Embedder-Policy`) may take it too, and so may a frame without an origin.
fn script(text: &'static str) -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE, "text/javascript"),
        (CACHE_CONTROL, "max-age=3600"),
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    (headers, text)
}
