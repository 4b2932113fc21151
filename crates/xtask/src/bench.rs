//! `cargo xtask bench NAME`: measures, and prints each figure beside its limit. What it finds depends
//! on the machine, so nothing here passes or fails.

mod caseload;
mod core;
mod receiver;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::argument::Arguments;
use crate::process::run;
use crate::workspace::Workspace;
use crate::{bundle, setup};

pub(crate) fn bench(workspace: &Workspace, mut arguments: Arguments) -> Result<ExitCode> {
    match arguments.word().as_deref() {
        Some("core") => {
            arguments.end()?;
            core::bench(workspace)
        }
        Some("receiver") => receiver::bench(workspace, arguments),
        Some("widget") => widget(workspace, arguments),
        _ => bail!("what is to be measured? cargo xtask bench core, receiver or widget"),
    }
}

/// The widget in Chromium against what people would use instead. All further words go to the script.
fn widget(workspace: &Workspace, arguments: Arguments) -> Result<ExitCode> {
    let tools = setup::for_testing(workspace)?;
    setup::npm_packages(&workspace.node().join("bench"), &tools)?;
    bundle::build(workspace, &tools)?;
    let mut command = tools.command("node");
    command.arg("tests/bench/run.mjs").args(arguments.rest());
    run(command.env("CHROMIUM", tools.find("chromium").unwrap_or_default()))?;
    Ok(ExitCode::SUCCESS)
}
