//! `cargo xtask <command>`: sets up, builds, serves, tests and packages intake-form.
//!
//! Each command has a file of its name; what several need is named after its role:
//! [`workspace`] where things are, [`process`] other programs, [`setup`] what must be installed.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line speaks by printing")]

mod apart;
mod bench;
mod bundle;
mod compress;
mod declaration;
mod demo;
mod elsewhere;
mod fuzz;
mod glue;
mod optimise;
mod package;
mod passed;
mod prerequisite;
mod process;
mod profile;
mod reproduce;
mod setup;
mod size;
mod stamp;
mod step;
mod tally;
mod test;
mod torture;
mod wasm;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::package::rehearse;
use crate::process::Tools;
use crate::workspace::Workspace;

/// Sets up, builds, serves, tests and packages intake-form.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    /// A copy of the sources, with a target folder of its own
    #[arg(long, hide = true)]
    root: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything and serve the demo site
    Demo(demo::Arguments),
    /// All tests, or the named steps: each that has not passed on the same files yet
    Test(test::Arguments),
    /// The widget into dist/, the demo site into dist/site/
    Build,
    /// What is shipped, into target/package/: all parts, or the named ones
    Package(package::Arguments),
    /// Bytes of a first visit against budgets.toml
    Size,
    /// Install what building needs, and stop
    Setup,
    /// What is shipped, made twice in two places: are they the same bytes?
    Reproduce(package::Selection),
    /// The packages around a program that is there, for the step `shipping`
    #[command(hide = true)]
    Rehearse { program: PathBuf },
    /// Measure, and print each figure beside its limit
    #[command(subcommand)]
    Bench(bench::Bench),
    /// The receiver killed, locked, on full and failing disks: what it acknowledged is there
    Torture(torture::Arguments),
    /// Which functions the first page needs, into src/later.txt
    Profile,
    /// Mutated forms, expressions and answers
    Fuzz(fuzz::Arguments),
}

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(Cli { root, command }: Cli) -> Result<ExitCode> {
    let workspace = root.map_or_else(Workspace::find, |root| Ok(Workspace::of(root)))?;
    match command {
        Command::Demo(arguments) => demo::demo(&workspace, arguments),
        Command::Test(arguments) => test::test(&workspace, &arguments),
        Command::Build => {
            let tools = setup::for_building(&workspace)?;
            bundle::build(&workspace, &tools)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Package(arguments) => package::package(&workspace, &arguments),
        Command::Size => Ok(ExitCode::from(u8::from(!size::report(&workspace)?))),
        Command::Setup => {
            setup::for_building(&workspace)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Reproduce(selection) => reproduce::reproduce(&workspace, &selection),
        Command::Rehearse { program } => {
            rehearse::pack(&workspace, &Tools::new(&workspace.root, &[])?, &program)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Bench(what) => bench::bench(&workspace, what),
        Command::Torture(arguments) => torture::torture(&workspace, arguments),
        Command::Profile => profile::profile(&workspace),
        Command::Fuzz(arguments) => fuzz::fuzz(&workspace, arguments),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_holds_together() {
        <Cli as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn what_is_typed_is_understood_or_refused() {
        let takes = |words: &str| {
            Cli::try_parse_from(["cargo xtask"].into_iter().chain(words.split_whitespace())).is_ok()
        };
        for words in [
            "demo --port 9000 --database=a.sqlite",
            "test",
            "test size format",
            "test browser --again",
            "package npm --prove --architecture amd64",
            "reproduce",
            "reproduce binary deb --architecture arm64",
            "--root /tmp/copy package npm",
            "bench widget --sizes 20,1000 --only hand,ours --write",
            "bench receiver --against target/release/intake",
            "torture kill clock",
            "fuzz --inputs 5 --seed 7",
            "fuzz worst --rounds 5 --seed 7",
        ] {
            assert!(takes(words), "{words}");
        }
        for words in [
            "",
            "nothing",
            "build extra",
            "demo --port 0",
            "demo --port",
            "test nothing",
            "package fourth",
            "package --architecture vax",
            "reproduce --prove",
            "bench",
            "fuzz --inputs 5 worst",
            "fuzz --rounds 5",
        ] {
            assert!(!takes(words), "{words}");
        }
    }
}
