//! Answers as tables: CSV, XLSX and JSON Lines.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use axum::http::StatusCode;
use clap::Parser;
use intake_core::json::Json;
use intake_receiver::config::Cli;
use intake_receiver::publication::Folder as Forms;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use support::command::command;
use support::{Folder, Receiver, body, fixture, now, sign, with};

/// A receiver that has published two versions of a form, and three submissions to them.
async fn household() -> Receiver {
    let folder = Folder::new();
    let write = |version: &str| {
        std::fs::copy(fixture("export").join(version), folder.0.join("household.json")).unwrap();
    };
    write("first.json");
    let receiver = Receiver::with(&folder.0, None).await;
    write("second.json");
    Forms::new(folder.0.clone()).publish(&receiver.store, now()).await.unwrap();
    for (number, version, answers, absent) in [
        (1, "first.json", r#"{"reference":"=1+1","old_question":"yes","income":-5,"needs":["bed"]}"#, "{}"),
        (2, "second.json", SECOND, r#"{"income":"asked-declined","members":[{},{"age":"asked-unknown"}]}"#),
        (3, "second.json", r#"{"reference":"+46 8 123","balance":-12.5}"#, r#"{"members":"asked-declined"}"#),
    ] {
        send(&receiver, number, version, (answers, absent)).await;
    }
    receiver
}

const SECOND: &str = r#"{"reference":"@x, \"y\"\nÅsa","balance":1500.5,"born":"1984-02-29","alone":false,"needs":["food","clothes"],
  "way":"sms","home":{"line1":"Storgatan 1","city":"Umeå"},
  "members":[{"first_name":"Ada","age":0,"jobs":[{"employer":"-A"},{"employer":"B"}]},{"first_name":"Bo"}]}"#;

async fn send(receiver: &Receiver, number: u8, version: &str, (answers, absent): (&str, &str)) {
    let definition = std::fs::read_to_string(fixture("export").join(version)).unwrap();
    let body = body(&Json::parse(&definition).unwrap(), answers, absent);
    let id = format!("\"0193a1f0-7c2a-7d30-8a00-{number:012}\"");
    let reply = receiver.post(sign(with(body, "/submissionId", &id))).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text);
}

/// What the command prints, or why it could not.
async fn intake(receiver: &Receiver, words: &[&str]) -> Result<String, String> {
    let database = receiver.folder.0.join("intake.sqlite");
    let mut all = vec!["intake", "export", "--database", database.to_str().unwrap()];
    all.extend(words);
    if !words.contains(&"--time-zone") {
        all.extend(["--time-zone", "UTC"]);
    }
    let cli = Cli::try_parse_from(all).map_err(|error| error.to_string())?;
    command(cli).await.map(|(_, out)| out)
}

/// Rows by heading, in order.
fn rows(csv: &[u8]) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv.strip_prefix(b"\xef\xbb\xbf").unwrap_or(csv));
    reader.deserialize().map(Result::unwrap).collect()
}

fn headings(csv: &[u8]) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(csv.strip_prefix(b"\xef\xbb\xbf").unwrap_or(csv));
    reader.headers().unwrap().iter().map(str::to_owned).collect()
}

async fn csv(receiver: &Receiver, more: &[&str]) -> HashMap<String, Vec<u8>> {
    let out = Folder::new();
    let words = [&["household", "--output", out.0.to_str().unwrap()], more].concat();
    intake(receiver, &words).await.unwrap();
    files(&out.0)
}

fn files(folder: &Path) -> HashMap<String, Vec<u8>> {
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let entry = entry.unwrap();
        (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap())
    };
    std::fs::read_dir(folder).unwrap().map(read).collect()
}

#[tokio::test]
async fn there_is_a_table_for_the_submissions_and_one_for_each_repeat() {
    let receiver = household().await;
    let files = csv(&receiver, &[]).await;
    let mut names: Vec<_> = files.keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["household.csv", "household.members.csv", "household.members.jobs.csv"]);
    let all = rows(&files["household.csv"]);
    assert_eq!(all.len(), 3);
    let members = rows(&files["household.members.csv"]);
    assert_eq!(members.len(), 2);
    assert!(
        members.iter().all(|row| row["reference"] == all[1]["reference"] && !row["reference"].is_empty())
    );
    assert_eq!([&members[0]["members"], &members[0]["first_name"], &members[0]["age"]], ["1", "Ada", "0"]);
    assert_eq!(
        [&members[1]["members"], &members[1]["age"], &members[1]["age.absent"]],
        ["2", "", "asked-unknown"]
    );
    let jobs = rows(&files["household.members.jobs.csv"]);
    let place = |row: &HashMap<String, String>| {
        [row["members"].clone(), row["jobs"].clone(), row["employer"].clone()]
    };
    assert_eq!(jobs.iter().map(place).collect::<Vec<_>>(), [["1", "1", "'-A"], ["1", "2", "B"]]);
}

