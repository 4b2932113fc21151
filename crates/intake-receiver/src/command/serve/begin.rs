//! What `intake serve` stands on: its port, its database, its forms.
//!
//! What cannot be used is refused before anything is made: then nothing has changed.

use crate::command::CommandError;
use crate::config::Serve;
use crate::end_file;
use crate::http::connection;
use crate::store::Store;
use crate::template;
use std::path::{Path, PathBuf};
use tokio::net::TcpListener;

pub(super) struct Ground {
    pub(super) listener: TcpListener,
    pub(super) store: Store,
    /// The form that was made, since there was no folder.
    pub(super) first_form: Option<PathBuf>,
}

pub(super) async fn begin(config: &Serve) -> Result<Ground, CommandError> {
    let folders = [config.site.as_deref(), config.forms.as_deref()];
    // Without --forms the folder is made where it is not there.
    let own = Some(config.forms()).filter(|folder| folder.exists());
    if let Some(file) = folders.into_iter().chain([own]).flatten().find(|folder| !folder.is_dir()) {
        return Err(CommandError::NoFolder(file.into()));
    }
    if let Some(key) = &config.key {
        key.read()?;
    }
    if let Some(file) = &config.end {
        end_file::read(file)?;
    }
    let listen = |error| CommandError::Listen(config.listen, error);
    let listener = connection::listen(config.listen).map_err(listen)?;
    let failed = |error| CommandError::Store(config.database.clone(), error);
    Store::look(&config.database).await.map_err(failed)?;
    let first_form = match &config.forms {
        Some(_) => None,
        None => template::make_folder(config.forms())?,
    };
    let store = Store::open(&config.database).await.map_err(|error| {
        first_form.as_deref().inspect(|file| take_back(file));
        failed(error)
    })?;
    Ok(Ground { listener, store, first_form })
}

/// Only what was made a moment ago, and only while nothing else lies there.
fn take_back(first_form: &Path) {
    let _ = std::fs::remove_file(first_form);
    let _ = first_form.parent().map(std::fs::remove_dir);
}
