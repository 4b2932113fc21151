//! What is changed, taken out, put in or put back behind the receiver's back is found.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use intake_core::date::Date;
use intake_core::form::compile;
use intake_core::json::Json;
use intake_core::session::Session;
use intake_core::submission::attach;
use intake_receiver::digest;
use intake_receiver::key::PrivateKey;
use intake_receiver::key_file::KeyPlace;
use intake_receiver::receiver::{KeyError, outside_key, own_key};
use intake_receiver::store::Store;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use support::command::verify;
use support::{Folder, Receiver, Reply, body, now, sign, with};

const FORM: &str = r#"{
  "formLanguage": 1, "name": "papers", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "Papers",
  "pages": [ { "name": "one", "items": [
    { "name": "nick", "type": "text", "label": "Name", "record": true },
    { "name": "card", "type": "file", "label": "Card", "maxFiles": 2, "record": true } ] } ]
}"#;

/// A receiver with five submissions; the second and the fourth have two files each.
struct Office {
    receiver: Receiver,
    _forms: Folder,
    receipts: Vec<Reply>,
}

fn id(number: usize) -> String {
    format!("0193a1f0-7c2a-7d30-8a00-{number:012}")
}

fn file(number: usize, which: usize) -> String {
    format!("file {which} of submission {number}")
}