#[tokio::test]
async fn all_versions_of_a_form_stand_side_by_side() {
    let receiver = household().await;
    let files = csv(&receiver, &[]).await;
    let all = rows(&files["household.csv"]);
    let asked = &headings(&files["household.csv"])[15..];
    let expected = [
        "answers.reference",
        "old_question",
        "income",
        "income.absent",
        "balance",
        "born",
        "alone",
        "needs.food",
        "needs.bed",
        "needs.clothes",
        "way",
        "home.line1",
        "home.city",
        "members.absent",
    ];
    assert_eq!(asked, expected);
    assert_eq!([&all[0]["version"], &all[0]["old_question"], &all[0]["born"]], ["1", "yes", ""]);
    assert_eq!([&all[1]["version"], &all[1]["old_question"], &all[1]["born"]], ["2", "", "1984-02-29"]);
    let needs = |row: &HashMap<String, String>| {
        ["food", "bed", "clothes"].map(|need| row[&format!("needs.{need}")].clone())
    };
    // Nobody was asked in the first version whether they need clothes, and said no to food.
    assert_eq!(all.iter().map(needs).collect::<Vec<_>>(), [["0", "1", "0"], ["1", "0", "1"], ["", "", ""]]);
}

#[tokio::test]
async fn reasons_for_missing_answers_stand_in_columns_of_their_own() {
    let receiver = household().await;
    let all = rows(&csv(&receiver, &[]).await["household.csv"]);
    assert_eq!([&all[1]["income"], &all[1]["income.absent"]], ["", "asked-declined"]);
    assert_eq!(all[2]["members.absent"], "asked-declined");
    let words = rows(&csv(&receiver, &["--values", "labels", "--language", "sv"]).await["household.csv"]);
    assert_eq!(words[1]["Inkomst: varför svar saknas"], "Vill inte svara");
}

#[tokio::test]
async fn nothing_becomes_a_formula_and_numbers_stay_numbers() {
    let receiver = household().await;
    let files = csv(&receiver, &[]).await;
    let all = rows(&files["household.csv"]);
    let typed: Vec<_> = all.iter().map(|row| row["answers.reference"].as_str()).collect();
    assert_eq!(typed, ["'=1+1", "'@x, \"y\"\nÅsa", "'+46 8 123"]);
    assert_eq!([&all[0]["income"], &all[1]["balance"], &all[2]["balance"]], ["-5", "1500.5", "-12.5"]);
}

#[tokio::test]
async fn values_are_codes_or_words_in_a_language() {
    let receiver = household().await;
    let codes = rows(&csv(&receiver, &[]).await["household.csv"]);
    assert_eq!(
        [&codes[1]["way"], &codes[1]["alone"], &codes[1]["mode"], &codes[1]["outcome.grant"]],
        ["sms", "false", "self", "undetermined"]
    );
    let swedish = csv(&receiver, &["--values", "labels", "--language", "sv", "--choices", "list"]).await;
    let words = rows(&swedish["household.csv"]);
    assert_eq!(
        [&words[1]["Hur vi når dig"], &words[1]["Ensam?"], &words[1]["Behov"]],
        ["Sms", "Nej", "Mat|Kläder"]
    );
    assert_eq!(
        [&words[1]["Ifyllt"], &words[1]["Bidrag"], &words[0]["Behov"]],
        ["På egen hand", "Mer uppgifter behövs", "En säng"]
    );
    assert_eq!(words[1]["Mottaget"], "2026-11-22 18:40");
    assert!(words[0].contains_key("Din egen referens"), "{:?}", words[0].keys());
    let english = rows(&csv(&receiver, &["--values", "labels"]).await["household.csv"]);
    // Without markup, and told apart from the column that is called the same.
    assert!(english[0].contains_key("Your own reference"), "{:?}", english[0].keys());
    assert_eq!(english[1]["Needs: Clothes"], "1");
}

