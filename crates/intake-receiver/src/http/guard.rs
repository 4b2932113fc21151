//! Around every request: how many at a time, how long at most, and one line in the log.
//!
//! The line holds method, route, status, code and duration. Never a path, a query, a header
//! or a body: nothing that a person typed reaches a log.

use super::error::{Code, HttpError};
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

const AT_A_TIME: usize = 128;
const AT_MOST: Duration = Duration::from_secs(30);

#[derive(Clone)]
pub(super) struct Guard(Arc<Semaphore>);

impl Guard {
    pub(super) fn new() -> Self {
        Self(Arc::new(Semaphore::new(AT_A_TIME)))
    }
}

pub(super) async fn guard(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let start = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = match guard.0.try_acquire() {
        Ok(_permit) => match tokio::time::timeout(AT_MOST, next.run(request)).await {
            Ok(response) => response,
            Err(_) => HttpError::Timeout.into_response(),
        },
        Err(_) => HttpError::Busy.into_response(),
    };
    tracing::info!(
        method = method.as_str(),
        route = route.as_ref().map_or("file", MatchedPath::as_str),
        status = response.status().as_u16(),
        code = response.extensions().get::<Code>().map_or("", |code| code.0),
        ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX),
    );
    response
}
