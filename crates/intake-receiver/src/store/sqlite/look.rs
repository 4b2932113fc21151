//! What lies where the database should be, looked at before anything is changed there.

use crate::store::error::StoreError;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// The steps that a database goes through.
pub(super) static MIGRATOR: Migrator = sqlx::migrate!("migrations/sqlite");

/// Refuses what this program would spoil, or could not use: a folder, another program's database, one of
/// a newer version. Nothing at all is fine, where there is a folder for it.
pub(super) async fn look(file: &Path, patience: Duration) -> Result<(), StoreError> {
    let metadata = match fs::metadata(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => return folder_of(file),
        metadata => metadata.map_err(Arc::new).map_err(StoreError::Place)?,
    };
    if metadata.is_dir() {
        return Err(StoreError::Folder);
    }
    File::open(file).map_err(Arc::new).map_err(StoreError::Place)?;
    if metadata.len() == 0 {
        return Ok(());
    }
    let options = SqliteConnectOptions::new().filename(file).busy_timeout(patience);
    let mut connection = options.pragma("query_only", "ON").connect().await?;
    let verdict = judge(&mut connection).await;
    connection.close().await?;
    verdict
}

fn folder_of(file: &Path) -> Result<(), StoreError> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if folder.is_dir() { Ok(()) } else { Err(StoreError::NoFolder(folder.into())) }
}

async fn judge(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let tables: Vec<String> = sqlx::query_scalar("SELECT name FROM sqlite_master WHERE type = 'table'")
        .fetch_all(&mut *connection)
        .await?;
    if tables.is_empty() {
        return Ok(());
    }
    if !tables.iter().any(|table| table == "_sqlx_migrations") {
        return Err(StoreError::Foreign);
    }
    let last: Option<i64> =
        sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations").fetch_one(connection).await?;
    let known = MIGRATOR.iter().map(|migration| migration.version).max().unwrap_or(0);
    if last.is_some_and(|last| last > known) { Err(StoreError::Newer) } else { Ok(()) }
}
