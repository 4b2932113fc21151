//! `intake receive`: copies that people saved, into the receiver's database, judged as if they had been sent.

use super::error::CommandError;
use super::file;
use super::runtime::runtime;
use super::saved;
use crate::accept::{Accepted, Refusal, accept, admit};
use crate::attachment::Named;
use crate::budget::Budget;
use crate::client::Client;
use crate::config::Receive;
use crate::moment::Moment;
use crate::nonce::NoncePolicy;
use crate::receiver::{Receiver, outside_key, own_key};
use crate::store::{Store, StoreError};
use crate::turn::Turns;
use crate::upload::{Spool, Upload, UploadError};
use crate::{digest, terminal};
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use validator::Validate;

/// Nobody else waits for a turn, or for room on the disk.
const SELF: Client = Client::of(IpAddr::V4(Ipv4Addr::LOCALHOST));

pub(super) fn run(config: &Receive, out: &mut impl Write) -> Result<bool, CommandError> {
    config.validate()?;
    runtime()?.block_on(receive(config, out))
}

async fn receive(config: &Receive, out: &mut impl Write) -> Result<bool, CommandError> {
    let at = |error: StoreError| CommandError::Store(config.database.clone(), error);
    // A database that is not there is a slip of the hand, and none is made.
    Store::open_existing(&config.database).await.map_err(at)?.close().await;
    let store = Store::open(&config.database).await.map_err(at)?;
    let key = match &config.key {
        Some(place) => outside_key(&store, place, false, Moment::now()).await?,
        None => own_key(&store, Moment::now()).await?,
    };
    // Who holds a copy in her hand knows where it is from, and a nonce has long run out.
    let nonces = NoncePolicy::Ignored;
    let receiver = Receiver { store, key, audiences: config.audience.clone(), relay: false, nonces };
    let turns = Turns::of_processors();
    let mut all_taken = true;
    for copy in &config.files {
        let document = saved::record(file::read_page(copy)?);
        let taken = take(&receiver, document, config, &turns).await?;
        all_taken &= taken.is_ok();
        let name = copy.display().to_string();
        let name = terminal::line(&name);
        match taken {
            Ok(Accepted { receipt, new }) => {
                let what = if new { "received" } else { "was here already" };
                writeln!(out, "{name}: {what}, {}", receipt.receipt.reference)?;
            }
            Err(refusal) => {
                let sentence = refusal.to_string();
                writeln!(out, "{name}: refused [{}] {}", refusal.code(), terminal::line(&sentence))?;
            }
        }
    }
    receiver.store.close().await;
    Ok(all_taken)
}

/// The outer error ends everything: the next file would not do better.
async fn take(
    receiver: &Receiver,
    bytes: Vec<u8>,
    config: &Receive,
    turns: &Turns,
) -> Result<Result<Accepted, Refusal>, CommandError> {
    let now = Moment::now();
    let admitted = match admit(receiver, bytes, now, (turns, SELF)).await {
        Ok(admitted) => admitted,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let folder = config.attached.as_deref().filter(|_| !admitted.files.is_empty());
    let uploads = match folder {
        Some(folder) => {
            let failed = |error| CommandError::File(folder.to_owned(), error);
            uploads(folder, &admitted.files, &config.database).await.map_err(failed)?
        }
        None => Vec::new(),
    };
    Ok(accept(receiver, admitted, uploads, now).await)
}

/// The files of a folder that a submission names, known by their digests and not by their names.
async fn uploads(folder: &Path, named: &[Named], database: &Path) -> io::Result<Vec<Upload>> {
    let mut found = Vec::new();
    let beside = database.parent().filter(|folder| !folder.as_os_str().is_empty());
    let spool = Spool::new(beside.unwrap_or(Path::new(".")).to_owned(), Budget::new(2 << 30, 2 << 30));
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        // Of another size it is another file, and need not be read.
        let size = entry.metadata()?.len();
        if !entry.file_type()?.is_file() || !named.iter().any(|file| file.size == Some(size)) {
            continue;
        }
        let bytes = std::fs::read(entry.path())?;
        let digest = digest::of_bytes(&bytes);
        if named.iter().any(|file| file.digest == digest) {
            found.push(spooled(&spool, &bytes).await.map_err(io::Error::other)?);
        }
    }
    Ok(found)
}

async fn spooled(spool: &Spool, bytes: &[u8]) -> Result<Upload, UploadError> {
    let mut incoming = spool.begin(SELF).await?;
    incoming.write(bytes).await?;
    incoming.end().await
}
