//! `POST /nonces`, and a receiver that asks for what it gives.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use intake_core::envelope::protected;
use intake_core::json::Json;
use intake_receiver::key::PrivateKey;
use support::browser::Browser;
use support::{ANSWERS, Options, Receiver, Reply, body, fixture, form, sign_with, signed, with};

async fn asking() -> Receiver {
    Receiver::as_wished(&fixture("forms"), None, Options { nonces: true, ..Options::default() }).await
}

async fn ask(receiver: &Receiver, body: &str) -> Reply {
    let request = Request::post("/nonces").header(header::CONTENT_TYPE, "application/json");
    receiver.send(request.body(Body::from(body.to_owned())).unwrap()).await
}

async fn nonce(receiver: &Receiver, key: &PrivateKey) -> String {
    let reply = ask(receiver, &format!(r#"{{"kid":"{}"}}"#, key.kid)).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text);
    assert_eq!(reply.header("cache-control"), "no-store");
    assert_eq!(reply.json().get("expiresIn").unwrap().to_string(), "600");
    reply.json().get("nonce").unwrap().as_str().unwrap().to_owned()
}

fn under(key: &PrivateKey, body: Json, nonce: Option<&str>) -> String {
    sign_with(body, key, &protected(&key.kid, &key.public.x, &key.public.y, nonce))
}

fn other_body() -> Json {
    with(body(&form(), ANSWERS, "{}"), "/submissionId", "\"0193a1f0-7c2a-7d30-8a00-000000000002\"")
}

#[tokio::test]
async fn a_submission_needs_a_nonce_of_its_own_key_and_each_is_used_once() {
    let receiver = asking().await;
    let (key, other) = (PrivateKey::generate().unwrap(), PrivateKey::generate().unwrap());
    let first = || body(&form(), ANSWERS, "{}");
    let refused = async |document: String, code: &str| {
        let reply = receiver.post(document).await;
        assert_eq!((reply.status.as_u16(), reply.code().as_str()), (422, code));
        assert_eq!(reply.json().get("nonces").unwrap().as_str(), Some("/nonces"));
    };
    refused(under(&key, first(), None), "nonce-missing").await;
    refused(under(&key, first(), Some("n-0")), "nonce").await;
    let mine = nonce(&receiver, &key).await;
    refused(under(&other, first(), Some(&mine)), "nonce").await;
    assert_eq!(receiver.count().await, 0);
    let document = under(&key, first(), Some(&mine));
    let taken = receiver.post(document.clone()).await;
    assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.text);
    // The same again is answered as the first time; the nonce is not there for another.
    let again = receiver.post(document).await;
    assert_eq!((again.status, again.text), (StatusCode::OK, taken.text));
    refused(under(&key, other_body(), Some(&mine)), "nonce").await;
    assert_eq!(receiver.count().await, 1);
}

#[tokio::test]
async fn a_replay_of_what_was_erased_meanwhile_is_refused() {
    let receiver = asking().await;
    let key = PrivateKey::generate().unwrap();
    let document = under(&key, body(&form(), ANSWERS, "{}"), Some(&nonce(&receiver, &key).await));
    assert_eq!(receiver.post(document.clone()).await.status, StatusCode::CREATED);
    receiver.tamper("DELETE FROM inbox_entry").await;
    receiver.tamper("DELETE FROM submission").await;
    assert_eq!(receiver.post(document).await.code(), "nonce");
}

#[tokio::test]
async fn many_copies_at_once_with_one_nonce_are_taken_once() {
    let receiver = std::sync::Arc::new(asking().await);
    let key = PrivateKey::generate().unwrap();
    let mine = nonce(&receiver, &key).await;
    let mut sent = tokio::task::JoinSet::new();
    for document in [body(&form(), ANSWERS, "{}"), other_body()].map(|body| under(&key, body, Some(&mine))) {
        for _ in 0..8 {
            let (receiver, document) = (receiver.clone(), document.clone());
            sent.spawn(async move { receiver.post(document).await.status });
        }
    }
    let statuses = sent.join_all().await;
    assert_eq!(statuses.iter().filter(|status| **status == StatusCode::CREATED).count(), 1, "{statuses:?}");
    assert_eq!(receiver.count().await, 1);
}

#[tokio::test]
async fn a_thumbprint_is_what_is_asked_with() {
    let receiver = asking().await;
    for wrong in ["", "{}", r#"{"kid":1}"#, r#"{"kid":"mine"}"#, r#"{"kid":""}"#, "[]", &"x".repeat(2000)] {
        let reply = ask(&receiver, wrong).await;
        assert!(matches!(reply.status.as_u16(), 400 | 413), "{wrong}: {}", reply.text);
    }
    let wrong = receiver.get("/nonces").await;
    assert_eq!((wrong.status, wrong.code().as_str()), (StatusCode::METHOD_NOT_ALLOWED, "method"));
}

#[tokio::test]
async fn who_asks_for_none_issues_none_and_knows_none() {
    let receiver = Receiver::start().await;
    let key = PrivateKey::generate().unwrap();
    let reply = ask(&receiver, &format!(r#"{{"kid":"{}"}}"#, key.kid)).await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    let reply = receiver.post(under(&key, body(&form(), ANSWERS, "{}"), Some("n-0"))).await;
    assert_eq!(reply.code(), "nonce");
    // Nothing says that another one would help.
    assert_eq!(reply.json().get("nonces"), None);
    assert_eq!(receiver.post(signed()).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn plain_pages_need_none() {
    let receiver = asking().await;
    let mut browser = Browser::new(&receiver);
    let mut page = browser.open("/fill/food-support?lang=en").await;
    page.set("people", "2");
    page.set("income", "1500");
    for button in ["continue", "continue", "continue", "send"] {
        page = browser.press(page, button).await;
    }
    assert!(page.path.ends_with("/sent"), "{}", page.text);
    assert_eq!(receiver.count().await, 1);
}
