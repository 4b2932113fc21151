//! The server that takes mail from us.

use super::letter::Letter;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::{SmtpTransport, Transport};
use std::time::Duration;
use url::Url;

const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    #[error("the mail server must be smtps://USER:PASSWORD@HOST, or smtp://HOST for one on this computer")]
    Address,
}

/// There is no `Debug`: it holds a password.
#[derive(Clone)]
pub struct Server {
    transport: SmtpTransport,
    from: Mailbox,
}

impl Server {
    /// `smtps://user:password@mail.example.org`, or `smtp://…`, which goes over to TLS before it says
    /// anything, except on this computer.
    pub fn new(address: &str, from: Mailbox) -> Result<Self, ServerError> {
        let mut url = Url::parse(address).map_err(|_| ServerError::Address)?;
        if url.host_str().is_none_or(str::is_empty) {
            return Err(ServerError::Address);
        }
        let is_here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        let says_tls = url.query_pairs().any(|(name, _)| name == "tls");
        if url.scheme() == "smtp" && !is_here && !says_tls {
            url.query_pairs_mut().append_pair("tls", "required");
        }
        let transport = SmtpTransport::from_url(url.as_str()).map_err(|_| ServerError::Address)?;
        Ok(Self { transport: transport.timeout(Some(PATIENCE)).build(), from })
    }

    /// Sends a letter. Blocks. An error in words, without what was sent.
    pub fn send(&self, letter: Letter, to: &Mailbox, home: &str) -> Result<(), String> {
        let message = Message::builder()
            .from(self.from.clone())
            .to(to.clone())
            .subject(letter.subject())
            .message_id(None)
            .header(AutoSubmitted)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.body(home))
            .map_err(|error| error.to_string())?;
        self.transport.send(&message).map(drop).map_err(|error| {
            let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}"));
            format!("{error}{}", cause.unwrap_or_default())
        })
    }
}

/// So that no machine answers it (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl lettre::message::header::Header for AutoSubmitted {
    fn name() -> lettre::message::header::HeaderName {
        lettre::message::header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> lettre::message::header::HeaderValue {
        lettre::message::header::HeaderValue::new(Self::name(), "auto-generated".into())
    }
}
