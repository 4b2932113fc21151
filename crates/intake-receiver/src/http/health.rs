//! `GET /healthz`: the receiver answers, and so does its database.

use super::{App, HttpError};
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use std::sync::Arc;

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/healthz", get(health))
}

async fn health(State(app): State<Arc<App>>) -> Result<&'static str, HttpError> {
    app.receiver.store.ping().await?;
    Ok("ok\n")
}
