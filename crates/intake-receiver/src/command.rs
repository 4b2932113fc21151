//! The verbs of the command line, one a file.

mod check;
mod decrypt;
mod error;
mod export;
mod export_answers;
mod file;
mod keygen;
mod new;
mod receive;
mod runtime;
mod saved;
mod screen;
mod serve;
mod verify;
mod webhook;

pub use error::CommandError;

use crate::config::Command;
use crate::terminal;
use intake_core::export::{schema, types};
use std::io::Write;

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
        Command::Export(config) => export_answers::run(&config, out),
        Command::Webhook(config) => webhook::run(&config, out),
        Command::Verify(config) => verify::run(&config, out),
        Command::Receive(config) => receive::run(&config, out),
        Command::Keygen(config) => keygen::run(&config, out),
        Command::Decrypt(config) => decrypt::run(&config, out),
    }
}
