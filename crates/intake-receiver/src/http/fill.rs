//! `/fill/NAME`: a form as pages that need no script, for old telephones, locked-down computers and who
//! switches scripts off. The same definition, engine, words and look as the widget; what is sent is
//! signed with the receiver's own key and goes the way of every submission.
//!
//! What is typed waits in the [`drawer`], under a secret that only a cookie has; an address names a form,
//! a step and a language, never an answer. Each post leads on by `303 See Other`, so that Back and reload
//! show pages and send nothing again. A page of another site can't post here: the origin is checked, and
//! the cookie is not sent along (`SameSite`). It would gain nothing: forms are open to everybody.

mod advance;
mod answer;
mod draft;
mod drawer;
mod localizer;
mod numbers;
pub(super) mod owners;
mod place;
pub(super) mod places;
mod receive;
mod send;
mod show;
mod trouble;
mod typed;
mod view;
mod visit;

use super::app::App;
use super::error::method_not_allowed;
use super::{origin, security};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, header};
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::path::PathBuf;
use std::sync::Arc;

pub(super) fn routes(app: &Arc<App>) -> Router<Arc<App>> {
    Router::new()
        .route("/fill/fill.css", get(style))
        .route("/fill/{name}", get(show::start))
        .route("/fill/sheet.css", get(sheet_style))
        .route("/fill/{name}/copy", get(show::copy))
        .route("/fill/{name}/sheet", get(show::sheet))
        .route("/fill/{name}/{step}", get(show::step).post(advance::step))
        .route("/fill/{name}/", get(trouble::without_slash))
        .route("/fill", get(trouble::nothing))
        .route("/fill/", get(trouble::nothing))
        .route("/fill/{name}/{step}/", get(trouble::nothing))
        .route("/fill/{name}/{step}/{*rest}", get(trouble::nothing))
        .method_not_allowed_fallback(method_not_allowed)
        .route_layer(from_fn_with_state(app.clone(), origin::check))
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn(trouble::told))
        .layer(map_response(headers))
}

/// Removes each hour what nobody sent in its day, from the folder beside which files wait.
pub async fn sweep(folder: PathBuf) {
    drawer::sweep_hourly(folder).await;
}

async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], view::STYLE.as_str())
}

async fn sheet_style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], view::SHEET_STYLE.as_str())
}

/// Answers stay out of caches, and the pages run nothing. Older browsers say where a post comes from
/// only to whom they may send a referrer, so this site's own pages do.
async fn headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(security::INBOX);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    response
}
