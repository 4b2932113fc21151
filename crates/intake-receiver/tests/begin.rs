//! `intake serve` as a person starts it, in a folder of their own: what it makes there, and what it refuses.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "start/refusal.rs"]
mod refusal;
mod support;
#[path = "start/update.rs"]
mod update;

use intake_receiver::store::Store;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use support::{AUDIENCE, Folder, fixture, signed};

/// The program, in a folder, with nothing said in the environment.
fn intake(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_intake"));
    command.current_dir(folder).stdin(Stdio::null()).env_clear();
    command
}

struct Server {
    child: Child,
    lines: std::io::Lines<BufReader<std::process::ChildStdout>>,
    /// What it has said so far, by line.
    said: Vec<String>,
}

impl Server {
    /// Starts it, and reads what it says up to the line that begins so.
    fn start(folder: &Path, words: &[&str], last: &str) -> Self {
        let mut command = intake(folder);
        command.args(["serve", "--listen", "127.0.0.1:0"]).args(words).env("INTAKE_LOG", "off");
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut said: Vec<String> = Vec::new();
        while !said.last().is_some_and(|line| line.starts_with(last)) {
            said.push(lines.next().unwrap_or_else(|| panic!("no line {last:?} in {said:?}")).unwrap());
        }
        Self { child, lines, said }
    }

    fn connect(&self) -> TcpStream {
        TcpStream::connect(self.said[0].strip_prefix("Listening on http://").unwrap()).unwrap()
    }

    fn get(&self, path: &str) -> String {
        let mut stream = self.connect();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// As Ctrl-C does.
    fn interrupt(&self) {
        let sent = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        assert!(sent.unwrap().success());
    }

    fn wait(mut self) -> ExitStatus {
        self.lines.by_ref().for_each(drop);
        self.child.wait().unwrap()
    }

    fn stop(self) {
        self.interrupt();
        assert!(self.wait().success());
    }
}

/// Every file below a folder with its bytes, and every folder.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.append(&mut contents(&path));
            found.insert(path, None);
        } else {
            let bytes = fs::read(&path).unwrap();
            found.insert(path, Some(bytes));
        }
    }
    found
}

/// What it says when it refuses to start, having changed nothing in the folder.
fn refused(folder: &Folder, mut command: Command) -> String {
    let before = contents(&folder.0);
    let Output { status, stderr, stdout } = command.output().unwrap();
    let said = String::from_utf8_lossy(&stderr).into_owned();
    assert_eq!(status.code(), Some(2), "{said}");
    assert!(stdout.is_empty() && said.lines().count() == 1 && said.starts_with("intake: "), "{said}");
    assert!(contents(&folder.0) == before, "something has changed: {said}");
    said
}

fn serve(folder: &Folder, words: &[&str]) -> Command {
    let mut command = intake(&folder.0);
    command.args(["serve", "--listen", "127.0.0.1:0"]).args(words);
    command
}

#[test]
fn an_empty_folder_gets_a_form_and_a_database() {
    let folder = Folder::new();
    let server = Server::start(&folder.0, &[], "A form to change: ");
    let starts: Vec<&str> =
        server.said.iter().map(|line| line.split_once(": ").map_or("", |(a, _)| a)).collect();
    assert_eq!(starts[1..], ["Inbox", "Token", "Forms", "Database", "A form to change"]);
    assert!(server.said[1].contains("/inbox/enter?code="), "{:?}", server.said);
    assert_eq!(server.said[3..5], ["Forms: first-form", "Database: intake.sqlite"]);
    assert!(server.get("/forms/first-form.json").starts_with("HTTP/1.1 200 OK"));
    server.stop();
    let mode = fs::metadata(folder.0.join("intake.sqlite")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "others may read the answers");
}

#[test]
fn what_is_there_already_is_left_as_it_is() {
    let folder = Folder::new();
    Server::start(&folder.0, &[], "Database: ").stop();
    let form = folder.0.join("forms/first-form.json");
    let changed = fs::read_to_string(&form).unwrap().replace("Ask us for help", "Ring us");
    fs::write(&form, &changed).unwrap();
    let server = Server::start(&folder.0, &[], "Database: ");
    assert!(server.get("/forms/first-form.json").contains("\"Ring us\""));
    server.stop();
    assert_eq!(fs::read_to_string(&form).unwrap(), changed);
    // Nor does an empty folder of forms get one that nobody asked for.
    fs::remove_file(&form).unwrap();
    let server = Server::start(&folder.0, &[], "No form is open. This starts one: intake new ");
    server.stop();
    assert_eq!(fs::read_dir(folder.0.join("forms")).unwrap().count(), 0);
}

