//! `GET /healthz`: the receiver answers, and its database takes a write: a full or read-only disk
//! is found before a person's answers are.

use super::app::App;
use super::error::HttpError;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use std::sync::Arc;

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/healthz", get(health))
}

async fn health(State(app): State<Arc<App>>) -> Result<&'static str, HttpError> {
    app.receiver.store.probe().await.map_err(HttpError::Unready)?;
    Ok("ok\n")
}
