//! What keeps the receiver from starting: each is a sentence with its place and what to do, and changes nothing.

use super::support::Folder;
use super::{change, contents, intake, refused, serve};
use intake_receiver::store::Store;
use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

const NOBODY: u32 = 65_534;

/// Root may do everything, so it is somebody else here.
fn as_nobody(folder: &Folder) -> Command {
    let mut command = serve(folder, &[]);
    command.uid(NOBODY).gid(NOBODY);
    command
}

/// Only root can become somebody else.
fn is_root(folder: &Folder) -> bool {
    fs::metadata(&folder.0).unwrap().uid() == 0
}

fn owned_by_nobody(path: &Path) {
    std::os::unix::fs::chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[tokio::test]
async fn a_database_that_may_not_be_written_to_says_whose_it_should_be() {
    let folder = Folder::new();
    let database = folder.0.join("intake.sqlite");
    Store::open(&database).await.unwrap().close().await;
    fs::create_dir(folder.0.join("forms")).unwrap();
    if !is_root(&folder) {
        return;
    }
    owned_by_nobody(&folder.0);
    // Whether it may be read or not, its folder may be written to, and stays as it is.
    for bits in [0o644, 0o600] {
        mode(&database, bits);
        let said = refused(&folder, as_nobody(&folder));
        assert!(said.contains("intake.sqlite: the database may not be written to: give its file"), "{said}");
        assert!(said.contains("(chown, chmod u+rw), or name another file with --database"), "{said}");
    }
    // It may be written to, and not be closed to others.
    mode(&database, 0o666);
    let said = refused(&folder, as_nobody(&folder));
    assert!(said.contains("intake.sqlite: others may read the database, and only its owner"), "{said}");
    // The folder is shut: SQLite could not work there.
    owned_by_nobody(&database);
    mode(&database, 0o600);
    mode(&folder.0, 0o555);
    let said = refused(&folder, as_nobody(&folder));
    assert!(said.contains("intake.sqlite: the folder . may not be written to"), "{said}");
    assert!(said.contains("give the folder to the user who runs intake"), "{said}");
    mode(&folder.0, 0o755);
}

#[test]
fn forms_that_may_not_be_read_are_told_before_there_is_a_database() {
    let folder = Folder::new();
    let forms = folder.0.join("forms");
    fs::create_dir(&forms).unwrap();
    if !is_root(&folder) {
        return;
    }
    owned_by_nobody(&folder.0);
    mode(&forms, 0o700);
    let output = as_nobody(&folder).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.starts_with("intake: forms: the forms cannot be read: Permission denied"), "{said}");
    assert!(said.contains("chmod u+rx), or name another with --forms"), "{said}");
    assert_eq!(contents(&folder.0).len(), 1, "nothing was made");
}

#[test]
fn a_pipe_among_the_forms_or_for_a_database_keeps_nobody_waiting() {
    let folder = Folder::new();
    let pipe = |path: &Path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    pipe(&folder.0.join("pipe"));
    let mut command = serve(&folder, &["--database", "pipe"]);
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("pipe: this is no file: name one with --database"), "{said}");
    fs::create_dir(folder.0.join("forms")).unwrap();
    pipe(&folder.0.join("forms/x.json"));
    let mut child = serve(&folder, &[]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let said: Vec<String> = lines.map(Result::unwrap).take(6).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(said.iter().any(|line| line.starts_with("No form is open")), "{said:?}");
}

#[tokio::test]
async fn a_locked_database_is_waited_for_aloud() {
    let folder = Folder::new();
    let database = folder.0.join("intake.sqlite");
    change(&database, "CREATE TABLE bookmark (address TEXT)").await;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&database);
    let pool = sqlx::sqlite::SqlitePoolOptions::new().max_connections(1).connect_with(options).await.unwrap();
    sqlx::raw_sql("BEGIN EXCLUSIVE").execute(&pool).await.unwrap();
    let mut child = serve(&folder, &[]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let said = BufReader::new(child.stderr.take().unwrap()).lines().next().unwrap().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(said.contains("intake.sqlite: waiting for the database: another program may keep it"), "{said}");
}

#[test]
fn an_address_that_is_none_is_told_how_one_looks() {
    let folder = Folder::new();
    let mut command = intake(&folder.0);
    let output = command.args(["serve", "--listen", "forms.example.org"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("must be a port, such as 8080, or an address with one"), "{said}");
    assert!(contents(&folder.0).is_empty());
}
