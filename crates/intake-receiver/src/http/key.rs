//! `GET /.well-known/jwks.json`: the key that receipts are signed with (RFC 7517).

use super::body::json;
use super::{App, method_not_allowed};
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
    let members = [
        ("kty", "EC"),
        ("crv", "P-256"),
        ("x", &app.receiver.key.public.x),
        ("y", &app.receiver.key.public.y),
        ("kid", &app.receiver.key.kid),
        ("alg", "ES256"),
        ("use", "sig"),
    ];
    let key = Json::object(members.map(|(name, value)| (name, Json::string(value))));
    json(&Json::object([("keys", Json::Array(vec![key]))]))
}
