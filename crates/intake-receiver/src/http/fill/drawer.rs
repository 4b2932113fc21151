//! Where answers wait that are not sent yet: a folder beside the database, a file for each person,
//! sealed with a key that only her browser's cookie has. Whoever copies the disk reads nothing; a
//! restart loses nothing; what nobody came back for within a day is removed.

use super::draft::Draft;
use super::owners::Owners;
use crate::client::Client;
use crate::digest::sha256_base64url;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use intake_core::envelope::{base64url, decode_base64url};
use sha2::{Digest, Sha256};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

const KEPT: Duration = Duration::from_secs(24 * 60 * 60);
/// What was sent is there for a reload of its last page, not for the next person.
const KEPT_SENT: Duration = Duration::from_secs(30 * 60);
/// All people's files, with those that they added, and their bytes.
const MOST_FILES: usize = 20_000;
const MOST_BYTES_OF_ALL: u64 = 4 << 30;
/// Those of one client, who may be a whole library.
const MOST_FILES_OF_ONE: usize = 4_000;
const MOST_BYTES_OF_ONE: u64 = 1 << 30;
/// The largest draft without its files.
const MOST_BYTES: usize = 2 << 20;
const NONCE: usize = 24;

/// What the cookie holds. There is no `Debug`: it opens a person's answers.
#[derive(Clone)]
pub(super) struct Secret([u8; 32]);

impl Secret {
    pub(super) fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    pub(super) fn read(cookie: &str) -> Option<Self> {
        decode_base64url(cookie)?.try_into().ok().map(Self)
    }

    pub(super) fn reveal(&self) -> String {
        base64url(&self.0)
    }

    /// Two things are made of it, neither of which says anything about the other.
    fn derive(&self, purpose: &str) -> [u8; 32] {
        Sha256::new_with_prefix(purpose).chain_update(self.0).finalize().into()
    }

    /// The name of its file.
    pub(super) fn id(&self) -> String {
        base64url(&self.derive("intake draft name\n"))
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&Key::from(self.derive("intake draft key\n")))
    }

    /// `name` is sealed with it: no file can be put in another's place.
    fn seal(&self, name: &str, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(io::Error::other)?;
        let payload = Payload { msg: bytes, aad: name.as_bytes() };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload).map_err(io::Error::other)?;
        Ok([&nonce[..], &sealed].concat())
    }

    fn open(&self, name: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg: sealed, aad: name.as_bytes() };
        self.cipher().decrypt(&XNonce::from(*nonce), payload).ok()
    }
}

pub(super) struct Drawer {
    folder: PathBuf,
}

impl Drawer {
    pub(super) fn beside(spool: &Path) -> Self {
        Self { folder: spool.join("unsent") }
    }

    /// The draft, if the secret is that of one which is still kept.
    pub(super) fn draft(&self, secret: &Secret) -> Option<Draft> {
        let name = secret.id();
        let path = self.folder.join(&name);
        let age = fs::metadata(&path).and_then(|about| about.modified()).ok()?.elapsed().unwrap_or_default();
        let draft: Draft = serde_json::from_slice(&secret.open(&name, &fs::read(path).ok()?)?).ok()?;
        (age < KEPT).then_some(draft)
    }

    pub(super) fn keep(&self, secret: &Secret, draft: &Draft) -> io::Result<()> {
        let bytes = serde_json::to_vec(draft)?;
        if bytes.len() > MOST_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.write(secret, &secret.id(), &bytes)?;
        if draft.reference.is_some() {
            // As if it had waited for a day already, but for a while.
            let file = fs::File::options().write(true).open(self.folder.join(secret.id()))?;
            file.set_modified(SystemTime::now() - (KEPT - KEPT_SENT))?;
        }
        Ok(())
    }

    /// A file that a person added, by its digest.
    pub(super) fn keep_file(&self, secret: &Secret, digest: &str, bytes: &[u8]) -> io::Result<()> {
        self.write(secret, &file_name(secret, digest), bytes)
    }

