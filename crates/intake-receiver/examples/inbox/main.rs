//! How long the inbox's list and an export take with many submissions, over HTTP and below it:
//!
//!     cargo xtask bench inbox
//!
//! Its words: how many, the program that serves them (or `-` for none), and a database to fill and keep. A measurement
//! and no test: it says how many milliseconds, and fails over none.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement may stop, and prints")]

mod http;

use intake_core::canonical;
use intake_core::date::Date;
use intake_core::envelope::{self, signing_input};
use intake_core::form::compile;
use intake_core::json::Json;
use intake_core::session::Session;
use intake_core::submission::{Occasion, build};
use intake_receiver::digest;
use intake_receiver::export::{Choices, Format, Job, Place, Style, Values, export};
use intake_receiver::key::PrivateKey;
use intake_receiver::moment::{Moment, Zone};
use intake_receiver::publication::Folder;
use intake_receiver::receipt::Receipt;
use intake_receiver::receiver::own_key;
use intake_receiver::store::{Filter, Store, SubmissionRow, Window};
use intake_receiver::summary::summary;
use std::sync::Arc;
use std::time::{Duration, Instant};

#[tokio::main]
async fn main() {
    let many: u32 = std::env::args().nth(1).and_then(|many| many.parse().ok()).unwrap_or(50_000);
    let folder = tempfile::tempdir().unwrap();
    let program = std::env::args_os().nth(2).filter(|program| program != "-").map(std::path::PathBuf::from);
    let database = std::env::args_os().nth(3).map(std::path::PathBuf::from);
    let database = database.unwrap_or_else(|| folder.path().join("intake.sqlite"));
    let forms = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixture/forms");
    let store = Store::open(&database).await.unwrap();
    Folder::new(forms.clone()).publish(&store, Moment::now()).await.unwrap();
    fill(&store, &forms.join("food-support.json"), many).await;
    println!("{many} submissions");
    let by = |change: &dyn Fn(&mut Filter)| {
        let mut filter = Filter::default();
        change(&mut filter);
        filter
    };
    for (what, filter, offset) in [
        ("first page", Filter::default(), 0),
        ("last page", Filter::default(), many.saturating_sub(50)),
        ("unopened", by(&|filter| filter.opened = Some(false)), 0),
        ("one form", by(&|filter| filter.form = Some("food-support".into())), 0),
        ("a day", by(&|filter| filter.from = Some("2026-11-10".into())), 0),
        ("search, found", by(&|filter| filter.search = Some("person 77".into())), 0),
        ("search, not found", by(&|filter| filter.search = Some("nobody".into())), 0),
    ] {
        let start = Instant::now();
        let rows = store.entries(&filter, Window { offset, limit: 50 }).await.unwrap().len();
        let count = store.count_entries(&filter).await.unwrap();
        println!("{what}: {rows} of {count} in {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    }
    for format in [Format::Csv, Format::Xlsx, Format::Jsonl] {
        let style = Style {
            format,
            values: Values::Labels,
            choices: Choices::Columns,
            language: None,
            zone: Zone::utc(),
            mark: false,
        };
        let job = Job { form: "food-support".into(), filter: Filter::default(), style, table: None };
        let start = Instant::now();
        let (_, count) = export(&store, job, Place::Nowhere(folder.path().into())).await.unwrap();
        println!(
            "export {format:?}: {count} in {:.1} s, {} kB at the most",
            start.elapsed().as_secs_f64(),
            high_water()
        );
    }
    store.close().await;
    if let Some(program) = program {
        let measure = move || http::measure(&program, &database, &forms, many.div_ceil(50).max(1));
        tokio::task::spawn_blocking(measure).await.unwrap();
    }
}

/// Genuine submissions, each of another person.
async fn fill(store: &Store, form: &std::path::Path, many: u32) {
    let definition = Json::parse(&std::fs::read_to_string(form).unwrap()).unwrap();
    let (digest_of_form, form) = (digest::of_json(&definition), Arc::new(compile(&definition).form.unwrap()));
    let (keys, key) = (own_key(store, Moment::now()).await.unwrap(), PrivateKey::generate().unwrap());
    let protected = envelope::protected(&key.kid, &key.public.x, &key.public.y, None);
    let start = Moment::parse("2026-11-01T08:00:00Z").unwrap();
    for number in 0..many {
        let mut session = Session::new(form.clone(), Date::new(2026, 11, 22).unwrap());
        let answers = format!(
            r#"{{"people":{},"income":{number},"needs":["food"],"full_name":"Person {number}"}}"#,
            number % 3 + 1
        );
        session.load(&Json::parse(&answers).unwrap(), &Json::Object(Vec::new()));
        let submission_id = format!("0193a1f0-7c2a-7d30-8a00-{number:012}");
        let occasion = Occasion {
            submission_id: &submission_id,
            audience: "http://localhost:8080/submissions",
            form_digest: &digest_of_form,
            language: "sv",
            signed_at: "2026-11-22T18:38:25Z",
            worker: None,
        };
        let body = build(&session, &occasion);
        let mut says = summary(&form, definition.get("x-inbox").unwrap_or(&Json::Null), &body);
        says.name = Some(format!("Person {number}"));
        let signature = key.sign(&signing_input(&protected, &canonical::to_string(&body)));
        let outcome = canonical::to_string(body.get("outcome").unwrap());
        let signed = canonical::to_string(&envelope::attach(body, &protected, &signature));
        let receipt = Receipt {
            submission_id,
            digest: digest::of_canonical(&signed),
            received_at: start.after(Duration::from_secs(u64::from(number) * 30)).to_string(),
            reference: format!("B{number}"),
        };
        let row = SubmissionRow {
            receipt: receipt.sign(&keys.signing),
            form_digest: digest_of_form.clone(),
            language: "sv".into(),
            mode: "self".into(),
            outcome,
            outcome_agrees: true,
            clock_skew: 0,
            envelope: signed,
            superseded: None,
            link: None,
        };
        store.keep((row, says), Default::default(), &keys.signing).await.unwrap();
    }
}

/// The most memory that this program had so far, in kB.
fn high_water() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or(0)
}
