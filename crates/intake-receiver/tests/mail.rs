//! Mail to staff, as an SMTP server takes it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use axum::http::StatusCode;
use intake_receiver::mail::{Postman, Server, Terms, When};
use intake_receiver::moment::{Moment, Zone};
use mailin::{Action, Handler, Response, SessionBuilder, response};
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::encrypted::{document, outside};
use support::{ANSWERS, ID, Options, Receiver, body, fixture, form, now, sign, with};

/// An SMTP server: it keeps what it takes, and can be made to refuse.
#[derive(Clone)]
struct Office {
    taken: Arc<Mutex<Vec<Taken>>>,
    refuses: Arc<AtomicBool>,
    address: SocketAddr,
}

#[derive(Clone, Default)]
struct Taken {
    to: Vec<String>,
    text: String,
}

struct Desk {
    office: Office,
    now: Taken,
}

impl Handler for Desk {
    fn data_start(&mut self, _: &str, _: &str, _: bool, to: &[String]) -> Response {
        self.now = Taken { to: to.to_vec(), text: String::new() };
        response::OK
    }

    fn data(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.now.text.push_str(&String::from_utf8_lossy(bytes));
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        if self.office.refuses.load(Ordering::SeqCst) {
            return response::OUT_OF_SPACE;
        }
        self.office.taken.lock().unwrap().push(self.now.clone());
        response::OK
    }
}

impl Office {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (taken, refuses) = (Arc::default(), Arc::default());
        let office = Self { taken, refuses, address: listener.local_addr().unwrap() };
        let own = office.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                // A client that breaks off is its own affair.
                let _ = own.serve(&stream.unwrap());
            }
        });
        office
    }

    fn serve(&self, mut stream: &TcpStream) -> std::io::Result<()> {
        let desk = Desk { office: self.clone(), now: Taken::default() };
        let mut session = SessionBuilder::new("office.example").build(stream.peer_addr()?.ip(), desk);
        session.greeting().write_to(&mut stream)?;
        let mut lines = BufReader::new(stream.try_clone()?);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line)? > 0 {
            let answer = session.process(&line);
            line.clear();
            if answer.action != Action::NoReply {
                answer.write_to(&mut stream)?;
                stream.flush()?;
            }
            // After a refusal the client says no more that needs an answer.
            if answer.action == Action::Close || answer.is_error {
                break;
            }
        }
        Ok(())
    }

    fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap().clone()
    }

    fn subjects(&self) -> Vec<String> {
        let subject = |mail: &Taken| {
            let line = mail.text.lines().find_map(|line| line.strip_prefix("Subject: "));
            line.unwrap().to_owned()
        };
        self.taken().iter().map(subject).collect()
    }
}

/// Each test has a clock of its own, since `fn` pointers hold nothing.
macro_rules! clock {
    ($later:ident, $clock:ident) => {
        static $later: AtomicI64 = AtomicI64::new(0);
        fn $clock() -> Moment {
            now().after(Duration::from_secs(u64::try_from($later.load(Ordering::SeqCst)).unwrap()))
        }
    };
}

fn postman(receiver: &Receiver, office: &Office, when: When, clock: fn() -> Moment) -> Postman {
    let server =
        Server::new(&format!("smtp://{}", office.address), "intake@charity.example".parse().unwrap(), None);
    let terms = Terms {
        server: server.unwrap(),
        to: vec!["Åsa <asa@charity.example>".parse().unwrap(), "bo@charity.example".parse().unwrap()],
        when,
        remind_after: Some(24),
        home: "https://forms.example.org".into(),
        zone: Zone::named("Europe/Stockholm").unwrap(),
        clock,
    };
    Postman::new(receiver.store.clone(), terms)
}

async fn send(receiver: &Receiver, number: u8) {
    let id = format!("\"0193a1f0-7c2a-7d30-8a00-{number:012}\"");
    let reply = receiver.post(sign(with(body(&form(), ANSWERS, "{}"), "/submissionId", &id))).await;
    assert_eq!(reply.status, StatusCode::CREATED);
}

#[tokio::test]
async fn staff_learn_that_somebody_wrote_and_nothing_else() {
    clock!(LATER, clock);
    let (receiver, office) = (Receiver::start().await, Office::open());
    send(&receiver, 1).await;
    let postman = postman(&receiver, &office, When::Each, clock);
    assert_eq!(postman.round().await.unwrap(), 0, "what came before there was mail");
    send(&receiver, 2).await;
    assert_eq!(postman.round().await.unwrap(), 2);
    assert_eq!(postman.round().await.unwrap(), 0);
    assert_eq!(office.subjects(), ["Somebody wrote", "Somebody wrote"]);
    let mail = office.taken().remove(0);
    assert_eq!(mail.to, ["asa@charity.example"], "nobody sees who else is told");
    assert!(
        mail.text.contains("https://forms.example.org/inbox\r\n")
            && mail.text.contains("Auto-Submitted: auto-generated"),
        "{}",
        mail.text
    );
    for answer in ["st</b>", "1500", "nappies", "Food", "food-support"] {
        assert!(!mail.text.contains(answer), "{answer}: {}", mail.text);
    }
    // What comes within a minute is one mail.
    send(&receiver, 3).await;
    send(&receiver, 4).await;
    assert_eq!(postman.round().await.unwrap(), 0);
    LATER.store(60, Ordering::SeqCst);
    assert_eq!(postman.round().await.unwrap(), 2);
    assert_eq!(office.subjects()[2..], ["2 people wrote", "2 people wrote"]);
}

