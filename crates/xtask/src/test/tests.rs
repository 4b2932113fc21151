use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;

use super::*;

/// A repository with a file that every step reads and one that `engines` does not, and what ran of the two steps.
struct Stage {
    root: PathBuf,
    ran: RefCell<Vec<String>>,
}

const NAMES: [&str; 2] = ["browser", "engines"];

impl Stage {
    fn new(name: &str) -> Self {
        let root = std::env::temp_dir().join(format!("test-{name}-{}", std::process::id()));
        fs::create_dir_all(root.join("docs")).unwrap();
        fs::write(root.join("Cargo.toml"), "1").unwrap();
        fs::write(root.join("docs/install.md"), "1").unwrap();
        Self { root, ran: RefCell::default() }
    }

    fn look(&self) -> Option<Inputs> {
        Inputs::of(&self.root, &["Cargo.toml", "docs/install.md"].map(str::to_owned), Vec::new()).ok()
    }

    /// Which steps run, and what comes of all of them.
    fn go(&self, again: bool, run: impl Fn(&Step) -> Tally) -> (Vec<String>, Vec<Outcome>) {
        let session = Session { records: &self.root.join("passed"), again, now: "2026-11-29 12:31" };
        let outcomes = session.go(
            &choose(&NAMES.map(str::to_owned)),
            || self.look(),
            |step| {
                self.ran.borrow_mut().push(step.name.to_owned());
                run(step)
            },
        );
        (self.ran.take(), outcomes)
    }

    /// Which steps run when all pass.
    fn passes(&self) -> Vec<String> {
        self.go(false, |_| Tally::one(true)).0
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.root).unwrap();
    }
}

#[test]
fn named_steps_run_in_their_usual_order() {
    let names = ["size", "format"].map(str::to_owned);
    let chosen: Vec<&str> = choose(&names).iter().map(|step| step.name).collect();
    assert_eq!(chosen, ["format", "size"]);
}

#[test]
fn what_passed_on_the_same_is_kept_with_its_counts_and_its_day() {
    let stage = Stage::new("kept");
    let skipped = |_: &Step| Tally { passed: 3, ..Tally::skip("no lynx") };
    assert_eq!(stage.go(false, skipped).0, NAMES);
    let (ran, outcomes) = stage.go(false, |_| Tally::one(false));
    assert!(ran.is_empty());
    for Outcome { tally, kept, .. } in outcomes {
        assert_eq!(tally, Tally { passed: 3, ..Tally::skip("no lynx") });
        assert_eq!(kept.as_deref(), Some("2026-11-29 12:31"));
    }
    assert_eq!(stage.go(true, skipped).0, NAMES);
}

#[test]
fn another_byte_runs_the_steps_that_read_it() {
    let stage = Stage::new("byte");
    assert_eq!(stage.passes(), NAMES);
    fs::write(stage.root.join("docs/install.md"), "2").unwrap();
    assert_eq!(stage.passes(), ["browser"]);
    fs::write(stage.root.join("Cargo.toml"), "2").unwrap();
    assert_eq!(stage.passes(), NAMES);
    assert!(stage.passes().is_empty());
}

#[test]
fn what_failed_runs_again_also_when_it_had_passed_before() {
    let stage = Stage::new("failed");
    assert_eq!(stage.passes(), NAMES);
    assert_eq!(stage.go(true, |step| Tally::one(step.name == "engines")).0, NAMES);
    assert_eq!(stage.go(false, |_| Tally::default()).0, ["browser"]);
    assert_eq!(stage.passes(), ["browser"]);
}

#[test]
fn what_changes_while_a_step_runs_may_not_be_what_it_read() {
    let stage = Stage::new("while");
    let change = |step: &Step| {
        fs::write(stage.root.join("Cargo.toml"), step.name).unwrap();
        Tally::one(true)
    };
    assert_eq!(stage.go(false, change).0, NAMES);
    assert_eq!(stage.passes(), NAMES);
}

#[test]
fn without_inputs_every_step_runs() {
    let stage = Stage::new("none");
    assert_eq!(stage.passes(), NAMES);
    fs::remove_file(stage.root.join("docs/install.md")).unwrap();
    assert_eq!(stage.passes(), NAMES);
    assert_eq!(stage.passes(), NAMES);
}
