//! The verbs of the command line, one a file.

mod check;
mod export;
mod new;
mod screen;
mod serve;
mod verify;

use crate::config::Command;
use crate::end_file::EndFileError;
use crate::key_file::KeyFileError;
use crate::publication::FolderError;
use crate::receiver::KeyError;
use crate::store::StoreError;
use crate::template::NewFormError;
use crate::terminal;
use intake_core::export::{schema, types};
use std::io::{self, ErrorKind, Write};
use std::net::SocketAddr;
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
    #[error("{path}: there is no such folder{what}", path = shown(.0), what = if .0.exists() { ", but a file" } else { "" })]
    NoFolder(PathBuf),
    #[error("{}", cannot_listen(.0, .1))]
    Listen(SocketAddr, io::Error),
    #[error("the configuration is not right: {0}")]
    Config(#[from] validator::ValidationErrors),
    #[error("{path}: {source}", path = shown(.0), source = cause(.1))]
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
    KeyFile(#[from] KeyFileError),
    #[error("the system gives no random numbers")]
    Random,
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Runs a command. False: it found faults, which it printed.
pub fn run(command: Command, out: &mut impl Write) -> Result<bool, CommandError> {
    match command {
        Command::Serve(config) => serve::run(config, out),
        Command::New(config) => new::run(&config, out),
        Command::Check(config) => check::run(&config, out),
        Command::Schema(config) => {
            export::run(&config, |form| schema(form).to_pretty(), &mut terminal::data(out))
        }
        Command::Types(config) => export::run(&config, types, &mut terminal::data(out)),
        Command::Screen(config) => screen::run(&config, &mut terminal::data(out)),
        Command::Verify(config) => verify::run(&config, out),
    }
}

/// An error with what caused it.
fn cause(error: &StoreError) -> String {
    std::error::Error::source(error).map_or_else(|| error.to_string(), |source| format!("{error}: {source}"))
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
