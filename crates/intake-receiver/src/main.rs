//! `intake`: the receiver and the command line of intake-form.

use clap::Parser;
use intake_receiver::config::Cli;
use intake_receiver::terminal;
use std::io::Write;
use std::process::ExitCode;

// Screening a caseload allocates many small values.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match intake_receiver::command::run(cli.command, &mut std::io::stdout()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            // Nothing is left to do when standard error is closed too.
            let _ = writeln!(std::io::stderr(), "intake: {}", terminal::lines(&error.to_string()));
            ExitCode::from(2)
        }
    }
}
