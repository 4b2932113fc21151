//! The receiver's HTTP side: one file below `http/` a family of routes.

mod body;
pub mod connection;
mod error;
mod form;
mod guard;
mod health;
mod inbox;
mod key;
mod security;
mod site;
mod submission;

pub use error::HttpError;

use crate::moment::Moment;
use crate::publication::Publication;
use crate::receiver::Receiver;
use crate::token::Token;
use axum::Router;
use std::path::Path;
use std::sync::Arc;

/// What every request may use.
pub struct App {
    pub receiver: Receiver,
    /// The forms that are open now; older versions are in the store.
    pub forms: Vec<Publication>,
    pub token: Token,
    pub clock: fn() -> Moment,
    /// The most bytes of one submission with its files.
    pub body_limit: usize,
}

/// All routes; with `site`, whatever no route takes is a file of that folder.
pub fn router(app: Arc<App>, site: Option<&Path>) -> Router {
    let router = Router::new()
        .merge(submission::routes(&app))
        .merge(form::routes())
        .merge(inbox::routes(&app))
        .merge(key::routes())
        .merge(health::routes());
    let router = match site {
        Some(folder) => router.fallback_service(site::files(folder)),
        None => router.fallback(|| async { HttpError::NotFound }),
    };
    router
        .method_not_allowed_fallback(method_not_allowed)
        .layer(axum::middleware::from_fn(security::headers))
        .layer(axum::middleware::from_fn_with_state(guard::Guard::new(), guard::guard))
        .with_state(app)
}

/// Routes with CORS set it below their layer, so that the layer answers OPTIONS first.
async fn method_not_allowed() -> HttpError {
    HttpError::MethodNotAllowed
}
