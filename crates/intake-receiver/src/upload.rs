//! A file on its way in: on disk as it comes, under no name, so that memory holds a piece of it
//! at a time and nothing is left behind when it is dropped, or the machine loses power.

use crate::budget::{Budget, Full, Share};
use crate::client::Client;
use crate::digest;
use intake_core::rule::HEAD;
use sha2::{Digest, Sha256};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};

/// Where files wait until they are kept. There should be room on that disk, and no other user.
pub struct Spool {
    folder: PathBuf,
    room: Arc<Budget>,
}

/// A file that is coming.
pub struct Incoming {
    file: File,
    hash: Sha256,
    size: u64,
    head: Vec<u8>,
    room: Share,
}

/// A file that has come. There is no `Debug`: it holds what a person sent.
pub struct Upload {
    file: std::fs::File,
    /// `sha-256:…` of its bytes.
    pub digest: String,
    pub size: u64,
    /// Its first bytes, at most `HEAD`, which tell its type.
    pub head: Vec<u8>,
    _room: Share,
}

#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    #[error("too many files are on their way")]
    Full(Full),
    #[error("a file that came could not be written to the disk")]
    Io(#[from] io::Error),
}

impl Spool {
    /// Files wait in `folder`, as many bytes as `room` has.
    pub fn new(folder: PathBuf, room: Arc<Budget>) -> Self {
        Self { folder, room }
    }

    /// Where they wait.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub async fn begin(&self, client: Client) -> Result<Incoming, UploadError> {
        let folder = self.folder.clone();
        let made = tokio::task::spawn_blocking(move || tempfile::tempfile_in(folder)).await;
        let file = File::from_std(made.map_err(io::Error::other)??);
        let room = self.room.take(client, 0).map_err(UploadError::Full)?;
        Ok(Incoming { file, hash: Sha256::new(), size: 0, head: Vec::new(), room })
    }
}

impl Incoming {
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), UploadError> {
        self.room.grow(bytes.len()).map_err(UploadError::Full)?;
        self.hash.update(bytes);
        self.head.extend(bytes.iter().take(HEAD.saturating_sub(self.head.len())));
        self.size += bytes.len() as u64;
        Ok(self.file.write_all(bytes).await?)
    }

    pub async fn end(mut self) -> Result<Upload, UploadError> {
        self.file.flush().await?;
        let digest = digest::of_hash(self.hash);
        let file = self.file.into_std().await;
        Ok(Upload { file, digest, size: self.size, head: self.head, _room: self.room })
    }

    pub fn size(&self) -> u64 {
        self.size
    }
}

impl Upload {
    /// All of it, for the one moment in which it is kept.
    pub async fn bytes(&self) -> io::Result<Vec<u8>> {
        let mut file = File::from_std(self.file.try_clone()?);
        file.rewind().await?;
        let mut bytes = Vec::with_capacity(usize::try_from(self.size).unwrap_or_default());
        file.read_to_end(&mut bytes).await?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_has_its_bytes_and_their_digest_and_gives_its_room_back() {
        let client = Client::of([192, 0, 2, 1].into());
        let spool = Spool::new(std::env::temp_dir(), Budget::new(10, 10));
        let mut incoming = spool.begin(client).await.unwrap();
        incoming.write(b"a").await.unwrap();
        incoming.write(b"bc").await.unwrap();
        let upload = incoming.end().await.unwrap();
        assert_eq!((upload.digest.as_str(), upload.size), (digest::of_bytes(b"abc").as_str(), 3));
        for _ in 0..2 {
            assert_eq!(upload.bytes().await.unwrap(), b"abc");
        }
        let mut other = spool.begin(client).await.unwrap();
        assert!(matches!(other.write(&[0; 8]).await, Err(UploadError::Full(Full::Client))));
        drop(upload);
        other.write(&[0; 10]).await.unwrap();
    }
}