#[tokio::test]
async fn json_lines_have_an_object_for_each_row_and_lists_for_several_choices() {
    let receiver = household().await;
    let files = csv(&receiver, &["--format", "jsonl"]).await;
    let lines = |name: &str| -> Vec<Json> {
        let text = std::str::from_utf8(&files[name]).unwrap();
        text.lines().map(|line| Json::parse(line).unwrap()).collect()
    };
    let all = lines("household.jsonl");
    assert_eq!(all.len(), 3);
    assert_eq!(all[0].get("answers.reference").and_then(Json::as_str), Some("=1+1"));
    assert_eq!(all[0].get("income").unwrap().as_number().unwrap().to_i64(), Some(-5));
    assert_eq!(all[1].get("needs").unwrap().as_array().unwrap().len(), 2);
    assert_eq!(all[1].get("alone").and_then(Json::as_bool), Some(false));
    assert!(all[2].get("needs").is_none());
    assert_eq!(lines("household.members.jobs.jsonl").len(), 2);
}

#[tokio::test]
async fn what_is_exported_can_be_narrowed() {
    let receiver = household().await;
    receiver.read("/inbox/0193a1f0-7c2a-7d30-8a00-000000000002").await;
    let count = async |words: &[&str]| rows(&csv(&receiver, words).await["household.csv"]).len();
    assert_eq!(count(&["--opened", "true"]).await, 1);
    assert_eq!(count(&["--opened", "false"]).await, 2);
    assert_eq!(count(&["--from", "2026-11-22", "--until", "2026-11-22"]).await, 3);
    assert_eq!(count(&["--from", "2026-11-23"]).await, 0);
    assert_eq!(count(&["--until", "2026-11-21"]).await, 0);
    // 18:40 in UTC is the next day there.
    assert_eq!(count(&["--from", "2026-11-23", "--time-zone", "Asia/Tokyo"]).await, 3);
}

#[tokio::test]
async fn a_copy_that_was_changed_says_so_in_its_row() {
    let receiver = household().await;
    receiver.tamper("UPDATE submission SET envelope = replace(envelope, '1500.5', '9500.5') WHERE submission_id LIKE '%2'").await;
    let all = rows(&csv(&receiver, &[]).await["household.csv"]);
    let intact: Vec<_> = all.iter().map(|row| row["intact"].as_str()).collect();
    assert_eq!((intact, all[1]["balance"].as_str()), (vec!["true", "false", "true"], "9500.5"));
}

#[tokio::test]
async fn one_table_can_be_printed() {
    let receiver = household().await;
    let printed = intake(&receiver, &["--table", "members", "--bom"]).await.unwrap();
    assert!(
        printed.starts_with("\u{feff}reference,submission_id,members,first_name,age,age.absent\r\n"),
        "{printed}"
    );
    let refused = intake(&receiver, &["--table", "persons"]).await.unwrap_err();
    assert!(refused.contains("no table \"persons\""), "{refused}");
    let refused = intake(&receiver, &["houses", "--table", "submissions"]).await.unwrap_err();
    assert!(refused.contains("\"houses\""), "{refused}");
}

#[tokio::test]
async fn the_inbox_gives_the_same_as_files_to_save() {
    let receiver = household().await;
    let page = receiver.read("/inbox/export").await;
    assert!(
        page.text.contains("action=\"/inbox/export/answers\"") && page.text.contains("household"),
        "{}",
        page.text
    );
    assert_eq!(receiver.get("/inbox/export/answers?form=household").await.status, StatusCode::UNAUTHORIZED);
    let request = |query: &str| receiver.bytes(format!("/inbox/export/answers?form=household&{query}"));
    let (head, zipped) = request("format=csv").await;
    assert_eq!(head["content-disposition"], "attachment; filename=\"household.zip\"");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zipped)).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("household.csv").unwrap(), &mut text).unwrap();
    assert!(text.starts_with('\u{feff}') && rows(text.as_bytes()).len() == 3, "{text}");
    assert_eq!(archive.len(), 3);
    let (head, workbook) = request("format=xlsx&state=unopened&from=2026-11-22&until=&words=&q=").await;
    assert_eq!(head["content-disposition"], "attachment; filename=\"household.xlsx\"");
    assert!(workbook.starts_with(b"PK"));
    for (query, status) in
        [("form=none", 404), ("form=household&format=doc", 400), ("form=household&from=x", 400)]
    {
        assert_eq!(
            receiver.read(&format!("/inbox/export/answers?{query}")).await.status.as_u16(),
            status,
            "{query}"
        );
    }
}

