//! What the receiver takes, and what it refuses, step by step of the verifier.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use intake_core::envelope::base64url;
use intake_core::json::Json;
use intake_receiver::key::PrivateKey;
use support::{ANSWERS, AUDIENCE, Folder, ID, Receiver, body, form, now, sign, sign_with, signed, with};

/// The document is refused with this status and code, and nothing is stored.
async fn refused(receiver: &Receiver, document: impl Into<Body>, status: u16, code: &str) -> Json {
    let reply = receiver.post(document).await;
    assert_eq!((reply.status.as_u16(), reply.code().as_str()), (status, code));
    assert_eq!(reply.header("content-type"), "application/problem+json");
    assert_eq!(receiver.count().await, 0);
    reply.json()
}

#[tokio::test]
async fn a_signed_submission_gets_a_receipt_once() {
    let receiver = Receiver::start().await;
    let document = signed();
    let first = receiver.post(document.clone()).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text);
    let receipt = first.json();
    assert_eq!(receipt.get("submissionId").unwrap().as_str(), Some(ID));
    assert_eq!(receipt.get("receivedAt").unwrap().as_str(), Some("2026-11-22T18:40:00.000Z"));
    assert_eq!(receipt.get("reference").unwrap().as_str().unwrap().len(), 11);
    let again = receiver.post(document).await;
    assert_eq!((again.status, again.text), (StatusCode::OK, first.text));
    assert_eq!(receiver.count().await, 1);
}

#[tokio::test]
async fn the_same_body_signed_again_is_the_same_submission() {
    let receiver = Receiver::start().await;
    let first = receiver.post(signed()).await;
    let again = receiver.post(signed()).await;
    assert_eq!((again.status, again.text), (StatusCode::OK, first.text));
}

#[tokio::test]
async fn many_copies_at_once_get_one_receipt() {
    let receiver = std::sync::Arc::new(Receiver::start().await);
    let document = signed();
    let mut sent = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (receiver, document) = (receiver.clone(), document.clone());
        sent.spawn(async move { receiver.post(document).await });
    }
    let replies = sent.join_all().await;
    assert_eq!(replies.iter().filter(|reply| reply.status == StatusCode::CREATED).count(), 1);
    assert!(replies.iter().all(|reply| reply.status.is_success() && reply.text == replies[0].text));
    assert_eq!(receiver.count().await, 1);
}

#[tokio::test]
async fn the_same_id_with_other_answers_is_a_conflict() {
    let receiver = Receiver::start().await;
    receiver.post(signed()).await;
    let other = body(&form(), &ANSWERS.replace("1500.5", "1500"), "{}");
    let reply = receiver.post(sign(other)).await;
    assert_eq!((reply.status, reply.code().as_str()), (StatusCode::CONFLICT, "conflict"));
    assert_eq!(receiver.count().await, 1);
}

#[tokio::test]
async fn the_receipt_is_signed_by_the_published_key() {
    let receiver = Receiver::start().await;
    let Json::Object(mut receipt) = receiver.post(signed()).await.json() else { panic!() };
    let (_, signature) = receipt.pop().unwrap();
    let key = receiver.get("/.well-known/jwks.json").await.json();
    let key = key.pointer("/keys/0").unwrap();
    let text = |name: &str| key.get(name).unwrap().as_str().unwrap().to_owned();
    let public = intake_receiver::key::PublicKey::from_coordinates(&text("x"), &text("y")).unwrap();
    let (protected, signature) = signature.as_str().unwrap().split_once("..").unwrap();
    let input = intake_core::envelope::signing_input(
        protected,
        &intake_core::canonical::to_string(&Json::Object(receipt)),
    );
    assert!(public.verifies(&input, &intake_core::envelope::decode_base64url(signature).unwrap()));
    let header = intake_core::envelope::decode_base64url(protected).unwrap();
    let header = Json::parse_bytes(&header, Default::default()).unwrap();
    assert_eq!(header.get("typ").unwrap().as_str(), Some("intake-receipt+jws"));
    assert_eq!(header.get("kid").unwrap().as_str(), Some(text("kid").as_str()));
}

