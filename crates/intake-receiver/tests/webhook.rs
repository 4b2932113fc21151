//! Webhooks: what is sent, verified by the specification's own library, and what happens when
//! nobody answers.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use clap::Parser;
use intake_core::envelope::protected;
use intake_core::json::Json;
use intake_receiver::config::Cli;
use intake_receiver::digest;
use intake_receiver::key::PrivateKey;
use intake_receiver::moment::Moment;
use intake_receiver::store::{AttemptRow, DeliveryRow, Replay, Store, WebhookChange, WebhookRow};
use intake_receiver::webhook::{GIVE_UP_AFTER, Sender, Terms, new_secret};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicI64, AtomicU16, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::command::command;
use support::encrypted::{document, outside};
use support::{
    ANSWERS, ID, Options, Receiver, TOKEN, body, fixture, form, now, sign, sign_with, signed, with,
};

/// Another system: it keeps what it is told, and answers as the test wishes.
#[derive(Clone)]
struct System {
    told: Arc<Mutex<Vec<(HeaderMap, Bytes)>>>,
    status: Arc<AtomicU16>,
    address: SocketAddr,
}

impl System {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (told, status) = (Arc::default(), Arc::new(AtomicU16::new(204)));
        let system = Self { told, status, address: listener.local_addr().unwrap() };
        let router = axum::Router::new().route("/hook", post(Self::hear)).with_state(system.clone());
        tokio::spawn(async move { axum_serve(listener, router).await });
        system
    }

    async fn hear(State(own): State<Self>, headers: HeaderMap, body: Bytes) -> Response {
        own.told.lock().unwrap().push((headers, body));
        let status = StatusCode::from_u16(own.status.load(Ordering::SeqCst)).unwrap();
        let mut response = status.into_response();
        if status.is_redirection() {
            response.headers_mut().insert(header::LOCATION, HeaderValue::from_static("/elsewhere"));
        }
        if status == StatusCode::TOO_MANY_REQUESTS {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("7200"));
        }
        response
    }

    fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    fn heard(&self) -> Vec<(HeaderMap, Bytes)> {
        self.told.lock().unwrap().clone()
    }

    fn answers(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }
}

async fn axum_serve(listener: tokio::net::TcpListener, router: axum::Router) {
    use intake_receiver::client::Proxies;
    use intake_receiver::http::connection::{Terms, serve};
    serve(listener, router, Terms::new(Proxies::none()), std::future::pending()).await;
}

/// Moved by the tests of one process that need the time to pass, each by its own store.
static LATER: AtomicI64 = AtomicI64::new(0);

fn clock() -> Moment {
    now().after(Duration::from_secs(u64::try_from(LATER.load(Ordering::SeqCst)).unwrap()))
}

fn sender(store: &Store, allowed: &[&str], clock: fn() -> Moment) -> Sender {
    let allowed = allowed.iter().map(|network| network.parse().unwrap()).collect::<Vec<_>>().into();
    Sender::new(store.clone(), Terms { home: "https://forms.example.org".into(), allowed, clock })
}

async fn add(store: &Store, id: &str, url: &str, payload: &str) -> String {
    let secret = new_secret().unwrap();
    let row = WebhookRow {
        webhook_id: id.into(),
        url: url.into(),
        secret: secret.clone(),
        payload: payload.into(),
        form: None,
        created_at: now().to_string(),
        paused_at: None,
        paused_why: None,
    };
    store.change_webhook(WebhookChange::Add(row)).await.unwrap();
    secret
}

async fn send(receiver: &Receiver, number: u8) {
    let id = format!("\"0193a1f0-7c2a-7d30-8a00-{number:012}\"");
    let reply = receiver.post(sign(with(body(&form(), ANSWERS, "{}"), "/submissionId", &id))).await;
    assert_eq!(reply.status, StatusCode::CREATED);
}

async fn deliveries(store: &Store) -> Vec<(DeliveryRow, Option<AttemptRow>)> {
    store.deliveries("wh_one", 100).await.unwrap()
}

async fn state(store: &Store) -> (String, i64) {
    let (delivery, _) = deliveries(store).await.remove(0);
    (delivery.state, delivery.attempts)
}

/// The reference library holds the time of a message against its own clock.
fn verify(secret: &str, headers: &HeaderMap, body: &[u8]) -> Result<(), standardwebhooks::WebhookError> {
    standardwebhooks::Webhook::new(secret).unwrap().verify(body, headers)
}

