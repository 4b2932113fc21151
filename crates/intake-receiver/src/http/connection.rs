//! Connections: how many at a time, how many of one client, and how long one may take to say
//! what it wants.
//!
//! `axum::serve` waits for ever for the rest of a request's head: a few thousand connections
//! that send a byte now and then would leave no room for anybody else.

use super::guard::Peer;
use super::problem::Problem;
use crate::budget::{Budget, Full};
use crate::client::{Client, Proxies};
use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::time::{sleep, timeout};
use tokio_io_timeout::TimeoutStream;
use tower_service::Service;

/// Many more than requests at a time: browsers keep connections open.
const AT_A_TIME: usize = 2048;
/// Browsers open six each; an office of forty people may have one address.
const OF_ONE_CLIENT: usize = 256;
/// The bytes of a request's head.
const HEAD: usize = 64 << 10;
/// A client that reads its answer byte by byte is let go after this. Files of 25 MiB over the
/// slowest link for which `guard` waits take half as long.
const AT_MOST: Duration = Duration::from_secs(3600);
/// Requests that have begun may end.
const FAREWELL: Duration = Duration::from_secs(35);

/// A client that takes in nothing of its answer for so long has gone.
const UNREAD: Duration = Duration::from_secs(60);

/// What connections are allowed.
pub struct Terms {
    /// How long one may take to send a request's head, or be silent between requests. Where
    /// connections are scarce, a third of it.
    pub patience: Duration,
    places: Arc<Budget>,
    proxies: Proxies,
}

impl Terms {
    pub fn new(proxies: Proxies) -> Self {
        Self::at_most(AT_A_TIME, proxies)
    }

    /// Fewer, where the system does not allow so many files.
    pub fn at_most(connections: usize, proxies: Proxies) -> Self {
        let total = connections.min(AT_A_TIME);
        let places = Budget::new(total, OF_ONE_CLIENT.min(total / 4).max(1));
        Self { patience: Duration::from_secs(15), places, proxies }
    }
}

/// Connections that the system has opened and nobody has taken yet. Where there are more, it drops
/// the next, and a browser asks again after a whole second: thousands who are turned away come
/// back at once, and others must not wait behind them.
const WAITING: u32 = 4096;

/// A socket that listens, at an address that the last start may have used a moment ago.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // Elsewhere than on Unix the same option lets two programs have one address.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(WAITING)
}

/// Answers what comes to `listener` until `stop` is ready.
pub async fn serve(listener: TcpListener, router: Router, terms: Terms, stop: impl Future<Output = ()>) {
    let open = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! { () = &mut stop => break, accepted = listener.accept() => accepted };
        let Ok((stream, peer)) = accepted else {
            // The system is out of files, or the client has gone: neither is a reason to stop.
            sleep(Duration::from_millis(100)).await;
            continue;
        };
        // A proxy's connections are those of many.
        let amount = usize::from(!terms.proxies.trusts(peer.ip()));
        let place = match terms.places.take(Client::of(peer.ip()), amount) {
            Ok(place) => place,
            Err(full) => {
                turn_away(&stream, full);
                continue;
            }
        };
        let patience = if terms.places.is_scarce() { terms.patience / 3 } else { terms.patience };
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(patience).max_buf_size(HEAD);
        let router = router.clone();
        let service = hyper::service::service_fn(move |request| {
            let mut request: Request<_> = request;
            request.extensions_mut().insert(Peer(peer.ip()));
            router.clone().call(request)
        });
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(UNREAD));
        let connection = open.watch(http.serve_connection(TokioIo::new(Box::pin(stream)), service));
        tokio::spawn(async move {
            // What a client breaks off is its own affair.
            let _ = timeout(AT_MOST, connection).await;
            drop(place);
        });
    }
    drop(listener);
    let _ = timeout(FAREWELL, open.shutdown()).await;
}

/// Says why before closing, without waiting for anybody to read it.
fn turn_away(stream: &TcpStream, full: Full) {
    let (status, code) = match full {
        Full::Client => (StatusCode::TOO_MANY_REQUESTS, "too-many-connections"),
        Full::Everybody => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
    };
    let problem = Problem::new(status, code, "Too many connections are open. Try again in a moment.");
    let body = serde_json::to_string(&problem).unwrap_or_default();
    let answer = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/problem+json\r\nretry-after: 5\r\n\
         connection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    // A socket that was just opened takes this in at once, or its client is not worth the wait.
    let _ = stream.try_write(answer.as_bytes());
}
