//! Who may read: the cookie of a signed-in browser, the token as a bearer, or the link
//! printed at start, which becomes the cookie.

use super::sign_in;
use super::{App, HttpError};
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::sync::Arc;

pub(super) const COOKIE: &str = "intake_inbox";

#[derive(Deserialize)]
struct Link {
    token: Option<String>,
}

pub(super) async fn check(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    if is_allowed(&app, request.headers()) {
        return next.run(request).await;
    }
    let link = Query::<Link>::try_from_uri(request.uri()).ok().and_then(|Query(link)| link.token);
    match link {
        Some(token) if app.token.is(&token) => sign_in::enter(&app, request.headers(), request.uri().path()),
        Some(_) => sign_in::form(true),
        None if wants_page(&request) => sign_in::form(false),
        None => HttpError::Unauthorized.into_response(),
    }
}

fn is_allowed(app: &App, headers: &HeaderMap) -> bool {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    if let Some(token) = bearer.and_then(|value| value.strip_prefix("Bearer ")) {
        return app.token.is(token.trim());
    }
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .any(|(name, value)| name == COOKIE && app.token.is_cookie(value))
}

fn wants_page(request: &Request) -> bool {
    !request.uri().path().ends_with(".json")
}
