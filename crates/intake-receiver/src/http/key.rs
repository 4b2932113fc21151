//! `GET /.well-known/jwks.json`: the keys that receipts are signed with (RFC 7517). The first one
//! signs now; receipts of those before it are still in people's hands.

use super::app::App;
use super::error::method_not_allowed;
use crate::key::PublicKey;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use std::sync::Arc;
use tower_http::cors::{Any, CorsLayer};

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/.well-known/jwks.json", get(keys))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(CorsLayer::new().allow_origin(Any))
}

#[derive(Serialize)]
struct KeySet<'a> {
    keys: Vec<Key<'a>>,
}

#[derive(Serialize)]
struct Key<'a> {
    kty: &'static str,
    crv: &'static str,
    x: &'a str,
    y: &'a str,
    kid: &'a str,
    alg: &'static str,
    r#use: &'static str,
}

async fn keys(State(app): State<Arc<App>>) -> Response {
    Json(KeySet { keys: app.receiver.key.all().map(key).collect() }).into_response()
}

fn key(key: &PublicKey) -> Key<'_> {
    Key { kty: "EC", crv: "P-256", x: &key.x, y: &key.y, kid: &key.kid, alg: "ES256", r#use: "sig" }
}
