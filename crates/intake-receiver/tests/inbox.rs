//! Who reads the inbox, and what it shows.

mod support;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use intake_core::json::Json;
use std::path::Path;
use std::{fs, io};
use support::{ANSWERS, ID, Receiver, TOKEN, body, form, sign, signed, with};

fn detail() -> String {
    format!("/inbox/{ID}")
}

#[tokio::test]
async fn nobody_reads_without_the_token() {
    let receiver = Receiver::start().await;
    receiver.post(signed()).await;
    for path in ["/inbox", "/inbox.json", &detail(), &format!("/inbox/{ID}.json"), "/inbox?token=wrong"] {
        let reply = receiver.get(path).await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{path}");
        assert!(!reply.text.contains("Food"), "{path}");
    }
    for (name, value) in [
        (header::AUTHORIZATION, "Bearer ".to_owned()),
        (header::AUTHORIZATION, format!("Bearer {TOKEN}x")),
        (header::COOKIE, format!("intake_inbox={TOKEN}")),
        (header::COOKIE, "intake_inbox=".to_owned()),
    ] {
        let request = Request::get("/inbox").header(name, value).body(Body::empty()).unwrap();
        assert_eq!(receiver.send(request).await.status, StatusCode::UNAUTHORIZED);
    }
}

/// The only addresses of the inbox that ask for no token: none shows anything of what was sent.
const OPEN: [&str; 4] = ["/inbox/inbox.css", "/inbox/enter", "/inbox/sign-in", "/inbox/sign-out"];

#[tokio::test]
async fn every_address_of_the_inbox_is_behind_the_token() {
    let receiver = Receiver::start().await;
    receiver.post(signed()).await;
    let routes = routes(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))).unwrap();
    for open in OPEN {
        assert!(routes.iter().any(|route| route == open), "{open} is no address any more");
    }
    for route in routes.iter().filter(|route| !OPEN.contains(&route.as_str())) {
        let path = route
            .replace("{submission}", ID)
            .replace("{digest}", &"A".repeat(43))
            .replace("{webhook}", "1")
            .replace("{verb}", "remove");
        assert!(!path.contains('{'), "say what stands in {route}");
        let mut refused = 0;
        for method in ["GET", "POST"] {
            let request = Request::builder().method(method).uri(&path).body(Body::empty()).unwrap();
            let reply = receiver.send(request).await;
            refused += usize::from(reply.status == StatusCode::UNAUTHORIZED);
            let other = [StatusCode::UNAUTHORIZED, StatusCode::METHOD_NOT_ALLOWED];
            assert!(other.contains(&reply.status), "{method} {path}: {}", reply.status);
            assert!(!reply.text.contains("Food"), "{method} {path}");
        }
        assert!(refused > 0, "{path} takes neither GET nor POST");
    }
}

/// The addresses below `/inbox` that a source under `folder` gives to a router.
fn routes(folder: &Path) -> io::Result<Vec<String>> {
    let mut routes = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            routes.extend(self::routes(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = fs::read_to_string(&path)?;
            let named =
                source.split(".route(").skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"'));
            let named = named.filter_map(|rest| rest.split_once('"')).map(|(address, _)| address.to_owned());
            routes.extend(named.filter(|address| address.starts_with("/inbox")));
        }
    }
    Ok(routes)
}

