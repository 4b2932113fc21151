//! `intake serve`: the receiver.

mod announce;
pub(super) mod begin;

use super::error::CommandError;
use super::runtime::runtime;
use crate::asset::{self, Assets};
use crate::budget::Budget;
use crate::catch_up::catch_up;
use crate::client::Proxies;
use crate::config::Serve;
use crate::end_file::{self, EndFileError};
use crate::http::connection::{self, Terms};
use crate::http::{App, Limits, embed, router, sweep_drafts};
use crate::keyring::Keyring;
use crate::link::Link;
use crate::mail::{self, Postman};
use crate::moment::{Moment, Zone};
use crate::nonce::NoncePolicy;
use crate::publication::{Folder, Forms};
use crate::receiver::{Receiver, outside_key, own_key};
use crate::store::Store;
use crate::token::Token;
use crate::upload::Spool;
use crate::webhook;
use announce::Announcement;
use begin::{Ground, begin};
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tracing_subscriber::EnvFilter;
use url::Url;
use validator::Validate;

pub(super) fn run(config: Serve, out: &mut impl Write) -> Result<bool, CommandError> {
    config.validate()?;
    let filter = EnvFilter::try_from_env("INTAKE_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    runtime()?.block_on(serve(config, out))
}

async fn serve(config: Serve, out: &mut impl Write) -> Result<bool, CommandError> {
    let Ground { listener, store, first_form } = begin(&config).await?;
    let key = match &config.key {
        Some(place) => outside_key(&store, place, config.new_key, Moment::now()).await?,
        None => own_key(&store, Moment::now()).await?,
    };
    let end = match config.end.clone() {
        Some(file) => Some(follow_end(file, &store, &key).await?),
        None => None,
    };
    let body_limit = config.body_limit.saturating_mul(1 << 20);
    let mut folder = Folder::new(config.forms().to_owned());
    let forms = folder.publish(&store, Moment::now()).await?;
    forms.report(&Forms::default());
    for warning in forms.open.iter().filter_map(|form| form.too_large_for(body_limit)) {
        tracing::warn!("{warning}");
    }
    let address = listener.local_addr()?;
    let entrance = Entrance::new(config.token.clone())?;
    let public = config.public();
    let home = match &public {
        Some(public) => public.origin().ascii_serialization(),
        None => format!("http://{}", reachable(address)),
    };
    let assets = Assets::inside();
    let has_widget =
        assets.has_widget() || config.site.as_ref().is_some_and(|site| site.join(asset::LOADER).is_file());
    // Before anybody is told where it listens: from then on it ends in order.
    let stop = asked_to_stop();
    let announcement = Announcement {
        address,
        home: &home,
        inbox: &entrance.words(&home),
        forms: &forms,
        database: &config.database,
        first_form,
        has_widget,
    };
    announcement.write(out)?;
    let proxies = Proxies::new(config.trusted_proxy.clone(), config.forwarded_header);
    let catching_up = tokio::spawn(catch_up_with(store.clone()));
    let terms = webhook::Terms {
        home: home.clone(),
        allowed: config.webhook_allow.clone().into(),
        clock: Moment::now,
    };
    let telling = tokio::spawn(webhook::Sender::new(store.clone(), terms).run(store.ends()));
    let zone = config.time_zone.clone().unwrap_or_else(Zone::of_system);
    let mailing = mail_terms(&config, &home, &zone)?
        .map(|terms| tokio::spawn(Postman::new(store.clone(), terms).run(store.ends())));
    let (opened, open) = watch::channel(Arc::new(forms));
    let watching = tokio::spawn(folder.watch(store.clone(), Moment::now, opened));
    let spool = spool(&config);
    let sweeping = tokio::spawn(sweep_drafts(spool.folder().to_owned()));
    let app = App {
        receiver: Receiver {
            store: store.clone(),
            key,
            audiences: audiences(&config, address, public.as_ref()),
            relay: config.relay,
            nonces: NoncePolicy::of(config.nonces).map_err(|_| CommandError::Random)?,
        },
        forms: open,
        token: entrance.token,
        link: entrance.link,
        clock: Moment::now,
        zone,
        public,
        body_limit,
        spool,
        proxies: proxies.clone(),
        limits: Limits::default(),
        assets,
        has_widget,
        embed_policy: embed::policy(&config.frame_ancestor),
    };
    let router = router(Arc::new(app), config.site.as_deref());
    connection::serve(listener, router, Terms::at_most(connections(), proxies), stop).await;
    watching.abort();
    sweeping.abort();
    catching_up.abort();
    // What is under way is made again at the next start.
    telling.abort();
    mailing.inspect(JoinHandle::abort);
    store.close().await;
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

/// What mail needs; none where no server was named.
fn mail_terms(config: &Serve, home: &str, zone: &Zone) -> Result<Option<mail::Terms>, CommandError> {
    let (Some(address), Some(from)) = (&config.smtp, &config.mail_from) else { return Ok(None) };
    let read = |file: &PathBuf| std::fs::read(file).map_err(|error| CommandError::File(file.clone(), error));
    let authority = config.mail_ca.as_ref().map(read).transpose()?;
    Ok(Some(mail::Terms {
        server: mail::Server::new(address, from.clone(), authority.as_deref())?,
        to: config.mail_to.clone(),
        when: config.mail_when,
        remind_after: Some(config.mail_remind).filter(|hours| *hours > 0),
        home: home.to_owned(),
        zone: zone.clone(),
        clock: Moment::now,
    }))
}

/// Submissions from before there was a list: it shows them by their references until they are read.
async fn catch_up_with(store: Store) {
    if let Err(error) = catch_up(&store).await {
        tracing::warn!("the list could not be brought up to date: {}", error.with_cause());
    }
}

/// How staff come in.
struct Entrance {
    token: Token,
    link: Link,
    /// What is printed of a token that nobody else knows, and the code of a link.
    revealed: Option<(String, String)>,
}

impl Entrance {
    /// A token that was given is not printed: what is printed may be kept in a log.
    fn new(given: Option<String>) -> Result<Self, CommandError> {
        let random = |_| CommandError::Random;
        if let Some(token) = given {
            return Ok(Self { token: Token::given(token), link: Link::none(), revealed: None });
        }
        let token = Token::random().map_err(random)?;
        let (link, code) = Link::new(Moment::now()).map_err(random)?;
        let revealed = Some((token.reveal().to_owned(), code));
        Ok(Self { token, link, revealed })
    }

    fn words(&self, home: &str) -> String {
        match &self.revealed {
            Some((token, code)) => format!(
                "Inbox: {home}/inbox/enter?code={code}\n\
                 Token: {token} (for this start only; the link works once. INTAKE_TOKEN sets one that stays.)"
            ),
            None => format!("Inbox: {home}/inbox"),
        }
    }
}

/// Files wait beside the database: on its disk, where others cannot read.
fn spool(config: &Serve) -> Spool {
    let folder = config.database.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new(".")).to_owned();
    Spool::new(folder, Budget::new(2 << 30, 512 << 20))
}

/// Half of the files that the system lets this program open; as many as it can get.
fn connections() -> usize {
    let files = rlimit::increase_nofile_limit(16_384).unwrap_or(1024);
    usize::try_from(files / 2).unwrap_or(usize::MAX)
}

fn audiences(config: &Serve, address: SocketAddr, public: Option<&Url>) -> Vec<String> {
    if !config.audience.is_empty() {
        return config.audience.clone();
    }
    match public {
        Some(public) => vec![format!("{}/submissions", public.origin().ascii_serialization())],
        None => own_addresses(address),
    }
}

/// Where a browser on this computer finds a server that listens on all of its addresses.
fn reachable(address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => SocketAddr::from((Ipv4Addr::LOCALHOST, address.port())),
        IpAddr::V6(ip) if ip.is_unspecified() => SocketAddr::from((Ipv6Addr::LOCALHOST, address.port())),
        _ => address,
    }
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
