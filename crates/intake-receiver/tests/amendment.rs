//! Amendments: the same key, of the latest only, and shown as what has changed.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use axum::http::StatusCode;
use clap::Parser;
use intake_core::envelope::protected;
use intake_core::json::Json;
use intake_receiver::config::Cli;
use intake_receiver::digest;
use intake_receiver::key::PrivateKey;
use intake_receiver::publication;
use std::collections::HashMap;
use support::command::command;
use support::{ANSWERS, Receiver, body, form, now, sign_with, with};

fn id(number: u8) -> String {
    format!("0193a1f0-7c2a-7d30-8a00-0000000000{number:02}")
}

fn numbered(number: u8, answers: &str) -> Json {
    with(body(&form(), answers, "{}"), "/submissionId", &format!("\"{}\"", id(number)))
}

fn by(key: &PrivateKey, body: Json) -> String {
    sign_with(body, key, &protected(&key.kid, &key.public.x, &key.public.y, None))
}

fn replacing(number: u8, answers: &str, before: &Json) -> Json {
    with(numbered(number, answers), "/supersedes", &format!("\"{}\"", digest::of_json(before)))
}

fn changed() -> String {
    ANSWERS.replace("1500.5", "900").replace(r#","nappies""#, "")
}

#[tokio::test]
async fn the_latest_is_replaced_and_the_inbox_shows_what_changed() {
    let receiver = Receiver::start().await;
    let key = PrivateKey::generate().unwrap();
    let first = numbered(1, ANSWERS);
    let second = replacing(2, &changed(), &first);
    assert_eq!(receiver.post(by(&key, first.clone())).await.status, StatusCode::CREATED);
    let taken = receiver.post(by(&key, second.clone())).await;
    assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.text);
    // Sent twice, it is the same.
    let again = receiver.post(by(&key, second.clone())).await;
    assert_eq!((again.status, again.text.clone()), (StatusCode::OK, taken.text));
    let reference = again.json().get("reference").unwrap().as_str().unwrap().to_owned();
    let old = receiver.read(&format!("/inbox/{}?lang=en", id(1))).await.text;
    assert!(old.contains("has changed these answers since") && old.contains(&reference), "{old}");
    let new = receiver.read(&format!("/inbox/{}?lang=en", id(2))).await.text;
    let (_, changes) = new.split_once("What the person changed").unwrap();
    let changes = changes.split_once("</section>").unwrap().0;
    assert!(changes.contains("1500.50") && changes.contains("900"), "{changes}");
    assert_eq!(changes.matches("<dt>").count(), 2, "{changes}");
    assert!(!new.contains("has changed these answers since"));
    // So do the list, also the one for programs, and the export.
    let first_reference = receiver.store.submission(&id(1)).await.unwrap().unwrap().receipt.receipt.reference;
    let list = receiver.read("/inbox").await.text;
    let marks = [
        format!("href=\"/inbox/{}\">Changed since", id(2)),
        format!("Replaces <a class=\"reference\" href=\"/inbox/{}\">{first_reference}", id(1)),
    ];
    for mark in &marks {
        assert_eq!(list.matches(mark).count(), 1, "{mark}: {list}");
    }
    let list = receiver.read("/inbox.json").await.json();
    let related = |number: usize, name: &str| {
        list.pointer(&format!("/submissions/{number}/{name}")).and_then(Json::as_str).map(str::to_owned)
    };
    assert_eq!((related(0, "supersedes"), related(0, "replacedBy")), (Some(id(1)), None));
    assert_eq!((related(1, "supersedes"), related(1, "replacedBy")), (None, Some(id(2))));
    let database = receiver.folder.0.join("intake.sqlite");
    let words = [
        "intake",
        "export",
        "food-support",
        "--table",
        "submissions",
        "--database",
        database.to_str().unwrap(),
    ];
    let (_, table) = command(Cli::try_parse_from(words).unwrap()).await.unwrap();
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<HashMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    let columns = |row: &HashMap<String, String>| (row["supersedes"].clone(), row["replaced_by"].clone());
    assert_eq!(columns(&rows[0]), (String::new(), reference.clone()));
    assert_eq!(columns(&rows[1]), (first_reference.clone(), String::new()));
    // And the latest again.
    let third = replacing(3, ANSWERS, &second);
    assert_eq!(receiver.post(by(&key, third)).await.status, StatusCode::CREATED);
    assert_eq!(receiver.count().await, 3);
}

#[tokio::test]
async fn one_that_may_not_is_refused_with_its_reason_and_not_kept() {
    let receiver = Receiver::start().await;
    let (key, other) = (PrivateKey::generate().unwrap(), PrivateKey::generate().unwrap());
    let first = numbered(1, ANSWERS);
    receiver.post(by(&key, first.clone())).await;
    let other_form = with(form(), "/name", "\"other-form\"");
    let row = publication::read(other_form.to_pretty()).unwrap().row;
    receiver.store.publish(&row, &now().to_string()).await.unwrap();
    let of_other_form = with(body(&other_form, ANSWERS, "{}"), "/submissionId", &format!("\"{}\"", id(5)));
    let of_other_form = with(of_other_form, "/supersedes", &format!("\"{}\"", digest::of_json(&first)));
    for (document, status, code) in [
        (by(&key, replacing(2, ANSWERS, &numbered(9, ANSWERS))), 422, "supersedes-unknown"),
        (by(&other, replacing(2, ANSWERS, &first)), 422, "supersedes-key"),
        (by(&key, of_other_form), 422, "supersedes-form"),
        (by(&key, with(numbered(2, ANSWERS), "/supersedes", "\"sha-256:x\"")), 422, "submission-shape"),
    ] {
        let reply = receiver.post(document).await;
        assert_eq!((reply.status.as_u16(), reply.code().as_str()), (status, code));
        assert_eq!(receiver.count().await, 1, "{code}");
    }
    let second = replacing(2, &changed(), &first);
    assert_eq!(receiver.post(by(&key, second)).await.status, StatusCode::CREATED);
    let late = receiver.post(by(&key, replacing(3, &changed(), &first))).await;
    assert_eq!((late.status.as_u16(), late.code().as_str()), (409, "supersedes-latest"));
    assert_eq!(receiver.count().await, 2);
}

#[tokio::test]
async fn of_two_at_once_one_is_taken() {
    let receiver = std::sync::Arc::new(Receiver::start().await);
    let key = PrivateKey::generate().unwrap();
    let first = numbered(1, ANSWERS);
    receiver.post(by(&key, first.clone())).await;
    let mut sent = tokio::task::JoinSet::new();
    for number in 2..12 {
        let (receiver, document) = (receiver.clone(), by(&key, replacing(number, ANSWERS, &first)));
        sent.spawn(async move { receiver.post(document).await.status });
    }
    let statuses = sent.join_all().await;
    assert_eq!(statuses.iter().filter(|status| **status == StatusCode::CREATED).count(), 1, "{statuses:?}");
    assert_eq!(receiver.count().await, 2);
}

#[tokio::test]
async fn what_came_by_plain_pages_is_replaced_by_nobody() {
    let receiver = Receiver::start().await;
    // The receiver's own key signs for everybody who comes without scripts.
    let secret = receiver.store.keys().await.unwrap().pop().unwrap().secret.unwrap();
    let key = PrivateKey::from_secret(&secret).unwrap();
    let first = numbered(1, ANSWERS);
    assert_eq!(receiver.post(by(&key, first.clone())).await.status, StatusCode::CREATED);
    assert_eq!(receiver.post(by(&key, replacing(2, ANSWERS, &first))).await.code(), "supersedes-key");
}
