//! Mail by TLS, from the first byte and by STARTTLS, with a password; and what is said to a server that can't be believed.
//!
//! `fixture/tls` is the authority and the certificate of `localhost` that it gave, for a hundred years.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use intake_receiver::mail::{Letter, Server, ServerError};
use mailin::{Action, AuthMechanism, Handler, Response, SessionBuilder, response};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use support::fixture;

#[derive(Clone, Copy, PartialEq)]
enum Way {
    Implicit,
    StartTls,
    Plain,
}

/// An SMTP server, and what it heard.
#[derive(Clone)]
struct Office {
    heard: Arc<Mutex<Vec<String>>>,
    port: u16,
}

struct Desk(Office);

impl Desk {
    fn hears(&self, what: impl Into<String>) {
        self.0.heard.lock().unwrap().push(what.into());
    }
}

impl Handler for Desk {
    fn auth_plain(&mut self, _: &str, name: &str, password: &str) -> Response {
        self.hears(format!("{name} {password}"));
        if password == "pass:word" { response::AUTH_OK } else { response::INVALID_CREDENTIALS }
    }

    fn data_end(&mut self) -> Response {
        self.hears("mail");
        response::OK
    }
}

impl Office {
    fn open(way: Way) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let office = Self { heard: Arc::default(), port: listener.local_addr().unwrap().port() };
        let own = office.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                // A client that breaks off is its own affair.
                let _ = own.serve(stream.unwrap(), way);
            }
        });
        office
    }

    fn serve(&self, mut stream: TcpStream, way: Way) -> io::Result<()> {
        let mut builder = SessionBuilder::new("localhost");
        builder.enable_auth(AuthMechanism::Plain);
        if way == Way::StartTls {
            builder.enable_start_tls();
        }
        let mut session = builder.build(stream.peer_addr()?.ip(), Desk(self.clone()));
        let greeting = session.greeting();
        if way != Way::Implicit {
            greeting.write_to(&mut stream)?;
            if talk(&mut stream, &mut session)? != Action::UpgradeTls {
                return Ok(());
            }
        }
        session.tls_active();
        let mut stream =
            StreamOwned::new(ServerConnection::new(secrets()).map_err(io::Error::other)?, stream);
        if way == Way::Implicit {
            greeting.write_to(&mut stream)?;
            stream.flush()?;
        }
        talk(&mut stream, &mut session).map(drop)
    }

    /// Sends a mail to this address of it, with the authority of the tests or without.
    fn mail(&self, address: &str, is_known: bool) -> Result<(), String> {
        let address = address.replace("PORT", &self.port.to_string());
        let authority = std::fs::read(fixture("tls/authority.pem")).unwrap();
        let authority = Some(authority.as_slice()).filter(|_| is_known);
        let server = Server::new(&address, "intake@charity.example".parse().unwrap(), authority).unwrap();
        server.send(Letter::Received(1), &"asa@charity.example".parse().unwrap(), "https://forms.example.org")
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

fn secrets() -> Arc<ServerConfig> {
    let certificates = vec![CertificateDer::from_pem_file(fixture("tls/server.pem")).unwrap()];
    let key = PrivateKeyDer::from_pem_file(fixture("tls/server-key.pem")).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    Arc::new(config.with_no_client_auth().with_single_cert(certificates, key).unwrap())
}

/// Answers line by line, until it is over or goes over to TLS. Not a byte more is read than belongs to a line.
fn talk(stream: &mut (impl Read + Write), session: &mut mailin::Session<Desk>) -> io::Result<Action> {
    loop {
        let (mut line, mut byte) = (Vec::new(), [0]);
        while line.last() != Some(&b'\n') {
            stream.read_exact(&mut byte)?;
            line.extend(byte);
        }
        let answer = session.process(&line);
        if answer.action != Action::NoReply {
            answer.write_to(stream)?;
            stream.flush()?;
        }
        if matches!(answer.action, Action::Close | Action::UpgradeTls) || answer.is_error {
            return Ok(answer.action);
        }
    }
}

const SMTPS: &str = "smtps://forms%40example.org:pass%3Aword@localhost:PORT";
const START_TLS: &str = "smtp://forms%40example.org:pass%3Aword@localhost:PORT?tls=required";

#[test]
fn mail_goes_by_tls_with_a_password() {
    for (way, address) in [(Way::Implicit, SMTPS), (Way::StartTls, START_TLS)] {
        let office = Office::open(way);
        assert_eq!(office.mail(address, true), Ok(()));
        assert_eq!(office.heard(), ["forms@example.org pass:word", "mail"]);
    }
}

#[test]
fn a_certificate_that_is_not_right_gets_neither_password_nor_mail() {
    for (way, address) in [(Way::Implicit, SMTPS), (Way::StartTls, START_TLS)] {
        let office = Office::open(way);
        let error = office.mail(address, false).unwrap_err();
        assert!(
            error.contains("certificate is from nobody who is known here") && error.contains("--mail-ca"),
            "{error}"
        );
        // It is that of another name.
        let error = office.mail(&address.replace("localhost", "127.0.0.1"), true).unwrap_err();
        assert!(error.contains("certificate is not right") && error.contains("localhost"), "{error}");
        assert_eq!(office.heard(), [""; 0]);
    }
}

#[test]
fn a_server_without_tls_hears_nothing_where_it_is_asked_for() {
    let office = Office::open(Way::Plain);
    for address in [START_TLS, SMTPS] {
        assert!(office.mail(address, true).is_err());
    }
    assert_eq!(office.heard(), [""; 0]);
}

#[test]
fn a_wrong_password_is_told() {
    let office = Office::open(Way::Implicit);
    let error = office.mail(&SMTPS.replace("pass%3A", "another"), true).unwrap_err();
    assert!(error.contains("Invalid credentials") && !error.contains("another"), "{error}");
    assert_eq!(office.heard(), ["forms@example.org anotherword"]);
}

#[test]
fn what_is_no_certificate_is_refused() {
    for pem in ["", "x", "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n"] {
        let server =
            Server::new("smtps://mail.example.org", "a@b.example".parse().unwrap(), Some(pem.as_bytes()));
        assert!(matches!(server, Err(ServerError::Authority)), "{pem}");
    }
}
