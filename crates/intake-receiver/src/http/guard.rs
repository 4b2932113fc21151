//! Around every request: how many at a time, how long at most, and one line in the log.
//!
//! The line holds method, route, status, code and duration. Never a path, a query, a header
//! or a body: nothing that a person typed reaches a log.

use super::error::{Code, HttpError};
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::Instant;

const AT_A_TIME: usize = 128;
const AT_MOST: Duration = Duration::from_secs(30);
/// A telephone at the edge of its network sends photos no faster; who sends less is cut off.
const BYTES_A_SECOND: u64 = 16 << 10;

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
    let (request, arrived) = counted(request);
    let response = match guard.0.try_acquire() {
        Ok(_permit) => in_time(start, &arrived, next.run(request))
            .await
            .unwrap_or_else(|| HttpError::Timeout.into_response()),
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

/// Counts the bytes of a request's body as they arrive.
fn counted(request: Request) -> (Request, Arc<AtomicU64>) {
    let arrived = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&arrived);
    let request = request.map(|body| {
        Body::new(body.map_frame(move |frame| {
            let length = frame.data_ref().map_or(0, |data| data.len() as u64);
            count.fetch_add(length, Ordering::Relaxed);
            frame
        }))
    });
    (request, arrived)
}

/// Does the work within `AT_MOST`, and longer for what has arrived: photos over a slow link take minutes.
async fn in_time<T>(start: Instant, arrived: &AtomicU64, work: impl Future<Output = T>) -> Option<T> {
    let deadline = || start + AT_MOST + Duration::from_secs(arrived.load(Ordering::Relaxed) / BYTES_A_SECOND);
    let mut work = pin!(work);
    loop {
        let until = deadline();
        match tokio::time::timeout_at(until, &mut work).await {
            Ok(done) => return Some(done),
            Err(_) if until < deadline() => {}
            Err(_) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::sleep;

    #[tokio::test(start_paused = true)]
    async fn who_sends_photos_slowly_has_time_and_who_sends_nothing_has_not() {
        let arrived = AtomicU64::new(0);
        let upload = async {
            for _ in 0..60 {
                sleep(Duration::from_secs(2)).await;
                arrived.fetch_add(2 * BYTES_A_SECOND, Ordering::Relaxed);
            }
        };
        assert_eq!(in_time(Instant::now(), &arrived, upload).await, Some(()));
        let start = Instant::now();
        let drip = async {
            loop {
                sleep(Duration::from_secs(1)).await;
                arrived.fetch_add(1, Ordering::Relaxed);
            }
        };
        arrived.store(0, Ordering::Relaxed);
        assert_eq!(in_time(start, &arrived, drip).await, None::<()>);
        assert_eq!(start.elapsed(), AT_MOST);
    }
}
