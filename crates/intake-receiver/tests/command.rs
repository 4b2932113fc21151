//! The command line: what it prints and how it ends.

#![allow(clippy::panic, reason = "a test that fails panics")]

mod support;

use clap::Parser;
use intake_core::json::Json;
use intake_receiver::command::run;
use intake_receiver::config::Cli;
use std::path::Path;
use support::{ANSWERS, AUDIENCE, Folder, Receiver, body, fixture, form, sign, signed, with};

/// Whether all was well, and what was printed.
fn intake(words: &[&str]) -> (bool, String) {
    let cli = Cli::try_parse_from(["intake"].iter().chain(words)).unwrap_or_else(|error| panic!("{error}"));
    let mut out = Vec::new();
    let good = run(cli.command, &mut out).unwrap_or_else(|error| panic!("{error}"));
    (good, String::from_utf8_lossy(&out).into_owned())
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap_or_else(|| panic!("{}", path.display()))
}

#[test]
fn verify_says_what_holds() {
    let folder = Folder::new();
    let good = folder.0.join("good.json");
    let bad = folder.0.join("bad.json");
    std::fs::write(&good, signed()).unwrap();
    std::fs::write(&bad, signed().replace("1500.5", "1")).unwrap();
    let definition = fixture("forms/food-support.json");
    let (holds, out) = intake(&["verify", path(&good), "--form", path(&definition), "--audience", AUDIENCE]);
    assert!(holds, "{out}");
    assert!(
        out.contains("good.json: verified\n  key ") && out.contains("\n  form food-support 2026-11\n"),
        "{out}"
    );
    let (holds, out) = intake(&["verify", path(&good), path(&bad)]);
    assert!(!holds);
    assert!(out.contains("good.json: verified") && out.contains("bad.json: failed [signature] "), "{out}");
    let (holds, out) = intake(&["verify", path(&good), "--audience", "https://other.example/"]);
    assert!(!holds && out.contains("[audience]"), "{out}");
    let (_, out) = intake(&["verify", "--json", path(&bad)]);
    let line = Json::parse(out.trim()).unwrap();
    assert_eq!(line.get("verified").unwrap().as_bool(), Some(false));
    assert_eq!(line.get("code").unwrap().as_str(), Some("signature"));
}

/// A submission of which only the signature is right: its text must not print lines of ours.
#[test]
fn verify_lets_no_text_of_a_submission_write_to_the_terminal() {
    let folder = Folder::new();
    let forged = "x\u{1b}[1A\r\u{9b}2Kgood.json: verified\n  key mine\u{202e}";
    let quoted = Json::string(forged).to_string();
    let named = with(body(&form(), ANSWERS, "{}"), "/form/name", &quoted);
    let answered = with(body(&form(), ANSWERS, "{}"), "/answers", &format!("{{{quoted}:1}}"));
    let definition = fixture("forms/food-support.json");
    for (body, name) in [(named.clone(), "a.json"), (answered, "a.json"), (named, "a\n\u{1b}c.json")] {
        let file = folder.0.join(name);
        std::fs::write(&file, sign(body)).unwrap();
        for words in [&["--form", path(&definition)][..], &[], &["--json"]] {
            let (_, out) = intake(&[&["verify", path(&file)], words].concat());
            let line_ends = if out.contains(".json: verified\n") { 3 } else { 1 };
            assert!(out.contains("a.json") || out.contains("a\\"), "{out:?}");
            assert_eq!(out.matches(char::is_control).count(), line_ends, "{out:?}");
            assert!(!out.contains('\u{202e}') && !out.contains("\ngood.json"), "{out:?}");
        }
    }
}

