//! `cargo xtask torture [STORY]...`: what the receiver acknowledges is kept, whatever hits it.
//!
//! The stories are tests of the receiver, and so are its changed envelopes; there each is told shortly, here at length.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::workspace::Workspace;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[arg(value_name = "STORY")]
    stories: Vec<String>,
}

pub(crate) fn torture(workspace: &Workspace, arguments: Arguments) -> Result<ExitCode> {
    let mut command = Command::new("cargo");
    command.args(["test", "--quiet", "--release", "--package", "intake-receiver"]);
    command
        .args(["--test", "envelope", "--test", "torture", "--"])
        .args(arguments.stories)
        .current_dir(&workspace.root);
    command.env("CARGO_TARGET_DIR", &workspace.target).env("INTAKE_TORTURE", "full");
    let status = command.status().context("cargo")?;
    Ok(ExitCode::from(u8::from(!status.success())))
}
