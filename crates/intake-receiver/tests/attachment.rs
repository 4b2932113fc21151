//! Files that come with a submission, and what the inbox makes of files, entries and drawings.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use clap::Parser;
use intake_core::date::Date;
use intake_core::form::compile;
use intake_core::json::Json;
use intake_core::session::Session;
use intake_core::submission::attach;
use intake_receiver::command::run;
use intake_receiver::config::Cli;
use intake_receiver::digest;
use std::sync::Arc;
use support::{Folder, ID, Receiver, Reply, body, sign};

/// `ACCEPT` stands for what the file's item accepts.
const FORM: &str = r#"{
  "formLanguage": 1, "name": "papers", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "Papers",
  "pages": [ { "name": "one", "items": [
    { "name": "members", "type": "repeat", "label": "Member", "itemLabel": "{nick}", "items": [
      { "name": "nick", "type": "text", "label": "Name", "record": true },
      { "name": "card", "type": "file", "label": "Card", "record": true, "accept": ACCEPT } ] },
    { "name": "sign", "type": "signature", "label": "Sign", "record": true } ] } ]
}"#;
const BYTES: &str = "%PDF <script>alert(1)</script>";

struct Sent {
    receiver: Receiver,
    _forms: Folder,
    document: String,
}

impl Sent {
    async fn new() -> Self {
        Self::of("[]", r#"kört \"1\".pdf"#, "application/pdf", BYTES).await
    }

    /// With one file of this name, type and content; the name as JSON writes it.
    async fn of(accept: &str, name: &str, media_type: &str, bytes: &str) -> Self {
        let forms = Folder::new();
        let definition = FORM.replace("ACCEPT", accept);
        std::fs::write(forms.0.join("papers.json"), &definition).unwrap();
        let receiver = Receiver::with(&forms.0, None).await;
        let digest = digest::of_bytes(bytes.as_bytes());
        let size = bytes.len();
        let strokes = "[[10,20,30,40],[5,6]]";
        let answers = format!(
            r#"{{"members":[{{"nick":"Anna"}},{{"nick":"Bo","card":[{{"fileName":"{name}","mediaType":"{media_type}","size":{size},"digest":"{digest}"}}]}}],
                "sign":{{"strokes":{strokes},"digest":"{}"}}}}"#,
            digest::of_canonical(strokes)
        );
        let definition = Json::parse(&definition).unwrap();
        let form = Arc::new(compile(&definition).form.unwrap());
        let mut session = Session::new(form, Date::new(2026, 11, 22).unwrap());
        assert!(session.load(&Json::parse(&answers).unwrap(), &Json::parse("{}").unwrap()).is_empty());
        let document = sign(attach(body(&definition, &answers, "{}"), &session, &|_| true));
        Self { receiver, _forms: forms, document }
    }

    async fn post(&self, files: &[&str]) -> Reply {
        let mut parts = format!(
            "--b\r\ncontent-disposition: form-data; name=\"submission\"\r\n\r\n{}\r\n",
            self.document
        );
        for (i, file) in files.iter().enumerate() {
            let name = if i == 0 { "attachment[]" } else { "attachment" };
            parts += &format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"x\"\r\n");
            parts += &format!("content-type: text/html\r\n\r\n{file}\r\n");
        }
        let request = Request::post("/submissions")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
            .body(Body::from(parts + "--b--\r\n"));
        self.receiver.send(request.unwrap()).await
    }
}

