//! `POST /submissions`: where the widget delivers to, from any site.

use super::app::App;
use super::body::Incoming;
use super::error::{HttpError, method_not_allowed};
use crate::accept::{Accepted, accept, admit};
use crate::encrypted::looks_like_one;
use crate::relay;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, Method, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::post;
use std::sync::Arc;
use std::time::Duration;
use tower_http::cors::{Any, CorsLayer};

pub(super) fn routes() -> Router<Arc<App>> {
    // A submission carries its own proof, so no cookie is looked at and any site may send one.
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::POST])
        .allow_headers([header::CONTENT_TYPE, HeaderName::from_static("idempotency-key")])
        // When to come again, for pages of other sites too.
        .expose_headers([header::RETRY_AFTER])
        .max_age(Duration::from_secs(86_400));
    Router::new()
        .route("/submissions", post(submit))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(cors)
}

async fn submit(State(app): State<Arc<App>>, incoming: Incoming) -> Result<impl IntoResponse, HttpError> {
    let Incoming { client, text, memory, files } = incoming;
    let now = (app.clock)();
    if looks_like_one(&text) {
        let encrypted = relay::admit(&app.receiver, &text)?;
        let uploads = match files {
            Some(parts) => parts.files(&encrypted.files, &app.spool, client).await?,
            None => Vec::new(),
        };
        return Ok(acknowledged(relay::accept(&app.receiver, encrypted, uploads, now).await?));
    }
    let admitted = admit(&app.receiver, text, now, (&app.limits.turns, client)).await?;
    let uploads = match files {
        Some(parts) => parts.files(&admitted.files, &app.spool, client).await?,
        None => Vec::new(),
    };
    let accepted = accept(&app.receiver, admitted, uploads, now).await?;
    drop(memory);
    Ok(acknowledged(accepted))
}

fn acknowledged(accepted: Accepted) -> impl IntoResponse {
    let status = if accepted.new { StatusCode::CREATED } else { StatusCode::OK };
    let headers = [(header::CACHE_CONTROL, "no-store"), (header::CONTENT_TYPE, "application/json")];
    (status, headers, accepted.receipt.to_json().to_string())
}
