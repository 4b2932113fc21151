//! Around every request: whose it is, whether there is a place for it, how long it may take,
//! and one line in the log.
//!
//! The line holds method, route, status, code and duration. Never a path, a query, a header,
//! an address or a body: nothing that a person typed reaches a log.

use super::class::Places;
use super::error::{Code, HttpError};
use super::linger::{Arrival, watched};
use super::odd;
use crate::client::{self, Client, ForwardedHeader, Proxies};
use axum::extract::{MatchedPath, Request, State};
use axum::http::HeaderName;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::{IpAddr, Ipv4Addr};
use std::pin::pin;
use std::sync::Arc;
use std::sync::Once;
use std::time::Duration;
use tokio::time::Instant;

const AT_MOST: Duration = Duration::from_secs(30);
/// A telephone at the edge of its network sends photos no faster; who sends less is cut off.
const BYTES_A_SECOND: u64 = 16 << 10;

/// Who is at the other end of the connection: a client, or a proxy.
#[derive(Clone, Copy)]
pub(super) struct Peer(pub(super) IpAddr);

pub(super) struct Guard {
    proxies: Proxies,
    places: Places,
}

impl Guard {
    pub(super) fn new(proxies: Proxies) -> Arc<Self> {
        Arc::new(Self { proxies, places: Places::new() })
    }

    fn client(&self, request: &Request) -> Client {
        let peer = request.extensions().get().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |Peer(peer)| *peer);
        let name = match self.proxies.header {
            ForwardedHeader::XForwardedFor => HeaderName::from_static("x-forwarded-for"),
            ForwardedHeader::Forwarded => HeaderName::from_static("forwarded"),
        };
        let lines = request.headers().get_all(name).into_iter().filter_map(|line| line.to_str().ok());
        let hops: Vec<_> = lines.flat_map(|line| client::hops(self.proxies.header, line)).collect();
        if !hops.is_empty() && !self.proxies.trusts(peer) {
            warn_of_proxy();
        }
        self.proxies.client(peer, &hops)
    }
}

/// Said once: behind a proxy that is not named, everybody shares one client's places.
fn warn_of_proxy() {
    static SAID: Once = Once::new();
    SAID.call_once(|| {
        tracing::warn!(
            "a request says that a proxy passed it on, and that proxy is not trusted: all that come \
             through it count as one client. If it is yours, name its address with --trusted-proxy."
        );
    });
}

pub(super) async fn guard(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let start = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let client = guard.client(&request);
    // Only what comes over the network has to name its server.
    let is_odd = request.extensions().get::<Peer>().is_some() && !odd::names_one_host(&request);
    let response = match guard.places.take(&request, client) {
        Ok(_) if is_odd => HttpError::Host.into_response(),
        Ok(_place) => {
            let (mut request, arrival) = watched(request);
            request.extensions_mut().insert(client);
            let mut work = Box::pin(next.run(request));
            match in_time(start, &arrival, &mut work).await {
                Some(response) => response,
                None if arrival.has_ended() => HttpError::Timeout.into_response(),
                None => {
                    // The rest is not waited for: the connection is closed with the answer.
                    arrival.end();
                    HttpError::SlowBody.into_response()
                }
            }
        }
        Err(full) => HttpError::from(full).into_response(),
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

/// Does the work within `AT_MOST`, and longer for what has arrived: photos over a slow link take minutes.
async fn in_time<T>(start: Instant, arrival: &Arrival, work: impl Future<Output = T>) -> Option<T> {
    let deadline = || start + AT_MOST + Duration::from_secs(arrival.bytes() / BYTES_A_SECOND);
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
        let arrival = Arrival::default();
        let upload = async {
            for _ in 0..60 {
                sleep(Duration::from_secs(2)).await;
                arrival.add(2 * BYTES_A_SECOND);
            }
        };
        assert_eq!(in_time(Instant::now(), &arrival, upload).await, Some(()));
        let start = Instant::now();
        let arrival = Arrival::default();
        let drip = async {
            loop {
                sleep(Duration::from_secs(1)).await;
                arrival.add(1);
            }
        };
        assert_eq!(in_time(start, &arrival, drip).await, None::<()>);
        assert_eq!(start.elapsed(), AT_MOST);
    }
}
