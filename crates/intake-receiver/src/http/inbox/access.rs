//! Who may read: a browser that is signed in, or a program with the token as a bearer.

use super::{cookie, sign_in};
use crate::client::Client;
use crate::http::app::App;
use crate::http::error::HttpError;
use crate::session;
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::headers::HeaderMapExt;
use axum_extra::headers::authorization::{Authorization, Bearer};
use std::sync::Arc;

/// Lets in, and leaves the session of a browser on the request. Accounts would say here who it is.
pub(super) async fn check(
    State(app): State<Arc<App>>,
    Extension(client): Extension<Client>,
    mut request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    if headers.contains_key(header::AUTHORIZATION) {
        let bearer = headers.typed_get::<Authorization<Bearer>>();
        return match bearer.map(|bearer| app.guess(client, bearer.token())) {
            Some(Ok(())) => next.run(request).await,
            Some(Err(error)) => error.into_response(),
            None => HttpError::Unauthorized.into_response(),
        };
    }
    let session = match cookie::secret(headers, &app) {
        Some(secret) => session::find(&app.receiver.store, &app.token, &secret, (app.clock)()).await,
        None => Ok(None),
    };
    match session {
        Ok(Some(session)) => {
            request.extensions_mut().insert(session);
            next.run(request).await
        }
        Ok(None) if wants_page(&request) => sign_in::form(None),
        Ok(None) => HttpError::Unauthorized.into_response(),
        Err(error) => HttpError::from(error).into_response(),
    }
}

fn wants_page(request: &Request) -> bool {
    !request.uri().path().ends_with(".json")
}
