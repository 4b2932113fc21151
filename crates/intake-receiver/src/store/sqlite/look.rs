//! What lies where the database should be, looked at before anything is changed there.

use crate::store::error::StoreError;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};
use std::fs::{self, File, Metadata};
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// The steps that a database goes through.
pub(super) static MIGRATOR: Migrator = sqlx::migrate!("migrations/sqlite");

/// What the file is wanted for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Read,
    Write,
}

/// Refuses what this program would spoil, or could not use: a folder, another program's database, one of
/// a newer version, one that may not be written to. Nothing at all is fine, where there is a folder for it.
pub(super) async fn look(file: &Path, patience: Duration, wanted: Use) -> Result<(), StoreError> {
    let metadata = match fs::metadata(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => return folder_of(file).map(drop),
        metadata => metadata.map_err(Arc::new).map_err(StoreError::Place)?,
    };
    if metadata.is_dir() {
        return Err(StoreError::Folder);
    }
    // To open a pipe is to wait for whoever writes into it.
    if !metadata.is_file() {
        return Err(StoreError::NoFile);
    }
    let shut = if wanted == Use::Write { writable(file, &metadata).err() } else { None };
    match File::open(file) {
        Err(error) => return Err(shut.unwrap_or_else(|| StoreError::Place(Arc::new(error)))),
        Ok(_) if metadata.len() == 0 => return shut.map_or(Ok(()), Err),
        Ok(_) => {}
    }
    let options = SqliteConnectOptions::new().filename(file).busy_timeout(patience);
    // SQLite would leave files beside what it can't write, and could not remove them.
    let options = if shut.is_some() { options.read_only(true).immutable(true) } else { options };
    let mut connection = options.pragma("query_only", "ON").connect().await?;
    let verdict = judge(&mut connection).await;
    connection.close().await?;
    verdict.and_then(|()| shut.map_or(Ok(()), Err))
}

/// Whether it may be written to, with what SQLite needs beside it; without writing anything.
fn writable(file: &Path, metadata: &Metadata) -> Result<(), StoreError> {
    let unwritable = |error| StoreError::Unwritable(Arc::new(error));
    File::options().write(true).open(file).map_err(unwritable)?;
    let folder = folder_of(file)?;
    // Where the system allows that, a file without a name.
    tempfile::tempfile_in(folder).map_err(|error| StoreError::Shut(folder.into(), Arc::new(error)))?;
    if others_may_read(metadata) {
        // The mode that it has already: only its owner may set it.
        fs::set_permissions(file, metadata.permissions())
            .map_err(|error| StoreError::Owner(Arc::new(error)))?;
    }
    Ok(())
}

#[cfg(unix)]
fn others_may_read(metadata: &Metadata) -> bool {
    std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o077 != 0
}

#[cfg(not(unix))]
fn others_may_read(_: &Metadata) -> bool {
    false
}

fn folder_of(file: &Path) -> Result<&Path, StoreError> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if folder.is_dir() { Ok(folder) } else { Err(StoreError::NoFolder(folder.into())) }
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
