//! Connections: how many at a time, and how long one may take to say what it wants.
//!
//! `axum::serve` waits for ever for the rest of a request's head: a few thousand connections
//! that send a byte now and then would leave no room for anybody else.

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

/// Many more than requests at a time: browsers keep connections open.
const AT_A_TIME: usize = 1024;
/// The bytes of a request's head.
const HEAD: usize = 64 << 10;
/// A client that reads its answer byte by byte is let go after this. Files of 25 MiB over the
/// slowest link for which `guard` waits take half as long.
const AT_MOST: Duration = Duration::from_secs(3600);
/// Requests that have begun may end.
const FAREWELL: Duration = Duration::from_secs(35);

/// How long a connection may take to send a request's head, or be silent between requests.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// Answers what comes to `listener` until `stop` is ready.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    patience: Duration,
    stop: impl Future<Output = ()>,
) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience).max_buf_size(HEAD);
    let room = Arc::new(Semaphore::new(AT_A_TIME));
    let open = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        // Those for whom there is no room wait in the system's queue.
        let next = async { (room.clone().acquire_owned().await, listener.accept().await) };
        let (place, accepted) = tokio::select! { () = &mut stop => break, next = next => next };
        let Ok((stream, _)) = accepted else {
            // The system is out of files, or the client has gone: neither is a reason to stop.
            sleep(Duration::from_millis(100)).await;
            continue;
        };
        let service = TowerToHyperService::new(router.clone());
        let connection = open.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // What a client breaks off is its own affair.
            let _ = timeout(AT_MOST, connection).await;
            drop(place);
        });
    }
    drop(listener);
    let _ = timeout(FAREWELL, open.shutdown()).await;
}
