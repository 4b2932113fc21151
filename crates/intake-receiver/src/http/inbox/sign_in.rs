//! Signing in with the token, or once with the link that was printed at the start, and out again.

use super::cookie;
use super::layout::{self, page};
use crate::client::Client;
use crate::http::app::App;
use crate::http::error::HttpError;
use crate::session;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Form};
use maud::html;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
pub(super) struct SignIn {
    token: String,
}

#[derive(Deserialize, Default)]
pub(super) struct Link {
    #[serde(default)]
    code: String,
}

pub(super) async fn sign_in(
    State(app): State<Arc<App>>,
    Extension(client): Extension<Client>,
    given: Result<Form<SignIn>, FormRejection>,
) -> Response {
    let token = given.map(|Form(given)| given.token).unwrap_or_default();
    match app.guess(client, token.trim()) {
        Ok(()) => enter(&app).await,
        Err(HttpError::TooManyGuesses) => form(Some(Refused::TooMany)),
        Err(_) => form(Some(Refused::Token)),
    }
}

/// The link works once, and not for long: what stays of it in the history of a browser, or in
/// the log of a proxy, opens nothing.
pub(super) async fn link(
    State(app): State<Arc<App>>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    link: Result<Query<Link>, QueryRejection>,
) -> Response {
    // Some browsers ask for an address before it is opened, and once more then.
    if let Some(secret) = cookie::secret(&headers, &app)
        && let Ok(Some(_)) = session::find(&app.receiver.store, &app.token, &secret, (app.clock)()).await
    {
        return Redirect::to("/inbox").into_response();
    }
    let code = link.map(|Query(link)| link.code).unwrap_or_default();
    match app.follow(client, &code) {
        Ok(()) => enter(&app).await,
        Err(HttpError::TooManyGuesses) => form(Some(Refused::TooMany)),
        Err(_) => form(Some(Refused::Link)),
    }
}

/// To look at the link, as programs that show a preview do, is not to follow it.
pub(super) async fn nothing() -> StatusCode {
    StatusCode::NO_CONTENT
}

async fn enter(app: &App) -> Response {
    match session::open(&app.receiver.store, &app.token, (app.clock)()).await {
        Ok(secret) => (cookie::set(app, secret.reveal()), Redirect::to("/inbox")).into_response(),
        Err(error) => HttpError::Session(error).into_response(),
    }
}

/// Ends the session here, whatever copies of its cookie there are, and takes the pages that were
/// seen out of the browser's cache.
pub(super) async fn sign_out(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Response, HttpError> {
    if let Some(secret) = cookie::secret(&headers, &app) {
        session::end(&app.receiver.store, &secret).await?;
    }
    let forget = [(HeaderName::from_static("clear-site-data"), "\"cache\"")];
    Ok((cookie::unset(&app), forget, Redirect::to("/inbox")).into_response())
}

/// Why somebody was not let in.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Refused {
    Token,
    Link,
    TooMany,
}

pub(super) fn form(refused: Option<Refused>) -> Response {
    let body = html! {
        h1 { "Sign in to the inbox" }
        @match refused {
            None => {}
            Some(Refused::Token) => p.warning role="alert" id="refused" {
                strong { "That is not the token." } " Copy it again, whole."
            }
            Some(Refused::Link) => p.warning role="alert" id="refused" {
                strong { "This link has been used, or is too old." } " Sign in with the token."
            }
            Some(Refused::TooMany) => p.warning role="alert" id="refused" {
                strong { "Too many wrong tokens." } " Wait a minute, then try again."
            }
        }
        form.sign-in method="post" action="/inbox/sign-in" {
            label for="token" { "Token" }
            p.hint id="hint" {
                "The one that the receiver was given in INTAKE_TOKEN. Without one, it prints a new one when it starts."
            }
            input id="token" name="token" type="password" autocomplete="current-password" required
                aria-describedby=(if refused.is_some() { "hint refused" } else { "hint" });
            button { "Sign in" }
        }
    };
    let status = if refused == Some(Refused::TooMany) {
        StatusCode::TOO_MANY_REQUESTS
    } else {
        StatusCode::UNAUTHORIZED
    };
    (status, page("Sign in", layout::Bar::Plain, body)).into_response()
}
