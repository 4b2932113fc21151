//! The database's file: it holds answers and a private key.

use std::fs::{File, OpenOptions};
use std::io::ErrorKind;
use std::path::Path;

/// Makes the file, if it is not there, for its owner only. One that others may read is closed
/// to them; the files beside it get its mode from SQLite.
pub(super) fn make_private(file: &Path) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => close_to_others(file),
        made => made.and_then(|made| made.sync_all()).and_then(|()| sync_folder_of(file)),
    }
}

/// After a power cut a file is there only if its name was written to disk, too.
#[cfg(unix)]
fn sync_folder_of(file: &Path) -> std::io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder_of(_: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn close_to_others(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mut permissions = std::fs::metadata(file)?.permissions();
    if permissions.mode() & 0o077 != 0 {
        permissions.set_mode(permissions.mode() & !0o077);
        std::fs::set_permissions(file, permissions)?;
        tracing::warn!("others could read the database: it is its owner's only now");
    }
    Ok(())
}

#[cfg(not(unix))]
fn close_to_others(_: &Path) -> std::io::Result<()> {
    Ok(())
}
