//! `intake serve`: the receiver.

use super::{CommandError, runtime};
use crate::config::Serve;
use crate::end_file::{self, EndFileError};
use crate::http::{App, connection, router};
use crate::keyring::Keyring;
use crate::moment::Moment;
use crate::publication::{Publication, publish};
use crate::receiver::{Receiver, outside_key, own_key};
use crate::store::Store;
use crate::terminal;
use crate::token::Token;
use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tracing_subscriber::EnvFilter;
use validator::Validate;

pub(super) fn run(config: Serve, out: &mut impl Write) -> Result<bool, CommandError> {
    config.validate()?;
    if let Some(site) = config.site.as_ref().filter(|site| !site.is_dir()) {
        return Err(CommandError::Site(site.clone()));
    }
    let filter = EnvFilter::try_from_env("INTAKE_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    runtime()?.block_on(serve(config, out))
}

async fn serve(config: Serve, out: &mut impl Write) -> Result<bool, CommandError> {
    let store = Store::open(&config.database)
        .await
        .map_err(|error| CommandError::Store(config.database.clone(), error))?;
    let key = match &config.key {
        Some(place) => outside_key(&store, place, config.new_key, Moment::now()).await?,
        None => own_key(&store, Moment::now()).await?,
    };
    let end = match config.end {
        Some(file) => Some(follow_end(file, &store, &key).await?),
        None => None,
    };
    let body_limit = config.body_limit.saturating_mul(1 << 20);
    let forms = publish(&config.forms, &store, Moment::now()).await?;
    for warning in forms.iter().filter_map(|form| form.too_large_for(body_limit)) {
        tracing::warn!("{warning}");
    }
    let listener = TcpListener::bind(config.listen).await?;
    let address = listener.local_addr()?;
    let token = match config.token {
        Some(token) => Token::given(token),
        None => Token::random().map_err(|_| CommandError::Random)?,
    };
    let audiences = if config.audience.is_empty() { own_addresses(address) } else { config.audience };
    // Before anybody is told where it listens: from then on it ends in order.
    let stop = asked_to_stop();
    announce(out, address, &token, &forms, &config.database.display().to_string())?;
    let kept = store.clone();
    let receiver = Receiver { store, key, audiences };
    let app = App { receiver, forms, token, clock: Moment::now, body_limit };
    let router = router(Arc::new(app), config.site.as_deref());
    connection::serve(listener, router, connection::PATIENCE, stop).await;
    kept.close().await;
    if let Some(end) = end {
        // It has written the last one when it ends.
        let _ = end.await;
    }
    Ok(true)
}

/// Holds the database against what the file says, and keeps the file up to date.
async fn follow_end(file: PathBuf, store: &Store, keys: &Keyring) -> Result<JoinHandle<()>, EndFileError> {
    if let Some(end) = end_file::read(&file)? {
        end_file::check(&file, &end, store, keys).await?;
    }
    Ok(tokio::spawn(end_file::follow(file, store.ends())))
}

/// What another program may read: exactly these lines, in this order.
fn announce(
    out: &mut impl Write,
    address: SocketAddr,
    token: &Token,
    forms: &[Publication],
    database: &str,
) -> std::io::Result<()> {
    let names: Vec<_> = forms.iter().map(|form| terminal::line(&form.row.name)).collect();
    writeln!(out, "Listening on http://{address}")?;
    writeln!(out, "Inbox: http://{address}/inbox?token={}", token.reveal())?;
    writeln!(out, "Forms: {}", names.join(", "))?;
    writeln!(out, "Database: {}", terminal::line(database))?;
    out.flush()
}

fn own_addresses(address: SocketAddr) -> Vec<String> {
    let mut addresses = vec![format!("http://{address}/submissions")];
    if address.ip().is_loopback() || address.ip().is_unspecified() {
        for host in ["127.0.0.1", "localhost"] {
            addresses.push(format!("http://{host}:{}/submissions", address.port()));
        }
    }
    addresses
}

/// Heard from this call on, not only from when it is awaited. Without a handler, the system
/// stops the process itself.
#[cfg(unix)]
fn asked_to_stop() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let signals = [SignalKind::terminate(), SignalKind::interrupt()].map(signal);
    async {
        let [mut terminated, mut interrupted] = signals;
        let heard = async |signal: &mut std::io::Result<_>| match signal {
            Ok(signal) => tokio::signal::unix::Signal::recv(signal).await,
            Err(_) => std::future::pending().await,
        };
        tokio::select! { _ = heard(&mut terminated) => {}, _ = heard(&mut interrupted) => {} }
    }
}

#[cfg(not(unix))]
async fn asked_to_stop() {
    let _ = tokio::signal::ctrl_c().await;
}
