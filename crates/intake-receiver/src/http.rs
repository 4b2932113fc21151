//! The receiver's HTTP side: one file below `http/` a family of routes.

mod app;
mod assist;
mod body;
mod bytes;
mod class;
pub mod connection;
pub mod embed;
mod encoding;
mod error;
mod fill;
mod form;
mod guard;
mod health;
mod inbox;
mod key;
mod linger;
mod nonce;
mod odd;
mod origin;
mod page;
mod part;
mod problem;
mod security;
mod site;
mod submission;

pub use app::{App, Limits};
pub use error::HttpError;
pub use fill::sweep as sweep_drafts;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use error::method_not_allowed;
use std::path::Path;
use std::sync::Arc;

/// All routes; whatever no route takes is a file of the folder `site`, or else one inside the program.
pub fn router(app: Arc<App>, site: Option<&Path>) -> Router {
    let router = Router::new()
        .merge(submission::routes())
        .merge(nonce::routes())
        .merge(form::routes())
        .merge(embed::routes())
        .merge(assist::routes())
        .merge(inbox::routes(&app))
        .merge(fill::routes(&app))
        .merge(key::routes())
        .merge(health::routes());
    router
        .fallback_service(site::files(site, app.clone()))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(from_fn(odd::told))
        .layer(from_fn(security::headers))
        .layer(from_fn_with_state(guard::Guard::new(app.proxies.clone()), guard::guard))
        .with_state(app)
}
