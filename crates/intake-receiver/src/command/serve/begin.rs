//! What `intake serve` stands on: its port, its database, its forms.
//!
//! What cannot be used is refused before anything is made: then nothing has changed.

use crate::config::Serve;
use crate::end_file::{self, EndFileError};
use crate::http::connection;
use crate::key_file::KeyFileError;
use crate::publication::FolderError;
use crate::store::{Store, StoreError};
use crate::template::{self, NewFormError};
use crate::terminal;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::net::TcpListener;

/// After so long a person wants to know what the program is doing.
const SILENCE: Duration = Duration::from_secs(2);

pub struct Ground {
    pub listener: TcpListener,
    pub store: Store,
    /// The form that was made, since there was no folder.
    pub first_form: Option<PathBuf>,
}

#[derive(Debug, thiserror::Error)]
pub enum BeginError {
    #[error("{}", no_folder(.0))]
    NoFolder(PathBuf),
    #[error("{}", cannot_listen(.0, .1))]
    Listen(SocketAddr, io::Error),
    #[error("{path}: {source}", path = shown(.0), source = .1.with_cause())]
    Store(PathBuf, StoreError),
    #[error(transparent)]
    Forms(#[from] FolderError),
    #[error(transparent)]
    Form(#[from] NewFormError),
    #[error(transparent)]
    Key(#[from] KeyFileError),
    #[error(transparent)]
    End(#[from] EndFileError),
}

pub async fn begin(config: &Serve) -> Result<Ground, BeginError> {
    let folders = [config.site.as_deref(), config.forms.as_deref()];
    // Without --forms the folder is made where it is not there.
    let own = Some(config.forms()).filter(|folder| folder.exists());
    if let Some(file) = folders.into_iter().chain([own]).flatten().find(|folder| !folder.is_dir()) {
        return Err(BeginError::NoFolder(file.into()));
    }
    if config.forms().exists() {
        let failed = |error| FolderError::Folder(config.forms().to_owned(), error);
        std::fs::read_dir(config.forms()).map_err(failed)?;
    }
    if let Some(key) = &config.key {
        key.read()?;
    }
    if let Some(file) = &config.end {
        end_file::read(file)?;
    }
    let listen = |error| BeginError::Listen(config.listen, error);
    let listener = connection::listen(config.listen).map_err(listen)?;
    let failed = |error| BeginError::Store(config.database.clone(), error);
    patiently(&config.database, Store::look(&config.database)).await.map_err(failed)?;
    let first_form = match &config.forms {
        Some(_) => None,
        None => template::make_folder(config.forms())?,
    };
    let opened = patiently(&config.database, Store::open(&config.database)).await;
    let store = opened.map_err(|error| {
        first_form.as_deref().inspect(|file| take_back(file));
        failed(error)
    })?;
    Ok(Ground { listener, store, first_form })
}

/// Says why nothing happens, where the database keeps one waiting.
async fn patiently<T>(database: &Path, opening: impl Future<Output = T>) -> T {
    let mut opening = std::pin::pin!(opening);
    match tokio::time::timeout(SILENCE, &mut opening).await {
        Ok(opened) => opened,
        Err(_) => {
            tracing::warn!(
                "{}: waiting for the database: another program may keep it locked, or it is large and is brought \
                 up to date",
                shown(database)
            );
            opening.await
        }
    }
}

/// Only what was made a moment ago, and only while nothing else lies there.
fn take_back(first_form: &Path) {
    let _ = std::fs::remove_file(first_form);
    let _ = first_form.parent().map(std::fs::remove_dir);
}

fn shown(path: &Path) -> String {
    terminal::line(&path.display().to_string()).into_owned()
}

fn no_folder(path: &Path) -> String {
    let what =
        if path.exists() { "this is a file, and a folder is needed" } else { "there is no such folder" };
    format!("{}: {what}", shown(path))
}

/// What to do about a port that cannot be had.
fn cannot_listen(address: &SocketAddr, error: &io::Error) -> String {
    let (ip, port) = (address.ip(), address.port());
    let other = |port| format!("intake serve --listen {}", SocketAddr::new(ip, port));
    match error.kind() {
        ErrorKind::AddrInUse => format!(
            "{address} is taken: another program listens there, perhaps another intake. Stop it, or choose \
             another port: {}",
            other(port.checked_add(1).unwrap_or(8080))
        ),
        ErrorKind::PermissionDenied => format!(
            "you may not listen on port {port}: those below 1024 are kept for the system. Choose another: {}",
            other(8080)
        ),
        ErrorKind::AddrNotAvailable => format!(
            "this computer does not have the address {ip}. Choose 127.0.0.1, which only itself can reach, or \
             0.0.0.0 for all that it has: intake serve --listen 127.0.0.1:{port}"
        ),
        _ => format!("{address}: {error}"),
    }
}
