//! `cargo xtask fuzz [--inputs N] [--seed N]`: mutated definitions, expressions and answers.
//! `cargo xtask fuzz worst [--rounds N] [--seed N]`: the form and the submission that are the most work.

use std::process::{Command, ExitCode};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};

use crate::process::Tools;
use crate::workspace::Workspace;

#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Arguments {
    #[arg(long, value_name = "N", default_value_t = 1_000_000)]
    inputs: u64,
    /// Where the random numbers begin; the clock's seconds otherwise
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    #[command(subcommand)]
    worst: Option<Worst>,
}

#[derive(clap::Subcommand)]
enum Worst {
    /// The form and the submission that are the most work, of those that `intake check` lets through
    Worst {
        #[arg(long, value_name = "N", default_value_t = 2000)]
        rounds: u64,
        #[arg(long, value_name = "N")]
        seed: Option<u64>,
    },
}

pub(crate) fn fuzz(workspace: &Workspace, arguments: Arguments) -> Result<ExitCode> {
    let (target, count, seed) = match arguments.worst {
        None => ("mutate", arguments.inputs, arguments.seed),
        Some(Worst::Worst { rounds, seed }) => ("worst", rounds, seed),
    };
    let clock = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |time| time.as_secs());
    let (count, seed) = (count.to_string(), seed.unwrap_or(clock).to_string());
    let mut command = Command::new("cargo");
    command.args([
        "run",
        "--quiet",
        "--release",
        "--bin",
        target,
        "--manifest-path",
        MANIFEST,
        "--target-dir",
    ]);
    command.arg(workspace.work().join("fuzz")).args(["--", &count, &seed]);
    let status = command.current_dir(&workspace.root).status().context("cargo")?;
    Ok(ExitCode::from(u8::from(!status.success())))
}

/// A package of its own, outside the workspace.
const MANIFEST: &str = "crates/intake-core/fuzz/Cargo.toml";

/// A command that checks the fuzz targets as the rest is checked.
pub(crate) fn lint(workspace: &Workspace, tools: &Tools) -> Command {
    let mut command = tools.command("cargo");
    command.args(["clippy", "--quiet", "--bins", "--manifest-path", MANIFEST, "--target-dir"]);
    command.arg(workspace.work().join("fuzz")).args(["--", "-D", "warnings"]);
    command
}
