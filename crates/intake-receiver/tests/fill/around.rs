//! What stands around the questions: the way out, the languages, what is said in trouble, and the limits.

use super::support::browser::Browser;
use super::support::{Folder, Receiver};
use super::{TWO_PAGES, with_pages};
use axum::body::Body;
use axum::http::{Request, StatusCode};

const EXIT: &str = r#""settings":{"exitUrl":"https://weather.example/today"},"#;

fn unsent(receiver: &Receiver) -> usize {
    std::fs::read_dir(receiver.folder.0.join("unsent")).map_or(0, Iterator::count)
}

#[tokio::test]
async fn the_way_out_is_on_every_step_and_leaves_nothing_behind() {
    let (receiver, _folder) = with_pages(TWO_PAGES, EXIT).await;
    for steps in [
        &[] as &[&str],
        &["continue"],
        &["continue"; 2],
        &["continue"; 3],
        &["continue", "continue", "continue", "send"],
    ] {
        let mut browser = Browser::new(&receiver);
        let mut page = browser.open("/fill/own?lang=sv").await;
        page.set("secret", "Northbridge");
        for step in steps {
            page = browser.press(page, step).await;
        }
        assert!(page.text.contains(">Lämna sidan snabbt</button>"), "{steps:?}: {}", page.text);
        let place = page.text.split("<form class=\"exit\" method=\"post\" action=\"").nth(1).unwrap();
        let place = place.split('"').next().unwrap();
        assert_eq!(place, "/fill/own/1?lang=sv");
        // It may lead where it leads, by as many redirects as there are.
        let reply = receiver.get("/fill/own?lang=sv").await;
        assert!(reply.header("content-security-policy").contains("form-action 'self' https:;"));
        let before = unsent(&receiver);
        assert_eq!(before, usize::from(!steps.is_empty()));
        browser.send(place, "leave").await;
        assert_eq!(browser.addresses.last().unwrap(), "https://weather.example/today", "{steps:?}");
        assert_eq!(unsent(&receiver), 0, "{steps:?}");
        let page = browser.open("/fill/own").await;
        assert_eq!((page.path.as_str(), page.value("secret")), ("/fill/own", String::new()));
    }
    let (receiver, _folder) = with_pages(TWO_PAGES, "").await;
    let reply = receiver.get("/fill/own").await;
    assert!(!reply.text.contains("class=\"exit\""), "{}", reply.text);
    assert!(reply.header("content-security-policy").contains("form-action 'self';"));
}

#[tokio::test]
async fn another_language_keeps_what_was_typed_on_the_page() {
    let (receiver, _folder) = with_pages(TWO_PAGES, "").await;
    let mut browser = Browser::new(&receiver);
    let mut page = browser.open("/fill/own?lang=en").await;
    page.set("secret", "Northbridge");
    let page = browser.press(page, "speak sv").await;
    assert!(page.text.contains("<html lang=\"sv\""), "{}", page.text);
    assert_eq!((page.path.as_str(), page.value("secret")), ("/fill/own/1", "Northbridge".into()));
    // Also with a mistake on it, which is not said before it is time to go on.
    let mut page = browser.press(page, "speak ar").await;
    page.set("secret", "");
    let page = browser.press(page, "speak en").await;
    assert!(page.value("secret").is_empty() && !page.text.contains("role=\"alert\""), "{}", page.text);
    // A language that the form has not changes none.
    let place = "/fill/own/1?lang=en";
    browser.send(place, "speak x\r\nset-cookie: a=b").await;
    assert_eq!(browser.addresses.last().unwrap(), place);
}

#[tokio::test]
async fn trouble_is_told_on_a_page_in_the_persons_language() {
    let (receiver, _folder) = with_pages(TWO_PAGES, "").await;
    for (address, status, words) in [
        ("/fill/nobody", StatusCode::NOT_FOUND, "Sidan finns inte här"),
        ("/fill/nobody?lang=pl", StatusCode::NOT_FOUND, "Tej strony tu nie ma"),
        ("/fill/own/nowhere", StatusCode::NOT_FOUND, "Sidan finns inte här"),
        ("/fill/own/1/more", StatusCode::NOT_FOUND, "Sidan finns inte här"),
        ("/fill/", StatusCode::NOT_FOUND, "Sidan finns inte här"),
        ("/fill/own?lang=a&lang=b", StatusCode::BAD_REQUEST, "Det är fel i adressen"),
    ] {
        let request = Request::get(address).header("accept-language", "sv-FI,sv;q=0.9,en;q=0.8");
        let reply = receiver.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(reply.status, status, "{address}");
        assert_eq!(reply.header("content-type"), "text/html; charset=utf-8", "{address}");
        assert!(reply.text.contains(words) && !reply.text.contains('{'), "{address}: {}", reply.text);
        assert!(reply.header("content-security-policy").starts_with("default-src 'none'; style-src"));
    }
    let reply = receiver.get("/fill/own/?lang=sv").await;
    assert_eq!(
        (reply.status, reply.header("location")),
        (StatusCode::TEMPORARY_REDIRECT, "/fill/own?lang=sv")
    );
    let mut browser = Browser::new(&receiver);
    browser.headers.push(("sec-fetch-site", "cross-site"));
    let page = browser.open("/fill/own?lang=sv").await;
    let refused = browser.press(page, "continue").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.text.contains("<a href=\"/fill/own?lang=sv\">Öppna formuläret</a>"), "{}", refused.text);
}