    pub(super) fn file(&self, secret: &Secret, digest: &str) -> Option<Vec<u8>> {
        let name = file_name(secret, digest);
        secret.open(&name, &fs::read(self.folder.join(&name)).ok()?)
    }

    /// Removes a person's files but those with these digests; and the draft itself, with none.
    pub(super) fn tidy(&self, secret: &Secret, digests: Option<&[String]>) -> io::Result<()> {
        let id = secret.id();
        let kept: Vec<String> =
            digests.unwrap_or_default().iter().map(|digest| file_name(secret, digest)).collect();
        let own = [&id, "."].concat();
        for entry in self.entries()? {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if (name == id && digests.is_none())
                || (name.starts_with(&own) && !kept.contains(&name.to_string()))
            {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    /// Removes what nobody came back for. What is still there, each with its bytes.
    pub(super) fn sweep(&self) -> io::Result<Vec<(String, u64)>> {
        let mut kept = Vec::new();
        let now = SystemTime::now();
        for entry in self.entries()? {
            // Another request may have been quicker.
            let Ok(about) = entry.metadata() else { continue };
            if about.modified()? + KEPT < now {
                drop(fs::remove_file(entry.path()));
            } else {
                kept.push((entry.file_name().to_string_lossy().into_owned(), about.len()));
            }
        }
        Ok(kept)
    }

    /// Whether there is room for one more file of this client: an error says whose share is used up.
    pub(super) fn make_room(&self, owners: &Owners, client: Client) -> io::Result<()> {
        let kept = self.sweep()?;
        if kept.len() >= MOST_FILES || bytes(&kept) >= MOST_BYTES_OF_ALL {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let own = owners.of(client, &kept.iter().map(|(name, _)| draft_of(name)).collect());
        let own: Vec<_> = kept.into_iter().filter(|(name, _)| own.contains(draft_of(name))).collect();
        if own.len() >= MOST_FILES_OF_ONE || bytes(&own) >= MOST_BYTES_OF_ONE {
            return Err(io::ErrorKind::QuotaExceeded.into());
        }
        Ok(())
    }

    fn entries(&self) -> io::Result<Vec<fs::DirEntry>> {
        match fs::read_dir(&self.folder) {
            Ok(entries) => entries.collect(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// In one step: a crash leaves what was there before.
    fn write(&self, secret: &Secret, name: &str, bytes: &[u8]) -> io::Result<()> {
        make_private(&self.folder)?;
        let sealed = secret.seal(name, bytes)?;
        let file = tempfile::NamedTempFile::new_in(&self.folder)?;
        fs::write(file.path(), sealed)?;
        file.persist(self.folder.join(name))?;
        Ok(())
    }
}

fn bytes(files: &[(String, u64)]) -> u64 {
    files.iter().map(|(_, bytes)| bytes).sum()
}

/// The draft to which a file belongs, by its name.
fn draft_of(name: &str) -> &str {
    name.split('.').next().unwrap_or_default()
}

/// Sweeps each hour, also where nobody begins anything.
pub(super) async fn sweep_hourly(spool: PathBuf) {
    let drawer = Arc::new(Drawer::beside(&spool));
    let mut hours = tokio::time::interval(Duration::from_secs(60 * 60));
    loop {
        hours.tick().await;
        let drawer = drawer.clone();
        let swept = tokio::task::spawn_blocking(move || drawer.sweep()).await;
        if let Ok(Err(error)) = swept {
            tracing::warn!("what nobody sent could not be removed after its day: {error}");
        }
    }
}

/// The digest alone would tell who has the same file what somebody else has added.
fn file_name(secret: &Secret, digest: &str) -> String {
    let tag = sha256_base64url(&[&secret.derive("intake draft file\n")[..], digest.as_bytes()].concat());
    [&secret.id(), ".", &tag].concat()
}

fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use intake_core::date::Date;

    #[test]
    fn a_draft_is_read_with_its_own_secret_only_and_not_from_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let drawer = Drawer::beside(folder.path());
        let (secret, other) = (Secret::random().unwrap(), Secret::random().unwrap());
        let mut draft = Draft::new("sha-256:x", "id".into(), Date::new(2026, 11, 22).unwrap(), "en");
        draft.searches.push((1, "Northbridge".into()));
        drawer.keep(&secret, &draft).unwrap();
        assert_eq!(drawer.draft(&secret).unwrap().searches.len(), 1);
        assert!(drawer.draft(&other).is_none());
        assert_eq!(Secret::read(&secret.reveal()).unwrap().id(), secret.id());
        let path = folder.path().join("unsent").join(secret.id());
        let bytes = fs::read(&path).unwrap();
        assert!(!bytes.windows(11).any(|part| part == b"Northbridge"));
        // One that was put in its place, or changed, is none.
        fs::write(folder.path().join("unsent").join(other.id()), &bytes).unwrap();
        assert!(drawer.draft(&other).is_none());
        let mut changed = bytes;
        *changed.last_mut().unwrap() ^= 1;
        fs::write(&path, changed).unwrap();
        assert!(drawer.draft(&secret).is_none());
    }

    #[test]
    fn files_go_with_what_named_them_and_old_ones_by_themselves() {
        let folder = tempfile::tempdir().unwrap();
        let drawer = Drawer::beside(folder.path());
        let secret = Secret::random().unwrap();
        drawer.keep_file(&secret, "sha-256:a", b"a").unwrap();
        drawer.keep_file(&secret, "sha-256:b", b"b").unwrap();
        drawer.tidy(&secret, Some(&["sha-256:b".into()])).unwrap();
        assert_eq!(
            (drawer.file(&secret, "sha-256:a"), drawer.file(&secret, "sha-256:b")),
            (None, Some(b"b".into()))
        );
        let file = fs::File::options()
            .write(true)
            .open(folder.path().join("unsent").join(file_name(&secret, "sha-256:b")));
        file.unwrap().set_modified(SystemTime::now() - KEPT - Duration::from_secs(1)).unwrap();
        assert!(drawer.sweep().unwrap().is_empty());
        assert_eq!(drawer.file(&secret, "sha-256:b"), None);
    }

    #[tokio::test(start_paused = true)]
    async fn what_nobody_came_back_for_goes_also_where_nobody_begins_anything() {
        let folder = tempfile::tempdir().unwrap();
        let (drawer, secret) = (Drawer::beside(folder.path()), Secret::random().unwrap());
        let sweeping = tokio::spawn(sweep_hourly(folder.path().into()));
        tokio::time::sleep(Duration::from_secs(60)).await;
        drawer.keep_file(&secret, "sha-256:a", b"a").unwrap();
        let path = folder.path().join("unsent").join(file_name(&secret, "sha-256:a"));
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(SystemTime::now() - KEPT - Duration::from_secs(1)).unwrap();
        tokio::time::sleep(Duration::from_secs(60 * 60)).await;
        assert!(!path.exists());
        sweeping.abort();
    }

    #[test]
    fn one_client_does_not_fill_the_drawer_for_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let (drawer, owners) = (Drawer::beside(folder.path()), Owners::default());
        let [anna, bo] = [1, 2].map(|last| Client::of([192, 0, 2, last].into()));
        let secret = Secret::random().unwrap();
        drawer.keep_file(&secret, "sha-256:a", b"a").unwrap();
        owners.claim(secret.id(), anna);
        assert!(drawer.make_room(&owners, anna).is_ok());
        // As large as many: nothing is written for it.
        let path = folder.path().join("unsent").join(file_name(&secret, "sha-256:a"));
        fs::File::options().write(true).open(&path).unwrap().set_len(MOST_BYTES_OF_ONE).unwrap();
        assert_eq!(drawer.make_room(&owners, anna).unwrap_err().kind(), io::ErrorKind::QuotaExceeded);
        assert!(drawer.make_room(&owners, bo).is_ok());
        fs::File::options().write(true).open(&path).unwrap().set_len(MOST_BYTES_OF_ALL).unwrap();
        assert_eq!(drawer.make_room(&owners, bo).unwrap_err().kind(), io::ErrorKind::StorageFull);
        fs::remove_file(path).unwrap();
        assert!(drawer.make_room(&owners, anna).is_ok());
    }
}