#[tokio::test]
async fn a_file_is_taken_only_with_the_bytes_that_were_signed_for() {
    let sent = Sent::new().await;
    for files in [&[][..], &["other bytes"]] {
        let reply = sent.post(files).await;
        assert_eq!((reply.status, reply.code().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "attachments"));
        assert!(reply.text.contains("/attachments/0"), "{}", reply.text);
    }
    assert_eq!(sent.receiver.count().await, 0);
    assert_eq!(sent.post(&["not named", BYTES]).await.status, StatusCode::CREATED);
    assert_eq!(sent.post(&[BYTES]).await.status, StatusCode::OK, "the same again is no other");
    assert_eq!(sent.receiver.store.attached(ID).await.unwrap(), [digest::of_bytes(BYTES.as_bytes())]);
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused() {
    let sent = Sent::new().await;
    let large = "x".repeat(5 << 20);
    let reply = sent.post(&[&large]).await;
    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
    let plain = sent.receiver.post(large).await;
    assert_eq!(plain.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn the_inbox_gives_a_file_as_a_download_and_shows_entries_and_the_drawing() {
    let sent = Sent::new().await;
    sent.post(&[BYTES]).await;
    let page = sent.receiver.read(&format!("/inbox/{ID}")).await.text;
    let file = format!("/inbox/{ID}/{}", digest::of_bytes(BYTES.as_bytes()));
    assert!(page.contains(&file) && page.contains(">Anna<") && page.contains(">Bo<"), "{page}");
    assert!(page.contains(r#"d="M10 20L10 20 30 40M5 6L5 6""#), "{page}");
    assert_eq!(sent.receiver.get(&file).await.status, StatusCode::UNAUTHORIZED);
    let reply = sent.receiver.read(&file).await;
    assert_eq!(reply.text, BYTES);
    assert_eq!(reply.header("content-type"), "application/octet-stream");
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    assert_eq!(reply.header("content-disposition"), "attachment; filename*=UTF-8''k%C3%B6rt%20%221%22.pdf");
    sent.receiver.tamper("UPDATE attachment SET bytes = x'00'").await;
    assert_eq!(sent.receiver.read(&file).await.status, StatusCode::INTERNAL_SERVER_ERROR);
}

#[tokio::test]
async fn a_file_that_no_answer_names_is_no_attachment() {
    let sent = Sent::new().await;
    let mut body = Json::parse(&sent.document).unwrap();
    if let Json::Object(members) = &mut body {
        members.retain(|(name, _)| name != "signature");
    }
    let document = sign(support::with(body, "/answers/members", r#"[{"nick":"Anna"}]"#));
    let sent = Sent { document, ..sent };
    let reply = sent.post(&[BYTES]).await;
    assert_eq!((reply.status, reply.code().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "answers"));
}

#[tokio::test]
async fn a_file_is_judged_by_what_came_and_not_by_its_name() {
    for (accept, name, media_type, bytes, code) in [
        (r#"["image/*"]"#, "photo.jpg", "image/jpeg", "MZ\u{1}\0", "file-type"),
        (r#"["image/*"]"#, "photo.jpg", "image/jpeg", "%PDF-1.7", "file-type"),
        (
            r#"[".pdf"]"#,
            "letter.pdf",
            "application/pdf",
            "<!DOCTYPE html><script>alert(1)</script>",
            "file-type",
        ),
        (r#"["text/csv"]"#, "list.csv", "text/csv", "PK\u{3}\u{4}", "file-type"),
        (r#"["image/*"]"#, "scan.gif", "application/octet-stream", "GIF89a", ""),
        (r#"["image/*"]"#, "letter.pdf", "image/gif", "GIF89a", ""),
        (r#"["text/csv"]"#, "list.csv", "application/vnd.ms-excel", "a;b", ""),
        (r#"["application/pdf"]"#, "letter", "application/pdf", "%PDF-1.7", ""),
        // What the signed body says must fit by itself: that is judged before a file is looked into.
        (r#"["application/pdf"]"#, "letter", "application/octet-stream", "%PDF-1.7", "file-type"),
        ("[]", "anything.exe", "application/x-msdownload", "MZ\u{1}\0", ""),
        ("[]", "nothing.txt", "text/plain", "", "empty-file"),
    ] {
        let sent = Sent::of(accept, name, media_type, bytes).await;
        let reply = sent.post(&[bytes]).await;
        let status = if code.is_empty() { StatusCode::CREATED } else { StatusCode::UNPROCESSABLE_ENTITY };
        assert_eq!(reply.status, status, "{name}: {}", reply.text);
        if !code.is_empty() {
            assert_eq!(reply.code(), "answers");
            assert!(
                reply.text.contains("/answers/members/1/card") && reply.text.contains(code),
                "{}",
                reply.text
            );
        }
    }
}

#[tokio::test]
async fn a_name_that_turns_the_line_round_is_shown_and_saved_without_that() {
    let sent = Sent::of("[]", "payslip\u{202e}gpj.exe", "application/pdf", BYTES).await;
    assert_eq!(sent.post(&[BYTES]).await.status, StatusCode::CREATED);
    let page = sent.receiver.read(&format!("/inbox/{ID}")).await.text;
    assert!(page.contains("<bdi>payslipgpj.exe</bdi>"), "{page}");
    assert!(!page.contains('\u{202e}'), "{page}");
    let file = format!("/inbox/{ID}/{}", digest::of_bytes(BYTES.as_bytes()));
    let reply = sent.receiver.read(&file).await;
    assert_eq!(reply.header("content-disposition"), "attachment; filename*=UTF-8''payslipgpj.exe");
}

/// A form of two questions about files, and what is sent of it: the same bytes for both.
async fn twice(size: &str, name: &str) -> (Receiver, String) {
    let forms = Folder::new();
    let form = FORM.replace("ACCEPT", "[]").replace(
        r#"{ "name": "sign","#,
        r#"{ "name": "letter", "type": "file", "label": "Letter", "record": true }, { "name": "sign","#,
    );
    std::fs::write(forms.0.join("papers.json"), &form).unwrap();
    let receiver = Receiver::with(&forms.0, None).await;
    let definition = Json::parse(&form).unwrap();
    let digest = digest::of_bytes(BYTES.as_bytes());
    let file = |size: &str, name: &str| {
        format!(r#"{{"fileName":"{name}","mediaType":"application/pdf","size":{size},"digest":"{digest}"}}"#)
    };
    let (first, second) = (file(&BYTES.len().to_string(), "a.pdf"), file(size, name));
    let answers = format!(r#"{{"members":[{{"nick":"Anna","card":[{first}]}}],"letter":[{second}]}}"#);
    let attachments = format!(
        r#"[{},{}]"#,
        first.replacen('{', r#"{"item":"card","#, 1),
        second.replacen('{', r#"{"item":"letter","#, 1)
    );
    let changed = support::with(body(&definition, &answers, "{}"), "/answers", &answers);
    (receiver, sign(support::with(changed, "/attachments", &attachments)))
}

async fn post(receiver: &Receiver, document: &str) -> Reply {
    let body = format!(
        "--b\r\ncontent-disposition: form-data; name=\"submission\"\r\n\r\n{document}\r\n\
         --b\r\ncontent-disposition: form-data; name=\"attachment[]\"; filename=\"x\"\r\n\r\n{BYTES}\r\n--b--\r\n"
    );
    let request =
        Request::post("/submissions").header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
    receiver.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn one_file_for_two_questions_comes_once_and_has_one_size() {
    let (receiver, document) = twice(&BYTES.len().to_string(), "b.pdf").await;
    let reply = post(&receiver, &document).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text);
    let (receiver, document) = twice("1", "b.pdf").await;
    let reply = post(&receiver, &document).await;
    assert_eq!((reply.status, reply.code().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "attachments"));
    assert!(reply.text.contains("/attachments/1"), "{}", reply.text);
    assert_eq!(receiver.count().await, 0);
}

#[tokio::test]
async fn a_file_name_has_a_limit() {
    let (receiver, document) = twice(&BYTES.len().to_string(), &"å".repeat(255)).await;
    assert_eq!(post(&receiver, &document).await.status, StatusCode::CREATED);
    for length in [256, 200_000] {
        let (receiver, document) = twice(&BYTES.len().to_string(), &"å".repeat(length)).await;
        let reply = post(&receiver, &document).await;
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, "submission-shape")
        );
        assert!(reply.text.contains("/attachments/1/fileName"), "{}", reply.text);
    }
}

#[tokio::test]
async fn the_document_stands_before_the_files_and_every_part_has_an_end() {
    let sent = Sent::new().await;
    let part = |name: &str| format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
    let document = &sent.document;
    for (body, status, code) in [
        (
            format!("{}x\r\n{}{document}\r\n--b--\r\n", part("attachment[]"), part("submission")),
            400,
            "field-order",
        ),
        (format!("{}x\r\n--b--\r\n", part("other")), 400, "field-missing"),
        (format!("{}{document}", part("submission")), 400, "body"),
        // A head without end is not collected until it is as large as a body may be.
        (format!("--b\r\nx: {}", "y".repeat(2 << 20)), 400, "body"),
        ("y".repeat(2 << 20), 400, "body"),
        (format!("{}{}", part("submission"), " ".repeat(2 << 20)), 413, "json-too-large"),
    ] {
        let request =
            Request::post("/submissions").header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
        let reply = sent.receiver.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!((reply.status.as_u16(), reply.code().as_str()), (status, code), "{}", reply.text);
    }
    for header_value in ["multipart/form-data", "multipart/form-data; boundary="] {
        let request = Request::post("/submissions").header(header::CONTENT_TYPE, header_value);
        let reply = sent.receiver.send(request.body(Body::from("x")).unwrap()).await;
        assert_eq!((reply.status.as_u16(), reply.code().as_str()), (400, "body"), "{header_value}");
    }
    assert_eq!(sent.receiver.count().await, 0);
}

/// A saved copy does not contain files: they are found in a folder, whatever they are called.
#[test]
fn a_saved_copy_is_taken_with_its_files() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let sent = runtime.block_on(Sent::new());
    let folder = Folder::new();
    let (copy, files) = (folder.0.join("copy.json"), folder.0.join("files"));
    std::fs::write(&copy, &sent.document).unwrap();
    std::fs::create_dir(&files).unwrap();
    std::fs::write(files.join("other.pdf"), BYTES.replace("PDF", "PDX")).unwrap();
    let receive = |attached: bool| {
        let database = sent.receiver.folder.0.join("intake.sqlite");
        let mut words =
            vec!["intake".into(), "receive".into(), "--audience".into(), support::AUDIENCE.into()];
        words.extend(["--database".into(), database.into_os_string()]);
        if attached {
            words.extend(["--attached".into(), files.clone().into_os_string()]);
        }
        words.push(copy.clone().into_os_string());
        let command = Cli::try_parse_from(words).unwrap().command;
        let mut out = Vec::new();
        let taken = run(command, &mut out).unwrap();
        (taken, String::from_utf8(out).unwrap())
    };
    // Without the folder, and with one that has another file of the same size.
    for attached in [false, true] {
        let (taken, out) = receive(attached);
        assert!(!taken && out.contains("copy.json: refused [attachments] "), "{out}");
    }
    std::fs::write(files.join("scan 1"), BYTES).unwrap();
    let (taken, out) = receive(true);
    assert!(taken && out.contains("copy.json: received, "), "{out}");
    assert_eq!(runtime.block_on(sent.receiver.count()), 1);
}