#[tokio::test]
async fn what_is_sent_is_verified_by_the_library_of_the_specification() {
    let (receiver, system) = (Receiver::start().await, System::start().await);
    let secret = add(&receiver.store, "wh_one", &system.url(), "reference").await;
    let reply = receiver.post(signed()).await.json();
    let sent = sender(&receiver.store, &["127.0.0.1"], Moment::now).round().await.unwrap();
    assert_eq!((sent, system.heard().len()), (1, 1));
    let (headers, body) = system.heard().remove(0);
    assert!(verify(&secret, &headers, &body).is_ok());
    let mut other = body.to_vec();
    other[0] = b' ';
    assert!(verify(&secret, &headers, &other).is_err());
    assert!(verify(&new_secret().unwrap(), &headers, &body).is_err());
    let told = Json::parse(std::str::from_utf8(&body).unwrap()).unwrap();
    assert_eq!(told.get("type").unwrap().as_str(), Some("submission.received"));
    assert_eq!(told.pointer("/data/reference"), reply.get("reference"));
    assert_eq!(
        told.pointer("/data/url").unwrap().as_str(),
        Some(&*format!("https://forms.example.org/inbox/{ID}"))
    );
    assert_eq!(told.pointer("/data/form/name").unwrap().as_str(), Some("food-support"));
    // No answer and no name where only the reference is wanted.
    assert!(!String::from_utf8_lossy(&body).contains("1500.5") && told.pointer("/data/submission").is_none());
    assert_eq!(state(&receiver.store).await, ("delivered".into(), 1));
    assert_eq!(sender(&receiver.store, &["127.0.0.1"], Moment::now).round().await.unwrap(), 0);
}

#[tokio::test]
async fn the_signed_submission_goes_along_where_it_is_wanted_and_still_verifies() {
    let (receiver, system) = (Receiver::start().await, System::start().await);
    let secret = add(&receiver.store, "wh_one", &system.url(), "submission").await;
    receiver.post(signed()).await;
    sender(&receiver.store, &["127.0.0.0/8"], Moment::now).round().await.unwrap();
    let (headers, body) = system.heard().remove(0);
    assert!(verify(&secret, &headers, &body).is_ok());
    let told: serde_json::Value = serde_json::from_slice(&body).unwrap();
    let submission = told["data"]["submission"].to_string();
    assert!(intake_receiver::verify::verify(submission.as_bytes()).is_ok(), "{submission}");
}

/// So that whoever counts people doesn't count one twice.
#[tokio::test]
async fn one_that_replaces_another_says_which() {
    let (receiver, system) = (Receiver::start().await, System::start().await);
    add(&receiver.store, "wh_one", &system.url(), "reference").await;
    let key = PrivateKey::generate().unwrap();
    let header = protected(&key.kid, &key.public.x, &key.public.y, None);
    let first = body(&form(), ANSWERS, "{}");
    let second = with(first.clone(), "/submissionId", "\"0193a1f0-7c2a-7d30-8a00-000000000002\"");
    let second = with(second, "/supersedes", &format!("\"{}\"", digest::of_json(&first)));
    for one in [first, second] {
        assert_eq!(receiver.post(sign_with(one, &key, &header)).await.status, StatusCode::CREATED);
        sender(&receiver.store, &["127.0.0.1"], Moment::now).round().await.unwrap();
    }
    let told = system.heard().into_iter().map(|(_, told)| {
        let told = Json::parse(std::str::from_utf8(&told).unwrap()).unwrap();
        told.pointer("/data/supersedes").and_then(Json::as_str).map(str::to_owned)
    });
    assert_eq!(told.collect::<Vec<_>>(), [None, Some(ID.to_owned())]);
}

