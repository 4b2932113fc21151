//! A receiver's whole database: each submission with its files, the forms, and the chain from
//! its first link to its sealed end.

mod audit;
mod submission;
mod walk;

use super::finding::Finding;
use crate::command::error::CommandError;
use crate::config::Verify;
use crate::keyring::Keyring;
use crate::receiver::KeyError;
use crate::store::{KeyRow, Store, StoreError};
use audit::Audit;
use std::io::Write;
use std::path::Path;

pub(super) async fn verify(file: &Path, config: &Verify, out: &mut impl Write) -> Result<bool, CommandError> {
    let at = |error: StoreError| CommandError::Store(file.to_owned(), error);
    let store = Store::open_existing(file).await.map_err(at)?;
    let (keys, inside) = keys(&store, config).await?;
    let mut audit = Audit { file, config, store, keys, out, hold: 0, fail: 0 };
    audit.forms().await?;
    let end = walk::chain(&mut audit).await?;
    for (id, files) in audit.store.stray_files().await.map_err(at)? {
        let sentence = format!("{files} files of a submission that is not there.");
        audit.fault(Finding::fault(format!("submission {id}"), "attachment-stray", sentence))?;
    }
    audit.end_file().await?;
    audit.receipts().await?;
    audit.sum(&end, inside)
}

/// The keys to verify with, and whether the one that signs lies in the database.
async fn keys(store: &Store, config: &Verify) -> Result<(Keyring, bool), CommandError> {
    let rows = store.keys().await.map_err(KeyError::from)?;
    let known = rows.iter().filter_map(KeyRow::public);
    let inside = rows.last().filter(|last| last.secret.is_some()).and_then(KeyRow::public);
    let is_inside = inside.is_some();
    let Some(place) = &config.key else {
        // A key that the database only names is no proof: whoever wrote the rest could name it.
        return Ok((Keyring::new(inside.ok_or(CommandError::NoKey)?, known), true));
    };
    let mut given = place.read_public().map_err(KeyError::from)?.into_iter();
    let current = given.next().ok_or(CommandError::NoKey)?;
    Ok((Keyring::new(current, given.chain(known)), is_inside))
}
