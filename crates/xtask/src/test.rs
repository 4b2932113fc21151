//! All tests in steps, and one plain line of totals at the end.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::builder::PossibleValuesParser;

use crate::setup;
use crate::step::{STEPS, Step};
use crate::tally::Tally;
use crate::workspace::Workspace;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[arg(value_name = "STEP", value_parser = PossibleValuesParser::new(STEPS.iter().map(|step| step.name)))]
    steps: Vec<String>,
}

pub(crate) fn test(workspace: &Workspace, arguments: &Arguments) -> Result<ExitCode> {
    let steps = choose(&arguments.steps);
    let started = Instant::now();
    let tools = setup::for_testing(workspace)?;
    println!("Everything needed is installed ({:.0} s)", started.elapsed().as_secs_f32());

    let mut results = Vec::new();
    for step in steps {
        println!("\n── {}: {}", step.name, step.about);
        let started = Instant::now();
        let tally = (step.run)(workspace, &tools).unwrap_or_else(|error| {
            eprintln!("{error:#}");
            Tally { failures: vec![format!("{error:#}")], ..Tally::one(false) }
        });
        results.push((step, tally.held_against(true), started.elapsed()));
    }
    Ok(report(&results))
}

/// The named steps in their usual order; all of them when none is named.
fn choose(names: &[String]) -> Vec<&'static Step> {
    STEPS.iter().filter(|step| names.is_empty() || names.iter().any(|name| name == step.name)).collect()
}

fn report(results: &[(&Step, Tally, Duration)]) -> ExitCode {
    let mut total = Tally::default();
    println!("\n{:12} {:>7} {:>7} {:>8} {:>8}", "step", "passed", "failed", "skipped", "seconds");
    for (step, tally, time) in results {
        let Tally { passed, failed, skipped, .. } = tally;
        println!("{:12} {passed:>7} {failed:>7} {skipped:>8} {:>8.1}", step.name, time.as_secs_f32());
        total += tally.clone();
    }
    for reason in &total.reasons {
        println!("skipped: {reason}");
    }
    for (step, tally, _) in results {
        for failure in &tally.failures {
            println!("failed: {}: {failure}", step.name);
        }
    }
    println!("\n{total}");
    if total.failed == 0 && total.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_steps_run_in_their_usual_order() {
        let names = ["size", "format"].map(str::to_owned);
        let chosen: Vec<&str> = choose(&names).iter().map(|step| step.name).collect();
        assert_eq!(chosen, ["format", "size"]);
    }
}
