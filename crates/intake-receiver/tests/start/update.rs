//! A newer program on an older one's database: what a person would miss is there as it was.
//!
//! `before-one-file.sqlite` was made by the receiver before this program had the widget inside: three submissions, a session of the
//! inbox and a form that was open. `before-the-chain.sqlite` is older: six submissions, two of them with a file.

use super::support::{Folder, fixture};
use super::{Server, change, intake};
use sqlx::AssertSqlSafe;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;

/// Each value under its column, as SQL would write it.
type Row = BTreeMap<String, String>;

/// Every row of every table: envelopes, receipts, files, forms, keys, sessions, and which migrations there were.
async fn everything(database: &Path) -> BTreeMap<String, Vec<Row>> {
    let options = SqliteConnectOptions::new().filename(database);
    let pool = SqlitePool::connect_with(options).await.unwrap();
    let columns = "SELECT t.name, c.name FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c
        WHERE t.type = 'table' ORDER BY 1, 2";
    let columns: Vec<(String, String)> = sqlx::query_as(columns).fetch_all(&pool).await.unwrap();
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (table, column) in columns {
        tables.entry(table).or_default().push(column);
    }
    let mut found = BTreeMap::new();
    for (table, columns) in tables {
        let pairs: Vec<String> =
            columns.iter().map(|column| format!("'{column}', quote(\"{column}\")")).collect();
        let sql = format!("SELECT json_object({}) FROM \"{table}\"", pairs.join(", "));
        let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&pool).await.unwrap();
        found.insert(table, rows.iter().map(|row| serde_json::from_str(row).unwrap()).collect());
    }
    pool.close().await;
    found
}

/// Lays each form of the database into the folder, as it was there before the update.
fn lay_out_forms(folder: &Folder, before: &BTreeMap<String, Vec<Row>>) {
    let plain = |quoted: &str| quoted.trim_matches('\'').replace("''", "'");
    fs::create_dir(folder.0.join("forms")).unwrap();
    for form in &before["form"] {
        let file = format!("forms/{}.json", plain(&form["name"]));
        fs::write(folder.0.join(file), plain(&form["definition"])).unwrap();
    }
}

/// What was in it before and is no more, by table; `replaced` are columns that another table has taken over.
fn missed(
    before: &BTreeMap<String, Vec<Row>>,
    after: &BTreeMap<String, Vec<Row>>,
    replaced: &[&str],
) -> Vec<String> {
    let is_kept = |table: &str, row: &Row| {
        let same = |now: &Row| {
            row.iter().all(|(column, value)| {
                now.get(column) == Some(value) || replaced.contains(&format!("{table}.{column}").as_str())
            })
        };
        after.get(table).is_some_and(|rows| rows.iter().any(same))
    };
    let rows = before.iter().flat_map(|(table, rows)| rows.iter().map(move |row| (table, row)));
    rows.filter(|(table, row)| !is_kept(table, row)).map(|(table, row)| format!("{table}: {row:?}")).collect()
}

#[tokio::test]
async fn an_update_keeps_all_that_is_in_the_database() {
    // Since there is a chain, the seal stands in its links.
    for (name, submissions, files, replaced) in
        [("before-one-file.sqlite", 3, 0, &[][..]), ("before-the-chain.sqlite", 6, 2, &["submission.seal"])]
    {
        let folder = Folder::new();
        let database = folder.0.join("intake.sqlite");
        fs::copy(fixture(name), &database).unwrap();
        let before = everything(&database).await;
        lay_out_forms(&folder, &before);
        Server::start(&folder.0, &[], "Database: ").stop();
        let after = everything(&database).await;
        assert_eq!(missed(&before, &after, replaced), Vec::<String>::new(), "{name}");
        for (table, count) in
            [("submission", submissions), ("attachment", files), ("form", 1), ("receiver_key", 1)]
        {
            assert_eq!((before[table].len(), after[table].len()), (count, count), "{name}: {table}");
        }
        // What came before there was a list is on it, and none of it is new to anybody.
        let listed = &after["inbox_entry"];
        assert_eq!(listed.len(), submissions, "{name}");
        assert!(listed.iter().all(|entry| entry["opened_at"] == entry["received_at"]), "{name}: {listed:?}");
        let verified = intake(&folder.0).args(["verify", "--database", "intake.sqlite"]).output().unwrap();
        let said = String::from_utf8_lossy(&verified.stdout).into_owned();
        assert!(said.ends_with(&format!("\n{submissions} verified, 0 failed\n")), "{name}: {said}");
        // It looks.
        change(&database, "UPDATE submission SET envelope = envelope || ' ' WHERE rowid = 1").await;
        assert_eq!(missed(&before, &everything(&database).await, replaced).len(), 1, "{name}");
    }
}

const TOKEN: &str = "the-charity-s-own-token";
/// The digests of that token, and of the secret in the cookie.
const SESSION: &str = "INSERT INTO session (digest, credential, opened_at, used_at)
    SELECT 'cfKlLtBqtMIOoTNnEfbvqyT8r_-BEciL2hXtJ5Xzmaw', '3VPLCtvdui4DJg2IU04Ou5e5ETClWvePasqJOmQLX0Q', now, now
    FROM (SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AS now)";

#[tokio::test]
async fn who_is_signed_in_stays_so_over_an_update_and_finds_each_reference() {
    let folder = Folder::new();
    let database = folder.0.join("intake.sqlite");
    fs::copy(fixture("before-one-file.sqlite"), &database).unwrap();
    change(&database, SESSION).await;
    let server = Server::start(&folder.0, &["--token", TOKEN], "Database: ");
    let inbox = |header: &str| {
        let mut stream = server.connect();
        let head = "GET /inbox HTTP/1.1\r\nhost: localhost\r\nconnection: close";
        write!(stream, "{head}\r\n{header}\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    let token = format!("authorization: Bearer {TOKEN}");
    for header in ["cookie: intake_inbox=the-secret-in-the-cookie", &token] {
        let answer = inbox(header);
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
        for reference in ["892-PT5-6CB", "CAC-WJH-VNC", "RZN-7VN-HD6"] {
            assert!(answer.contains(reference), "{header}: {reference}");
        }
    }
    assert!(inbox("cookie: intake_inbox=another").starts_with("HTTP/1.1 401"));
    server.stop();
}