#[tokio::test]
async fn what_is_too_much_is_told_and_nothing_of_it_is_kept() {
    let (receiver, _folder) = with_pages(TWO_PAGES, "").await;
    let mut browser = Browser::new(&receiver);
    let mut page = browser.open("/fill/own").await;
    page.set("secret", &"x".repeat(1 << 20));
    let page = browser.press(page, "continue").await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(page.text.contains("This is more than the page takes"), "{}", page.text);
    assert_eq!(unsent(&receiver), 0);
    // A client begins a hundred times at once, and not more often.
    let mut begun = 0;
    while Browser::new(&receiver).send("/fill/own/1?lang=en", "continue").await.status == StatusCode::OK {
        begun += 1;
        assert!(begun < 1000, "one client begins as often as it likes");
    }
    assert!(begun >= 100, "{begun}");
    let refused = Browser::new(&receiver).send("/fill/own/1?lang=en", "continue").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.text.contains("Wait a minute"), "{}", refused.text);
    assert_eq!(unsent(&receiver), begun);
}

#[tokio::test]
async fn a_full_drawer_is_told() {
    let (receiver, _folder) = with_pages(TWO_PAGES, "").await;
    let folder = receiver.folder.0.join("unsent");
    std::fs::create_dir(&folder).unwrap();
    // As if it held so much: nothing is written for it.
    std::fs::File::create(folder.join("much")).unwrap().set_len(4 << 30).unwrap();
    let mut browser = Browser::new(&receiver);
    let page = browser.open("/fill/own").await;
    let page = browser.press(page, "continue").await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.text.contains("Too many people are using this page"), "{}", page.text);
    assert_eq!(unsent(&receiver), 1);
}

#[tokio::test]
async fn a_number_is_read_as_the_widget_reads_it_in_every_language() {
    let pages = r#"[{"name":"one","title":"One","items":[{"name":"rent","type":"decimal","label":"Rent","decimals":3}]}]"#;
    for (language, typed, read) in [
        ("hi", "1,250", Some("1250")),
        ("so", "1,250", Some("1250")),
        ("fil", "1,250", Some("1250")),
        ("ur", "1,250", Some("1250")),
        ("es-MX", "1,250", Some("1250")),
        ("es-MX", "1.250", Some("1.25")),
        ("es-ES", "1.250", Some("1250")),
        ("fi", "1,250", Some("1.25")),
        ("tlh", "1,250", None),
    ] {
        let folder = Folder::new();
        let form = format!(
            r#"{{"formLanguage":1,"name":"own","version":"1","defaultLanguage":"{language}","languages":["{language}"],"title":"Own form","pages":{pages}}}"#
        );
        std::fs::write(folder.0.join("own.json"), &form).unwrap();
        let receiver = Receiver::with(&folder.0, None).await;
        let mut browser = Browser::new(&receiver);
        let mut page = browser.open("/fill/own").await;
        page.set("rent", typed);
        for button in ["continue", "continue", "send"] {
            if page.text.contains(&format!("value=\"{button}\"")) {
                page = browser.press(page, button).await;
            }
        }
        let Some(read) = read else {
            assert!(
                page.path.ends_with("/1") && page.text.contains("role=\"alert\""),
                "{language}: {}",
                page.text
            );
            continue;
        };
        assert!(page.path.ends_with("/sent"), "{language}: {}", page.text);
        let answers = super::body(&receiver).await;
        assert_eq!(answers.pointer("/answers/rent").unwrap().to_string(), read, "{language} {typed}");
    }
}

#[tokio::test]
async fn a_photo_does_not_say_where_it_was_taken() {
    let items = r#"{"name":"papers","type":"file","label":"Papers","accept":["image/*"],"maxFiles":2,"maxBytes":1000}"#;
    let (receiver, _folder) = super::with_items(items).await;
    let mut browser = Browser::new(&receiver);
    let mut page = browser.open("/fill/own").await;
    let place = b"\xff\xe1\x00\x14Exif\0\0GPS 59.32 18";
    let rest = b"\xff\xda\x00\x05\x01\x02\x03\x11\x22\xff\xd9";
    page.upload("papers", "flat.jpg", &[&b"\xff\xd8"[..], place, rest].concat());
    for button in ["continue", "continue", "send"] {
        page = browser.press(page, button).await;
    }
    assert!(page.path.ends_with("/sent"), "{}", page.text);
    let body = super::body(&receiver).await;
    let file = body.pointer("/attachments/0").unwrap();
    let id = body.get("submissionId").unwrap().as_str().unwrap();
    let digest = file.get("digest").unwrap().as_str().unwrap();
    let (_, bytes) = receiver.bytes(format!("/inbox/{id}/{digest}")).await;
    assert_eq!(bytes, [&b"\xff\xd8"[..], rest].concat());
    assert_eq!(file.get("size").unwrap().to_string(), bytes.len().to_string());
}
