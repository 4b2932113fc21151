//! The list over HTTP, from a receiver that runs beside: what a member of staff waits for.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const TOKEN: &str = "a-token-for-this-measurement";
/// How often each page is asked for, after a few that only warm up.
const ROUNDS: usize = 300;
const WARM_UP: usize = 20;
/// What a page may take.
const LIMIT: Duration = Duration::from_millis(100);

pub fn measure(program: &Path, database: &Path, forms: &Path, last_page: u32) {
    let mut command = Command::new(program);
    command.args(["serve", "--listen", "127.0.0.1:0", "--audience", "http://localhost:8080/submissions"]);
    command.arg("--database").arg(database).arg("--forms").arg(forms).env("INTAKE_TOKEN", TOKEN);
    command.env("INTAKE_LOG", "error,sqlx=off");
    let mut receiver = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(receiver.stdout.take().unwrap()).lines();
    let first = said.next().unwrap().unwrap();
    let home = first.strip_prefix("Listening on ").unwrap_or(&first).to_owned();
    println!("{:40} {:>9} {:>9} {:>9} {:>9}", "over HTTP, in ms", "p50", "p99", "most", "limit");
    for (what, query) in [
        ("GET /inbox", String::new()),
        ("the last page", format!("?page={last_page}")),
        ("what nobody has opened", "?state=unopened".into()),
        ("one form, from a day on", "?form=food-support&from=2026-11-10".into()),
        ("a search that finds", "?q=person+77".into()),
        ("a search that finds one", "?q=person+49999".into()),
        ("a search that finds nothing", "?q=nobody".into()),
    ] {
        let address = format!("{home}/inbox{query}");
        let mut took: Vec<Duration> = (0..WARM_UP + ROUNDS).map(|_| ask(&address)).skip(WARM_UP).collect();
        took.sort();
        let at = |percent: usize| took.get((took.len() - 1) * percent / 100).copied().unwrap_or_default();
        let [median, late, most] = [at(50), at(99), at(100)].map(|time| time.as_secs_f64() * 1e3);
        println!("{what:40} {median:>9.1} {late:>9.1} {most:>9.1} {:>9}", LIMIT.as_millis());
    }
    receiver.kill().unwrap();
    receiver.wait().unwrap();
}

/// How long one page takes, to its last byte.
fn ask(address: &str) -> Duration {
    let start = Instant::now();
    let request = ureq::get(address).header("authorization", format!("Bearer {TOKEN}"));
    let page = request.call().unwrap().body_mut().read_to_string().unwrap();
    let took = start.elapsed();
    assert!(page.contains("Submissions"), "{address} shows no list");
    took
}
