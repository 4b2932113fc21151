//! All tests in steps, and one plain line of totals at the end. A step that passed on the same files is not run again.

use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::builder::PossibleValuesParser;

use crate::passed::{self, Inputs, Record};
use crate::process::read;
use crate::setup;
use crate::step::{STEPS, Step};
use crate::tally::Tally;
use crate::workspace::Workspace;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The steps; all of them when none is named
    #[arg(value_name = "STEP", value_parser = PossibleValuesParser::new(STEPS.iter().map(|step| step.name)))]
    steps: Vec<String>,
    /// Run also what passed before and reads nothing that has changed since; naming a step does not
    #[arg(long)]
    again: bool,
}

/// What came of a step.
struct Outcome {
    step: &'static Step,
    tally: Tally,
    time: Duration,
    /// When it passed, if that was in an earlier run.
    kept: Option<String>,
}

pub(crate) fn test(workspace: &Workspace, arguments: &Arguments) -> Result<ExitCode> {
    let steps = choose(&arguments.steps);
    let started = Instant::now();
    let tools = setup::for_testing(workspace)?;
    println!("Everything needed is installed ({:.0} s)", started.elapsed().as_secs_f32());

    let now = read(tools.command("date").arg("+%Y-%m-%d %H:%M"))?;
    let session =
        Session { records: &workspace.work().join("passed"), again: arguments.again, now: now.trim() };
    let machine = passed::machine(&tools);
    let look = || Inputs::look(workspace, &tools, &machine);
    let outcomes = session.go(&steps, look, |step| {
        (step.run)(workspace, &tools).unwrap_or_else(|error| {
            eprintln!("{error:#}");
            Tally { failures: vec![format!("{error:#}")], ..Tally::one(false) }
        })
    });
    Ok(report(&outcomes))
}

/// The named steps in their usual order; all of them when none is named.
fn choose(names: &[String]) -> Vec<&'static Step> {
    STEPS.iter().filter(|step| names.is_empty() || names.iter().any(|name| name == step.name)).collect()
}

/// One run of the command.
struct Session<'a> {
    records: &'a Path,
    again: bool,
    now: &'a str,
}

impl Session<'_> {
    fn go(
        &self,
        steps: &[&'static Step],
        look: impl Fn() -> Option<Inputs>,
        run: impl Fn(&Step) -> Tally,
    ) -> Vec<Outcome> {
        let mut inputs = look();
        let mut outcomes = Vec::new();
        for &step in steps {
            let stamp = |inputs: &Option<Inputs>| inputs.as_ref()?.stamp(step.apart).ok();
            let (record, before) = (Record::of(self.records, step.name), stamp(&inputs));
            let kept = before.as_ref().filter(|_| !self.again).and_then(|before| record.kept(before));
            if let Some((tally, at)) = kept {
                outcomes.push(Outcome { step, tally, time: Duration::ZERO, kept: Some(at) });
                continue;
            }
            println!("\n── {}: {}", step.name, step.about);
            let started = Instant::now();
            let forgotten = record.forget();
            let tally = run(step).held_against(true);
            let time = started.elapsed();
            inputs = look();
            // What changed while it ran, it may have read before or after.
            let kept = match before.filter(|before| stamp(&inputs).as_ref() == Some(before)) {
                Some(before) => forgotten.and_then(|()| record.keep(&before, &tally, self.now)),
                None => forgotten,
            };
            if let Err(error) = kept {
                eprintln!("{error:#}");
            }
            outcomes.push(Outcome { step, tally, time, kept: None });
        }
        outcomes
    }
}

fn report(outcomes: &[Outcome]) -> ExitCode {
    let mut total = Tally::default();
    println!("\n{:12} {:>7} {:>7} {:>8} {:>8}", "step", "passed", "failed", "skipped", "seconds");
    for Outcome { step, tally, time, kept } in outcomes {
        let Tally { passed, failed, skipped, .. } = tally;
        let time = kept.as_ref().map_or_else(|| format!("{:.1}", time.as_secs_f32()), |_| "kept".to_owned());
        println!("{:12} {passed:>7} {failed:>7} {skipped:>8} {time:>8}", step.name);
        total += tally.clone();
    }
    for Outcome { step, kept, .. } in outcomes {
        if let Some(at) = kept {
            println!("{}: as on {at}, nothing that it reads has changed since", step.name);
        }
    }
    for reason in &total.reasons {
        println!("skipped: {reason}");
    }
    for Outcome { step, tally, .. } in outcomes {
        for failure in &tally.failures {
            println!("failed: {}: {failure}", step.name);
        }
    }
    println!("\n{total}");
    if total.failed == 0 && total.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(test)]
mod tests;
