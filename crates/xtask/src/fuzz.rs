//! `cargo xtask fuzz [--inputs N] [--seed N]`: mutated definitions, expressions and answers.
//! `cargo xtask fuzz worst [--rounds N] [--seed N]`: the form and the submission that are the most work.

use std::process::{Command, ExitCode};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};

use crate::argument::Arguments;
use crate::process::Tools;
use crate::workspace::Workspace;

pub(crate) fn fuzz(workspace: &Workspace, mut arguments: Arguments) -> Result<ExitCode> {
    let own = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |time| time.as_secs());
    let seed = arguments.option("--seed")?.unwrap_or_else(|| own.to_string());
    let (inputs, rounds) = (arguments.option("--inputs")?, arguments.option("--rounds")?);
    let (target, count) = match (arguments.word().as_deref(), inputs, rounds) {
        (None, inputs, None) => ("mutate", inputs.unwrap_or_else(|| "1000000".to_owned())),
        (Some("worst"), None, rounds) => ("worst", rounds.unwrap_or_else(|| "2000".to_owned())),
        _ => bail!("see cargo xtask help"),
    };
    arguments.end()?;
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
