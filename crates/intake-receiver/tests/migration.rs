//! A database from before there was a chain: what was in it stays, and is linked.
//!
//! `fixture/before-the-chain.sqlite` was made by the receiver of then: six submissions, two of
//! them with a file.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use intake_receiver::receiver::own_key;
use intake_receiver::store::Store;
use sqlx::Row;
use std::path::{Path, PathBuf};
use support::command::verify;
use support::{Folder, fixture, now};

fn copy(folder: &Folder) -> PathBuf {
    let copy = folder.0.join("intake.sqlite");
    std::fs::copy(fixture("before-the-chain.sqlite"), &copy).unwrap();
    copy
}

async fn brought_up_to_date(database: &Path) {
    for _ in 0..2 {
        let store = Store::open(database).await.unwrap();
        own_key(&store, now()).await.unwrap();
        store.close().await;
    }
}

/// Every value of these columns, in the order of the first.
async fn values(database: &Path, sql: &'static str) -> Vec<Vec<String>> {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(database);
    let pool = sqlx::sqlite::SqlitePool::connect_with(options).await.unwrap();
    let rows = sqlx::query(sql).fetch_all(&pool).await.unwrap();
    pool.close().await;
    rows.iter().map(|row| (0..row.len()).map(|i| row.get(i)).collect()).collect()
}

async fn change(database: &Path, sql: &'static str) {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(database);
    let pool = sqlx::sqlite::SqlitePool::connect_with(options).await.unwrap();
    sqlx::raw_sql(sql).execute(&pool).await.unwrap();
    pool.close().await;
}

const EVERYTHING: [&str; 4] = [
    "SELECT submission_id, digest, reference, received_at, receipt_signature, form_digest, language, mode, outcome,
         CAST(outcome_agrees AS TEXT), CAST(clock_skew AS TEXT), envelope FROM submission ORDER BY 1",
    "SELECT submission_id, digest, file_name, hex(bytes) FROM attachment ORDER BY 1, 2",
    "SELECT digest, name, version, definition, published_at FROM form ORDER BY 1",
    "SELECT kid, hex(secret), created_at FROM receiver_key ORDER BY 1",
];

#[tokio::test]
async fn nothing_is_lost_or_changed_and_all_is_linked() {
    let folder = Folder::new();
    let database = copy(&folder);
    let refused = verify(&database, &[]).await.unwrap_err();
    assert!(refused.contains("from an earlier version of intake"), "{refused}");
    let mut before = Vec::new();
    for sql in EVERYTHING {
        before.push(values(&database, sql).await);
    }
    assert_eq!(before.iter().map(Vec::len).collect::<Vec<_>>(), [6, 2, 1, 1]);
    brought_up_to_date(&database).await;
    for (sql, before) in EVERYTHING.into_iter().zip(before) {
        assert_eq!(values(&database, sql).await, before, "{sql}");
    }
    let (good, out) = verify(&database, &[]).await.unwrap();
    assert!(good && out.ends_with("\n6 verified, 0 failed\n"), "{out}");
    assert!(out.contains("The chain ends at position 6"), "{out}");
    let order = "SELECT submission_id FROM submission ORDER BY position";
    let came = "SELECT submission_id FROM submission ORDER BY received_at, submission_id";
    assert_eq!(values(&database, order).await, values(&database, came).await);
}

#[tokio::test]
async fn what_had_been_changed_before_is_not_covered_up() {
    for sql in [
        "UPDATE submission SET clock_skew = clock_skew + 1 WHERE rowid = 3",
        "UPDATE submission SET outcome_agrees = 1 - outcome_agrees WHERE rowid = 3",
        "UPDATE submission SET seal = (SELECT seal FROM submission WHERE rowid = 1) WHERE rowid = 3",
        "UPDATE submission SET seal = '' WHERE rowid = 3",
        "UPDATE submission SET received_at = '2020-01-01T00:00:00.000Z' WHERE rowid = 3",
    ] {
        let folder = Folder::new();
        let database = copy(&folder);
        change(&database, sql).await;
        brought_up_to_date(&database).await;
        let (good, out) = verify(&database, &[]).await.unwrap();
        assert!(
            !good && out.contains(": failed [changed] ") && out.ends_with("5 verified, 1 failed\n"),
            "{sql}: {out}"
        );
    }
}
