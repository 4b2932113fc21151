//! Forms, keys, health, static files, and addresses that are none.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use intake_receiver::asset::Assets;
use intake_receiver::digest;
use serde_json::{Value, json};
use std::path::Path;
use support::{Folder, Options, Receiver, fixture, form};

#[tokio::test]
async fn a_form_is_served_as_it_is_in_its_file() {
    let receiver = Receiver::start().await;
    let list = receiver.get("/forms").await.json();
    assert_eq!(list.pointer("/forms/0/name").unwrap().as_str(), Some("food-support"));
    assert_eq!(list.pointer("/forms/0/title").unwrap().as_str(), Some("Food support"));
    let path = list.pointer("/forms/0/href").unwrap().as_str().unwrap().to_owned();
    let reply = receiver.get(&path).await;
    assert_eq!(reply.text, std::fs::read_to_string(fixture("forms/food-support.json")).unwrap());
    assert_eq!(reply.header("access-control-allow-origin"), "*");
    let tag = format!("\"{}\"", digest::of_json(&form()));
    assert_eq!(reply.header("etag"), tag);
    let request = Request::get(&path)
        .header(header::IF_NONE_MATCH, &tag)
        .header("origin", "https://charity.example")
        .body(Body::empty());
    let known = receiver.send(request.unwrap()).await;
    assert_eq!((known.status, known.text.as_str()), (StatusCode::NOT_MODIFIED, ""));
    assert_eq!(known.header("access-control-allow-origin"), "*");
    for encoding in ["br", "gzip"] {
        let request = Request::get(&path).header(header::ACCEPT_ENCODING, encoding).body(Body::empty());
        let packed = receiver.send(request.unwrap()).await;
        assert_eq!((packed.header("content-encoding"), packed.header("vary")), (encoding, "accept-encoding"));
        assert_eq!(packed.header("etag"), tag);
    }
    for path in ["/forms/none.json", "/forms/food-support", "/forms/..%2Ffood-support.json"] {
        assert_eq!(receiver.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_definition_is_compressed_once_and_sent_in_the_encoding_that_is_asked_for() {
    let receiver = Receiver::start().await;
    let ask = async |accepted: &'static str| {
        let request = Request::get("/forms/food-support.json").header(header::ACCEPT_ENCODING, accepted);
        receiver.send(request.body(Body::empty()).unwrap()).await
    };
    for (accepted, encoding) in
        [("gzip, br", "br"), ("br;q=0, gzip", "gzip"), ("identity", ""), ("br;q=0", "")]
    {
        let reply = ask(accepted).await;
        assert_eq!((reply.header("content-encoding"), reply.header("vary")), (encoding, "accept-encoding"));
        // Its length is known before it is sent: nothing is compressed on the way.
        let length: usize = reply.header("content-length").parse().unwrap();
        assert!(length > 0 && length < 10_000, "{accepted}: {length}");
    }
}

#[tokio::test]
async fn health_is_that_of_the_database() {
    let receiver = Receiver::start().await;
    assert_eq!(receiver.get("/healthz").await.text, "ok\n");
}

#[tokio::test]
async fn a_site_is_served_under_the_strict_policy() {
    let site = Folder::new();
    for (name, text) in [
        ("index.html", "<!doctype html>"),
        ("form.js", "1"),
        ("form.js.br", "compressed"),
        ("form.js.gz", "packed"),
        ("form.wasm", "\0asm"),
    ] {
        std::fs::write(site.0.join(name), text).unwrap();
    }
    let receiver = Receiver::with(&fixture("forms"), Some(&site.0)).await;
    let page = receiver.get("/").await;
    assert_eq!((page.text.as_str(), page.header("content-type")), ("<!doctype html>", "text/html"));
    assert_eq!(
        page.header("content-security-policy"),
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         require-trusted-types-for 'script'; base-uri 'none'; object-src 'none'; frame-ancestors 'self'"
    );
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert_eq!(page.header("access-control-allow-origin"), "*");
    assert_eq!(receiver.get("/form.wasm").await.header("content-type"), "application/wasm");
    for (accepts, encoding, text) in
        [("br, gzip", "br", "compressed"), ("gzip", "gzip", "packed"), ("", "", "1")]
    {
        let request = Request::get("/form.js").header(header::ACCEPT_ENCODING, accepts).body(Body::empty());
        let reply = receiver.send(request.unwrap()).await;
        assert_eq!((reply.header("content-encoding"), reply.text.as_str()), (encoding, text));
        assert_eq!(reply.header("content-type"), "text/javascript");
        assert_eq!(reply.header("vary"), "accept-encoding");
    }
    let long = |n: usize| format!("/{}", "x".repeat(n));
    let deep = "/x".repeat(3000);
    for path in [
        "/none",
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/a%00b",
        "/index.html/x",
        "/%ff",
        "/a%2fb",
        "/..%5c..%5cx",
        &long(255),
        &long(256),
        &long(5000),
        &format!("/{}", "%c3%a5".repeat(128)),
        &deep,
    ] {
        let reply = receiver.get(path).await;
        assert_eq!((reply.status, reply.code().as_str()), (StatusCode::NOT_FOUND, "not-found"), "{path:.80}");
    }
    // What a library refuses without a word has a body that says what to do.
    let request = Request::get("/form.js").header(header::RANGE, "bytes=900-").body(Body::empty()).unwrap();
    let reply = receiver.send(request).await;
    assert_eq!((reply.status, reply.code().as_str()), (StatusCode::RANGE_NOT_SATISFIABLE, "request"));
    assert_eq!(reply.header("content-range"), "bytes */1");
    let request = Request::delete("/form.js").body(Body::empty()).unwrap();
    let reply = receiver.send(request).await;
    assert_eq!((reply.status, reply.code().as_str()), (StatusCode::METHOD_NOT_ALLOWED, "method"));
}

#[tokio::test]
async fn an_address_that_is_none_is_a_problem() {
    let receiver = Receiver::start().await;
    let reply = receiver.get("/none").await;
    assert_eq!((reply.status, reply.code().as_str()), (StatusCode::NOT_FOUND, "not-found"));
    let reply = receiver.get("/submissions").await;
    assert_eq!((reply.status, reply.code().as_str()), (StatusCode::METHOD_NOT_ALLOWED, "method"));
    assert_eq!(reply.header("allow"), "POST");
    for (path, status) in [
        ("/forms/%ff.json", 400),
        ("/forms/%FF", 400),
        ("/forms//x.json", 404),
        ("/inbox/enter/", 404),
        ("/inbox/enter?code=none", 401),
    ] {
        let reply = receiver.get(path).await;
        assert_eq!(reply.status.as_u16(), status, "{path}");
        assert!(!reply.text.is_empty(), "{path}");
        let media_type = reply.header("content-type");
        assert!(media_type == "application/problem+json" || media_type.starts_with("text/html"), "{path}");
    }
}

#[test]
fn a_form_whose_files_are_too_many_for_a_request_is_told_of() {
    let text = std::fs::read_to_string(fixture("forms/food-support.json")).unwrap().replacen(
        r#""items": ["#,
        r#""items": [ { "name": "letters", "type": "file", "label": "Letters", "maxFiles": 3 },"#,
        1,
    );
    let form = intake_receiver::publication::read(text).unwrap();
    assert_eq!(form.files, 30 << 20);
    assert_eq!(form.too_large_for(30 << 20), None);
    let warning = form.too_large_for(25 << 20).unwrap();
    assert!(warning.contains("30 MiB") && warning.contains("25 MiB"), "{warning}");
}

/// The widget as if it were inside the program.
async fn with_the_widget_inside(site: Option<&Path>) -> Receiver {
    with_the_widget_for(site, &[]).await
}

/// The same, where only pages of some sites may have a form in a frame.
async fn with_the_widget_for(site: Option<&Path>, ancestors: &[&str]) -> Receiver {
    let files = Folder::new();
    for (name, text) in [
        ("intake-form.js", "loader"),
        ("intake-form.js.br", "brotli"),
        ("intake-form.js.gz", "gzip"),
        ("intake-form-0123456789ab.wasm", "\0asm"),
        ("intake-form-sv-0123456789ab.json", "{}"),
        ("intake-form-0123456789ab.css", "css"),
    ] {
        std::fs::write(files.0.join(name), text).unwrap();
    }
    let ancestors = ancestors.iter().map(|site| site.parse().unwrap()).collect();
    let options = Options { assets: Assets::of_folder(&files.0).unwrap(), ancestors, ..Options::default() };
    Receiver::as_wished(&fixture("forms"), site, options).await
}

#[tokio::test]
async fn the_widget_inside_is_served_to_pages_of_any_site() {
    let receiver = with_the_widget_inside(None).await;
    for (path, media_type, caching) in [
        ("/intake-form.js", "text/javascript", "no-cache"),
        ("/intake-form-0123456789ab.wasm", "application/wasm", "public, max-age=31536000, immutable"),
        ("/intake-form-sv-0123456789ab.json", "application/json", "public, max-age=31536000, immutable"),
        ("/intake-form-0123456789ab.css", "text/css", "public, max-age=31536000, immutable"),
    ] {
        let reply = receiver.get(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        assert_eq!((reply.header("content-type"), reply.header("cache-control")), (media_type, caching));
        assert_eq!(reply.header("access-control-allow-origin"), "*");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        let ask = Request::get(path).header(header::IF_NONE_MATCH, reply.header("etag"));
        let again = receiver.send(ask.body(Body::empty()).unwrap()).await;
        assert_eq!((again.status, again.text.as_str()), (StatusCode::NOT_MODIFIED, ""), "{path}");
        assert_eq!((again.header("cache-control"), again.header("etag")), (caching, reply.header("etag")));
    }
    for (accepts, encoding, text) in
        [("br, gzip", "br", "brotli"), ("gzip", "gzip", "gzip"), ("", "", "loader")]
    {
        let ask = Request::get("/intake-form.js").header(header::ACCEPT_ENCODING, accepts);
        let reply = receiver.send(ask.body(Body::empty()).unwrap()).await;
        assert_eq!((reply.header("content-encoding"), reply.text.as_str()), (encoding, text));
        assert_eq!(reply.header("vary"), "accept-encoding");
    }
    for path in
        ["/intake-form-000000000000.wasm", "/x/intake-form.js", "/intake-form.js/", "//intake-form.js"]
    {
        let reply = receiver.get(path).await;
        assert_eq!((reply.status, reply.code().as_str()), (StatusCode::NOT_FOUND, "not-found"), "{path}");
    }
    let reply = receiver.send(Request::delete("/intake-form.js").body(Body::empty()).unwrap()).await;
    assert_eq!((reply.status, reply.code().as_str()), (StatusCode::METHOD_NOT_ALLOWED, "method"));
}

#[tokio::test]
async fn a_file_of_the_site_goes_before_one_inside() {
    let site = Folder::new();
    std::fs::write(site.0.join("intake-form.js"), "the site's").unwrap();
    let receiver = with_the_widget_inside(Some(&site.0)).await;
    assert_eq!(receiver.get("/intake-form.js").await.text, "the site's");
    assert_eq!(receiver.get("/intake-form-0123456789ab.css").await.text, "css");
    std::fs::write(site.0.join("index.html"), "home").unwrap();
    assert_eq!(receiver.get("/").await.text, "home");
}

#[tokio::test]
async fn each_form_has_a_page_of_its_own() {
    let receiver = with_the_widget_inside(None).await;
    let start = receiver.get("/").await;
    assert_eq!(start.header("content-type"), "text/html; charset=utf-8");
    assert!(start.text.contains("<a href=\"/forms/food-support\">"), "{}", start.text);
    let page = receiver.get("/forms/food-support").await;
    assert!(page.header("content-security-policy").contains("script-src 'self' 'wasm-unsafe-eval'"));
    assert!(page.text.contains("<script type=\"module\" src=\"/intake-form.js\"></script>"), "{}", page.text);
    let element = |language: &str| {
        format!(
            "<intake-form src=\"/forms/food-support.json\" action=\"/submissions\" plain-href=\"/fill/food-support\" lang=\"{language}\"><a href=\"/fill/food-support?lang={language}\">"
        )
    };
    assert!(page.text.contains(&element("en")), "{}", page.text);
    let page = receiver.get("/forms/food-support?lang=sv-FI").await;
    assert!(page.text.contains("<html lang=\"sv\"") && page.text.contains(&element("sv")), "{}", page.text);
    let page = receiver.get("/forms/food-support?lang=%22%3E%3Cscript%3E").await;
    assert!(page.text.contains(&element("en")) && !page.text.contains("<script>"), "{}", page.text);
    assert!(receiver.get("/forms/page.css").await.header("content-type").starts_with("text/css"));
    assert_eq!(receiver.get("/forms/none").await.status, StatusCode::NOT_FOUND);
    // Where there is no widget, a page could not show the form.
    let without = Receiver::start().await;
    for path in ["/", "/forms/food-support"] {
        assert_eq!(without.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_form_may_stand_in_a_frame_of_the_sites_that_are_named() {
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                  connect-src 'self'; img-src 'self' blob: data:; require-trusted-types-for 'script'; \
                  base-uri 'none'; form-action 'none'; frame-ancestors ";
    for (ancestors, written) in [
        (&[][..], "*"),
        (&["https://charity.example"], "https://charity.example"),
        (
            &["https://*.charity.example", "http://127.0.0.1:3000"],
            "https://*.charity.example http://127.0.0.1:3000",
        ),
        (&["none"], "'none'"),
    ] {
        let receiver = with_the_widget_for(None, ancestors).await;
        let page = receiver.get("/embed/food-support").await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.header("content-security-policy"), format!("{policy}{written}"));
        assert_eq!(page.header("x-frame-options"), "");
        // Nothing else of the receiver's may stand in a frame of another site.
        for path in ["/forms/food-support", "/fill/food-support", "/inbox", "/", "/healthz"] {
            let policy = receiver.get(path).await.header("content-security-policy").to_owned();
            let around = policy.rsplit_once("frame-ancestors ").map(|(_, around)| around.to_owned());
            assert!(matches!(around.as_deref(), Some("'none'" | "'self'")), "{path}: {policy}");
        }
    }
}

#[tokio::test]
async fn the_page_for_workers_names_what_its_service_worker_keeps() {
    let receiver = with_the_widget_inside(None).await;
    let page = receiver.get("/assist/").await;
    assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-cache"));
    for part in [
        "<link rel=\"manifest\" href=\"/assist/manifest.webmanifest\">",
        "<script src=\"/assist/offline.js\" defer></script>",
        "data-offline=\"/forms/food-support.json\"",
        "<a href=\"?form=food-support\" data-form=\"food-support\" data-languages=\"[[&quot;en&quot;,",
    ] {
        assert!(page.text.contains(part), "{part} is not in {}", page.text);
    }
    let policy = page.header("content-security-policy").to_owned();
    for (path, kind) in [
        ("/assist/offline.js", "text/javascript"),
        ("/assist/page.js", "text/javascript"),
        ("/assist/icon.svg", "image/svg+xml"),
        ("/assist/manifest.webmanifest", "application/manifest+json"),
    ] {
        let file = receiver.get(path).await;
        assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, kind), "{path}");
        // What the service worker may fetch its own answer says.
        assert_eq!(file.header("content-security-policy"), policy, "{path}");
    }
    let manifest: Value =
        serde_json::from_str(&receiver.get("/assist/manifest.webmanifest").await.text).unwrap();
    assert_eq!((&manifest["scope"], &manifest["start_url"]), (&json!("/assist/"), &json!("/assist/")));
    let short = receiver.get("/assist").await;
    assert_eq!((short.status, short.header("location")), (StatusCode::PERMANENT_REDIRECT, "/assist/"));
    let without = Receiver::start().await;
    assert_eq!(without.get("/assist/").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_form_for_a_frame_has_its_titles_and_its_script() {
    let receiver = with_the_widget_inside(None).await;
    let page = receiver.get("/embed/food-support?lang=sv-FI").await;
    for part in [
        "<html lang=\"sv\" dir=\"ltr\">",
        "<script type=\"module\" src=\"/intake-form.js\"></script>",
        "<script src=\"/embed/frame.js\" defer></script>",
        "<a href=\"?lang=en\" lang=\"en\" hreflang=\"en\" dir=\"ltr\" data-title=\"Food support\">",
        "action=\"/submissions\" plain-href=\"/fill/food-support\" lang=\"sv\">\
         <a href=\"/fill/food-support?lang=sv\" target=\"_blank\">",
    ] {
        assert!(page.text.contains(part), "{part} is not in {}", page.text);
    }
    let page = receiver.get("/embed/food-support?lang=%22%3E%3Cscript%3E").await;
    assert!(page.text.contains("<html lang=\"en\"") && !page.text.contains("<script>"), "{}", page.text);
    for path in ["/embed/none", "/embed/", "/embed", "/embed/food-support.json", "/embed/frame.css"] {
        let reply = receiver.get(path).await;
        assert_eq!((reply.status, reply.code().as_str()), (StatusCode::NOT_FOUND, "not-found"), "{path}");
    }
    for path in ["/embed.js", "/embed/frame.js"] {
        let script = receiver.get(path).await;
        assert_eq!((script.header("content-type"), script.status), ("text/javascript", StatusCode::OK));
        assert_eq!(script.header("access-control-allow-origin"), "*");
        assert_eq!(script.header("cross-origin-resource-policy"), "cross-origin");
    }
    // It stands on pages that count their bytes.
    assert!(receiver.get("/embed.js").await.text.len() < 2_200);
    let delete = Request::delete("/embed/food-support").body(Body::empty()).unwrap();
    assert_eq!(receiver.send(delete).await.status, StatusCode::METHOD_NOT_ALLOWED);
    let without = Receiver::start().await;
    assert_eq!(without.get("/embed/food-support").await.status, StatusCode::NOT_FOUND);
}
