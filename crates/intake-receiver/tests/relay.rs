//! A receiver that passes on what only somebody else can read.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use intake_core::canonical;
use intake_core::envelope::base64url;
use intake_core::json::Json;
use intake_receiver::digest;
use support::{AUDIENCE, ID, Options, Receiver, fixture, signed};

async fn relay() -> Receiver {
    Receiver::as_wished(&fixture("forms"), None, Options { relay: true, ..Options::default() }).await
}

const EPK: &str = r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;

fn outside(files: &str) -> String {
    format!(
        r#"{{"alg":"ECDH-ES","enc":"A256GCM","kid":"the-owners","typ":"intake-submission+jwe","epk":{EPK},"submissionId":"{ID}","audience":"{AUDIENCE}","attachments":[{files}]}}"#
    )
}

fn document(outside: &str, ciphertext: &[u8]) -> String {
    let part = |bytes: &[u8]| base64url(bytes);
    format!(
        r#"{{"protected":"{}","iv":"{}","ciphertext":"{}","tag":"{}"}}"#,
        part(outside.as_bytes()),
        part(&[1; 12]),
        part(ciphertext),
        part(&[2; 16])
    )
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
    assert_eq!(receiver.post(signed()).await.status, StatusCode::CREATED);
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