/// LibreOffice opens the workbook, and finds in each sheet what the CSV of that table has.
#[tokio::test]
async fn libreoffice_opens_the_workbook_and_reads_the_same() {
    let receiver = household().await;
    let out = Folder::new();
    let workbook = out.0.join("household.xlsx");
    intake(&receiver, &["household", "--format", "xlsx", "--output", workbook.to_str().unwrap()])
        .await
        .unwrap();
    let sheets = converted(&workbook, &out.0);
    let tables = csv(&receiver, &[]).await;
    for (sheet, table) in [("submissions", ""), ("members", ".members"), ("members.jobs", ".members.jobs")] {
        let read = rows(&sheets[sheet]);
        let own = rows(&tables[&format!("household{table}.csv")]);
        assert_eq!(headings(&sheets[sheet]), headings(&tables[&format!("household{table}.csv")]), "{sheet}");
        assert_eq!(read.len(), own.len(), "{sheet}");
        for (read, own) in read.iter().zip(&own) {
            for (column, value) in own {
                // In a cell of text nothing has to be marked as such, and LibreOffice says TRUE.
                let value = value.strip_prefix('\'').unwrap_or(value);
                let shown =
                    if matches!(value, "true" | "false") { value.to_uppercase() } else { value.to_owned() };
                assert_eq!(read[column], shown, "{sheet}: {column}");
            }
        }
    }
}

/// The sheets of a workbook as LibreOffice reads them, by name.
fn converted(workbook: &Path, folder: &Path) -> HashMap<String, Vec<u8>> {
    // Commas, quotes, UTF-8, cells as they are shown, and a file for each sheet.
    let filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let made = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", filter, "--outdir"])
        .arg(folder)
        .arg(workbook)
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| {
            panic!("LibreOffice opens the workbook: apt-get install libreoffice-calc-nogui ({error})")
        });
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let files = files_of(folder, "csv");
    let name = |path: &PathBuf| {
        let stem = path.file_stem().unwrap().to_str().unwrap();
        (stem.strip_prefix("household-").unwrap().to_owned(), std::fs::read(path).unwrap())
    };
    files.iter().map(name).collect()
}

fn files_of(folder: &Path, kind: &str) -> Vec<PathBuf> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|end| end == kind)).collect()
}

/// Thirty megabytes of submissions pass through a program that never holds more than a few.
#[tokio::test]
async fn memory_does_not_grow_with_what_is_exported() {
    let receiver = household().await;
    receiver
        .tamper(
            "INSERT INTO link (position, record, previous, seal)
             WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 609)
             SELECT i, '', i, '' FROM n",
        )
        .await;
    receiver
        .tamper(
            "INSERT INTO submission (submission_id, digest, reference, received_at, receipt_signature, form_digest,
                 language, mode, outcome, outcome_agrees, clock_skew, envelope, position)
             SELECT 'many-' || l.position, digest, 'R-' || l.position, received_at, receipt_signature, form_digest,
                 language, mode, outcome, outcome_agrees, clock_skew,
                 replace(envelope, 'Åsa', 'Åsa' || replace(hex(zeroblob(51200)), '00', 'xy')), l.position
             FROM submission s, link l WHERE submission_id LIKE '%2' AND l.position >= 10",
        )
        .await;
    receiver
        .tamper(
            "INSERT INTO inbox_entry (submission_id, position, received_at, form, form_digest, language, contact,
                 urgent, search, summarised, stands_first)
             SELECT submission_id, position, received_at, 'household', form_digest, language, '{}', 0, '', 1, 0
             FROM submission WHERE submission_id LIKE 'many-%'",
        )
        .await;
    receiver.store.close().await;
    let database = receiver.folder.0.join("intake.sqlite");
    for format in ["csv", "xlsx"] {
        let few =
            most_memory(&database, &["--format", format, "--until", "2026-11-21"], "0 submissions: ").await;
        let many = most_memory(&database, &["--format", format], "603 submissions: ").await;
        assert!(few > 1_000, "nothing was measured");
        assert!(many < few + 40_000, "{format}: {few} kB for nothing, {many} kB for 60,000 kB");
    }
}

/// The most memory that an export had, in kB.
async fn most_memory(database: &Path, more: &[&str], says: &str) -> u64 {
    let out = Folder::new();
    let mut child = Command::new(env!("CARGO_BIN_EXE_intake"))
        .args(["export", "household", "--output"])
        .arg(&out.0)
        .arg("--database")
        .arg(database)
        .args(more)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        most = most.max(high_water(child.id()).unwrap_or(0));
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    let mut said = String::new();
    std::io::Read::read_to_string(&mut child.stdout.take().unwrap(), &mut said).unwrap();
    assert!(said.starts_with(says), "{said}");
    most
}

/// The most memory that a process had so far, in kB.
fn high_water(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}
