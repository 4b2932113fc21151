//! The verbs of the command line, one a file.

mod check;
mod export;
mod new;
mod screen;
mod serve;
mod verify;

use self::serve::begin::BeginError;
use crate::config::Command;
use crate::end_file::EndFileError;
use crate::publication::FolderError;
use crate::receiver::KeyError;
use crate::store::StoreError;
use crate::template::NewFormError;
use crate::terminal;
use intake_core::export::{schema, types};
use std::io::{self, Write};
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
    #[error("the system gives no random numbers")]
    Random,
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Runs a command. False: it found faults, which it printed.
pub fn run(command: Command, out: &mut impl Write) -> Result<bool, CommandError> {
    match command {
        Command::Serve(config) => serve::run(config, out),
        Command::New(config) => Ok(new::run(&config, out)?),
        Command::Check(config) => check::run(&config, out),
        Command::Schema(config) => {
            export::run(&config, |form| schema(form).to_pretty(), &mut terminal::data(out))
        }
        Command::Types(config) => export::run(&config, types, &mut terminal::data(out)),
        Command::Screen(config) => screen::run(&config, &mut terminal::data(out)),
        Command::Verify(config) => verify::run(&config, out),
    }
}

/// A file's name on one line.
fn shown(path: &Path) -> String {
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

fn runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        // Verifying and judging run here: as many at a time as there is work for two cores.
        .max_blocking_threads(16)
        .enable_all()
        .build()
}
