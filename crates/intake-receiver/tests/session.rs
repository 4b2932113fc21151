//! Signing in to the inbox, and how that ends.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use intake_receiver::client::{ForwardedHeader, Proxies};
use support::{Options, Receiver, Reply, TOKEN, fixture};

fn ask(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    if method == "POST" {
        request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::from(body.to_owned())).unwrap()
}

/// The name and the value of the cookie that an answer sets.
fn cookie(reply: &Reply) -> String {
    reply.header("set-cookie").split(';').next().unwrap().to_owned()
}

async fn sign_in(receiver: &Receiver) -> String {
    let reply = receiver.send(ask("POST", "/inbox/sign-in", &[], &format!("token={TOKEN}"))).await;
    assert_eq!((reply.status, reply.header("location")), (StatusCode::SEE_OTHER, "/inbox"));
    cookie(&reply)
}

async fn inbox(receiver: &Receiver, cookie: &str) -> StatusCode {
    receiver.send(ask("GET", "/inbox", &[("cookie", &format!("other=1; {cookie}"))], "")).await.status
}

#[tokio::test]
async fn signing_out_ends_the_session_whatever_copies_of_its_cookie_there_are() {
    let receiver = Receiver::start().await;
    let (one, other) = (sign_in(&receiver).await, sign_in(&receiver).await);
    assert_ne!(one, other);
    assert_eq!(inbox(&receiver, &one).await, StatusCode::OK);
    let reply = receiver.send(ask("POST", "/inbox/sign-out", &[("cookie", &one)], "")).await;
    assert_eq!((reply.status, reply.header("location")), (StatusCode::SEE_OTHER, "/inbox"));
    assert!(reply.header("set-cookie").contains("Max-Age=0"), "{}", reply.header("set-cookie"));
    assert_eq!(reply.header("clear-site-data"), "\"cache\"");
    assert_eq!(inbox(&receiver, &one).await, StatusCode::UNAUTHORIZED);
    assert_eq!(inbox(&receiver, &other).await, StatusCode::OK);
}

#[tokio::test]
async fn a_session_ends_by_itself() {
    // The tests' clock says 18:40.
    for (change, status) in [
        ("UPDATE session SET used_at = '2026-11-22T18:10:00.000Z'", StatusCode::OK),
        ("UPDATE session SET used_at = '2026-11-22T18:09:59.999Z'", StatusCode::UNAUTHORIZED),
        ("UPDATE session SET opened_at = '2026-11-22T06:40:00.000Z'", StatusCode::OK),
        ("UPDATE session SET opened_at = '2026-11-22T06:39:59.999Z'", StatusCode::UNAUTHORIZED),
        ("UPDATE session SET credential = 'another token'", StatusCode::UNAUTHORIZED),
        ("DELETE FROM session", StatusCode::UNAUTHORIZED),
    ] {
        let receiver = Receiver::start().await;
        let cookie = sign_in(&receiver).await;
        receiver.tamper(change).await;
        assert_eq!(inbox(&receiver, &cookie).await, status, "{change}");
    }
}

#[tokio::test]
async fn a_session_that_is_used_goes_on() {
    let receiver = Receiver::start().await;
    let cookie = sign_in(&receiver).await;
    receiver.tamper("UPDATE session SET used_at = '2026-11-22T18:15:00.000Z'").await;
    assert_eq!(inbox(&receiver, &cookie).await, StatusCode::OK);
    receiver.tamper("UPDATE session SET used_at = used_at WHERE used_at = '2026-11-22T18:40:00.000Z'").await;
}

#[tokio::test]
async fn the_database_holds_nothing_to_sign_in_with() {
    let receiver = Receiver::start().await;
    let cookie = sign_in(&receiver).await;
    let secret = cookie.split_once('=').unwrap().1;
    for file in std::fs::read_dir(&receiver.folder.0).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for secret in [secret, TOKEN] {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()));
        }
    }
}

#[tokio::test]
async fn the_printed_link_works_once_and_leaves_nothing_of_use_behind() {
    let receiver = Receiver::start().await;
    let link = format!("/inbox/enter?code={}", receiver.code);
    let looked = receiver.send(ask("HEAD", &link, &[], "")).await;
    assert_eq!((looked.status, looked.header("set-cookie")), (StatusCode::NO_CONTENT, ""));
    let reply = receiver.get(&link).await;
    assert_eq!((reply.status, reply.header("location")), (StatusCode::SEE_OTHER, "/inbox"));
    let cookie = cookie(&reply);
    assert!(!cookie.contains(&receiver.code) && !cookie.contains(TOKEN));
    assert_eq!(inbox(&receiver, &cookie).await, StatusCode::OK);
    // Some browsers ask twice.
    let again = receiver.send(ask("GET", &link, &[("cookie", &cookie)], "")).await;
    assert_eq!((again.status, again.header("location")), (StatusCode::SEE_OTHER, "/inbox"));
    let stranger = receiver.get(&link).await;
    assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
    assert!(stranger.text.contains("This link has been used, or is too old."), "{}", stranger.text);
    // The token in an address opens nothing: addresses stay in histories and in logs of proxies.
    let old = receiver.get(&format!("/inbox?token={TOKEN}")).await;
    assert_eq!((old.status, old.header("set-cookie")), (StatusCode::UNAUTHORIZED, ""));
}

