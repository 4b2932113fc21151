//! Signing in with the token, and out again.

use super::App;
use super::access::COOKIE;
use super::layout::{self, page};
use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use maud::html;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
pub(super) struct SignIn {
    token: String,
}

pub(super) async fn sign_in(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    given: Result<Form<SignIn>, FormRejection>,
) -> Response {
    let Ok(Form(given)) = given else { return form(true) };
    if app.token.is(given.token.trim()) { enter(&app, &headers, "/inbox") } else { form(true) }
}

pub(super) async fn sign_out() -> impl IntoResponse {
    let cookie = format!("{COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
    (AppendHeaders([(header::SET_COOKIE, cookie)]), Redirect::to("/inbox"))
}

/// Sets the cookie and goes to the page without the query, so that the token leaves the address bar.
pub(super) fn enter(app: &App, headers: &HeaderMap, path: &str) -> Response {
    let https = headers.get("x-forwarded-proto").is_some_and(|scheme| scheme == "https");
    let secure = if https { "; Secure" } else { "" };
    let cookie = format!("{COOKIE}={}; Path=/; HttpOnly; SameSite=Strict{secure}", app.token.cookie());
    (AppendHeaders([(header::SET_COOKIE, cookie)]), Redirect::to(path)).into_response()
}

pub(super) fn form(refused: bool) -> Response {
    let body = html! {
        h1 { "Sign in to the inbox" }
        @if refused {
            p.warning role="alert" id="refused" { strong { "That is not the token." } " Copy it again, whole." }
        }
        form.sign-in method="post" action="/inbox/sign-in" {
            label for="token" { "Token" }
            p.hint id="hint" { "The receiver prints it when it starts, in the line that begins with Inbox." }
            input id="token" name="token" type="password" autocomplete="current-password" required
                aria-describedby=(if refused { "hint refused" } else { "hint" });
            button { "Sign in" }
        }
    };
    (StatusCode::UNAUTHORIZED, page("Sign in", layout::Bar::Plain, body)).into_response()
}
