//! The server that takes mail from us.

use super::letter::Letter;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{SmtpTransport, Transport};
use std::time::Duration;
use url::Url;

const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    #[error("the mail server must be smtps://USER:PASSWORD@HOST, or smtp://HOST for one on this computer")]
    Address,
    #[error("what --mail-ca names holds no certificate (PEM)")]
    Authority,
}

/// There is no `Debug`: it holds a password.
#[derive(Clone)]
pub struct Server {
    transport: SmtpTransport,
    from: Mailbox,
}

impl Server {
    /// `smtps://user:password@mail.example.org`, or `smtp://…`, which goes over to TLS before it says
    /// anything, except on this computer. `authority`: certificates (PEM) that are believed besides those that everybody
    /// believes.
    pub fn new(address: &str, from: Mailbox, authority: Option<&[u8]>) -> Result<Self, ServerError> {
        let mut url = Url::parse(address).map_err(|_| ServerError::Address)?;
        if url.host_str().is_none_or(str::is_empty) {
            return Err(ServerError::Address);
        }
        let is_here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        // Not "opportunistic" either: whoever stands between would only have to say that there is no TLS.
        if url.scheme() == "smtp" && !is_here {
            url.set_query(Some("tls=required"));
        }
        let mut transport = SmtpTransport::from_url(url.as_str()).map_err(|_| ServerError::Address)?;
        if let Some(authority) = authority {
            let parameters = trusting(url.host_str().unwrap_or_default(), authority)?;
            match (url.scheme(), url.query()) {
                ("smtps", _) => transport = transport.tls(Tls::Wrapper(parameters)),
                (_, Some("tls=required")) => transport = transport.tls(Tls::Required(parameters)),
                _ => {}
            }
        }
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
        self.transport.send(&message).map(drop).map_err(|error| told(&error))
    }
}

fn trusting(host: &str, authority: &[u8]) -> Result<TlsParameters, ServerError> {
    let is_one = String::from_utf8_lossy(authority).contains("-----BEGIN CERTIFICATE-----");
    let certificate =
        Certificate::from_pem(authority).ok().filter(|_| is_one).ok_or(ServerError::Authority)?;
    let parameters = TlsParameters::builder(host.to_owned()).add_root_certificate(certificate);
    parameters.build().map_err(|_| ServerError::Authority)
}

/// The error with its causes. One of the certificate says so first: it is for the office to mend, not to wait for.
fn told(error: &dyn std::error::Error) -> String {
    let causes: Vec<String> =
        std::iter::successors(Some(error), |error| error.source()).map(ToString::to_string).collect();
    let last = causes.last().map(String::as_str).unwrap_or_default();
    match last.strip_prefix("invalid peer certificate: ") {
        Some("UnknownIssuer") => {
            "the mail server's certificate is from nobody who is known here, so nothing was sent; \
             if it is your own, name its authority with --mail-ca"
                .to_owned()
        }
        Some(why) => format!("the mail server's certificate is not right, so nothing was sent: {why}"),
        None => causes.join(": "),
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
