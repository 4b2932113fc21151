//! `intake screen` on a made-up caseload: households a second on all cores, and whether its
//! memory grows with the lines.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process::run;
use crate::workspace::Workspace;

const FORM: &str = "schemas/us-nutrition-screener.json";
/// The fewest households a second, on two cores.
const LEAST: f64 = 200_000.0;
/// Lines of the small and the large caseload.
const LINES: [usize; 2] = [30_000, 600_000];
/// On the large one the memory may be so many times that of the small one.
const FLAT: f64 = 1.5;

/// Prints what was measured; false where it is not what it should be.
pub(super) fn bench(workspace: &Workspace) -> Result<bool> {
    let mut build = Command::new("cargo");
    build.args(["build", "--quiet", "--release", "--package", "intake-receiver", "--package", "intake-core"]);
    build.args(["--bin", "intake", "--example", "caseload"]).env("CARGO_TARGET_DIR", &workspace.target);
    run(build.current_dir(&workspace.root))?;
    let mut kept = true;
    let mut memory = Vec::new();
    for lines in LINES {
        let file = workspace.work().join(format!("caseload-{lines}.jsonl"));
        make(workspace, lines, &file)?;
        let Took { wall, work, memory: most } = screen(workspace, &file)?;
        let rate = lines as f64 / wall.as_secs_f64();
        println!("{:44} {:>10.0}/s {:>10.0}/s", format!("intake screen, {lines} households"), rate, LEAST);
        if let Some(work) = work.filter(|_| lines == LINES[1]) {
            let each = work.as_secs_f64() * 1e6 / lines as f64;
            println!("{:44} {each:>9.2} µs", "work of a core for each");
        }
        memory.push(most);
        // The start counts for much in the small one.
        kept &= lines < LINES[1] || rate >= LEAST;
        fs::remove_file(&file)?;
    }
    if let [Some(small), Some(large)] = memory[..] {
        let ratio = large as f64 / small as f64;
        println!(
            "{:44} {:>11.2}× {:>11.2}×",
            format!("its memory, {} MB against {}", large >> 10, small >> 10),
            ratio,
            FLAT
        );
        kept &= ratio <= FLAT;
    }
    Ok(kept)
}

fn make(workspace: &Workspace, lines: usize, file: &Path) -> Result<()> {
    let mut command = Command::new(program(workspace, "examples/caseload"));
    command.args([FORM, &lines.to_string(), "1"]).current_dir(&workspace.root);
    let made = command.stdout(File::create(file).with_context(|| file.display().to_string())?).status()?;
    if !made.success() {
        bail!("no caseload was made");
    }
    Ok(())
}

/// What a run took. The system says what a core did for it, and the most memory, in KB.
struct Took {
    wall: Duration,
    /// On a busy machine this is what counts.
    work: Option<Duration>,
    memory: Option<u64>,
}

fn screen(workspace: &Workspace, file: &Path) -> Result<Took> {
    let mut command = Command::new(program(workspace, "intake"));
    command.arg("screen").arg(workspace.root.join(FORM)).arg(file).args(["--today", "2026-11-22"]);
    let started = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn().context("intake")?;
    let (mut memory, mut work) = (None, None);
    let status = loop {
        memory = peak(&child).or(memory);
        work = worked(&child).or(work);
        match child.try_wait()? {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    if !status.success() {
        bail!("intake screen refused a line of {}", file.display());
    }
    Ok(Took { wall: started.elapsed(), work, memory })
}

/// The time on a core of the program and its threads (proc(5): utime and stime, in hundredths
/// of a second).
fn worked(child: &Child) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{}/stat", child.id())).ok()?;
    let mut fields = stat.rsplit_once(") ")?.1.split(' ').skip(11);
    let ticks = fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?;
    // When it has ended and not been asked for, all is zero or all is there.
    (ticks > 0).then(|| Duration::from_millis(ticks * 10))
}

fn peak(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

fn program(workspace: &Workspace, name: &str) -> PathBuf {
    workspace.target.join("release").join(name)
}
