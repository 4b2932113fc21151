//! The cookie of a browser that is signed in. It holds the session's secret, and goes when the
//! browser is closed; the session ends sooner or later by itself.

use crate::http::app::App;
use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};

/// Where the public address is `https`, no other host and no page that came by `http` can have
/// set the cookie: browsers hold the prefix `__Host-` to that (RFC 6265bis §4.1.3.2).
fn name(app: &App) -> &'static str {
    if app.is_secure() { "__Host-intake" } else { "intake_inbox" }
}

pub(super) fn secret(headers: &HeaderMap, app: &App) -> Option<String> {
    CookieJar::from_headers(headers).get(name(app)).map(|cookie| cookie.value().to_owned())
}

pub(super) fn set(app: &App, secret: &str) -> CookieJar {
    CookieJar::new().add(cookie(app, secret.to_owned()))
}

pub(super) fn unset(app: &App) -> CookieJar {
    let mut gone = cookie(app, String::new());
    gone.make_removal();
    CookieJar::new().add(gone)
}

fn cookie(app: &App, secret: String) -> Cookie<'static> {
    Cookie::build((name(app), secret))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(app.is_secure())
        .build()
}
