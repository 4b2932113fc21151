//! Over the network, as a hostile client sends: heads that never end, and bodies that are none.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use intake_receiver::client::Proxies;
use intake_receiver::http::connection::{Terms, serve};
use std::net::SocketAddr;
use std::time::Duration;
use support::{ANSWERS, Receiver, body, form, sign, signed, with};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::oneshot;
use tokio::time::timeout;

/// So long a test waits for what must come; how long it takes is not asserted.
const SURELY: Duration = Duration::from_secs(60);

struct Server {
    receiver: Receiver,
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: tokio::task::JoinHandle<()>,
}

impl Server {
    async fn start(patience: Duration) -> Self {
        let receiver = Receiver::start().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let router = receiver.router.clone();
        let ended = tokio::spawn(async move {
            let mut terms = Terms::new(Proxies::none());
            terms.patience = patience;
            serve(listener, router, terms, async {
                let _ = stopped.await;
            })
            .await;
        });
        Self { receiver, address, stop, ended }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// From another address of this machine: 127.0.0.n.
    async fn connect_from(&self, n: u8) -> TcpStream {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(([127, 0, 0, n], 0).into()).unwrap();
        socket.connect(self.address).await.unwrap()
    }

    /// Sends a document on a connection of its own: the status, and the answer with its head.
    async fn post(&self, document: &[u8]) -> (u16, String) {
        let mut stream = self.connect().await;
        let head = format!(
            "POST /submissions HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n",
            document.len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        // The answer to what is too large comes before all of it is sent.
        let _ = stream.write_all(document).await;
        let answer = rest(&mut stream).await;
        let status = answer.get(9..12).and_then(|status| status.parse().ok()).unwrap_or(0);
        (status, answer)
    }
}

/// All that comes until the other side closes.
async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    // A reset after the answer is an end, too.
    let _ = timeout(SURELY, stream.read_to_end(&mut bytes)).await.expect("the connection is closed");
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn a_head_that_never_ends_is_cut_off() {
    let server = Server::start(Duration::from_millis(300)).await;
    let mut slow = server.connect().await;
    slow.write_all(b"POST /submissions HTTP/1.1\r\nhost: localhost\r\n").await.unwrap();
    let (mut reading, mut writing) = slow.into_split();
    let dripping = tokio::spawn(async move {
        // A byte now and then keeps a connection alive that only silence would end.
        while writing.write_all(b"x: y\r\n").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    let mut bytes = Vec::new();
    let _ = timeout(SURELY, reading.read_to_end(&mut bytes)).await.expect("the connection is cut off");
    assert!(!String::from_utf8_lossy(&bytes).contains("200 OK"));
    dripping.abort();
    let mut silent = server.connect().await;
    rest(&mut silent).await;
    // Others are answered as before.
    assert_eq!(server.post(signed().as_bytes()).await.0, 201);
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let server = Server::start(SURELY).await;
    let mut stream = server.connect().await;
    let head = format!("GET /healthz HTTP/1.1\r\nhost: localhost\r\nx: {}\r\n\r\n", "y".repeat(1 << 20));
    let _ = stream.write_all(head.as_bytes()).await;
    let answer = rest(&mut stream).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431 "), "{answer:.100}");
}

#[tokio::test]
async fn a_request_that_has_begun_ends_when_the_server_stops() {
    let server = Server::start(SURELY).await;
    let document = signed();
    let (first, second) = document.as_bytes().split_at(100);
    let mut stream = server.connect().await;
    let head = format!(
        "POST /submissions HTTP/1.1\r\nhost: localhost\r\nexpect: 100-continue\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        document.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // The server asks for the body: the request has begun.
    let mut asked = [0; 25];
    timeout(SURELY, stream.read_exact(&mut asked)).await.unwrap().unwrap();
    assert!(asked.starts_with(b"HTTP/1.1 100 "));
    stream.write_all(first).await.unwrap();
    server.stop.send(()).unwrap();
    stream.write_all(second).await.unwrap();
    assert!(rest(&mut stream).await.starts_with("HTTP/1.1 201 "));
    timeout(SURELY, server.ended).await.expect("the server ends").unwrap();
}

#[tokio::test]
async fn hostile_bodies_are_refused_by_their_code_and_nothing_is_kept() {
    let server = Server::start(SURELY).await;
    let genuine = signed();
    // A document that is right but for one thing, which stands in its answers.
    let with_answer = |json: &str| {
        let marked = with(body(&form(), ANSWERS, "{}"), "/answers/full_name", "\"MARK\"");
        sign(marked).replace("\"MARK\"", json).into_bytes()
    };
    let padded = |length: usize| [genuine.as_bytes(), &vec![b' '; length - genuine.len()]].concat();
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let mut not_utf8 = with_answer("\"MARK\"");
    let at = not_utf8.windows(4).position(|four| four == b"MARK").unwrap();
    not_utf8[at] = 0xff;
    for (document, status, code) in [
        (padded((1 << 20) + 1), 413, "json-too-large"),
        (vec![b'['; 4 << 20], 413, "json-too-large"),
        // The document and its answers are two of the levels.
        (with_answer(&nested(31)), 400, "json-too-deep"),
        (with_answer("1,\"full_name\":2"), 400, "json-duplicate-name"),
        (with_answer("1,\"full\\u005fname\":2"), 400, "json-duplicate-name"),
        (with_answer("\"\\ud83d\""), 400, "json-lone-surrogate"),
        (with_answer("\"\\ude00\\ud83d\""), 400, "json-lone-surrogate"),
        (with_answer("\"a\\u0000b\""), 400, "json-nul"),
        (with_answer("1e400"), 400, "json-number-range"),
        (with_answer("-1e400"), 400, "json-number-range"),
        (with_answer("9007199254740993"), 400, "json-number-range"),
        (with_answer("NaN"), 400, "json-syntax"),
        (with_answer("\"a\u{1}b\""), 400, "json-syntax"),
        (not_utf8, 400, "json-not-utf8"),
        ([b"\xef\xbb\xbf", genuine.as_bytes()].concat(), 400, "json-syntax"),
        (with_answer(&nested(30)), 422, "signature"),
        (with_answer("\"another name\""), 422, "signature"),
    ] {
        let (got, answer) = server.post(&document).await;
        let member = format!("\"code\":\"{code}\"");
        assert!(got == status && answer.contains(&member), "{status} {code}: {answer}");
        assert!(answer.contains("\r\ncontent-type: application/problem+json\r\n"), "{answer}");
        assert!(!answer.contains("full_name"), "{answer}");
    }
    assert_eq!(server.receiver.count().await, 0);
    // Exactly 1 MiB is not too much.
    assert_eq!(server.post(&padded(1 << 20)).await.0, 201);
    assert_eq!(server.receiver.count().await, 1);
}

/// What the server says to a request after which it closes.
async fn said(mut stream: TcpStream, request: &[u8]) -> String {
    let _ = stream.write_all(request).await;
    rest(&mut stream).await
}

#[tokio::test]
async fn a_request_names_its_server_once() {
    let server = Server::start(SURELY).await;
    for (head, status) in [
        ("GET /healthz HTTP/1.1\r\nhost: localhost\r\n", 200),
        ("GET /healthz HTTP/1.1\r\nhost: [::1]:8080\r\n", 200),
        ("GET /healthz HTTP/1.0\r\n", 200),
        ("GET /healthz HTTP/1.1\r\n", 400),
        ("GET /healthz HTTP/1.1\r\nhost: localhost\r\nhost: localhost\r\n", 400),
        ("GET /healthz HTTP/1.1\r\nhost: localhost\r\nhost: evil.example\r\n", 400),
        ("GET /healthz HTTP/1.1\r\nhost: a b\r\n", 400),
        ("GET /healthz HTTP/1.1\r\nhost: a@b\r\n", 400),
    ] {
        let answer =
            said(server.connect().await, format!("{head}connection: close\r\n\r\n").as_bytes()).await;
        assert_eq!(answer.get(9..12), Some(&*status.to_string()), "{head:?}: {answer}");
        assert!(status == 200 || answer.contains("\"code\":\"host\""), "{answer}");
    }
}

/// The head of a submission with a file, and its signed part, whole, as it stands.
fn with_file(document: &str, size: usize) -> Vec<u8> {
    let body = format!(
        "--b\r\ncontent-disposition: form-data; name=\"submission\"\r\n\r\n{document}\r\n\
         --b\r\ncontent-disposition: form-data; name=\"attachment[]\"; filename=\"x\"\r\n\r\n"
    );
    let head = format!(
        "POST /submissions HTTP/1.1\r\nhost: localhost\r\ncontent-type: multipart/form-data; boundary=b\r\n\
         content-length: {}\r\n\r\n",
        body.len() + size
    );
    (head + &body).into_bytes()
}

#[tokio::test]
async fn what_is_signed_is_verified_before_a_byte_of_a_file_is_waited_for() {
    let server = Server::start(SURELY).await;
    let forged = signed().replace("1500.5", "1");
    let mut stream = server.connect().await;
    stream.write_all(&with_file(&forged, 3 << 20)).await.unwrap();
    let mut answer = vec![0; 12];
    timeout(SURELY, stream.read_exact(&mut answer)).await.expect("it is answered").unwrap();
    assert_eq!(answer, b"HTTP/1.1 422");
}

#[tokio::test]
async fn a_refusal_reaches_a_sender_who_reads_only_when_everything_is_sent() {
    let server = Server::start(SURELY).await;
    let forged = signed().replace("1500.5", "1");
    let mut request = with_file(&forged, 3 << 20);
    request.extend(vec![b'x'; 3 << 20]);
    let mut stream = server.connect().await;
    stream.write_all(&request).await.unwrap();
    let mut answer = vec![0; 12];
    timeout(SURELY, stream.read_exact(&mut answer)).await.unwrap().expect("no reset comes before the answer");
    assert_eq!(answer, b"HTTP/1.1 422");
}

#[tokio::test]
async fn one_address_has_so_many_connections_and_leaves_the_others_theirs() {
    let server = Server::start(SURELY).await;
    let mut held = Vec::new();
    for _ in 0..256 {
        held.push(server.connect_from(2).await);
    }
    let turned_away = rest(&mut server.connect_from(2).await).await;
    assert!(
        turned_away.starts_with("HTTP/1.1 429 ") && turned_away.contains("too-many-connections"),
        "{turned_away}"
    );
    let request = b"GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    assert!(said(server.connect_from(3).await, request).await.starts_with("HTTP/1.1 200 "));
    // One that goes makes room for another.
    held.pop();
    for attempt in 0.. {
        assert!(attempt < 600, "the place is given back");
        if said(server.connect_from(2).await, request).await.starts_with("HTTP/1.1 200 ") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test]
async fn slow_bodies_of_one_address_take_no_place_from_others_and_none_from_health_or_inbox() {
    let server = Server::start(SURELY).await;
    let head = |media_type: &str| {
        format!(
            "POST /submissions HTTP/1.1\r\nhost: localhost\r\ncontent-type: {media_type}\r\n\
             content-length: 100000\r\n\r\n--b\r\n"
        )
    };
    let mut held = Vec::new();
    for media_type in ["application/json", "multipart/form-data; boundary=b"] {
        for _ in 0..70 {
            let mut stream = server.connect_from(2).await;
            stream.write_all(head(media_type).as_bytes()).await.unwrap();
            held.push(stream);
        }
    }
    // Those for whom there is no place hear so at once.
    let mut turned_away = 0;
    for stream in &mut held {
        let mut start = [0; 12];
        if timeout(Duration::from_millis(20), stream.read_exact(&mut start)).await.is_ok() {
            assert_eq!(&start, b"HTTP/1.1 429");
            turned_away += 1;
        }
    }
    assert_eq!(turned_away, 140 - 64 - 16);
    for from in [2, 3] {
        for path in ["/healthz", "/forms", "/inbox"] {
            let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
            let answer = said(server.connect_from(from).await, request.as_bytes()).await;
            let expected = if path == "/inbox" { "HTTP/1.1 401 " } else { "HTTP/1.1 200 " };
            assert!(answer.starts_with(expected), "{path}: {answer}");
        }
    }
    // `post` comes from 127.0.0.1.
    assert_eq!(server.post(signed().as_bytes()).await.0, 201);
}
