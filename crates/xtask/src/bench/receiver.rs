//! How many submissions a second the receiver accepts, beside how many can be verified, and beside
//! another build of it where one is named.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::process::run;
use crate::workspace::Workspace;

pub(super) fn bench(workspace: &Workspace, against: Option<PathBuf>) -> Result<ExitCode> {
    let mut command = Command::new("cargo");
    command.args(["build", "--quiet", "--release", "--package", "intake-receiver"]);
    command.args(["--bin", "intake", "--example", "load"]).current_dir(&workspace.root);
    run(command.env("CARGO_TARGET_DIR", &workspace.target))?;
    let built = workspace.target.join("release");
    run(Command::new(built.join("examples/load")).arg(built.join("intake")).args(against))?;
    Ok(ExitCode::SUCCESS)
}
