//! Why the store could not do its work, in words for who runs the receiver.

use sqlx::migrate::MigrateError;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// The cause is shared: one failed commit is the answer to everything that was in it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the disk is full")]
    Full(#[source] Arc<sqlx::Error>),
    #[error(
        "the database is read-only: its file, its folder or its disk may not be written to. Give file and folder to \
         the user who runs intake, and mount the disk for writing"
    )]
    ReadOnly(#[source] Arc<sqlx::Error>),
    #[error(
        "another program keeps the database locked, such as a backup or another intake: let it end, or stop it, \
         and try again"
    )]
    Locked(#[source] Arc<sqlx::Error>),
    #[error("the disk of the database fails, or is full")]
    Disk(#[source] Arc<sqlx::Error>),
    #[error("the database is damaged: restore a backup")]
    Damaged(#[source] Arc<sqlx::Error>),
    #[error("the database failed")]
    Database(#[source] Arc<sqlx::Error>),
    #[error("the database's tables could not be set up")]
    Migrate(#[source] Arc<MigrateError>),
    #[error(
        "the database is from an earlier version of intake: start `intake serve` with it, or with a copy, once"
    )]
    Earlier,
    #[error(
        "the database is from a newer version of intake than this one, and is left as it is: use that version, \
         or a newer one, with it"
    )]
    Newer,
    #[error(
        "this is another program's database, and is left as it is: name a file of intake's own with --database"
    )]
    Foreign,
    #[error("this is no database: restore a backup, or name another file with --database")]
    NoDatabase(#[source] Arc<sqlx::Error>),
    #[error("this is a folder: name a file in it with --database, such as intake.sqlite")]
    Folder,
    #[error("this is no file: name one with --database, such as intake.sqlite")]
    NoFile,
    #[error(
        "the database may not be written to: give its file to the user who runs intake (chown, chmod u+rw), or name \
         another file with --database"
    )]
    Unwritable(#[source] Arc<io::Error>),
    #[error(
        "others may read the database, and only its owner can close it to them: give it to the user who runs intake \
         (chown), or make it its owner's (chmod go= FILE) and run intake as that user"
    )]
    Owner(#[source] Arc<io::Error>),
    #[error(
        "the folder {folder} may not be written to, and the database needs files beside it: give the folder to the \
         user who runs intake (chown, chmod u+rwx), or name a file in another with --database", folder = .0.display()
    )]
    Shut(PathBuf, #[source] Arc<io::Error>),
    #[error("there is no folder {folder}: make it first, or name a file in another with --database", folder = .0.display())]
    NoFolder(PathBuf),
    #[error(
        "the database cannot be made or opened here: run intake in a folder where you may write, or name a file \
         in one with --database"
    )]
    Place(#[source] Arc<io::Error>),
    #[error("the database has taken no write for {0} seconds")]
    Slow(u64),
    #[error("the store has been closed")]
    Closed,
}

impl StoreError {
    /// What happened, with what caused it.
    pub fn with_cause(&self) -> String {
        let source = std::error::Error::source(self);
        source.map_or_else(|| self.to_string(), |source| format!("{self}: {source}"))
    }

    /// Whether less to write at once could succeed where this failed.
    pub(super) fn may_concern_only_one(&self) -> bool {
        !matches!(self, Self::ReadOnly(_) | Self::Locked(_) | Self::Closed)
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let code = |error: &sqlx::Error| -> Option<i32> { error.as_database_error()?.code()?.parse().ok() };
        // The low byte is the primary result code (sqlite.org/rescode.html).
        let primary = code(&error).map(|code| code & 0xff);
        let error = Arc::new(error);
        match primary {
            Some(13) => Self::Full(error),
            Some(8) => Self::ReadOnly(error),
            Some(5 | 6) => Self::Locked(error),
            Some(10 | 14) => Self::Disk(error),
            Some(11) => Self::Damaged(error),
            Some(26) => Self::NoDatabase(error),
            _ => Self::Database(error),
        }
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            other => Self::Migrate(Arc::new(other)),
        }
    }
}
