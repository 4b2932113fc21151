//! The engine natively, by criterion.

use std::fs;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use super::caseload;
use crate::process::run;
use crate::workspace::Workspace;

/// A bench by its name, what it does, and the most that it may take, in nanoseconds.
const BENCHES: [(&str, &str, Option<f64>); 8] = [
    ("compile-1000-items", "compile a form of 1,000 items", Some(20e6)),
    ("answer-10-dependents-100-items", "an answer with 10 dependents, 100 items", Some(20e3)),
    ("answer-10-dependents-1000-items", "the same, 1,000 items", Some(20e3)),
    ("answer-10-dependents-10000-items", "the same, 10,000 items", Some(20e3)),
    ("screen-household", "read and screen a household", Some(10e3)),
    ("expression-compile", "compile an expression of 80 characters", None),
    ("expression-eval", "evaluate it", None),
    ("canonicalise-and-frame", "canonical bytes and signing input", None),
];

/// On 10,000 items an answer may take so many times what it takes on 100.
const FLAT: f64 = 2.0;

pub(super) fn bench(workspace: &Workspace) -> Result<ExitCode> {
    let home = workspace.work().join("criterion");
    let mut command = Command::new("cargo");
    command.args(["bench", "--quiet", "--package", "intake-core", "--bench", "engine", "--", "--quiet"]);
    run(command
        .current_dir(&workspace.root)
        .env("CARGO_TARGET_DIR", &workspace.target)
        .env("CRITERION_HOME", &home))?;

    println!("\n{:44} {:>12} {:>12}", "median", "took", "limit");
    let mut medians = Vec::new();
    let mut kept = true;
    for (name, about, limit) in BENCHES {
        let file = home.join(name).join("new/estimates.json");
        let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        let took = median(&text).with_context(|| format!("{} has no median", file.display()))?;
        println!("{about:44} {:>12} {:>12}", time(took), limit.map(time).unwrap_or_default());
        kept &= limit.is_none_or(|limit| took <= limit);
        medians.push((name, took));
    }
    let of = |name: &str| medians.iter().find(|(own, _)| *own == name).map_or(f64::NAN, |(_, took)| *took);
    let ratio = of("answer-10-dependents-10000-items") / of("answer-10-dependents-100-items");
    println!("{:44} {:>11.2}× {:>11.2}×", "10,000 items against 100", ratio, FLAT);
    kept &= ratio <= FLAT;
    kept &= caseload::bench(workspace)?;
    Ok(ExitCode::from(u8::from(!kept)))
}

/// The point estimate of the median, in nanoseconds.
fn median(estimates: &str) -> Option<f64> {
    let (_, rest) = estimates.split_once("\"median\":")?;
    let (_, rest) = rest.split_once("\"point_estimate\":")?;
    rest.split([',', '}']).next()?.trim().parse().ok()
}

fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        ns if ns >= 1e6 => format!("{:.2} ms", ns / 1e6),
        ns if ns >= 1e3 => format!("{:.2} µs", ns / 1e3),
        ns => format!("{ns:.0} ns"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_read_from_what_criterion_writes() {
        let text = r#"{"mean":{"confidence_interval":{"lower_bound":1.0},"point_estimate":2.0},"median":{"confidence_interval":{"lower_bound":3.0},"point_estimate":4.5,"standard_error":0.1}}"#;
        assert_eq!(median(text), Some(4.5));
        assert_eq!(median("{}"), None);
    }

    #[test]
    fn times_have_a_unit_that_people_can_read() {
        assert_eq!([12.0, 1234.0, 5_600_000.0].map(time), ["12 ns", "1.23 µs", "5.60 ms"]);
    }
}
