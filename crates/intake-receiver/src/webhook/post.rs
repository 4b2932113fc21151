//! One request: to an address that was looked at, without following anything.

use super::address::is_public;
use crate::client::Network;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use ureq::Agent;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

/// What a handler is given to answer: the specification says 15 to 30 seconds.
const PATIENCE: Duration = Duration::from_secs(20);

/// What came of a request.
pub struct Answer {
    pub status: Option<u16>,
    pub error: Option<String>,
    /// How long the other side asks us to wait.
    pub wait: Option<Duration>,
}

/// Sends a body with its headers. Blocks.
pub fn post(url: &str, headers: &[(&str, String)], body: &str, allowed: &Arc<[Network]>) -> Answer {
    let config = Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .proxy(None)
        .max_idle_connections(0)
        .user_agent(concat!("intake/", env!("CARGO_PKG_VERSION")))
        .build();
    let agent = Agent::with_parts(config, DefaultConnector::default(), Guarded { allowed: allowed.clone() });
    let mut request = agent.post(url).header("content-type", "application/json");
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    match request.send(body) {
        Ok(answer) => {
            let status = answer.status();
            let wait = answer.headers().get("retry-after").and_then(|wait| wait.to_str().ok()?.parse().ok());
            let error = match status.as_u16() {
                200..300 => None,
                300..400 => Some(
                    "it answered with a redirect, which is not followed: give its new address".to_owned(),
                ),
                code => Some(format!("it answered {code}")),
            };
            Answer { status: Some(status.as_u16()), error, wait: wait.map(Duration::from_secs) }
        }
        Err(error) => Answer { status: None, error: Some(told(&error)), wait: None },
    }
}

fn told(error: &ureq::Error) -> String {
    match error {
        ureq::Error::Other(error) => error.to_string(),
        ureq::Error::HostNotFound => "its name is not known".to_owned(),
        ureq::Error::Timeout(_) => format!("it did not answer within {} seconds", PATIENCE.as_secs()),
        other => other.to_string(),
    }
}

#[derive(Debug, thiserror::Error)]
enum Refused {
    #[error(
        "{0} is an address of a private network, and is not asked: --webhook-allow names those that may be"
    )]
    Private(IpAddr),
    #[error("only an address that --webhook-allow names may be asked by http: use https")]
    Plain,
}

/// Finds a server's addresses, and refuses it when one of them is not for everybody. What it finds
/// is what is connected to: nobody is asked again between the look and the connection.
#[derive(Debug)]
struct Guarded {
    allowed: Arc<[Network]>,
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        let is_plain = uri.scheme_str() != Some("https");
        for address in found.iter().map(SocketAddr::ip) {
            let is_allowed = self.allowed.iter().any(|network| network.contains(address));
            let refused = match (is_allowed, is_public(address)) {
                (true, _) => continue,
                (false, false) => Refused::Private(address),
                (false, true) if is_plain => Refused::Plain,
                (false, true) => continue,
            };
            return Err(ureq::Error::Other(Box::new(refused)));
        }
        Ok(found)
    }
}
