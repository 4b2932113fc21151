//! Why a command stops.

use super::serve::begin::BeginError;
use crate::end_file::EndFileError;
use crate::export::ExportError;
use crate::mail::ServerError;
use crate::publication::FolderError;
use crate::receiver::KeyError;
use crate::store::StoreError;
use crate::template::NewFormError;
use crate::terminal;
use crate::webhook::AddressError;
use std::io;
use std::path::{Path, PathBuf};

/// Why a command could not do its work; a form's or a submission's faults are its output.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error("{path}: {1}", path = shown(.0))]
    File(PathBuf, io::Error),
    #[error("{path}: is not a form without errors. See: intake check {path}", path = shown(.0))]
    Form(PathBuf),
    #[error(
        "column {0} of the caseload is no item of the form. Its first line must hold the names of items; its fields are separated by {1}"
    )]
    Column(usize, &'static str),
    #[error("the configuration is not right: {0}")]
    Config(#[from] validator::ValidationErrors),
    #[error("{path}: {source}", path = shown(.0), source = .1.with_cause())]
    Store(PathBuf, StoreError),
    #[error(transparent)]
    NewForm(#[from] NewFormError),
    #[error(transparent)]
    Publication(#[from] FolderError),
    #[error("the database holds no key to verify with: name the receiver's with --key, or its public half")]
    NoKey,
    #[error("{error}{advice}", error = .0, advice = advice(.0))]
    End(#[from] EndFileError),
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Begin(#[from] BeginError),
    #[error("{error}{cause}", error = .0, cause = cause(.0))]
    Export(#[from] ExportError),
    #[error("people have answered several forms here: name one of them: {0}")]
    WhichForm(String),
    #[error("nobody has answered a form here yet")]
    NoAnswers,
    #[error("the form has no table \"{0}\": its tables are submissions, and its repeats by their names")]
    NoTable(String),
    #[error("there is no webhook \"{0}\": intake webhook list names them")]
    NoWebhook(String),
    #[error(transparent)]
    Webhook(#[from] AddressError),
    #[error(transparent)]
    Mail(#[from] ServerError),
    #[error("the system gives no random numbers")]
    Random,
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// What lies behind a failed export.
fn cause(error: &ExportError) -> String {
    match error {
        ExportError::Store(error) => format!(": {}", error.with_cause()),
        _ => String::new(),
    }
}

/// A file's name on one line.
pub(super) fn shown(path: &Path) -> String {
    terminal::line(&path.display().to_string()).into_owned()
}

/// What to do about an older database, which is not opened by accident.
fn advice(error: &EndFileError) -> String {
    match error {
        EndFileError::Behind { file, .. } => format!(
            ". Acknowledged submissions are missing from it. Put the newer database back; to go on without \
             them, move {} away",
            shown(file)
        ),
        _ => String::new(),
    }
}
