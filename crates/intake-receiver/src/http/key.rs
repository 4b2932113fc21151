//! `GET /.well-known/jwks.json`: the keys that receipts are signed with (RFC 7517). The first one
//! signs now; receipts of those before it are still in people's hands.

use super::body::json;
use super::{App, method_not_allowed};
use crate::key::PublicKey;
use axum::Router;
use axum::extract::State;
use axum::response::IntoResponse;
use axum::routing::get;
use intake_core::json::Json;
use std::sync::Arc;
use tower_http::cors::{Any, CorsLayer};

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/.well-known/jwks.json", get(keys))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(CorsLayer::new().allow_origin(Any))
}

async fn keys(State(app): State<Arc<App>>) -> impl IntoResponse {
    let keys = app.receiver.key.all().map(key).collect();
    json(&Json::object([("keys", Json::Array(keys))]))
}

fn key(key: &PublicKey) -> Json {
    let members = [
        ("kty", "EC"),
        ("crv", "P-256"),
        ("x", &key.x),
        ("y", &key.y),
        ("kid", &key.kid),
        ("alg", "ES256"),
        ("use", "sig"),
    ];
    Json::object(members.map(|(name, value)| (name, Json::string(value))))
}
