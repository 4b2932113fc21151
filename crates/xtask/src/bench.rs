//! `cargo xtask bench NAME`: measures, and prints each figure beside its limit.

mod core;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::argument::Arguments;
use crate::workspace::Workspace;

pub(crate) fn bench(workspace: &Workspace, mut arguments: Arguments) -> Result<ExitCode> {
    let name = arguments.word();
    arguments.end()?;
    match name.as_deref() {
        Some("core") => core::bench(workspace),
        _ => bail!("there are these benches: core"),
    }
}