#[tokio::test]
async fn the_cookie_is_as_the_public_address_says_whatever_a_client_says() {
    for (public, says, name, secure) in [
        (Some("https://forms.example.org"), "http", "__Host-intake", true),
        (Some("http://intake.local"), "https", "intake_inbox", false),
        (None, "https", "intake_inbox", false),
    ] {
        let options = Options { public, ..Options::default() };
        let receiver = Receiver::as_wished(&fixture("forms"), None, options).await;
        let body = format!("token={TOKEN}");
        let reply = receiver.send(ask("POST", "/inbox/sign-in", &[("x-forwarded-proto", says)], &body)).await;
        let set = reply.header("set-cookie");
        assert!(set.starts_with(&format!("{name}=")), "{set}");
        for attribute in ["HttpOnly", "SameSite=Strict", "Path=/"] {
            assert!(set.contains(attribute), "{set}");
        }
        assert!(!set.contains("Domain") && set.contains("Secure") == secure, "{set}");
        assert_eq!(inbox(&receiver, &cookie(&reply)).await, StatusCode::OK);
    }
}

#[tokio::test]
async fn no_other_site_signs_a_browser_in_or_out() {
    let receiver = Receiver::start().await;
    let cookie = sign_in(&receiver).await;
    for foreign in [
        &[("origin", "https://evil.example"), ("host", "127.0.0.1:8080")][..],
        &[("origin", "null"), ("host", "127.0.0.1:8080")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site"), ("origin", "http://127.0.0.1:9000")],
    ] {
        let headers = [foreign, &[("cookie", cookie.as_str())]].concat();
        for (path, body) in [("/inbox/sign-out", ""), ("/inbox/sign-in", &*format!("token={TOKEN}"))] {
            let reply = receiver.send(ask("POST", path, &headers, body)).await;
            assert_eq!(
                (reply.status, reply.code().as_str()),
                (StatusCode::FORBIDDEN, "origin"),
                "{foreign:?}"
            );
            assert_eq!(reply.header("set-cookie"), "");
        }
    }
    assert_eq!(inbox(&receiver, &cookie).await, StatusCode::OK);
    let get = receiver.send(ask("GET", "/inbox/sign-out", &[("cookie", &cookie)], "")).await;
    assert_eq!((get.status, get.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "POST"));
    let own = [("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080"), ("cookie", &*cookie)];
    assert_eq!(receiver.send(ask("POST", "/inbox/sign-out", &own, "")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(inbox(&receiver, &cookie).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn guesses_are_counted_by_address_and_the_address_is_that_of_a_proxy_only_where_it_is_trusted() {
    for (trusted, other) in
        [("127.0.0.1", StatusCode::SEE_OTHER), ("10.0.0.1", StatusCode::TOO_MANY_REQUESTS)]
    {
        let proxies = Proxies::new(vec![trusted.parse().unwrap()], ForwardedHeader::XForwardedFor);
        let options = Options { proxies, ..Options::default() };
        let receiver = Receiver::as_wished(&fixture("forms"), None, options).await;
        let try_from = async |address: &str, token: &str| {
            let headers = [("x-forwarded-for", address)];
            receiver.send(ask("POST", "/inbox/sign-in", &headers, &format!("token={token}"))).await
        };
        for _ in 0..10 {
            assert_eq!(try_from("192.0.2.1", "guess").await.status, StatusCode::UNAUTHORIZED);
        }
        let blocked = try_from("192.0.2.1", TOKEN).await;
        assert_eq!(blocked.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(blocked.text.contains("Too many wrong tokens."), "{}", blocked.text);
        assert_eq!(try_from("192.0.2.2", TOKEN).await.status, other);
    }
    // Bearers and links are guesses, too.
    let receiver = Receiver::start().await;
    for _ in 0..5 {
        let request = ask("GET", "/inbox.json", &[("authorization", "Bearer guess")], "");
        assert_eq!(receiver.send(request).await.code(), "unauthorized");
        assert_eq!(receiver.get("/inbox/enter?code=guess").await.status, StatusCode::UNAUTHORIZED);
    }
    let reply = receiver.read("/inbox.json").await;
    assert_eq!((reply.status, reply.code().as_str()), (StatusCode::TOO_MANY_REQUESTS, "too-many-guesses"));
    let link = receiver.get(&format!("/inbox/enter?code={}", receiver.code)).await;
    assert_eq!(link.status, StatusCode::TOO_MANY_REQUESTS);
}
