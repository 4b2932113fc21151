//! The receiver's key in a place of its own: PEM, as `openssl genpkey` writes it, in a file or
//! in the environment. For verifying, its public half is enough, and a JWK Set is one too.

use crate::key::{PrivateKey, PublicKey};
use intake_core::json::Json;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Where a key lies. There is no `Debug`: it may be the key itself.
#[derive(Clone)]
pub enum KeyPlace {
    File(PathBuf),
    /// The PEM text, from the environment.
    Text(String),
}

#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    #[error("the key file {0}: {1}")]
    Unreadable(PathBuf, io::Error),
    #[error(
        "the key given is not a P-256 key in PEM (PKCS #8). One is made by: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256"
    )]
    NoKey,
}

impl From<String> for KeyPlace {
    /// Where PEM begins, it is the key; a file's name otherwise.
    fn from(text: String) -> Self {
        if text.trim_start().starts_with("-----BEGIN") { Self::Text(text) } else { Self::File(text.into()) }
    }
}

impl KeyPlace {
    /// The key that is there; `None` when the file is not.
    pub fn read(&self) -> Result<Option<PrivateKey>, KeyFileError> {
        let Some(text) = self.text()? else { return Ok(None) };
        PrivateKey::from_pem(&text).map(Some).ok_or(KeyFileError::NoKey)
    }

    /// Its public half, from whatever form of it is there; the first of a set is the current one.
    pub fn read_public(&self) -> Result<Vec<PublicKey>, KeyFileError> {
        let missing = |file: &Path| KeyFileError::Unreadable(file.into(), io::ErrorKind::NotFound.into());
        let text = match (self.text()?, self) {
            (Some(text), _) => text,
            (None, Self::File(file)) => return Err(missing(file)),
            (None, Self::Text(_)) => return Err(KeyFileError::NoKey),
        };
        let keys = if text.trim_start().starts_with('{') {
            from_jwks(&text)
        } else {
            PublicKey::from_pem(&text)
                .or_else(|| PrivateKey::from_pem(&text).map(|key| key.public))
                .map(|key| vec![key])
        };
        keys.filter(|keys| !keys.is_empty()).ok_or(KeyFileError::NoKey)
    }

    /// Keeps a new key where none is, for its owner only, and on disk before anything is signed.
    pub fn make(&self, key: &PrivateKey) -> Result<(), KeyFileError> {
        let Self::File(file) = self else { return Err(KeyFileError::NoKey) };
        let pem = key.to_pem().ok_or(KeyFileError::NoKey)?;
        write_new(file, pem.as_bytes()).map_err(|error| KeyFileError::Unreadable(file.clone(), error))
    }

    fn text(&self) -> Result<Option<String>, KeyFileError> {
        match self {
            Self::Text(text) => Ok(Some(text.clone())),
            Self::File(file) => match std::fs::read_to_string(file) {
                Ok(text) => Ok(Some(text)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(KeyFileError::Unreadable(file.clone(), error)),
            },
        }
    }
}

fn from_jwks(text: &str) -> Option<Vec<PublicKey>> {
    let json = Json::parse(text).ok()?;
    let one = std::slice::from_ref(&json);
    let keys = json.get("keys").and_then(Json::as_array).unwrap_or(one);
    let text = |key: &Json, name: &str| key.get(name).and_then(Json::as_str).map(str::to_owned);
    keys.iter().map(|key| PublicKey::from_coordinates(&text(key, "x")?, &text(key, "y")?)).collect()
}

fn write_new(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut made = options.open(file)?;
    made.write_all(bytes)?;
    made.sync_all()?;
    sync_folder_of(file)
}

/// After a power cut a file is there only if its name was written to disk, too.
#[cfg(unix)]
pub(crate) fn sync_folder_of(file: &Path) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(not(unix))]
pub(crate) fn sync_folder_of(_: &Path) -> io::Result<()> {
    Ok(())
}
