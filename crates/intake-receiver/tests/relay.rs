//! A receiver that passes on what only somebody else can read.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use intake_core::canonical;
use intake_core::json::Json;
use intake_receiver::digest;
use intake_receiver::store::Store;
use support::encrypted::{document, outside};
use support::{ANSWERS, AUDIENCE, ID, Options, Receiver, body, fixture, form, now, sign, signed, with};

async fn relay() -> Receiver {
    Receiver::as_wished(&fixture("forms"), None, Options { relay: true, ..Options::default() }).await
}

#[tokio::test]
async fn what_is_encrypted_is_kept_as_it_came_and_shown_as_unreadable() {
    let receiver = relay().await;
    let sent = document(&outside(""), b"secret");
    let first = receiver.post(sent.clone()).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text);
    assert_eq!(first.json().get("submissionId").unwrap().as_str(), Some(ID));
    assert_eq!(
        first.json().get("digest").unwrap().as_str(),
        Some(&*digest::of_json(&Json::parse(&sent).unwrap()))
    );
    let again = receiver.post(sent.clone()).await;
    assert_eq!((again.status, again.text), (StatusCode::OK, first.text.clone()));
    let other = receiver.post(document(&outside(""), b"other")).await;
    assert_eq!((other.status, other.code().as_str()), (StatusCode::CONFLICT, "conflict"));
    let list = receiver.read("/inbox").await.text;
    assert!(list.contains("1 encrypted submission") && list.contains("/inbox/encrypted"), "{list}");
    let page = receiver.read("/inbox/encrypted").await.text;
    let reference = first.json().get("reference").unwrap().as_str().unwrap().to_owned();
    assert!(
        page.contains(&reference) && page.contains("Can’t be read here") && page.contains("the-owners"),
        "{page}"
    );
    let kept = receiver.read(&format!("/inbox/encrypted/{ID}")).await;
    assert_eq!(kept.text, canonical::to_string(&Json::parse(&sent).unwrap()));
    assert!(kept.header("content-disposition").ends_with(".jwe\""));
    // It is in no list of what can be read, and behind the token.
    assert_eq!(receiver.count().await, 0);
    for path in ["/inbox/encrypted".to_owned(), format!("/inbox/encrypted/{ID}")] {
        assert_eq!(receiver.get(&path).await.status, StatusCode::UNAUTHORIZED);
    }
    // What is not encrypted is taken as before.
    let id = "\"0193a1f0-7c2a-7d30-8a00-000000000002\"";
    let other = sign(with(body(&form(), ANSWERS, "{}"), "/submissionId", id));
    assert_eq!(receiver.post(other).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn an_id_stands_for_one_submission_whether_it_is_encrypted_or_not() {
    for encrypted_first in [true, false] {
        let receiver = relay().await;
        let mut both = [document(&outside(""), b"secret"), signed()];
        if !encrypted_first {
            both.reverse();
        }
        let [first, second] = both;
        assert_eq!(receiver.post(first.clone()).await.status, StatusCode::CREATED);
        let reply = receiver.post(second).await;
        assert_eq!((reply.status, reply.code().as_str()), (StatusCode::CONFLICT, "conflict"));
        assert_eq!(receiver.post(first).await.status, StatusCode::OK);
        assert_eq!(receiver.count().await + receiver.store.count_encrypted().await.unwrap(), 1);
    }
}

#[tokio::test]
async fn the_inbox_says_what_nobody_has_taken_to_open_it() {
    let receiver = relay().await;
    receiver.post(document(&outside(""), b"secret")).await;
    for path in ["/inbox", "/inbox/encrypted"] {
        let page = receiver.read(path).await.text.to_lowercase();
        assert!(page.contains("not opened"), "{page}");
    }
    assert_eq!(receiver.read(&format!("/inbox/encrypted/{ID}")).await.status, StatusCode::OK);
    let page = receiver.read("/inbox/encrypted").await.text;
    assert!(!page.contains("Not opened"), "{page}");
    assert_eq!(receiver.store.count_encrypted_unopened().await.unwrap(), 0);
}

/// What came before anybody was told of them counts as told and opened.
#[tokio::test]
async fn an_older_database_is_brought_up_to_date() {
    let receiver = relay().await;
    receiver.post(document(&outside(""), b"secret")).await;
    receiver.store.close().await;
    let database = receiver.folder.0.join("intake.sqlite");
    let pool =
        sqlx::sqlite::SqlitePool::connect_with(sqlx::sqlite::SqliteConnectOptions::new().filename(&database));
    let pool = pool.await.unwrap();
    let back = "DROP TABLE delivery_attempt; DROP TABLE delivery; DROP TABLE webhook; DROP INDEX encrypted_position;
        DROP INDEX encrypted_unopened; ALTER TABLE encrypted DROP COLUMN position; ALTER TABLE encrypted DROP COLUMN opened_at;
        ALTER TABLE mail DROP COLUMN told_encrypted;
        INSERT INTO mail (recipient, kind, told_position, attempts) VALUES ('asa@charity.example', 'received', 0, 0);
        DELETE FROM _sqlx_migrations WHERE version IN (12, 32)";
    sqlx::raw_sql(back).execute(&pool).await.unwrap();
    pool.close().await;
    let store = Store::open(&database).await.unwrap();
    let told = store.mail("asa@charity.example", "received").await.unwrap().unwrap();
    assert_eq!((told.told_position, told.told_encrypted), (0, 1));
    assert_eq!(store.came_after((0, told.told_encrypted)).await.unwrap(), (0, (0, 1)));
    assert_eq!(store.unopened_before(&now().to_string()).await.unwrap(), 0);
    let row = store.encrypted(ID).await.unwrap().unwrap();
    assert_eq!(row.opened_at.as_deref(), Some(&*row.receipt.receipt.received_at));
}

#[tokio::test]
async fn files_come_along_encrypted() {
    let receiver = relay().await;
    let file = b"an encrypted photo";
    let named =
        format!(r#"{{"fileName":"1.jwe","size":{},"digest":"{}"}}"#, file.len(), digest::of_bytes(file));
    let send = |bytes: Option<&[u8]>| {
        let mut body = format!(
            "--b\r\ncontent-disposition: form-data; name=\"submission\"\r\n\r\n{}\r\n",
            document(&outside(&named), b"secret")
        )
        .into_bytes();
        if let Some(bytes) = bytes {
            body.extend(
                b"--b\r\ncontent-disposition: form-data; name=\"attachment[]\"; filename=\"1.jwe\"\r\n\r\n",
            );
            body.extend(bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--b--\r\n");
        let request = Request::post("/submissions");
        request
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
            .body(Body::from(body))
            .unwrap()
    };
    for wrong in [None, Some(&b"another"[..])] {
        let reply = receiver.send(send(wrong)).await;
        assert_eq!((reply.status.as_u16(), reply.code().as_str()), (422, "attachments"));
    }
    assert_eq!(receiver.send(send(Some(file))).await.status, StatusCode::CREATED);
    let kept = receiver.read(&format!("/inbox/encrypted/{ID}/{}", digest::of_bytes(file))).await;
    assert_eq!(kept.text.as_bytes(), file);
    assert!(receiver.read("/inbox/encrypted").await.text.contains("File 1"));
}

#[tokio::test]
async fn what_is_no_encrypted_submission_is_refused_and_not_kept() {
    let receiver = relay().await;
    let outside = outside("");
    for (document, code) in [
        (document(&outside.replace(AUDIENCE, "https://other.example/"), b"x"), "audience"),
        (document(&outside.replace(ID, "../../etc/passwd"), b"x"), "encrypted-shape"),
        (document(&outside.replace("submission+jwe", "attachment+jwe"), b"x"), "encrypted-shape"),
        (document(&outside.replace("A256GCM", "A128CBC-HS256"), b"x"), "encrypted-shape"),
        (document(&outside.replace("ECDH-ES", "dir"), b"x"), "encrypted-shape"),
        (document(&outside, b"x").replacen('{', r#"{"note":"hello","#, 1), "encrypted-shape"),
        (document("{}", b"x"), "encrypted-shape"),
        (r#"{"ciphertext":1}"#.into(), "encrypted-shape"),
    ] {
        let reply = receiver.post(document).await;
        assert_eq!((reply.status.as_u16(), reply.code().as_str()), (422, code));
    }
    assert_eq!(receiver.store.count_encrypted().await.unwrap(), 0);
}

#[tokio::test]
async fn who_is_no_relay_says_so() {
    let receiver = Receiver::start().await;
    let reply = receiver.post(document(&outside(""), b"secret")).await;
    assert_eq!((reply.status.as_u16(), reply.code().as_str()), (422, "encrypted"));
    // An answer that only mentions the word is read as any other.
    let answered = signed().replace("Åsa", "\\\"ciphertext\\\"");
    assert_eq!(receiver.post(answered).await.code(), "signature");
}
