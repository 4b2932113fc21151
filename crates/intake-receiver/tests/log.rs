//! Nothing that a person typed reaches a log.

mod support;

use std::io::Write;
use std::sync::{Arc, Mutex};
use support::{Receiver, TOKEN, body, form, sign, with};
use tracing_subscriber::fmt::MakeWriter;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().map_err(|_| std::io::ErrorKind::Other)?.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn a_log_line_has_route_status_and_code_but_nothing_typed() {
    let log = Log::default();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone()).finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let receiver = Receiver::start().await;
    let answers = r#"{"people":1,"income":1,"full_name":"SECRET"}"#;
    assert!(receiver.post(sign(body(&form(), answers, "{}"))).await.status.is_success());
    let wrong = with(body(&form(), answers, "{}"), "/answers/people", "\"SECRET\"");
    receiver.post(sign(wrong)).await;
    receiver.post("SECRET").await;
    receiver.get("/forms/SECRET.json").await;
    receiver.get("/SECRET?SECRET=SECRET").await;
    receiver.get(&format!("/inbox?token={TOKEN}")).await;
    receiver.get(&format!("/inbox/enter?code={}", receiver.code)).await;
    receiver.read("/inbox").await;
    receiver.read(&format!("/inbox/{}", support::ID)).await;
    receiver.tamper("ALTER TABLE submission RENAME TO other").await;
    assert_eq!(receiver.post(sign(body(&form(), answers, "{}"))).await.code(), "store");
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    for words in
        ["/submissions", "status=201", "answers", "json-syntax", "/inbox/{submission}", "code=\"store\""]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("SECRET") && !text.contains(TOKEN) && !text.contains(&receiver.code), "{text}");
}
