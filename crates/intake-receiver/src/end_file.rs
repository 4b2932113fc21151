//! The end of the chain in a place of its own: a file, best on another disk or machine.
//!
//! The database alone cannot tell that an older copy of it was put in its place. This file
//! can: the chain must still go through the link that it names.

use crate::chain::{End, ORIGIN};
use crate::key_file::sync_folder_of;
use crate::keyring::Keyring;
use crate::store::{Store, StoreError};
use intake_core::decimal::Decimal;
use intake_core::json::Json;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::sync::watch;

/// How far the file may lag behind.
const LAG: Duration = Duration::from_secs(1);

#[derive(Debug, thiserror::Error)]
pub enum EndFileError {
    #[error("{0}: {1}")]
    Io(PathBuf, io::Error),
    #[error("{0}: is not the end of a chain")]
    Unreadable(PathBuf),
    #[error("{0}: was not sealed with a key of this receiver")]
    Foreign(PathBuf),
    #[error(
        "{file}: says that the database goes on to position {position}, and {found}: an older copy was put in its \
         place, or its end was cut off"
    )]
    Behind { file: PathBuf, position: i64, found: &'static str },
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What the file says; `None` when it is not there.
pub fn read(file: &Path) -> Result<Option<End>, EndFileError> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(EndFileError::Io(file.into(), error)),
    };
    parse(&text).map(Some).ok_or_else(|| EndFileError::Unreadable(file.into()))
}

/// Whether the database still goes as far as the file says.
pub async fn check(file: &Path, end: &End, store: &Store, keys: &Keyring) -> Result<(), EndFileError> {
    if !keys.all().any(|key| end.holds(key)) {
        return Err(EndFileError::Foreign(file.into()));
    }
    let behind = |found| EndFileError::Behind { file: file.into(), position: end.position, found };
    if end.position == 0 && end.link == ORIGIN {
        return Ok(());
    }
    match store.link(end.position).await? {
        None => Err(behind("it does not")),
        Some(link) if link.digest() != end.link => Err(behind("there it is another one")),
        Some(_) => Ok(()),
    }
}

/// Keeps the file up to date until the store is closed.
pub async fn follow(file: PathBuf, mut ends: watch::Receiver<Option<End>>) {
    ends.mark_changed();
    while ends.changed().await.is_ok() {
        let Some(end) = ends.borrow_and_update().clone() else { continue };
        let (at, text) = (file.clone(), format(&end));
        let written = tokio::task::spawn_blocking(move || write(&at, &text)).await;
        if let Err(error) = written.map_err(io::Error::other).and_then(|written| written) {
            tracing::error!("{}: cannot be written: {error}", file.display());
        }
        // At the end, the last one is written without waiting.
        let _ = tokio::time::timeout(LAG, closed(&ends)).await;
    }
}

async fn closed(ends: &watch::Receiver<Option<End>>) {
    while ends.has_changed().is_ok() {
        tokio::time::sleep(LAG / 20).await;
    }
}

/// The old file or the new one, whenever the power goes.
fn write(file: &Path, text: &str) -> io::Result<()> {
    let mut part = file.as_os_str().to_owned();
    part.push(".part");
    let mut made = File::create(&part)?;
    made.write_all(text.as_bytes())?;
    made.sync_all()?;
    std::fs::rename(&part, file)?;
    sync_folder_of(file)
}

fn format(end: &End) -> String {
    let position = Json::Number(Decimal::from_i64(end.position).unwrap_or(Decimal::ZERO));
    let members =
        [("position", position), ("link", Json::string(&end.link)), ("seal", Json::string(&end.seal))];
    format!("{}\n", Json::object(members))
}

fn parse(text: &str) -> Option<End> {
    let json = Json::parse(text).ok()?;
    let text = |name: &str| json.get(name).and_then(Json::as_str).map(str::to_owned);
    let position = json.get("position").and_then(Json::as_number)?.to_i64()?;
    Some(End { position, link: text("link")?, seal: text("seal")? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::PrivateKey;

    #[test]
    fn an_end_is_read_as_it_was_written() {
        let end = End::seal(7, "sha-256:x".into(), &PrivateKey::generate().unwrap());
        assert_eq!(parse(&format(&end)), Some(end));
        for text in ["", "{}", r#"{"position":1.5,"link":"","seal":""}"#] {
            assert_eq!(parse(text), None);
        }
    }
}
