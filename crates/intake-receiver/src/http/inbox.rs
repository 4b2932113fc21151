//! `/inbox`: where a charity's staff read what was sent. Behind the token.

mod access;
mod attachment;
pub(super) mod attempt;
mod cookie;
mod detail;
mod encrypted;
mod export;
mod layout;
mod list;
mod sign_in;
mod view;
mod webhook;

use super::app::App;
use super::{origin, security};
use axum::Router;
use axum::http::{HeaderValue, header};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use std::sync::Arc;

pub(super) fn routes(app: &Arc<App>) -> Router<Arc<App>> {
    let behind_the_token = Router::new()
        .route("/inbox", get(list::page))
        .route("/inbox.json", get(list::data))
        .route("/inbox/export", get(export::page))
        .route("/inbox/export/answers", get(export::file))
        .route("/inbox/webhooks", get(webhook::page).post(webhook::add))
        .route("/inbox/webhooks/{webhook}", get(webhook::one))
        .route("/inbox/webhooks/{webhook}/{verb}", post(webhook::change))
        .route("/inbox/encrypted", get(encrypted::page))
        .route("/inbox/encrypted/{submission}", get(encrypted::document))
        .route("/inbox/encrypted/{submission}/{digest}", get(encrypted::file))
        .route("/inbox/{submission}", get(detail::page))
        .route("/inbox/{submission}/unopened", post(detail::unopened))
        .route("/inbox/{submission}/{digest}", get(attachment::file))
        .route_layer(from_fn_with_state(app.clone(), access::check));
    Router::new()
        .route("/inbox/inbox.css", get(style))
        .route("/inbox/enter", get(sign_in::link).head(sign_in::nothing))
        .route("/inbox/sign-in", post(sign_in::sign_in))
        .route("/inbox/sign-out", post(sign_in::sign_out))
        .merge(behind_the_token)
        .route_layer(from_fn_with_state(app.clone(), origin::check))
        .layer(map_response(headers))
}

async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("inbox/inbox.css"))
}

/// Answers stay out of caches, and the pages run nothing.
async fn headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, security::INBOX);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