#[tokio::test]
async fn a_digest_comes_in_the_morning_of_the_staff() {
    clock!(LATER, clock);
    let (receiver, office) = (Receiver::start().await, Office::open());
    let postman = postman(&receiver, &office, When::Daily, clock);
    postman.round().await.unwrap();
    send(&receiver, 1).await;
    send(&receiver, 2).await;
    // It is 19:40 in Stockholm.
    for (hours, sent) in [(0, 0), (5, 0), (12, 0), (13, 2), (14, 0)] {
        LATER.store(hours * 3600, Ordering::SeqCst);
        assert_eq!(postman.round().await.unwrap(), sent, "after {hours} hours");
    }
    assert_eq!(office.subjects(), ["2 people wrote", "2 people wrote"]);
}

#[tokio::test]
async fn a_reminder_comes_while_something_stays_unopened() {
    clock!(LATER, clock);
    let (receiver, office) = (Receiver::start().await, Office::open());
    let postman = postman(&receiver, &office, When::Each, clock);
    postman.round().await.unwrap();
    send(&receiver, 1).await;
    postman.round().await.unwrap();
    for (hours, sent) in [(23, 0), (24, 2), (25, 0), (48, 2)] {
        LATER.store(hours * 3600, Ordering::SeqCst);
        assert_eq!(postman.round().await.unwrap(), sent, "after {hours} hours");
    }
    assert_eq!(office.subjects()[2], "Somebody still waits");
    assert!(
        office.taken()[2].text.contains("/inbox?state=3Dunopened")
            || office.taken()[2].text.contains("/inbox?state=unopened")
    );
    receiver.read("/inbox/0193a1f0-7c2a-7d30-8a00-000000000001").await;
    LATER.store(96 * 3600, Ordering::SeqCst);
    assert_eq!(postman.round().await.unwrap(), 0);
}

#[tokio::test]
async fn staff_learn_of_what_only_its_owner_can_read() {
    clock!(LATER, clock);
    let options = Options { relay: true, ..Options::default() };
    let (receiver, office) = (Receiver::as_wished(&fixture("forms"), None, options).await, Office::open());
    let encrypted = async |number: u8| {
        let id = format!("0193a1f0-7c2a-7d30-8a00-{number:012}");
        let reply = receiver.post(document(&outside("").replace(ID, &id), b"secret")).await;
        assert_eq!(reply.status, StatusCode::CREATED);
    };
    encrypted(1).await;
    let postman = postman(&receiver, &office, When::Each, clock);
    assert_eq!(postman.round().await.unwrap(), 0, "what came before there was mail");
    encrypted(2).await;
    assert_eq!(postman.round().await.unwrap(), 2);
    assert_eq!(postman.round().await.unwrap(), 0);
    encrypted(3).await;
    send(&receiver, 4).await;
    LATER.store(60, Ordering::SeqCst);
    assert_eq!(postman.round().await.unwrap(), 2);
    assert_eq!(office.subjects()[1..3], ["Somebody wrote", "2 people wrote"]);
    // Nobody has opened one of the four.
    LATER.store(25 * 3600, Ordering::SeqCst);
    assert_eq!(postman.round().await.unwrap(), 2);
    assert_eq!(office.subjects()[4], "4 people still wait");
    receiver.read("/inbox/0193a1f0-7c2a-7d30-8a00-000000000004").await;
    for number in 1..4 {
        let path = format!("/inbox/encrypted/0193a1f0-7c2a-7d30-8a00-{number:012}");
        assert_eq!(receiver.read(&path).await.status, StatusCode::OK);
    }
    LATER.store(60 * 3600, Ordering::SeqCst);
    assert_eq!(postman.round().await.unwrap(), 0);
}

#[tokio::test]
async fn what_fails_shows_in_the_inbox_and_is_tried_again() {
    clock!(LATER, clock);
    let (receiver, office) = (Receiver::start().await, Office::open());
    let postman = postman(&receiver, &office, When::Each, clock);
    postman.round().await.unwrap();
    office.refuses.store(true, Ordering::SeqCst);
    send(&receiver, 1).await;
    assert_eq!(postman.round().await.unwrap(), 0);
    let page = receiver.read("/inbox").await.text;
    assert!(
        page.contains("Mail to asa@charity.example could not be sent")
            && page.contains("Insufficient system storage"),
        "{page}"
    );
    send(&receiver, 2).await;
    assert_eq!(postman.round().await.unwrap(), 0, "not before its time");
    LATER.store(61, Ordering::SeqCst);
    assert_eq!(postman.round().await.unwrap(), 0);
    office.refuses.store(false, Ordering::SeqCst);
    LATER.store(61 + 301, Ordering::SeqCst);
    assert_eq!(postman.round().await.unwrap(), 2);
    assert_eq!(office.subjects(), ["2 people wrote", "2 people wrote"]);
    assert!(!receiver.read("/inbox").await.text.contains("could not be sent"));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_no_reason_to_stop() {
    clock!(LATER, clock);
    let (receiver, office) = (Receiver::start().await, Office::open());
    let nobody = Office { address: "127.0.0.1:1".parse().unwrap(), ..office.clone() };
    let postman = postman(&receiver, &nobody, When::Each, clock);
    postman.round().await.unwrap();
    send(&receiver, 1).await;
    LATER.store(1, Ordering::SeqCst);
    assert_eq!(postman.round().await.unwrap(), 0);
    assert_eq!(receiver.store.mail_troubles().await.unwrap().len(), 2);
    for wrong in ["mail.example.org", "http://mail.example.org", "smtp://"] {
        assert!(Server::new(wrong, "a@charity.example".parse().unwrap(), None).is_err(), "{wrong}");
    }
}
