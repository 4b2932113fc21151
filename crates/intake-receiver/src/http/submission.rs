//! `POST /submissions`: where the widget delivers to, from any site.

use super::body::{Incoming, LIMIT, json};
use super::{App, HttpError, method_not_allowed};
use crate::accept::accept;
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderName, Method, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::post;
use std::sync::Arc;
use std::time::Duration;
use tower_http::cors::{Any, CorsLayer};

pub(super) fn routes(app: &App) -> Router<Arc<App>> {
    // A submission carries its own proof, so no cookie is looked at and any site may send one.
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::POST])
        .allow_headers([header::CONTENT_TYPE, HeaderName::from_static("idempotency-key")])
        .max_age(Duration::from_secs(86_400));
    Router::new()
        .route("/submissions", post(submit))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(cors)
        .layer(DefaultBodyLimit::max(app.body_limit.max(LIMIT)))
}

async fn submit(
    State(app): State<Arc<App>>,
    Incoming { text, files }: Incoming,
) -> Result<impl IntoResponse, HttpError> {
    let accepted = accept(&app.receiver, text, files, (app.clock)()).await?;
    let status = if accepted.new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, [(header::CACHE_CONTROL, "no-store")], json(&accepted.receipt.to_json())))
}
