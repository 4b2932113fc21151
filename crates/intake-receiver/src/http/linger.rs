//! The body of a request on its way in: how much of it has arrived, and what becomes of a rest
//! that nobody reads.
//!
//! An answer may come before the whole body: a refusal, as a rule. Closing the connection then
//! would make the client's system throw the answer away unread (RFC 9112 §9.6), and the form
//! would take a refusal for a network that failed, and send the same for ever. So the rest is
//! read and dropped while the answer goes out, for a while.

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::header;
use http_body_util::BodyExt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::timeout;

/// The rest of a body that is as large as it may be comes in so long over a slow link, or not at all.
const LONGEST: Duration = Duration::from_secs(30);
const MOST: u64 = 64 << 20;
/// A pause after which nobody waits for more.
const PAUSE: Duration = Duration::from_secs(5);

/// What has come of a body so far.
#[derive(Clone, Default)]
pub(super) struct Arrival(Arc<(AtomicU64, AtomicBool)>);

impl Arrival {
    pub(super) fn bytes(&self) -> u64 {
        self.0.0.load(Ordering::Relaxed)
    }

    pub(super) fn add(&self, bytes: u64) {
        self.0.0.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Whether all of it is here.
    pub(super) fn has_ended(&self) -> bool {
        self.0.1.load(Ordering::Relaxed)
    }

    /// All of it is here, or nobody waits for the rest any more.
    pub(super) fn end(&self) {
        self.0.1.store(true, Ordering::Relaxed);
    }
}

/// The request, its body watched as it arrives.
pub(super) fn watched(request: Request) -> (Request, Arrival) {
    let arrival = Arrival::default();
    let own = arrival.clone();
    // Who asks before sending has sent nothing yet, and needs not begin.
    let asks_first = request.headers().contains_key(header::EXPECT);
    let request = request.map(|body| {
        if body.is_end_stream() {
            own.end();
        }
        Body::new(Watched { body: Some(body), arrival: own, asks_first })
    });
    (request, arrival)
}

struct Watched {
    body: Option<Body>,
    arrival: Arrival,
    asks_first: bool,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, axum::Error>>> {
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        let frame = std::task::ready!(Pin::new(&mut *body).poll_frame(cx));
        let has_ended = !matches!(frame, Some(Ok(_))) || body.is_end_stream();
        if let Some(Ok(frame)) = &frame {
            self.arrival.add(frame.data_ref().map_or(0, |data| data.len() as u64));
        }
        if has_ended {
            self.arrival.end();
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.body.as_ref().map(HttpBody::size_hint).unwrap_or_default()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let has_begun = !self.asks_first || self.arrival.bytes() > 0;
        if let Some(body) = self.body.take()
            && !self.arrival.has_ended()
            && has_begun
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            runtime.spawn(timeout(LONGEST, drain(body)));
        }
    }
}

async fn drain(mut body: Body) {
    let mut left = MOST;
    while let Ok(Some(Ok(frame))) = timeout(PAUSE, body.frame()).await {
        let length = frame.data_ref().map_or(0, |data| data.len() as u64);
        let Some(less) = left.checked_sub(length) else { return };
        left = less;
    }
}