/// Of what only its owner can read: that it came, and where it can be fetched.
#[tokio::test]
async fn what_is_encrypted_is_told_of_too() {
    let options = Options { relay: true, ..Options::default() };
    let receiver = Receiver::as_wished(&fixture("forms"), None, options).await;
    let system = System::start().await;
    receiver.post(document(&outside("").replace(ID, "0193a1f0-7c2a-7d30-8a00-000000000009"), b"x")).await;
    let secret = add(&receiver.store, "wh_one", &system.url(), "submission").await;
    receiver.tamper("INSERT INTO webhook (webhook_id, url, secret, payload, form, created_at) SELECT 'wh_of_one_form', url, secret, payload, 'food-support', created_at FROM webhook").await;
    let reply = receiver.post(document(&outside(""), b"secret")).await.json();
    let sender = sender(&receiver.store, &["127.0.0.1"], Moment::now);
    assert_eq!(sender.round().await.unwrap(), 1);
    let (headers, told) = system.heard().remove(0);
    assert!(verify(&secret, &headers, &told).is_ok());
    let told = Json::parse(std::str::from_utf8(&told).unwrap()).unwrap();
    assert_eq!(told.get("type").unwrap().as_str(), Some("submission.received"));
    let data = told.get("data").unwrap();
    assert_eq!(data.get("reference"), reply.get("reference"));
    assert_eq!(data.get("submissionId").unwrap().as_str(), Some(ID));
    assert_eq!(data.get("encrypted"), Some(&Json::Bool(true)));
    assert_eq!(data.get("url").unwrap().as_str(), Some("https://forms.example.org/inbox/encrypted"));
    assert!(data.get("form").is_none() && data.get("submission").is_none(), "{data}");
    let page = receiver.read("/inbox/webhooks/wh_one").await.text;
    assert!(page.contains("Encrypted submission"), "{page}");
    // What came before it was there is sent when it is asked for.
    let change = WebhookChange::Backfill {
        webhook_id: "wh_one".into(),
        from: "2026-11-01T00:00:00.000Z".into(),
        before: "2026-12-01T00:00:00.000Z".into(),
        at: now().to_string(),
        give_up_at: now().after(GIVE_UP_AFTER).to_string(),
    };
    assert_eq!(receiver.store.change_webhook(change).await.unwrap(), 1);
}

