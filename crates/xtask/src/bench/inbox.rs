//! What the inbox's list and exports take with many submissions.

use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::process::run;
use crate::workspace::Workspace;

pub(super) fn bench(workspace: &Workspace, submissions: u32) -> Result<ExitCode> {
    let mut command = Command::new("cargo");
    command.args(["build", "--quiet", "--release", "--package", "intake-receiver"]);
    command.args(["--bin", "intake", "--example", "inbox"]).current_dir(&workspace.root);
    run(command.env("CARGO_TARGET_DIR", &workspace.target))?;
    let built = workspace.target.join("release");
    run(Command::new(built.join("examples/inbox")).arg(submissions.to_string()).arg(built.join("intake")))?;
    Ok(ExitCode::SUCCESS)
}