#[test]
fn a_wrong_form_does_not_keep_the_others_from_being_served() {
    let folder = Folder::new();
    fs::create_dir(folder.0.join("forms")).unwrap();
    fs::copy(fixture("forms/food-support.json"), folder.0.join("forms/good.json")).unwrap();
    fs::write(folder.0.join("forms/wrong.json"), "{").unwrap();
    fs::create_dir(folder.0.join("forms/folder.json")).unwrap();
    let mut command = serve(&folder, &[]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap() == "Forms: food-support"));
    child.kill().unwrap();
    let mut log = String::new();
    child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    child.wait().unwrap();
    assert!(
        log.contains("forms/wrong.json is not published. It has errors; intake check forms/wrong.json"),
        "{log}"
    );
    assert!(log.contains("forms/folder.json is not published. It cannot be read: it is a folder."), "{log}");
}

#[test]
fn a_taken_port_is_named_with_another() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let folder = Folder::new();
    let mut command = intake(&folder.0);
    command.args(["serve", "--listen", &address]);
    let said = refused(&folder, command);
    assert!(said.contains(&format!("{address} is taken: another program listens there")), "{said}");
    assert!(said.contains("choose another port: intake serve --listen 127.0.0.1:"), "{said}");
}

#[test]
fn a_folder_that_may_not_be_written_to_is_named_with_what_to_do() {
    let folder = Folder::new();
    fs::create_dir(folder.0.join("forms")).unwrap();
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o555)).unwrap();
    // Root may write everywhere, so it is somebody else here.
    let as_somebody = |words: &[&str]| {
        let mut command = serve(&folder, words);
        if fs::metadata(&folder.0).map(|folder| std::os::unix::fs::MetadataExt::uid(&folder)).unwrap() == 0 {
            command.uid(65_534).gid(65_534);
        }
        refused(&folder, command)
    };
    let said = as_somebody(&[]);
    assert!(said.contains("intake.sqlite: the database cannot be made or opened here"), "{said}");
    assert!(said.contains("run intake in a folder where you may write"), "{said}");
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o755)).unwrap();
    fs::remove_dir(folder.0.join("forms")).unwrap();
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o555)).unwrap();
    let said = as_somebody(&[]);
    assert!(
        said.contains("forms cannot be written") && said.contains("Run intake where you may write"),
        "{said}"
    );
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_folder_for_a_file_and_a_file_for_a_folder_are_refused() {
    let folder = Folder::new();
    fs::create_dir(folder.0.join("a-folder")).unwrap();
    fs::write(folder.0.join("a-file"), "words").unwrap();
    for (words, expected) in [
        (["--database", "a-folder"], "a-folder: this is a folder: name a file in it with --database"),
        (["--database", "a-file"], "a-file: this is no database: restore a backup, or name another file"),
        (["--database", "no/x.sqlite"], "no/x.sqlite: there is no folder no: make it first"),
        (["--database", "a-file/x.sqlite"], "a-file/x.sqlite: "),
        (["--forms", "a-file"], "a-file: this is a file, and a folder is needed"),
        (["--forms", "froms"], "froms: there is no such folder"),
        (["--site", "a-file"], "a-file: this is a file, and a folder is needed"),
        (["--key", "a-folder"], "the key file a-folder: Is a directory"),
        (["--end", "a-folder"], "a-folder: Is a directory"),
    ] {
        let said = refused(&folder, serve(&folder, &words));
        assert!(said.contains(expected), "{words:?}: {said}");
    }
    fs::write(folder.0.join("forms"), "words").unwrap();
    let said = refused(&folder, serve(&folder, &[]));
    assert!(said.contains("forms: this is a file, and a folder is needed"), "{said}");
}

