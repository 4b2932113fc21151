//! The command line, beside a receiver that runs.

use clap::Parser;
use intake_receiver::command::run;
use intake_receiver::config::Cli;
use std::path::Path;

/// Whether it found nothing wrong, and what it printed; `Err`: what it says where it could not be done.
pub async fn command(cli: Cli) -> Result<(bool, String), String> {
    // A command has a runtime of its own.
    let done = tokio::task::spawn_blocking(move || {
        let mut out = Vec::new();
        let good = run(cli.command, &mut out).map_err(|error| error.to_string())?;
        Ok((good, String::from_utf8(out).unwrap()))
    });
    done.await.unwrap()
}

/// `intake verify --database DATABASE WORDS…`
pub async fn verify(database: &Path, words: &[&str]) -> Result<(bool, String), String> {
    let own = ["intake", "verify", "--database", database.to_str().unwrap()];
    command(Cli::try_parse_from(own.iter().chain(words)).unwrap()).await
}