#[tokio::test]
async fn an_html_form_may_carry_the_document() {
    let document = signed();
    let receiver = Receiver::start().await;
    let encoded: String = document.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let request = Request::post("/submissions")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("other=1&submission={encoded}")))
        .unwrap();
    assert_eq!(receiver.send(request).await.status, StatusCode::CREATED);
    let multipart = |name: &str| {
        Request::post("/submissions")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
            .body(Body::from(format!(
                "--b\r\ncontent-disposition: form-data; name=\"x\"\r\n\r\n1\r\n--b\r\n\
                 content-disposition: form-data; name=\"{name}\"\r\n\r\n{document}\r\n--b--\r\n"
            )))
            .unwrap()
    };
    assert_eq!(receiver.send(multipart("submission")).await.status, StatusCode::OK);
    let missing = receiver.send(multipart("answers")).await;
    assert_eq!((missing.status, missing.code().as_str()), (StatusCode::BAD_REQUEST, "field-missing"));
    let text = Request::post("/submissions").header(header::CONTENT_TYPE, "text/plain");
    let text = receiver.send(text.body(Body::from(document.clone())).unwrap()).await;
    assert_eq!((text.status, text.code().as_str()), (StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type"));
}

#[tokio::test]
async fn a_body_in_another_encoding_is_not_taken_for_one_that_is_wrong() {
    let receiver = Receiver::start().await;
    for (media_type, encoding, code) in [
        ("application/json", "gzip", "content-encoding"),
        ("application/json", "br", "content-encoding"),
        ("application/json; charset=utf-16", "identity", "media-type"),
        ("application/json; charset=ISO-8859-1", "identity", "media-type"),
    ] {
        let request = Request::post("/submissions").header(header::CONTENT_TYPE, media_type);
        let request = request.header(header::CONTENT_ENCODING, encoding).body(Body::from(signed()));
        let reply = receiver.send(request.unwrap()).await;
        assert_eq!((reply.status.as_u16(), reply.code().as_str()), (415, code), "{media_type} {encoding}");
    }
    let request =
        Request::post("/submissions").header(header::CONTENT_TYPE, "Application/JSON; Charset=\"UTF-8\"");
    let request = request.header(header::CONTENT_ENCODING, "identity").body(Body::from(signed()));
    assert_eq!(receiver.send(request.unwrap()).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn any_site_may_send_but_without_credentials() {
    let receiver = Receiver::start().await;
    let request = Request::options("/submissions")
        .header("origin", "https://charity.example")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type,idempotency-key");
    let reply = receiver.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.header("access-control-allow-origin"), "*");
    assert_eq!(reply.header("access-control-allow-headers"), "content-type,idempotency-key");
    assert_eq!(reply.header("access-control-allow-credentials"), "");
    let request = Request::post("/submissions")
        .header("origin", "https://charity.example")
        .header(header::CONTENT_TYPE, "application/json");
    let reply = receiver.send(request.body(Body::from("{}")).unwrap()).await;
    assert_eq!(reply.header("access-control-allow-origin"), "*");
}

#[tokio::test]
async fn step_1_hostile_bytes_are_refused() {
    let receiver = Receiver::start().await;
    refused(&receiver, "", 400, "json-syntax").await;
    refused(&receiver, "[".repeat(40), 400, "json-too-deep").await;
    refused(&receiver, "[".repeat(1 << 20), 400, "json-too-deep").await;
    refused(&receiver, vec![b'"', 0xff, b'"'], 400, "json-not-utf8").await;
    refused(&receiver, r#"{"a":1,"\u0061":2}"#, 400, "json-duplicate-name").await;
    refused(&receiver, r#"{"a":"\ud800"}"#, 400, "json-lone-surrogate").await;
    refused(&receiver, r#"{"a":"\u0000"}"#, 400, "json-nul").await;
    refused(&receiver, r#"{"a":9007199254740993}"#, 400, "json-number-range").await;
    refused(&receiver, format!("{}{}", signed(), " ".repeat(1 << 20)), 413, "json-too-large").await;
    refused(&receiver, " ".repeat(4 << 20), 413, "json-too-large").await;
}

#[tokio::test]
async fn step_1_a_document_whose_canonical_form_is_too_large_is_refused() {
    let receiver = Receiver::start().await;
    let numbers = vec!["1e14"; 100_000].join(",");
    let large = sign(with(body(&form(), ANSWERS, "{}"), "/x", &format!("[{numbers}]")));
    // Short when it is sent, sixteen digits a number when it is signed.
    let short = large.replace("100000000000000", "1e14").replace('\n', "").replace("  ", "");
    assert!(short.len() < 1 << 20);
    refused(&receiver, short, 413, "json-too-large").await;
}

#[tokio::test]
async fn step_2_the_signature_must_be_there() {
    let receiver = Receiver::start().await;
    refused(&receiver, "[]", 400, "not-an-object").await;
    refused(&receiver, body(&form(), ANSWERS, "{}").to_string(), 400, "signature-missing").await;
    refused(&receiver, r#"{"signature":"a.b.c"}"#, 400, "signature-shape").await;
}

#[tokio::test]
async fn step_3_a_header_that_could_mean_something_else_is_refused() {
    let receiver = Receiver::start().await;
    let key = PrivateKey::generate().unwrap();
    let jwk = format!(r#"{{"kty":"EC","crv":"P-256","x":"{}","y":"{}"}}"#, key.public.x, key.public.y);
    let header = |alg: &str, typ: &str, jwk: &str, more: &str| {
        let kid = &key.kid;
        base64url(format!(r#"{{"alg":"{alg}","typ":"{typ}","kid":"{kid}","jwk":{jwk}{more}}}"#).as_bytes())
    };
    let typ = "intake-submission+jws";
    for (protected, code) in [
        (header("none", typ, &jwk, ""), "algorithm"),
        (header("HS256", typ, &jwk, ""), "algorithm"),
        (header("ES256", "JWT", &jwk, ""), "header-type"),
        (header("ES256", typ, &jwk, r#","crit":["b64"],"b64":false"#), "header-member"),
        (header("ES256", typ, &jwk, r#","jku":"https://evil.example/""#), "header-member"),
        (header("ES256", typ, &jwk, r#","x5u":"https://evil.example/""#), "header-member"),
        (header("ES256", typ, &jwk.replace('}', r#","d":"AA"}"#), ""), "header-member"),
    ] {
        let document = sign_with(body(&form(), ANSWERS, "{}"), &key, &protected);
        refused(&receiver, document, 400, code).await;
    }
    let document = sign_with(body(&form(), ANSWERS, "{}"), &key, &header("ES256", typ, &jwk, ""));
    assert_eq!(receiver.post(document).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn step_4_the_key_must_be_on_the_curve_and_be_the_one_named() {
    let receiver = Receiver::start().await;
    let key = PrivateKey::generate().unwrap();
    let protected = |kid: &str, x: &str, y: &str| intake_core::envelope::protected(kid, x, y, None);
    let document = |protected: &str| sign_with(body(&form(), ANSWERS, "{}"), &key, protected);
    let off_the_curve = protected(&key.kid, &key.public.y, &key.public.x);
    refused(&receiver, document(&off_the_curve), 400, "key").await;
    let zero = base64url(&[0; 32]);
    refused(&receiver, document(&protected(&key.kid, &zero, &zero)), 400, "key").await;
    let other_name = protected(&PrivateKey::generate().unwrap().kid, &key.public.x, &key.public.y);
    refused(&receiver, document(&other_name), 400, "thumbprint").await;
}

#[tokio::test]
async fn step_5_one_changed_byte_is_found() {
    let receiver = Receiver::start().await;
    let document = signed();
    refused(&receiver, document.replace("1500.5", "1500.6"), 422, "signature").await;
    refused(&receiver, document.replace("\"sv\"", "\"en\""), 422, "signature").await;
    let at = document.rfind("..").unwrap() + 9;
    let mut bytes = document.into_bytes();
    bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
    refused(&receiver, bytes, 422, "signature").await;
}

#[tokio::test]
async fn step_5_order_and_white_space_do_not_matter() {
    let receiver = Receiver::start().await;
    let Json::Object(mut members) = Json::parse(&signed()).unwrap() else { panic!() };
    members.reverse();
    let reply = receiver.post(Json::Object(members).to_string()).await;
    assert_eq!(reply.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_signed_body_of_another_shape_is_refused_with_its_places() {
    let receiver = Receiver::start().await;
    for (pointer, value, place) in [
        ("/format", "\"intake-submission/2\"", "/format"),
        ("/more", "1", "/more"),
        ("/submissionId", "\"../../x\"", "/submissionId"),
        ("/signedAt", "\"yesterday\"", "/signedAt"),
        ("/signedAt", "\"2026-11-22T25:00:00Z\"", "/signedAt"),
        ("/evaluatedOn", "\"2026-02-30\"", "/evaluatedOn"),
        ("/respondent", "{}", "/respondent/mode"),
        ("/answers", "[]", "/answers"),
        ("/form/language", "\"<script>\"", "/form/language"),
        ("/form/name", "\"other\"", "/form/name"),
        ("/form/version", "\"1\"", "/form/version"),
    ] {
        let document = sign(with(body(&form(), ANSWERS, "{}"), pointer, value));
        let problem = refused(&receiver, document, 422, "submission-shape").await;
        assert_eq!(problem.pointer("/errors/0/pointer").unwrap().as_str(), Some(place));
    }
}

#[tokio::test]
async fn step_7_another_audience_or_form_is_refused() {
    let receiver = Receiver::start().await;
    let elsewhere = with(body(&form(), ANSWERS, "{}"), "/audience", "\"https://other.example/submissions\"");
    refused(&receiver, sign(elsewhere), 422, "audience").await;
    let unknown = with(form(), "/version", "\"2026-12\"");
    refused(&receiver, sign(body(&unknown, ANSWERS, "{}")), 422, "form-unknown").await;
}

/// A document with a fault in each of the last so many steps that can have one.
fn faulty(faults: usize) -> String {
    let has = |step: usize| faults > step;
    let mut body = body(&form(), ANSWERS, "{}");
    if has(0) {
        body = with(body, "/answers/people", "9");
    }
    if has(2) {
        body = with(body, "/form/digest", &format!("\"sha-256:{}\"", "A".repeat(43)));
    }
    if has(3) {
        body = with(body, "/audience", "\"https://other.example/\"");
    }
    let key = PrivateKey::generate().unwrap();
    let kid = if has(5) { "another" } else { &key.kid };
    let nonce = if has(1) { r#","nonce":"mine""# } else { "" };
    let crit = if has(6) { r#","crit":[]"# } else { "" };
    let jwk = format!(r#"{{"kty":"EC","crv":"P-256","x":"{}","y":"{}"}}"#, key.public.x, key.public.y);
    let header =
        format!(r#"{{"alg":"ES256","typ":"intake-submission+jws","kid":"{kid}","jwk":{jwk}{nonce}{crit}}}"#);
    let signer = if has(4) { PrivateKey::generate().unwrap() } else { key };
    let mut document = sign_with(body, &signer, &base64url(header.as_bytes()));
    if has(7) {
        document = document.replace("..", ".");
    }
    if has(8) {
        document = document.replacen('{', r#"{"format":1,"#, 1);
    }
    document
}

#[tokio::test]
async fn the_first_step_that_fails_is_the_answer() {
    let receiver = Receiver::start().await;
    // From step 9 back to step 1.
    for (at, code) in [
        "answers",
        "nonce",
        "form-unknown",
        "audience",
        "signature",
        "thumbprint",
        "header-member",
        "signature-shape",
        "json-duplicate-name",
    ]
    .iter()
    .enumerate()
    {
        assert_eq!(receiver.post(faulty(at + 1)).await.code(), *code);
        assert_eq!(receiver.count().await, 0, "{code}");
    }
    assert_eq!(receiver.post(faulty(0)).await.status, StatusCode::CREATED);
    // Step 10 comes after step 9: the same id with answers that do not fit is no conflict yet.
    assert_eq!(receiver.post(faulty(1)).await.code(), "answers");
}

#[tokio::test]
async fn step_7_an_older_version_of_a_form_still_counts() {
    let receiver = Receiver::start().await;
    let old = with(form(), "/version", "\"2026-10\"").to_pretty();
    let row = intake_receiver::publication::read(old.clone()).unwrap().row;
    receiver.store.publish(&row, &now().to_string()).await.unwrap();
    let reply = receiver.post(sign(body(&Json::parse(&old).unwrap(), ANSWERS, "{}"))).await;
    assert_eq!(reply.status, StatusCode::CREATED);
}

#[tokio::test]
async fn step_8_a_wrong_clock_is_kept_and_shown_not_refused() {
    let receiver = Receiver::start().await;
    let old = with(body(&form(), ANSWERS, "{}"), "/signedAt", "\"2026-11-20T18:40:00Z\"");
    let old = with(old, "/evaluatedOn", "\"2026-11-20\"");
    assert_eq!(receiver.post(sign(old)).await.status, StatusCode::CREATED);
    let list = receiver.read("/inbox.json").await.json();
    assert_eq!(list.pointer("/submissions/0/clockSkewSeconds").unwrap().to_string(), "172800");
    let page = receiver.read(&format!("/inbox/{ID}")).await.text;
    assert!(page.contains("2 days before it was received"), "{page}");
}

#[tokio::test]
async fn step_8_the_rules_are_applied_on_the_day_of_signing_somewhere_on_earth() {
    for (signed_at, evaluated_on, taken) in [
        ("2026-11-22T18:38:25Z", "2026-11-21", true),
        ("2026-11-22T18:38:25Z", "2026-11-22", true),
        ("2026-11-22T18:38:25Z", "2026-11-23", true),
        ("2026-11-22T18:38:25Z", "2026-11-20", false),
        ("2026-11-22T18:38:25Z", "2026-11-24", false),
        ("2026-11-22T18:38:25Z", "2008-11-22", false),
        ("2026-03-01T00:00:00Z", "2026-02-28", true),
        ("2026-03-01T00:00:00Z", "2026-02-27", false),
        ("2026-12-31T23:59:60Z", "2027-01-01", true),
        ("9999-12-31T23:59:59Z", "9999-12-31", true),
        ("9999-12-31T23:59:59Z", "9999-12-29", false),
        ("0001-01-01T00:00:00Z", "0001-01-02", true),
        ("2026-12-31T23:59:59.999Z", "2027-01-02", false),
    ] {
        let receiver = Receiver::start().await;
        let body = with(body(&form(), ANSWERS, "{}"), "/signedAt", &format!("\"{signed_at}\""));
        let document = sign(with(body, "/evaluatedOn", &format!("\"{evaluated_on}\"")));
        if taken {
            assert_eq!(
                receiver.post(document).await.status,
                StatusCode::CREATED,
                "{signed_at} {evaluated_on}"
            );
        } else {
            refused(&receiver, document, 422, "evaluated-on").await;
        }
    }
}

#[tokio::test]
async fn step_9_answers_that_do_not_fit_are_named_by_place_and_code_only() {
    let receiver = Receiver::start().await;
    let claimed = body(&form(), ANSWERS, "{}");
    for (answers, absent, pointer, code) in [
        (r#"{"people":9,"income":1}"#, "{}", "/answers/people", "max"),
        (r#"{"people":"SECRET","income":1}"#, "{}", "/answers/people", "wrong-type"),
        (r#"{"people":1}"#, "{}", "/answers/income", "required"),
        (r#"{"people":1,"income":1,"SECRET":1}"#, "{}", "/answers/SECRET", "unknown-item"),
        (r#"{"people":1,"income":1,"needs":["SECRET"]}"#, "{}", "/answers/needs", "unknown-choice"),
        (r#"{"people":1}"#, r#"{"income":"temp-unknown"}"#, "/absent/income", "absent-reason"),
    ] {
        let body = with(with(claimed.clone(), "/answers", answers), "/absent", absent);
        let problem = refused(&receiver, sign(body), 422, "answers").await;
        let errors: Vec<_> = problem.get("errors").unwrap().as_array().unwrap().iter().collect();
        let text = |json: &Json, name: &str| json.get(name).unwrap().as_str().unwrap().to_owned();
        assert!(
            errors.iter().any(|e| text(e, "pointer") == pointer && text(e, "code") == code),
            "{pointer} {code}: {}",
            problem
        );
        if !pointer.contains("SECRET") {
            assert!(!problem.to_string().contains("SECRET"));
        }
    }
}

#[tokio::test]
async fn step_9_the_senders_outcome_is_not_trusted() {
    let receiver = Receiver::start().await;
    let rich = body(&form(), r#"{"people":2,"income":90000}"#, "{}");
    let status = r#"{"programs":[{"name":"food-bank","status":"eligible","criteria":[{"name":"income","status":"met"}]}],"referrals":["north-pantry"]}"#;
    assert_eq!(receiver.post(sign(with(rich, "/outcome", status))).await.status, StatusCode::CREATED);
    let list = receiver.read("/inbox.json").await.json();
    assert_eq!(list.pointer("/submissions/0/outcomeAgrees").unwrap().as_bool(), Some(false));
    let own = list.pointer("/submissions/0/outcome/programs/0/status").unwrap();
    assert_eq!(own.as_str(), Some("ineligible"));
    assert!(receiver.read(&format!("/inbox/{ID}")).await.text.contains("Outcome differs"));
}

#[tokio::test]
async fn step_11_what_was_acknowledged_is_there_after_a_restart() {
    let receiver = Receiver::start().await;
    assert!(signed().contains(AUDIENCE));
    receiver.post(signed()).await;
    let file = receiver.folder.0.join("intake.sqlite");
    let store = intake_receiver::store::Store::open(&file).await.unwrap();
    assert_eq!(store.count().await.unwrap(), 1);
    assert!(store.submission(ID).await.unwrap().is_some());
}

#[tokio::test]
async fn a_body_full_of_mistakes_gets_a_short_answer_soon() {
    let receiver = Receiver::start().await;
    let members = |n: usize| (0..n).map(|i| format!("\"n{i}\":{i}")).collect::<Vec<_>>().join(",");
    let answers = with(body(&form(), ANSWERS, "{}"), "/answers", &format!("{{{}}}", members(40_000)));
    let start = std::time::Instant::now();
    let problem = refused(&receiver, sign(answers).replace("\n    ", ""), 422, "answers").await;
    assert_eq!(problem.get("errors").unwrap().as_array().unwrap().len(), 100);
    assert!(start.elapsed().as_secs() < 10);
}

/// Small submissions that would keep a processor busy for minutes end in one refusal, and in no time.
#[tokio::test]
async fn what_costs_too_much_work_is_refused_by_its_own_code() {
    let entries = |entry: &str| vec![entry; 200].join(",");
    let pairs = "pay.all(p, pay.all(q, p.n + q.n >= 0))";
    let repeat = |name: &str, item: &str| {
        format!(r#"{{ "name": "{name}", "type": "repeat", "label": "{name}", "items": [ {item} ] }}"#)
    };
    let pay =
        repeat("pay", r#"{ "name": "n", "type": "integer", "label": "N", "otherwise": 0, "record": true }"#);
    let every = |property: &str| {
        format!(
            r#"{pay}, {}"#,
            repeat("jobs", &format!(r#"{{ "name": "a", "label": "A", "record": true, {property} }}"#))
        )
    };
    let filtered = every(&format!(
        r#""type": "choice", "choiceFilter": "{pairs}", "choices": [ {{ "name": "x", "label": "X" }}, {{ "name": "y", "label": "Y" }} ]"#
    ));
    let text = format!(
        r#"{{ "name": "t", "type": "paragraph", "label": "T", "record": true, "pattern": "{}b" }}"#,
        "(a*)*".repeat(60)
    );
    let pay_answers = entries(r#"{"n":1}"#);
    for (items, answers) in [
        (
            every(&format!(r#""type": "integer", "relevant": "{pairs}""#)),
            format!(r#"{{"pay":[{pay_answers}],"jobs":[{}]}}"#, entries(r#"{"a":1}"#)),
        ),
        (filtered, format!(r#"{{"pay":[{pay_answers}],"jobs":[{}]}}"#, entries(r#"{"a":"x"}"#))),
        (text, format!(r#"{{"t":"{}"}}"#, "a".repeat(500_000))),
    ] {
        let definition = format!(
            r#"{{ "formLanguage": 1, "name": "burn", "version": "1", "defaultLanguage": "en", "languages": ["en"],
                 "title": "Burn", "pages": [ {{ "name": "one", "items": [ {items} ] }} ] }}"#
        );
        let forms = Folder::new();
        std::fs::write(forms.0.join("burn.json"), &definition).unwrap();
        let receiver = Receiver::with(&forms.0, None).await;
        let document = with(body(&Json::parse(&definition).unwrap(), "{}", "{}"), "/answers", &answers);
        refused(&receiver, sign(document), 422, "too-much-work").await;
    }
}