#[tokio::test]
async fn a_row_is_written_in_the_transaction_that_keeps_the_submission() {
    let receiver = Receiver::start().await;
    add(&receiver.store, "wh_one", "https://hooks.example.org/", "reference").await;
    receiver.post(signed()).await;
    receiver.post(signed()).await;
    assert_eq!(deliveries(&receiver.store).await.len(), 1);
    // What is not kept is not told of.
    receiver.tamper("CREATE TRIGGER no BEFORE INSERT ON delivery BEGIN SELECT RAISE(ABORT, 'no'); END").await;
    let id = "\"0193a1f0-7c2a-7d30-8a00-000000000002\"";
    let other = sign(with(body(&form(), ANSWERS, "{}"), "/submissionId", id));
    assert_eq!(receiver.post(other).await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(receiver.count().await, 1);
}

/// Three days of failure, and every attempt on record.
#[tokio::test]
async fn it_is_tried_for_three_days_and_every_attempt_is_on_record() {
    let (receiver, system) = (Receiver::start().await, System::start().await);
    let secret = add(&receiver.store, "wh_one", &system.url(), "reference").await;
    send(&receiver, 1).await;
    system.answers(500);
    let sender = sender(&receiver.store, &["127.0.0.1"], clock);
    let mut due = Vec::new();
    for _ in 0..20 {
        sender.round().await.unwrap();
        let (delivery, _) = deliveries(&receiver.store).await.remove(0);
        let Some(at) = delivery.due_at else { break };
        let seconds = Moment::parse(&at).unwrap().seconds_since(now()) + 1;
        due.push(seconds);
        LATER.store(seconds, Ordering::SeqCst);
    }
    LATER.store(0, Ordering::SeqCst);
    let three_days = i64::try_from(GIVE_UP_AFTER.as_secs()).unwrap();
    assert_eq!(due.last(), Some(&(three_days + 1)));
    let (delivery, last) = deliveries(&receiver.store).await.remove(0);
    assert_eq!(
        (delivery.state.as_str(), last.unwrap().error.as_deref()),
        ("failed", Some("it answered 500"))
    );
    let attempts = receiver.store.attempts(&delivery.delivery_id).await.unwrap();
    assert_eq!((attempts.len(), attempts.len()), (system.heard().len(), due.len() + 1));
    assert!(attempts.len() >= 9 && attempts.iter().all(|attempt| attempt.status == Some(500)));
    // The same id each time, so that the other side knows it again.
    let ids: Vec<_> = system.heard().iter().map(|(headers, _)| headers["webhook-id"].clone()).collect();
    assert!(ids.windows(2).all(|pair| pair[0] == pair[1]));
    system.answers(200);
    let change = WebhookChange::Replay {
        webhook_id: "wh_one".into(),
        which: Replay::Failed,
        at: Moment::now().to_string(),
        give_up_at: Moment::now().after(GIVE_UP_AFTER).to_string(),
    };
    assert_eq!(receiver.store.change_webhook(change).await.unwrap(), 1);
    sender_now(&receiver.store).round().await.unwrap();
    assert_eq!(state(&receiver.store).await.0, "delivered");
    let (headers, body) = system.heard().pop().unwrap();
    assert!(verify(&secret, &headers, &body).is_ok());
}

fn sender_now(store: &Store) -> Sender {
    sender(store, &["127.0.0.1"], Moment::now)
}

#[tokio::test]
async fn redirects_are_not_followed_and_a_wish_to_wait_is_heard() {
    let (receiver, system) = (Receiver::start().await, System::start().await);
    add(&receiver.store, "wh_one", &system.url(), "reference").await;
    send(&receiver, 1).await;
    for (status, words) in [(302, "redirect"), (307, "redirect"), (429, "429")] {
        system.answers(status);
        let (delivery, _) = deliveries(&receiver.store).await.remove(0);
        let webhook = receiver.store.webhooks().await.unwrap().remove(0).webhook;
        let sender = sender(&receiver.store, &["127.0.0.1"], now);
        let attempt = sender.deliver(&webhook, &delivery).await.unwrap();
        assert!(attempt.error.unwrap().contains(words), "{status}");
    }
    assert_eq!(system.heard().len(), 3, "nobody was sent elsewhere");
    let (delivery, _) = deliveries(&receiver.store).await.remove(0);
    let wait = Moment::parse(&delivery.due_at.unwrap()).unwrap().seconds_since(now());
    assert!((7_190..=7_200).contains(&wait), "{wait}");
}

#[tokio::test]
async fn one_that_wants_no_more_is_paused() {
    let (receiver, system) = (Receiver::start().await, System::start().await);
    add(&receiver.store, "wh_one", &system.url(), "reference").await;
    send(&receiver, 1).await;
    system.answers(410);
    sender_now(&receiver.store).round().await.unwrap();
    let webhook = receiver.store.webhooks().await.unwrap().remove(0);
    assert_eq!((webhook.webhook.paused_why.as_deref(), webhook.waiting), (Some("410"), 1));
    assert_eq!(sender_now(&receiver.store).round().await.unwrap(), 0);
}

#[tokio::test]
async fn addresses_that_are_not_for_everybody_are_refused() {
    let (receiver, system) = (Receiver::start().await, System::start().await);
    let port = system.address.port();
    for (host, words) in [
        ("127.0.0.1", "private"),
        ("localhost", "private"),
        ("2130706433", "private"),
        ("0x7f.1", "private"),
        ("[::1]", "private"),
        ("[::ffff:127.0.0.1]", "private"),
        ("[::ffff:7f00:1]", "private"),
        ("0.0.0.0", "private"),
        ("169.254.169.254", "private"),
        ("[fe80::1]", "private"),
        ("10.0.0.1", "private"),
        ("9.9.9.9", "by http"),
    ] {
        let url = format!("http://{host}:{port}/hook");
        let id = format!("wh_{}", host.len());
        let row = WebhookRow {
            webhook_id: id.clone(),
            url: url.clone(),
            secret: new_secret().unwrap(),
            payload: "reference".into(),
            form: None,
            created_at: now().to_string(),
            paused_at: None,
            paused_why: None,
        };
        let delivery = DeliveryRow {
            delivery_id: "msg_x".into(),
            event: "test".into(),
            submission_id: None,
            encrypted_id: None,
            created_at: now().to_string(),
            state: "waiting".into(),
            due_at: None,
            give_up_at: now().to_string(),
            attempts: 0,
        };
        let attempt =
            sender(&receiver.store, &["192.168.7.0/24"], Moment::now).deliver(&row, &delivery).await.unwrap();
        assert!(attempt.error.as_deref().unwrap_or_default().contains(words), "{url}: {:?}", attempt.error);
    }
    assert!(system.heard().is_empty());
}

/// What the command prints, and whether it found nothing wrong.
async fn intake(receiver: &Receiver, words: &[&str]) -> Result<(bool, String), String> {
    let database = receiver.folder.0.join("intake.sqlite");
    let mut all = vec!["intake", "webhook", "--database", database.to_str().unwrap()];
    all.extend(words);
    let cli = Cli::try_parse_from(all).map_err(|error| error.to_string())?;
    command(cli).await
}

#[tokio::test]
async fn the_command_line_does_all_of_it_beside_a_running_receiver() {
    let (receiver, system) = (Receiver::start().await, System::start().await);
    send(&receiver, 1).await;
    for wrong in
        ["ftp://example.org", "hooks.example.org", "https://me@example.org", "https://example.org/#x"]
    {
        assert!(intake(&receiver, &["add", wrong]).await.is_err(), "{wrong}");
    }
    let (_, added) = intake(&receiver, &["add", &system.url()]).await.unwrap();
    let id = added.lines().next().unwrap().strip_prefix("Webhook: ").unwrap().to_owned();
    let secret =
        added.lines().nth(1).unwrap().strip_prefix("Secret: ").unwrap().split(' ').next().unwrap().to_owned();
    let said = async |words: &[&str]| intake(&receiver, words).await.unwrap().1;
    assert!(said(&["list"]).await.contains(": 0 delivered, 0 waiting, 0 failed"));
    let (good, refused) = intake(&receiver, &["test", &id]).await.unwrap();
    assert!(!good && refused.contains("private network"), "{refused}");
    let (good, told) = intake(&receiver, &["test", &id, "--webhook-allow", "127.0.0.1"]).await.unwrap();
    assert!(good && told.starts_with("It answered 204"), "{told}");
    let (headers, body) = system.heard().remove(0);
    assert!(verify(&secret, &headers, &body).is_ok());
    // What came before it was added.
    assert_eq!(
        said(&["backfill", &id, "--from", "2026-11-22", "--until", "2026-11-22", "--time-zone", "UTC"]).await,
        "To be sent: 1\n"
    );
    assert_eq!(said(&["backfill", &id, "--from", "2026-11-01"]).await, "To be sent: 0\n");
    assert!(said(&["pause", &id]).await.starts_with("Paused"));
    send(&receiver, 2).await;
    assert_eq!(sender_now(&receiver.store).round().await.unwrap(), 0);
    assert!(
        said(&["list"]).await.contains("paused: 1 delivered, 2 waiting, 0 failed"),
        "{}",
        said(&["list"]).await
    );
    said(&["resume", &id]).await;
    sender_now(&receiver.store).round().await.unwrap();
    let listed = said(&["list", &id]).await;
    assert_eq!(listed.matches("delivered, attempts 1").count(), 3, "{listed}");
    let message = format!("msg_{id}_{ID}");
    assert_eq!(said(&["list", &id, "--message", &message]).await.lines().count(), 1);
    assert_eq!(said(&["replay", &id, "--message", &message]).await, "To be sent again: 1\n");
    sender_now(&receiver.store).round().await.unwrap();
    assert_eq!(said(&["list", &id, "--message", &message]).await.lines().count(), 2);
    said(&["remove", &id]).await;
    assert_eq!(said(&["list"]).await, "");
    let gone = intake(&receiver, &["pause", &id]).await.unwrap_err();
    assert!(gone.contains("there is no webhook"), "{gone}");
    send(&receiver, 3).await;
    assert_eq!(receiver.store.deliveries(&id, 100).await.unwrap().len(), 4);
}

#[tokio::test]
async fn the_inbox_does_all_of_it_too() {
    let (receiver, system) = (Receiver::start().await, System::start().await);
    let post = async |path: &str, fields: String| {
        let request = Request::post(path)
            .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        receiver.send(request.body(Body::from(fields)).unwrap()).await
    };
    let wrong = post("/inbox/webhooks", "url=javascript:alert(1)&payload=reference&form=".into()).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("must begin with https://"), "{}", wrong.text);
    let added = post("/inbox/webhooks", format!("url={}&payload=submission&form=", system.url())).await.text;
    let secret = added.split("<code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let id = receiver.store.webhooks().await.unwrap().remove(0).webhook.webhook_id;
    let path = format!("/inbox/webhooks/{id}");
    assert!(
        !receiver.read(&path).await.text.contains(&secret)
            && !receiver.read("/inbox/webhooks").await.text.contains(&secret)
    );
    assert_eq!(post(&format!("{path}/test"), String::new()).await.status, StatusCode::SEE_OTHER);
    sender_now(&receiver.store).round().await.unwrap();
    let (headers, body) = system.heard().remove(0);
    assert!(verify(&secret, &headers, &body).is_ok());
    system.answers(500);
    send(&receiver, 1).await;
    sender(&receiver.store, &["127.0.0.1"], now).round().await.unwrap();
    let page = receiver.read(&path).await.text;
    assert!(page.contains("it answered 500") && page.contains("Next attempt"), "{page}");
    post(&format!("{path}/pause"), String::new()).await;
    assert!(receiver.read(&path).await.text.contains("Paused"));
    post(&format!("{path}/resume"), String::new()).await;
    post(&format!("{path}/backfill"), "from=2026-11-01&until=2026-11-30".into()).await;
    assert_eq!(
        post(&format!("{path}/backfill"), "from=&until=".into()).await.status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(post(&format!("{path}/steal"), String::new()).await.status, StatusCode::NOT_FOUND);
    post(&format!("{path}/remove"), String::new()).await;
    assert!(receiver.read("/inbox/webhooks").await.text.contains("No other system is told yet"));
    for path in ["/inbox/webhooks", &path] {
        assert_eq!(receiver.get(path).await.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    // A page of another site changes nothing.
    let request =
        Request::post("/inbox/webhooks").header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap();
    assert_eq!(receiver.send(request).await.code(), "origin");
}