#[tokio::test]
async fn a_database_of_a_newer_version_or_of_another_program_is_left_as_it_is() {
    let folder = Folder::new();
    let database = folder.0.join("intake.sqlite");
    Store::open(&database).await.unwrap().close().await;
    change(
        &database,
        "INSERT INTO _sqlx_migrations SELECT 9999, 'later', installed_on, success, checksum, 0
        FROM _sqlx_migrations LIMIT 1",
    )
    .await;
    let said = refused(&folder, serve(&folder, &[]));
    assert!(said.contains("intake.sqlite: the database is from a newer version of intake"), "{said}");
    assert!(said.contains("use that version, or a newer one"), "{said}");
    let mut verify = intake(&folder.0);
    verify.args(["verify", "--database", "intake.sqlite"]);
    assert!(refused(&folder, verify).contains("newer version"));
    fs::remove_file(&database).unwrap();
    change(&database, "CREATE TABLE bookmark (address TEXT)").await;
    let said = refused(&folder, serve(&folder, &[]));
    assert!(said.contains("intake.sqlite: this is another program's database"), "{said}");
}

#[test]
fn ctrl_c_amid_a_submission_loses_nothing() {
    let folder = Folder::new();
    let forms = fixture("forms");
    let words = ["--forms", forms.to_str().unwrap(), "--audience", AUDIENCE];
    let server = Server::start(&folder.0, &words, "Database: ");
    let body = signed();
    let (first, second) = body.split_at(body.len() / 2);
    let mut stream = server.connect();
    let head = "POST /submissions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\nexpect: 100-continue";
    write!(stream, "{head}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len()).unwrap();
    // It says this when it begins to read the submission.
    let mut go_on = [0; 25];
    stream.read_exact(&mut go_on).unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(first.as_bytes()).unwrap();
    server.interrupt();
    stream.write_all(second.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 201 Created") && answer.contains("\"reference\""), "{answer}");
    assert!(server.wait().success());
    let verified = intake(&folder.0).args(["verify", "--database", "intake.sqlite"]).output().unwrap();
    assert!(String::from_utf8_lossy(&verified.stdout).ends_with("\n1 verified, 0 failed\n"));
}

#[test]
fn new_forms_are_open_at_once_and_never_written_over() {
    let folder = Folder::new();
    let new = |words: &[&str]| {
        let output = intake(&folder.0).arg("new").args(words).output().unwrap();
        let said =
            String::from_utf8_lossy(if output.status.success() { &output.stdout } else { &output.stderr });
        (output.status.code(), said.into_owned())
    };
    for (name, template) in
        [("one", "blank"), ("two", "needs-assessment"), ("three", "benefit-screener"), ("four", "housing")]
    {
        let (code, said) = new(&[name, "--template", template]);
        assert!(code == Some(0) && said.contains(&format!("intake check forms/{name}.json")), "{said}");
        let file = format!("forms/{name}.json");
        let check = intake(&folder.0).args(["check", "--deny-warnings", &file]).output().unwrap();
        let found = String::from_utf8_lossy(&check.stdout).into_owned();
        assert!(check.status.success() && found.contains(": 0 errors, 0 warnings; "), "{found}");
    }
    let (code, said) = new(&["six", "--language", "sv,ar"]);
    assert!(code == Some(0), "{said}");
    let six = std::fs::read_to_string(folder.0.join("forms/six.json")).unwrap();
    assert!(six.contains("\"languages\": [\"sv\", \"ar\"]") && !six.contains("Ask us for help"), "{six}");
    let before = contents(&folder.0);
    for words in [&["five", "--language", "fi"][..], &["five", "--template", "housing", "--language", "sv"]] {
        let (code, said) = new(words);
        assert!(code == Some(2) && said.contains("this template is not written in"), "{said}");
    }
    let (code, said) = new(&["one", "--template", "housing"]);
    assert!(
        code == Some(2) && said.contains("forms/one.json is there already, and is left as it is"),
        "{said}"
    );
    for name in ["One", "../one", "a b", "å", ""] {
        let (code, said) = new(&[name]);
        assert!(code == Some(2) && said.contains("cannot be the name of a form"), "{name}: {said}");
    }
    let (code, said) = new(&["five", "--template", "none"]);
    assert!(code == Some(2) && said.contains("blank, needs-assessment, benefit-screener, housing"), "{said}");
    assert!(contents(&folder.0) == before);
    let server = Server::start(&folder.0, &[], "Database: ");
    assert_eq!(server.said[3], "Forms: four, one, six, three, two");
    server.stop();
}

async fn change(database: &Path, sql: &'static str) {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(database).create_if_missing(true);
    let pool = sqlx::sqlite::SqlitePool::connect_with(options).await.unwrap();
    sqlx::raw_sql(sql).execute(&pool).await.unwrap();
    pool.close().await;
}