fn request(number: usize) -> Request<Body> {
    let files: Vec<String> =
        if number.is_multiple_of(2) { vec![file(number, 1), file(number, 2)] } else { vec![] };
    let answer = |(i, file): (usize, &String)| {
        let (size, digest) = (file.len(), digest::of_bytes(file.as_bytes()));
        format!(r#"{{"fileName":"{i}.txt","mediaType":"text/plain","size":{size},"digest":"{digest}"}}"#)
    };
    let card: Vec<String> = files.iter().enumerate().map(answer).collect();
    let card = if card.is_empty() { String::new() } else { format!(r#","card":[{}]"#, card.join(",")) };
    let answers = format!(r#"{{"nick":"{number}"{card}}}"#);
    let definition = Json::parse(FORM).unwrap();
    let form = Arc::new(compile(&definition).form.unwrap());
    let mut session = Session::new(form, Date::new(2026, 11, 22).unwrap());
    assert!(session.load(&Json::parse(&answers).unwrap(), &Json::parse("{}").unwrap()).is_empty());
    let body = attach(body(&definition, &answers, "{}"), &session, &|_| true);
    let document = sign(with(body, "/submissionId", &format!("\"{}\"", id(number))));
    let mut parts =
        format!("--b\r\ncontent-disposition: form-data; name=\"submission\"\r\n\r\n{document}\r\n");
    for file in &files {
        parts += &format!(
            "--b\r\ncontent-disposition: form-data; name=\"attachment[]\"; filename=\"x\"\r\n\r\n{file}\r\n"
        );
    }
    let request =
        Request::post("/submissions").header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
    request.body(Body::from(parts + "--b--\r\n")).unwrap()
}

impl Office {
    async fn new() -> Self {
        Self::opened(None).await
    }

    async fn opened(key: Option<KeyPlace>) -> Self {
        let forms = Folder::new();
        std::fs::write(forms.0.join("papers.json"), FORM).unwrap();
        let receiver = Receiver::keyed(&forms.0, None, key.as_ref()).await;
        let mut office = Self { receiver, _forms: forms, receipts: Vec::new() };
        for number in 1..=5 {
            let reply = office.send(number).await;
            assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text);
            office.receipts.push(reply);
        }
        office
    }

    async fn send(&self, number: usize) -> Reply {
        let request = request(number);
        self.receiver.send(request).await
    }

    fn database(&self) -> PathBuf {
        self.receiver.folder.0.join("intake.sqlite")
    }

    /// Changes the database as somebody does who can write to it, whatever the tables forbid.
    async fn tamper(&self, sql: &str) {
        tamper(&self.database(), sql).await;
    }
}

async fn tamper(database: &Path, sql: &str) {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(database).foreign_keys(false);
    let pool = sqlx::sqlite::SqlitePool::connect_with(options).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(&pool).await.unwrap();
    pool.close().await;
}

#[tokio::test]
async fn an_untouched_database_verifies_while_it_is_open_and_says_where_it_ends() {
    let office = Office::new().await;
    let (good, out) = verify(&office.database(), &["--all"]).await.unwrap();
    assert!(good && out.ends_with("\n5 verified, 0 failed\n"), "{out}");
    assert!(out.contains("\nThe chain ends at position 5, link sha-256:"), "{out}");
    assert!(out.contains("kept in the database: whoever writes to it can seal it again"), "{out}");
    let (good, _) = verify(&office.database(), &["--json"]).await.unwrap();
    assert!(good);
}

/// As many as one client may send at once.
#[tokio::test]
async fn what_comes_at_once_is_kept_once_each_in_one_chain_with_its_own_files() {
    let office = Arc::new(Office::new().await);
    let mut sent = tokio::task::JoinSet::new();
    for number in (6..=13).chain(6..=13) {
        let office = office.clone();
        sent.spawn(async move { office.send(number).await.status });
    }
    let replies = sent.join_all().await;
    assert_eq!(replies.iter().filter(|status| **status == StatusCode::CREATED).count(), 8, "{replies:?}");
    assert!(replies.iter().all(|status| !status.is_server_error()), "{replies:?}");
    let (good, out) = verify(&office.database(), &["--all"]).await.unwrap();
    assert!(good && out.ends_with("\n13 verified, 0 failed\n"), "{out}");
    assert_eq!(count(&office.database(), "SELECT COUNT(*) FROM inbox_entry").await, 13);
    assert_eq!(count(&office.database(), "SELECT COUNT(*) FROM attachment").await, 12);
}

#[tokio::test]
async fn verify_finds_whatever_was_done_to_the_database() {
    let untouched = Office::new().await;
    untouched.receiver.store.close().await;
    let second = "submission_id = '0193a1f0-7c2a-7d30-8a00-000000000002'";
    let first_file = digest::of_bytes(file(2, 1).as_bytes());
    let second_file = digest::of_bytes(file(2, 2).as_bytes());
    let exchange = format!(
        "UPDATE attachment SET bytes = CASE digest WHEN '{first_file}' THEN CAST('{}' AS BLOB)
             WHEN '{second_file}' THEN CAST('{}' AS BLOB) ELSE bytes END",
        file(2, 2),
        file(2, 1)
    );
    let of = |columns: &str| format!("UPDATE submission SET {columns} WHERE {second}");
    let cases: Vec<(String, &str, u32)> = vec![
        // Files.
        (format!("UPDATE attachment SET bytes = CAST('File 1 of submission 2' AS BLOB) WHERE digest = '{first_file}'"), "attachment-changed", 1),
        (format!("UPDATE attachment SET bytes = x'' WHERE digest = '{first_file}'"), "attachment-changed", 1),
        (exchange, "attachment-changed", 1),
        (format!("DELETE FROM attachment WHERE digest = '{first_file}'"), "attachment-missing", 1),
        (format!("UPDATE attachment SET digest = 'sha-256:x' WHERE digest = '{first_file}'"), "attachment-missing", 1),
        (format!("UPDATE attachment SET file_name = 'other.txt' WHERE digest = '{first_file}'"), "attachment-renamed", 1),
        // The names of two files of one submission, exchanged.
        (format!("UPDATE attachment SET file_name = CASE file_name WHEN '0.txt' THEN '1.txt' ELSE '0.txt' END WHERE {second}"), "attachment-renamed", 1),
        (format!("INSERT INTO attachment SELECT submission_id, 'sha-256:x', 'more.txt', bytes FROM attachment WHERE digest = '{first_file}'"), "attachment-unknown", 1),
        (format!("INSERT INTO attachment SELECT '0193', digest, file_name, bytes FROM attachment WHERE {second}"), "attachment-stray", 1),
        // Files of one submission given to another.
        (format!("UPDATE attachment SET submission_id = '{}' WHERE {second}", id(3)), "attachment-missing", 2),
        // Rows.
        (format!("DELETE FROM submission WHERE {second}; DELETE FROM attachment WHERE {second}"), "missing", 1),
        (format!("DELETE FROM submission WHERE {second}; DELETE FROM attachment WHERE {second}; DELETE FROM link WHERE position = 2"), "link-missing", 1),
        ("DELETE FROM submission WHERE position = 5; DELETE FROM link WHERE position = 5".into(), "end-cut", 1),
        ("DELETE FROM submission WHERE position = 5".into(), "missing", 1),
        ("DELETE FROM submission WHERE position > 2; DELETE FROM attachment; DELETE FROM link WHERE position > 2".into(), "end-cut", 2),
        ("DELETE FROM submission WHERE position = 5; DELETE FROM link WHERE position = 5; UPDATE chain_end SET position = 4".into(), "end-changed", 1),
        ("DELETE FROM submission WHERE position = 5; DELETE FROM link WHERE position = 5; DELETE FROM chain_end".into(), "end-missing", 1),
        ("DELETE FROM submission; DELETE FROM attachment; DELETE FROM link".into(), "end-cut", 1),
        ("DELETE FROM submission WHERE position = 1; DELETE FROM link WHERE position = 1".into(), "link-missing", 1),
        // Another order.
        ("UPDATE submission SET position = -position; UPDATE submission SET position = CASE position WHEN -1 THEN 3 WHEN -3 THEN 1 ELSE -position END".into(), "changed", 2),
        ("UPDATE link SET position = -position WHERE position IN (1, 3); UPDATE link SET position = CASE position WHEN -1 THEN 3 ELSE 1 END WHERE position < 0".into(), "changed", 2),
        (of("position = NULL"), "unlinked", 2),
        // Put in: a copy of another row, in no position.
        (format!("INSERT INTO submission SELECT '0193a1f0-7c2a-7d30-8a00-000000000009', digest, 'AAA-AAA-AAA', received_at, receipt_signature, form_digest, language, mode, outcome, outcome_agrees, clock_skew, envelope, NULL FROM submission WHERE {second}"), "unlinked", 1),
        // Columns, each.
        (of("received_at = '2026-11-21T18:40:00.000Z'"), "changed", 1),
        (of("reference = 'AAA-AAA-AAA'"), "changed", 1),
        (of("digest = 'sha-256:x'"), "changed", 1),
        (of("receipt_signature = receipt_signature || 'A'"), "changed", 1),
        (of("language = 'pl'"), "changed", 1),
        (of("mode = 'assisted'"), "changed", 1),
        (of("outcome = '{}'"), "changed", 1),
        (of("outcome_agrees = 0"), "changed", 1),
        (of("clock_skew = clock_skew + 1"), "changed", 1),
        (of("envelope = replace(envelope, '\"2\"', '\"3\"')"), "changed", 1),
        ("UPDATE link SET record = 'sha-256:x' WHERE position = 2".into(), "changed", 1),
        ("UPDATE link SET previous = 'sha-256:x' WHERE position = 2".into(), "changed", 1),
        ("UPDATE link SET seal = (SELECT seal FROM link WHERE position = 3) WHERE position = 2".into(), "changed", 1),
        // A form's label: the inbox shows it as what was asked.
        ("UPDATE form SET definition = replace(definition, '\"Name\"', '\"Nom\"')".into(), "form-changed", 1),
        ("UPDATE form SET version = '2'".into(), "form-changed", 1),
    ];
    let mut wrong = Vec::new();
    for (sql, code, least) in &cases {
        let folder = Folder::new();
        let copy = folder.0.join("copy.sqlite");
        std::fs::copy(untouched.database(), &copy).unwrap();
        tamper(&copy, sql).await;
        let (good, out) = verify(&copy, &[]).await.unwrap();
        let failed = out.matches(": failed [").count();
        if good || !out.contains(&format!("failed [{code}] ")) || failed < *least as usize {
            wrong.push(format!("{sql}\n   should be {code}: {out}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[tokio::test]
async fn a_receiver_does_not_build_on_an_end_that_was_cut() {
    let office = Office::new().await;
    // Somebody takes the last two out, and the end with them, while the receiver runs.
    office.tamper("DELETE FROM submission WHERE position > 3; DELETE FROM attachment; DELETE FROM link WHERE position > 3; DELETE FROM chain_end").await;
    assert_eq!(office.send(7).await.status, StatusCode::CREATED, "a person is not to blame");
    let (good, out) = verify(&office.database(), &[]).await.unwrap();
    assert!(!good && out.contains("positions 4 to 6: failed [link-missing]"), "{out}");
    // So it is after a start, when nothing is remembered.
    office.tamper("DELETE FROM submission WHERE position > 2; DELETE FROM link WHERE position > 2; DELETE FROM chain_end").await;
    office.receiver.store.close().await;
    let store = Store::open(&office.database()).await.unwrap();
    let key = own_key(&store, now()).await.unwrap();
    let row = Office::new().await.receiver.store.submission(&id(5)).await.unwrap().unwrap();
    store.keep((row, Default::default()), Default::default(), &key.signing).await.unwrap();
    let (good, out) = verify(&office.database(), &[]).await.unwrap();
    assert!(!good && out.contains("position 3: failed [link-missing]"), "{out}");
}

#[tokio::test]
async fn with_the_key_elsewhere_no_receipt_is_moved_in_time() {
    let folder = Folder::new();
    let key_file = folder.0.join("receiver.pem");
    let place = KeyPlace::File(key_file.clone());
    let office = Office::opened(Some(place)).await;
    assert!(std::fs::read_to_string(&key_file).unwrap().starts_with("-----BEGIN PRIVATE KEY-----\n"));
    office.receiver.store.close().await;
    let secrets: i64 =
        count(&office.database(), "SELECT COUNT(*) FROM receiver_key WHERE secret IS NOT NULL").await;
    assert_eq!(secrets, 0, "nothing in the database signs");
    let key = ["--key", key_file.to_str().unwrap()];
    let (good, out) = verify(&office.database(), &key).await.unwrap();
    assert!(good && out.contains("which is kept elsewhere"), "{out}");
    let refused = verify(&office.database(), &[]).await.unwrap_err();
    assert!(refused.contains("--key"), "{refused}");

    // Whoever has the database makes a key, signs every receipt, link and the end anew with it,
    // and names it in the table: with that key at hand all is in order, without it nothing is.
    let forger = PrivateKey::generate().unwrap();
    for (last, expected) in [(false, "failed [order]"), (true, "failed [end-changed]")] {
        let copy = folder.0.join(format!("{last}.sqlite"));
        std::fs::copy(office.database(), &copy).unwrap();
        forge(&copy, &forger, if last { 5 } else { 2 }, last).await;
        let (good, out) = verify(&copy, &key).await.unwrap();
        assert!(!good && out.contains(expected), "{out}");
    }
}

/// Moves the receipt at a position back by a year, signed with a key of the forger's own; with
/// `all`, the end, too.
async fn forge(database: &Path, key: &PrivateKey, position: i64, all: bool) {
    use intake_receiver::chain::{End, Link};
    let store = Store::open_existing(database).await.unwrap();
    let (link, row) = store.links(position - 1).await.unwrap().remove(0);
    let mut row = row.unwrap();
    row.receipt.receipt.received_at = "2025-11-22T18:40:00.000Z".into();
    row.receipt = row.receipt.receipt.sign(key);
    let link = Link::seal(position, row.record(), link.previous, key);
    let end = End::seal(position, link.digest(), key);
    store.close().await;
    let (x, y, kid) = (&key.public.x, &key.public.y, &key.kid);
    let (record, seal, signature) = (&link.record, &link.seal, &row.receipt.signature);
    let mut sql = format!(
        "INSERT INTO receiver_key (number, kid, x, y, created_at) VALUES (0, '{kid}', '{x}', '{y}', '');
         UPDATE submission SET received_at = '2025-11-22T18:40:00.000Z', receipt_signature = '{signature}' WHERE position = {position};
         UPDATE link SET record = '{record}', seal = '{seal}' WHERE position = {position};"
    );
    if all {
        sql += &format!("UPDATE chain_end SET link = '{}', seal = '{}'", end.link, end.seal);
    }
    tamper(database, &sql).await;
}

async fn count(database: &Path, sql: &'static str) -> i64 {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(database);
    let pool = sqlx::sqlite::SqlitePool::connect_with(options).await.unwrap();
    let count = sqlx::query_scalar(sql).fetch_one(&pool).await.unwrap();
    pool.close().await;
    count
}

#[tokio::test]
async fn the_key_moves_out_of_the_database_and_what_it_sealed_is_still_known() {
    let office = Office::new().await;
    office.receiver.store.close().await;
    let folder = Folder::new();
    let place = KeyPlace::File(folder.0.join("receiver.pem"));
    let store = Store::open(&office.database()).await.unwrap();
    let inside = own_key(&store, now()).await.unwrap().signing.kid.clone();
    let keys = outside_key(&store, &place, false, now()).await.unwrap();
    assert_ne!(keys.signing.kid, inside);
    assert!(keys.all().any(|key| key.kid == inside), "its receipts are still in people's hands");
    assert!(store.keys().await.unwrap().iter().all(|row| row.secret.is_none()));
    let key = ["--key", folder.0.join("receiver.pem").to_str().unwrap()].map(str::to_owned);
    let key = key.each_ref().map(String::as_str);
    let (good, out) = verify(&office.database(), &key).await.unwrap();
    assert!(good && out.ends_with("5 verified, 0 failed\n"), "{out}");
    // A link that is made now with the key of before is none.
    assert!(matches!(own_key(&store, now()).await, Err(KeyError::Outside(_))));
    // Started again, and with another file by mistake.
    assert!(outside_key(&store, &place, false, now()).await.is_ok());
    let other = KeyPlace::File(folder.0.join("other.pem"));
    assert!(matches!(outside_key(&store, &other, false, now()).await, Err(KeyError::Missing(_))));
    other.make(&PrivateKey::generate().unwrap()).unwrap();
    assert!(matches!(outside_key(&store, &other, false, now()).await, Err(KeyError::Another(..))));
    let next = outside_key(&store, &other, true, now()).await.unwrap();
    assert_eq!(next.all().count(), 3);
    let other = ["--key", folder.0.join("other.pem").to_str().unwrap()].map(str::to_owned);
    let (good, out) = verify(&office.database(), &other.each_ref().map(String::as_str)).await.unwrap();
    assert!(good, "{out}");
    let (good, out) = verify(&office.database(), &key).await.unwrap();
    assert!(!good && out.contains("failed [end-changed]"), "{out}");
}

#[tokio::test]
async fn a_public_half_is_enough_to_verify_with() {
    let folder = Folder::new();
    let office = Office::opened(Some(KeyPlace::File(folder.0.join("receiver.pem")))).await;
    let jwks = folder.0.join("jwks.json");
    std::fs::write(&jwks, office.receiver.get("/.well-known/jwks.json").await.text).unwrap();
    let (good, out) = verify(&office.database(), &["--key", jwks.to_str().unwrap()]).await.unwrap();
    assert!(good, "{out}");
    let text = std::fs::read_to_string(folder.0.join("receiver.pem")).unwrap();
    let (good, out) = verify(&office.database(), &[&format!("--key={text}")]).await.unwrap();
    assert!(good, "{out}");
    std::fs::write(&jwks, "{}").unwrap();
    assert!(verify(&office.database(), &["--key", jwks.to_str().unwrap()]).await.is_err());
}

#[tokio::test]
async fn a_receipt_shows_what_is_not_there_any_more() {
    let office = Office::new().await;
    let folder = Folder::new();
    let receipt = folder.0.join("receipt.json");
    std::fs::write(&receipt, &office.receipts[4].text).unwrap();
    let words = ["--receipt", receipt.to_str().unwrap()];
    let (good, out) = verify(&office.database(), &words).await.unwrap();
    assert!(good, "{out}");
    std::fs::write(&receipt, office.receipts[4].text.replace("2026-11-22", "2026-11-21")).unwrap();
    let (good, out) = verify(&office.database(), &words).await.unwrap();
    assert!(
        !good && out.contains("receipt.json: failed [receipt] The database has another receipt"),
        "{out}"
    );
    std::fs::write(&receipt, &office.receipts[4].text).unwrap();
    office.tamper("DELETE FROM submission WHERE position = 5").await;
    let (_, out) = verify(&office.database(), &words).await.unwrap();
    assert!(out.contains("receipt.json: failed [receipt] The submission"), "{out}");
}

#[tokio::test]
async fn the_inbox_says_whose_fault_a_missing_file_is() {
    let office = Office::new().await;
    let page = async || office.receiver.read(&format!("/inbox/{}", id(2))).await.text;
    let text = page().await;
    assert!(!text.contains("missing here") && !text.contains("changed"), "{text}");
    let first = digest::of_bytes(file(2, 1).as_bytes());
    office.tamper(&format!("UPDATE attachment SET bytes = x'00' WHERE digest = '{first}'")).await;
    let text = page().await;
    assert!(
        text.contains("was changed here after it came") && text.contains("the sender is not to blame"),
        "{text}"
    );
    office.tamper("DELETE FROM attachment").await;
    let text = page().await;
    assert!(
        text.contains("came along, and is missing here now") && !text.contains("did not come along"),
        "{text}"
    );
    assert!(text.contains("Signature verified"), "{text}");
}

#[tokio::test]
async fn a_submission_is_kept_once_whoever_asks_and_however_often() {
    let office = Office::new().await;
    // Another program, such as a second receiver on the same file, adds to the same chain.
    let store = Store::open(&office.database()).await.unwrap();
    let key = own_key(&store, now()).await.unwrap();
    let row = Office::new().await.receiver.store.submission(&id(3)).await.unwrap().unwrap();
    for _ in 0..3 {
        store.keep((row.clone(), Default::default()), Default::default(), &key.signing).await.unwrap();
    }
    assert_eq!(store.count().await.unwrap(), 5);
    assert_eq!(office.send(8).await.status, StatusCode::CREATED);
    assert_eq!(store.end().await.unwrap().unwrap().position, 6);
    let (good, out) = verify(&office.database(), &[]).await.unwrap();
    assert!(good && out.ends_with("6 verified, 0 failed\n"), "{out}");
}

#[tokio::test]
async fn an_older_database_in_its_place_is_noticed_where_its_end_is_noted() {
    use intake_receiver::end_file::{EndFileError, check, follow, read};
    let office = Office::new().await;
    let folder = Folder::new();
    let (note, older) = (folder.0.join("intake.end"), folder.0.join("older.sqlite"));
    office.receiver.store.close().await;
    std::fs::copy(office.database(), &older).unwrap();
    let store = Store::open(&office.database()).await.unwrap();
    let keys = own_key(&store, now()).await.unwrap();
    assert!(read(&note).unwrap().is_none());
    let following = tokio::spawn(follow(note.clone(), store.ends()));
    let row = Office::new().await.receiver.store.submission(&id(5)).await.unwrap().unwrap();
    let mut other = row.clone();
    other.receipt.receipt.submission_id = id(6);
    other.receipt.receipt.reference = "AAA-AAA-AAA".into();
    store.keep((other, Default::default()), Default::default(), &keys.signing).await.unwrap();
    store.close().await;
    following.await.unwrap();
    let noted = read(&note).unwrap().unwrap();
    assert_eq!(noted.position, 6);

    let now_there = Store::open_existing(&office.database()).await.unwrap();
    check(&note, &noted, &now_there, &keys).await.unwrap();
    let put_back = Store::open_existing(&older).await.unwrap();
    let refused = check(&note, &noted, &put_back, &keys).await;
    assert!(matches!(refused, Err(EndFileError::Behind { position: 6, .. })));
    // An older note is behind, and that is all.
    let first = put_back.end().await.unwrap().unwrap();
    check(&note, &first, &now_there, &keys).await.unwrap();
    let (good, out) = verify(&older, &["--end", note.to_str().unwrap()]).await.unwrap();
    assert!(!good && out.contains("end: failed [end-cut]") && out.contains("it does not"), "{out}");
    let (good, _) = verify(&older, &[]).await.unwrap();
    assert!(good, "the older database alone is in order");
    // As many submissions as before, but others.
    let forged = intake_receiver::chain::End::seal(5, "sha-256:x".into(), &keys.signing);
    assert!(matches!(check(&note, &forged, &put_back, &keys).await, Err(EndFileError::Behind { .. })));
    let foreign = intake_receiver::chain::End::seal(5, first.link, &PrivateKey::generate().unwrap());
    assert!(matches!(check(&note, &foreign, &put_back, &keys).await, Err(EndFileError::Foreign(_))));
}
