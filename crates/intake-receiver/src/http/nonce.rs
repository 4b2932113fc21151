//! `POST /nonces`: what a submission has to carry, where this receiver asks for it (`--nonces`).

use super::app::App;
use super::bytes::read;
use super::error::{HttpError, NONCES, method_not_allowed};
use crate::client::Client;
use crate::nonce::{LASTS, NoncePolicy};
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Extension, Json, Router};
use intake_core::envelope::decode_base64url;
use intake_core::json::Json as Document;
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use tower_http::cors::{Any, CorsLayer};

/// `{"kid":"…"}` has 53 bytes.
const MOST: usize = 1024;

pub(super) fn routes() -> Router<Arc<App>> {
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::POST])
        .allow_headers([header::CONTENT_TYPE])
        .max_age(Duration::from_secs(86_400));
    Router::new().route(NONCES, post(issue)).method_not_allowed_fallback(method_not_allowed).layer(cors)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Issued {
    nonce: String,
    /// In seconds.
    expires_in: u64,
}

async fn issue(
    State(app): State<Arc<App>>,
    Extension(client): Extension<Client>,
    request: Request,
) -> Result<Response, HttpError> {
    let NoncePolicy::Asked(nonces) = &app.receiver.nonces else { return Err(HttpError::NotFound) };
    let mut memory = app.limits.memory.take(client, 0)?;
    let bytes = read(request.into_body(), MOST, &mut memory).await?;
    let asked = Document::parse_bytes(&bytes, Default::default()).map_err(|_| HttpError::Kid)?;
    // A thumbprint is SHA-256 in base64url.
    let kid = asked.get("kid").and_then(Document::as_str).unwrap_or_default();
    if decode_base64url(kid).is_none_or(|bytes| bytes.len() != 32) {
        return Err(HttpError::Kid);
    }
    let nonce = nonces.issue(kid, (app.clock)()).map_err(|_| HttpError::Interrupted)?;
    let issued = Json(Issued { nonce, expires_in: LASTS.as_secs() });
    Ok((StatusCode::CREATED, [(header::CACHE_CONTROL, "no-store")], issued).into_response())
}