#[test]
fn verify_with_a_form_judges_answers_and_outcome() {
    let folder = Folder::new();
    let definition = fixture("forms/food-support.json");
    let own = body(&form(), ANSWERS, "{}");
    for (body, code) in [
        (with(own.clone(), "/answers", r#"{"people":9,"income":1}"#), "answers"),
        (with(own.clone(), "/outcome", r#"{"programs":[],"referrals":[]}"#), "outcome"),
        (with(own.clone(), "/form/digest", &format!("\"sha-256:{}\"", "A".repeat(43))), "form-unknown"),
        (with(own.clone(), "/form/digest", "\"sha-256:x\""), "submission-shape"),
        (with(own.clone(), "/evaluatedOn", "\"2008-11-22\""), "evaluated-on"),
        (with(own.clone(), "/format", "\"x\""), "submission-shape"),
    ] {
        let file = folder.0.join("one.json");
        std::fs::write(&file, sign(body)).unwrap();
        let (holds, out) = intake(&["verify", path(&file), "--form", path(&definition)]);
        assert!(!holds && out.contains(&format!("[{code}]")), "{code}: {out}");
    }
}

#[test]
fn verify_a_database_finds_the_changed_copy() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let receiver = runtime.block_on(async {
        let receiver = Receiver::start().await;
        receiver.post(signed()).await;
        receiver
    });
    let file = receiver.folder.0.join("intake.sqlite");
    let (holds, out) = intake(&["verify", "--database", path(&file), "--all"]);
    assert!(holds && out.contains(": verified") && out.ends_with("1 verified, 0 failed\n"), "{out}");
    runtime.block_on(receiver.tamper("UPDATE submission SET outcome_agrees = NOT outcome_agrees"));
    let (holds, out) = intake(&["verify", "--database", path(&file)]);
    assert!(!holds && out.contains("[changed]") && out.ends_with("0 verified, 1 failed\n"), "{out}");
}

#[test]
fn check_prints_place_and_advice() {
    let folder = Folder::new();
    let file = folder.0.join("form.json");
    let text = std::fs::read_to_string(fixture("forms/food-support.json")).unwrap();
    std::fs::write(&file, &text).unwrap();
    let (good, out) = intake(&["check", path(&file)]);
    assert!(good && out.ends_with("form.json: 0 errors, 0 warnings; 0 of 0 scenarios held\n"), "{out}");
    std::fs::write(&file, text.replace("tables.income_limit[people]", "tables.income_limit[peple]")).unwrap();
    let (good, out) = intake(&["check", path(&file)]);
    assert!(!good && out.contains("error[unknown-name]") && out.contains("form.json:65:50"), "{out}");
    assert!(out.contains("/programs/0/criteria/0/test") && out.contains("= help: "), "{out}");
    std::fs::write(&file, "{\n  nope").unwrap();
    let (good, out) = intake(&["check", path(&file)]);
    assert!(!good && out.contains("error[json-syntax]") && out.contains("form.json:2:3"), "{out}");
}

#[test]
fn check_runs_scenarios() {
    let folder = Folder::new();
    let file = folder.0.join("form.json");
    let scenario = |name: &str, status: &str| {
        format!(
            r#"{{"name":"{name}","today":"2026-11-22","answers":{{"people":1,"income":1}},"expect":{{"programs":{{"food-bank":"{status}"}}}}}}"#
        )
    };
    let scenarios = format!("[{},{}]", scenario("poor", "eligible"), scenario("wrong", "ineligible"));
    std::fs::write(&file, with(form(), "/scenarios", &scenarios).to_pretty()).unwrap();
    let (good, out) = intake(&["check", path(&file)]);
    assert!(!good && out.contains("error[failing-scenario]: The scenario \"wrong\" fails"), "{out}");
    assert!(out.ends_with("form.json: 1 error, 0 warnings; 1 of 2 scenarios held\n"), "{out}");
    // An answer that nobody could send has its own place.
    let refused = scenario("odd", "eligible").replace(r#""people":1"#, r#""people":"one""#);
    std::fs::write(&file, with(form(), "/scenarios", &format!("[{refused}]")).to_pretty()).unwrap();
    let (good, out) = intake(&["check", path(&file)]);
    assert!(
        !good && out.contains("The form does not take this answer of the scenario \"odd\": it is of"),
        "{out}"
    );
    assert!(out.contains("/scenarios/0/answers/people"), "{out}");
}

#[test]
fn screen_answers_each_line_in_its_order() {
    let folder = Folder::new();
    let (definition, old) = (fixture("forms/food-support.json"), folder.0.join("old.json"));
    let lines: String = (1..=5000).map(|i| format!("{{\"id\":{i},\"people\":1,\"income\":{i}}}\n")).collect();
    let caseload = folder.0.join("caseload.jsonl");
    std::fs::write(&caseload, &lines).unwrap();
    let (good, out) = intake(&["screen", path(&definition), path(&caseload), "--today", "2026-11-22"]);
    assert!(good);
    for (i, line) in out.lines().enumerate() {
        let line = Json::parse(line).unwrap();
        assert_eq!(line.pointer("/line"), line.pointer("/id"));
        assert_eq!(line.pointer("/line").unwrap().to_string(), (i + 1).to_string());
        assert!(line.pointer("/programs/food-bank").is_some(), "{line}");
    }
    assert_eq!(out.lines().count(), 5000);
    // The limit was lower: those in between newly qualify, and only they are printed.
    let was = with(form(), "/tables/income_limit", "[0,1000,1000,1000]").to_string();
    std::fs::write(&old, was).unwrap();
    let (_, out) = intake(&["screen", path(&definition), path(&caseload), "--against", path(&old)]);
    assert!(
        out.starts_with("{\"line\":1001,\"id\":1001,") && out.contains("\"was\":{\"programs\":"),
        "{out:.300}"
    );
}

#[test]
fn screen_refuses_a_line_and_goes_on() {
    let folder = Folder::new();
    let definition = fixture("forms/food-support.json");
    let caseload = folder.0.join("caseload.csv");
    std::fs::write(&caseload, "people,id,income\n1,\"a,b\",10\nmany,c,10\n1\n").unwrap();
    let (good, out) = intake(&["screen", path(&definition), path(&caseload), "--output", "jsonl"]);
    let rows: Vec<&str> = out.lines().collect();
    assert!(
        !good && rows.len() == 3 && rows[0].starts_with("{\"line\":2,\"id\":\"a,b\",\"programs\":"),
        "{out}"
    );
    assert_eq!(rows[1], "{\"line\":3,\"id\":\"c\",\"error\":\"wrong-type\",\"item\":\"people\"}");
    assert_eq!(rows[2], "{\"line\":4,\"error\":\"csv-fields\"}");
    assert!(!out.contains("many"));
    std::fs::write(&caseload, "{\"people\":\"secret\nnot json\n\n{\"people\":1}\n[]").unwrap();
    let (_, out) =
        intake(&["screen", path(&definition), path(&caseload), "--format", "jsonl", "--output", "csv"]);
    let rows: Vec<&str> = out.lines().collect();
    assert!(rows[0].starts_with("line,id,") && rows[0].ends_with(",referrals,error,item"), "{out}");
    assert!(rows[1].starts_with("1,,") && rows[1].ends_with(",json-syntax,"), "{out}");
    assert!(rows[3].starts_with("4,,") && rows[4].ends_with(",wrong-type,"), "{out}");
}

#[test]
fn schema_and_types_are_printed() {
    let definition = fixture("forms/food-support.json");
    let (good, out) = intake(&["schema", path(&definition)]);
    let schema = Json::parse(&out).unwrap();
    assert!(good && schema.pointer("/properties/people").is_some(), "{out}");
    let (good, out) = intake(&["types", path(&definition)]);
    assert!(good && out.contains("people?: number;"), "{out}");
}

#[test]
fn a_file_of_gigabytes_is_refused_before_it_is_read() {
    let folder = Folder::new();
    let file = folder.0.join("huge.json");
    // Three gigabytes of nothing, which take up no room on the disk.
    std::fs::File::create(&file).unwrap().set_len(3 << 30).unwrap();
    let (definition, huge) = (fixture("forms/food-support.json"), path(&file));
    let (good, out) = intake(&["check", huge]);
    assert!(!good && out.contains("json-too-large"), "{out:.300}");
    let (good, out) = intake(&["verify", huge]);
    assert!(!good && out.contains("json-too-large"), "{out:.300}");
    for words in [
        &["schema", huge][..],
        &["types", huge],
        &["screen", huge, path(&definition)],
        &["verify", "--form", huge, huge],
    ] {
        let cli = Cli::try_parse_from(["intake"].iter().chain(words)).unwrap();
        let error = run(cli.command, &mut Vec::new()).err().unwrap().to_string();
        assert!(error.contains("huge.json"), "{error}");
    }
    // A caseload is read line by line; one line has a limit.
    for format in ["csv", "jsonl"] {
        let words = ["intake", "screen", path(&definition), huge, "--format", format];
        let done = run(Cli::try_parse_from(words).unwrap().command, &mut Vec::new());
        assert!(!done.is_ok_and(|good| good), "{format}");
    }
}

#[test]
fn a_quote_that_is_never_closed_is_named() {
    let folder = Folder::new();
    let caseload = folder.0.join("caseload.csv");
    let rows = "1,10\n".repeat(400_000);
    std::fs::write(&caseload, format!("people,income\n1,10\n\"1,10\n{rows}")).unwrap();
    let form = fixture("forms/food-support.json");
    let words = ["intake", "screen", path(&form), path(&caseload)];
    let error = run(Cli::try_parse_from(words).unwrap().command, &mut Vec::new()).err().unwrap();
    assert_eq!(error.to_string(), "line 3 of the caseload: a quote that opens there is not closed");
}

/// What a person saved and brought along is taken as if it had been sent.
#[test]
fn receive_takes_saved_copies_and_judges_them() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let receiver = runtime.block_on(Receiver::start());
    let folder = Folder::new();
    let copy = |name: &str, text: &str| {
        let file = folder.0.join(name);
        std::fs::write(&file, text).unwrap();
        path(&file).to_owned()
    };
    let good = copy("good.json", &signed());
    let database = path(&receiver.folder.0.join("intake.sqlite")).to_owned();
    let receive = |files: &[&str], audience: &str| {
        intake(&[&["receive", "--database", &database, "--audience", audience], files].concat())
    };
    let (taken, out) = receive(&[&good], AUDIENCE);
    assert!(taken && out.contains("good.json: received, "), "{out}");
    let reference = out.trim().rsplit(' ').next().unwrap().to_owned();
    assert_eq!(runtime.block_on(receiver.count()), 1);
    // Written otherwise it is the same, and gets the same reference.
    let indented = copy("indented.json", &Json::parse(&signed()).unwrap().to_pretty());
    let (taken, out) = receive(&[&indented], AUDIENCE);
    assert!(taken && out.contains(&format!("indented.json: was here already, {reference}")), "{out}");
    let changed = copy("changed.json", &signed().replace("1500.5", "1"));
    let wrong = copy("wrong.json", &sign(with(body(&form(), ANSWERS, "{}"), "/answers/people", "\"two\"")));
    let (taken, out) = receive(&[&changed, &good, &wrong], AUDIENCE);
    assert!(!taken, "{out}");
    assert!(
        out.contains("changed.json: refused [signature] ") && out.contains("wrong.json: refused ["),
        "{out}"
    );
    assert!(out.contains("good.json: was here already"), "{out}");
    let (taken, out) = receive(&[&good], "https://other.example/");
    assert!(!taken && out.contains("refused [audience]"), "{out}");
    assert_eq!(runtime.block_on(receiver.count()), 1);
    // What "Save a copy" makes is a page with the document inside; a browser that saves it once more writes it otherwise.
    let page = |tag: &str, document: &str| {
        let inside = document.replace('<', "\\u003c");
        format!("<!doctype html>\n<html><body><p>Åsa &lt;b></p>\n{tag}{inside}</script>\n</body></html>")
    };
    let id = "\"0193a1f0-7c2a-7d30-8a00-000000000002\"";
    let document = sign(with(body(&form(), ANSWERS, "{}"), "/submissionId", id));
    let saved =
        copy("saved.html", &page(r#"<script type="application/json" id="intake-submission">"#, &document));
    let (taken, out) = receive(&[&saved], AUDIENCE);
    assert!(taken && out.contains("saved.html: received, "), "{out}");
    let again = page("<script id='intake-submission'\r\n type='application/json'>\r\n", &document);
    let again: Vec<u8> = format!("\u{feff}{again}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let file = folder.0.join("again.html");
    std::fs::write(&file, again).unwrap();
    let (taken, out) = receive(&[path(&file)], AUDIENCE);
    assert!(taken && out.contains("again.html: was here already, "), "{out}");
    let other =
        page(r#"<script type="application/json" id="intake-submission">"#, &document.replace("1500.5", "1"));
    let (taken, out) = receive(&[&copy("other.html", &other)], AUDIENCE);
    assert!(!taken && out.contains("other.html: refused [signature] "), "{out}");
    assert_eq!(runtime.block_on(receiver.count()), 2);
    // No database is made by a slip of the hand.
    let missing = path(&folder.0.join("none.sqlite")).to_owned();
    let words = ["intake", "receive", "--database", &missing, "--audience", AUDIENCE, &good];
    let cli = Cli::try_parse_from(words).unwrap();
    assert!(run(cli.command, &mut Vec::new()).is_err());
    assert!(!Path::new(&missing).exists());
}