#[tokio::test]
async fn the_sign_in_page_takes_the_token() {
    let receiver = Receiver::start().await;
    let page = receiver.get("/inbox").await;
    assert!(page.text.contains("<label for=\"token\">"));
    let sign_in = |token: &str| {
        let request = Request::post("/inbox/sign-in")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("token={token}")));
        receiver.send(request.unwrap())
    };
    let wrong = sign_in("guess").await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    assert!(wrong.text.contains("That is not the token."));
    assert_eq!(sign_in(TOKEN).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_list_shows_what_was_sent() {
    let receiver = Receiver::start().await;
    assert!(receiver.read("/inbox").await.text.contains("Nothing has been sent yet."));
    let reference =
        receiver.post(signed()).await.json().get("reference").unwrap().as_str().unwrap().to_owned();
    let page = receiver.read("/inbox").await.text;
    for words in [
        reference.as_str(),
        "Food support",
        "22 November 2026, 18:40 UTC",
        "On their own",
        "<strong>May qualify</strong><span>Food bank</span>",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let list = receiver.read("/inbox.json").await.json();
    assert_eq!(list.get("count").unwrap().to_string(), "1");
    assert_eq!(list.pointer("/submissions/0/reference").unwrap().as_str(), Some(reference.as_str()));
    assert_eq!(list.pointer("/submissions/0/receiptHolds").unwrap().as_bool(), Some(true));
}

#[tokio::test]
async fn the_list_has_pages_newest_first() {
    let receiver = Receiver::start().await;
    for n in 0..5 {
        let id = format!("\"0193a1f0-7c2a-7d30-8a00-00000000000{n}\"");
        receiver.post(sign(with(body(&form(), ANSWERS, "{}"), "/submissionId", &id))).await;
    }
    let list = receiver.read("/inbox.json?size=2&page=2").await.json();
    let ids: Vec<_> = list.get("submissions").unwrap().as_array().unwrap().iter().collect();
    assert_eq!(ids.len(), 2);
    assert!(ids[0].get("submissionId").unwrap().as_str().unwrap().ends_with('2'));
    let page = receiver.read("/inbox?size=2&page=2").await.text;
    assert!(
        page.contains("Page 2 of 3")
            && page.contains("page=1&amp;size=2")
            && page.contains("page=3&amp;size=2")
    );
    for query in ["page=0", "size=0", "size=201", "page=x"] {
        let reply = receiver.read(&format!("/inbox.json?{query}")).await;
        assert_eq!((reply.status, reply.code().as_str()), (StatusCode::BAD_REQUEST, "query"), "{query}");
    }
}

#[tokio::test]
async fn a_submission_is_shown_in_words() {
    let receiver = Receiver::start().await;
    receiver.post(signed()).await;
    let page = receiver.read(&detail()).await.text;
    for words in [
        "Your household",
        "How many people are you?",
        "1500.50\u{a0}USD",
        "Food, Nappies",
        "Outcome agrees",
        "Signature verified",
        "Income is under the limit",
        "North Pantry",
        "+1 555 0100",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let swedish = receiver.read(&format!("{}?lang=sv", detail())).await.text;
    for words in ["Ditt hushåll", "1500,50\u{a0}USD", "Mat, Blöjor", "Norra skafferiet"] {
        assert!(swedish.contains(words), "{words}: {swedish}");
    }
}

#[tokio::test]
async fn a_reason_for_a_missing_answer_is_shown_in_words() {
    let receiver = Receiver::start().await;
    let document = sign(body(&form(), r#"{"people":1}"#, r#"{"income":"asked-declined"}"#));
    assert_eq!(receiver.post(document).await.status, StatusCode::CREATED);
    let page = receiver.read(&detail()).await.text;
    assert!(page.contains("Would rather not say"), "{page}");
    assert!(page.contains("More information needed"), "{page}");
    assert!(page.contains("needs: What is your income a month?"), "{page}");
}

#[tokio::test]
async fn what_was_typed_is_escaped() {
    let receiver = Receiver::start().await;
    receiver.post(signed()).await;
    let page = receiver.read(&detail()).await.text;
    assert!(page.contains("Åsa &lt;b&gt;Öst&lt;/b&gt;"), "{page}");
    assert!(!page.contains("<b>"));
}

#[tokio::test]
async fn the_pages_run_nothing_and_stay_out_of_caches() {
    let receiver = Receiver::start().await;
    receiver.post(signed()).await;
    for path in ["/inbox", &detail()] {
        let reply = receiver.read(path).await;
        assert!(reply.header("content-security-policy").starts_with("default-src 'none'; style-src 'self'"));
        assert_eq!(reply.header("cache-control"), "no-store");
        assert_eq!(reply.header("referrer-policy"), "no-referrer");
        assert!(
            !reply.text.contains("<script")
                && !reply.text.contains("<style")
                && !reply.text.contains("style=")
        );
    }
    let css = receiver.get("/inbox/inbox.css").await;
    assert_eq!(css.header("content-type"), "text/css; charset=utf-8");
}

#[tokio::test]
async fn the_document_can_be_taken_away_and_verified() {
    let receiver = Receiver::start().await;
    receiver.post(signed()).await;
    let reply = receiver.read(&format!("/inbox/{ID}.json")).await;
    assert!(reply.header("content-disposition").starts_with("attachment; filename=\""));
    assert!(intake_receiver::verify::verify(reply.text.as_bytes()).is_ok());
    let missing = receiver.read("/inbox/0193a1f0-7c2a-7d30-8a00-000000000009").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert_eq!(receiver.read("/inbox/x.json").await.status, StatusCode::NOT_FOUND);
}

/// After this change of the database, the page warns.
async fn tampering_is_shown(sql: &'static str) -> Receiver {
    let receiver = Receiver::start().await;
    receiver.post(signed()).await;
    receiver.tamper(sql).await;
    let page = receiver.read(&detail()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("This copy was changed after it was signed"), "{sql}: {}", page.text);
    assert!(!page.text.contains("Signature verified"), "{sql}");
    receiver
}

#[tokio::test]
async fn a_changed_copy_is_shown_with_a_warning() {
    tampering_is_shown("UPDATE submission SET envelope = replace(envelope, '1500.5', '15.5')").await;
    tampering_is_shown("UPDATE submission SET envelope = 'broken'").await;
    tampering_is_shown("UPDATE submission SET language = 'en'").await;
    tampering_is_shown("UPDATE submission SET clock_skew = 1").await;
    tampering_is_shown("UPDATE submission SET mode = 'assisted'").await;
    tampering_is_shown("UPDATE submission SET outcome = replace(outcome, 'eligible', 'ineligible')").await;
    tampering_is_shown("UPDATE submission SET outcome_agrees = NOT outcome_agrees").await;
}

#[tokio::test]
async fn what_the_receiver_noted_and_somebody_changed_is_shown_with_a_warning_in_the_list_too() {
    for sql in [
        "UPDATE submission SET received_at = '2026-11-20T18:40:00.000Z'",
        "UPDATE submission SET reference = '111-111-111'",
    ] {
        let receiver = tampering_is_shown(sql).await;
        let page = receiver.read("/inbox").await.text;
        assert!(page.contains("What the receiver noted was changed since"), "{sql}: {page}");
        let list = receiver.read("/inbox.json").await.json();
        assert_eq!(list.pointer("/submissions/0/receiptHolds"), Some(&Json::Bool(false)), "{sql}");
    }
}

#[tokio::test]
async fn the_list_is_drawn_without_reading_what_was_signed() {
    let receiver = Receiver::start().await;
    receiver.post(signed()).await;
    let before = receiver.read("/inbox.json").await.text;
    receiver.tamper("UPDATE submission SET envelope = 'no longer read'").await;
    assert_eq!(receiver.read("/inbox.json").await.text, before);
}

#[tokio::test]
async fn a_changed_copy_is_still_shown() {
    let receiver = Receiver::start().await;
    receiver.post(signed()).await;
    receiver.tamper("UPDATE submission SET envelope = replace(envelope, '1500.5', '15.5')").await;
    let page = receiver.read(&detail()).await.text;
    assert!(page.contains("15.50\u{a0}USD") && !page.contains("Outcome agrees"), "{page}");
}

#[tokio::test]
async fn another_genuine_document_in_its_place_is_found() {
    let receiver = Receiver::start().await;
    receiver.post(signed()).await;
    let id = "\"0193a1f0-7c2a-7d30-8a00-000000000002\"";
    let other = with(body(&form(), r#"{"people":1,"income":1}"#, "{}"), "/submissionId", id);
    receiver.post(sign(other)).await;
    receiver
        .tamper(
            "UPDATE submission SET envelope = (SELECT envelope FROM submission WHERE submission_id LIKE '%2')
             WHERE submission_id LIKE '%1'",
        )
        .await;
    assert!(receiver.read(&detail()).await.text.contains("This copy was changed after it was signed"));
}
