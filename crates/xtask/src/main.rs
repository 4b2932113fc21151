//! `cargo xtask <command>`: sets up, builds, serves, tests and packages intake-form.
//!
//! Each command has a file of its name; what several need is named after its role:
//! [`workspace`] where things are, [`process`] other programs, [`setup`] what must be installed.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line speaks by printing")]

mod argument;
mod bench;
mod bundle;
mod compress;
mod declaration;
mod demo;
mod fuzz;
mod glue;
mod module;
mod optimise;
mod outline;
mod package;
mod prerequisite;
mod process;
mod profile;
mod reproduce;
mod setup;
mod size;
mod split;
mod stamp;
mod step;
mod tally;
mod test;
mod torture;
mod wasm;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;

use crate::argument::Arguments;
use crate::workspace::Workspace;

const USAGE: &str = "\
cargo xtask demo [--port N] [--database FILE]   build everything and serve the demo site
cargo xtask test [STEP]...                      all tests, or the named steps
cargo xtask build                               the widget into dist/, the demo site into dist/site/
cargo xtask bench widget [--write]              the widget's speed against others' in one run
cargo xtask package [PART]... [--prove]         what is shipped, into target/package/: all parts, or the named ones;
                                                --architecture amd64 leaves the others out,
                                                --prove installs it on a bare Debian, up to the first submission
cargo xtask size                                bytes of a first visit against budgets.toml
cargo xtask setup                               install what building needs, and stop
cargo xtask reproduce                           build twice in two places and compare the bytes
cargo xtask bench core                          what the engine's work costs, against its limits
cargo xtask bench receiver [--against PROGRAM]  submissions accepted a second, beside another build
cargo xtask torture [STORY]...                  the receiver killed, locked, on full and failing disks: what it
                                                acknowledged is there
cargo xtask profile                             which functions the first page needs, into src/later.txt
cargo xtask fuzz [--inputs N] [--seed N]        mutated forms, expressions and answers: a million unless N says else
cargo xtask fuzz worst [--rounds N] [--seed N]  the form and the submission that are the most work, of those check lets through";

fn main() -> ExitCode {
    match run(Arguments::from_command_line()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: Arguments) -> Result<ExitCode> {
    let workspace = Workspace::find()?;
    match arguments.word().as_deref() {
        Some("demo") => demo::demo(&workspace, arguments),
        Some("test") => test::test(&workspace, arguments),
        Some("build") => {
            arguments.end()?;
            let tools = setup::for_building(&workspace)?;
            bundle::build(&workspace, &tools)?;
            Ok(ExitCode::SUCCESS)
        }
        Some("package") => package::package(&workspace, arguments),
        Some("size") => {
            arguments.end()?;
            Ok(ExitCode::from(u8::from(!size::report(&workspace)?)))
        }
        Some("setup") => {
            arguments.end()?;
            setup::for_building(&workspace)?;
            Ok(ExitCode::SUCCESS)
        }
        Some("reproduce") => {
            arguments.end()?;
            reproduce::reproduce(&workspace)
        }
        Some("profile") => {
            arguments.end()?;
            profile::profile(&workspace)
        }
        Some("torture") => torture::torture(&workspace, arguments),
        Some("fuzz") => fuzz::fuzz(&workspace, arguments),
        Some("bench") => bench::bench(&workspace, arguments),
        Some("help" | "--help" | "-h") => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        _ => {
            eprintln!("{USAGE}");
            Ok(ExitCode::from(2))
        }
    }
}
