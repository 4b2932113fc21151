//! `cargo xtask bench NAME`: measures, and prints each figure beside its limit. What it finds depends
//! on the machine, so nothing here passes or fails.

mod caseload;
mod core;
mod inbox;
mod receiver;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::process::run;
use crate::workspace::Workspace;
use crate::{bundle, setup};

#[derive(clap::Subcommand)]
pub(crate) enum Bench {
    /// What the engine's work costs, against its limits
    Core,
    /// Submissions accepted a second, beside what can be verified and another build
    Receiver {
        #[arg(long, value_name = "PROGRAM")]
        against: Option<PathBuf>,
    },
    /// The inbox's list over HTTP with many submissions, each page against its limit
    Inbox {
        #[arg(long, default_value_t = 50_000)]
        submissions: u32,
    },
    /// The widget's speed against others' in one run
    Widget {
        /// For the script: --write puts the tables into docs/performance.md
        #[arg(value_name = "WORD", trailing_var_arg = true, allow_hyphen_values = true)]
        words: Vec<String>,
    },
}

pub(crate) fn bench(workspace: &Workspace, what: Bench) -> Result<ExitCode> {
    match what {
        Bench::Core => core::bench(workspace),
        Bench::Receiver { against } => receiver::bench(workspace, against),
        Bench::Inbox { submissions } => inbox::bench(workspace, submissions),
        Bench::Widget { words } => widget(workspace, &words),
    }
}

/// The widget in Chromium against what people would use instead.
fn widget(workspace: &Workspace, words: &[String]) -> Result<ExitCode> {
    let tools = setup::for_testing(workspace)?;
    setup::npm_packages(&workspace.node().join("bench"), &tools)?;
    bundle::build(workspace, &tools)?;
    let mut command = tools.command("node");
    command.arg("tests/bench/run.mjs").args(words);
    run(command.env("CHROMIUM", tools.find("chromium").unwrap_or_default()))?;
    Ok(ExitCode::SUCCESS)
}
