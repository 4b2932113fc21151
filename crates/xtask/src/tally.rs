//! How many tests ran, read from what their runners print.

use std::fmt;
use std::ops::AddAssign;

#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(crate) struct Tally {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
    pub(crate) skipped: u32,
    /// Why something was skipped, for those who read only the end.
    pub(crate) reasons: Vec<String>,
    /// What failed, by name, for the same readers.
    pub(crate) failures: Vec<String>,
}

impl Tally {
    /// One check that either holds or not.
    pub(crate) fn one(passed: bool) -> Self {
        Self { passed: passed.into(), failed: (!passed).into(), ..Self::default() }
    }

    /// One that cannot run here.
    pub(crate) fn skip(reason: impl Into<String>) -> Self {
        Self { skipped: 1, reasons: vec![reason.into()], ..Self::default() }
    }

    /// The sum of the lines `test result: ok. 3 passed; 0 failed; 1 ignored; …` of cargo's tests.
    pub(crate) fn of_cargo(text: &str) -> Self {
        let mut total = Self::default();
        for line in text.lines().filter_map(|line| line.trim().strip_prefix("test result:")) {
            total += Self {
                passed: before(line, "passed"),
                failed: before(line, "failed"),
                skipped: before(line, "ignored"),
                ..Self::default()
            };
        }
        // Cargo lists them last, indented, and says so of each: `---- name stdout ----`.
        let named = |line: &str| Some(line.strip_prefix("---- ")?.strip_suffix(" stdout ----")?.to_owned());
        total.failures = text.lines().filter_map(named).collect();
        total
    }

    /// The last line `3 passed, 0 failed` or `3 passed, 0 failed, 1 skipped` of our own scripts, and what
    /// their lines `skipped: …` and `FAILED  …` say.
    pub(crate) fn of_script(text: &str) -> Self {
        let is_total = |line: &&str| line.contains(" passed, ") && line.contains(" failed");
        let line = text.lines().rev().find(is_total).unwrap_or_default();
        let after = |prefix| {
            text.lines()
                .filter_map(move |line| line.trim_start().strip_prefix(prefix))
                .map(str::to_owned)
                .collect()
        };
        Self {
            passed: before(line, "passed"),
            failed: before(line, "failed"),
            skipped: before(line, "skipped"),
            reasons: after("skipped: "),
            failures: after("FAILED  "),
        }
    }

    /// A runner that failed without a failed test, such as one that did not compile, is one failure;
    /// so is one that ran nothing.
    pub(crate) fn held_against(mut self, success: bool) -> Self {
        if self.failed == 0 && (!success || self.is_empty()) {
            self.failed = 1;
        }
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
        self.reasons.extend(other.reasons);
        self.failures.extend(other.failures);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

/// The number that stands before a word.
fn before(line: &str, word: &str) -> u32 {
    let words: Vec<&str> = line.split([' ', ';', ',']).filter(|word| !word.is_empty()).collect();
    let pair = words.windows(2).find(|pair| pair.last() == Some(&word));
    pair.and_then(|pair| pair.first()).and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u32, failed: u32, skipped: u32) -> Tally {
        Tally { passed, failed, skipped, ..Tally::default() }
    }

    #[test]
    fn the_lines_of_cargo_are_summed() {
        let text = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
                    noise\ntest result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured";
        assert_eq!(Tally::of_cargo(text), tally(15, 2, 1));
    }

    #[test]
    fn what_failed_is_named() {
        let text =
            "---- a::b stdout ----\npanicked\nfailures:\n    a::b\ntest result: FAILED. 3 passed; 1 failed";
        assert_eq!(Tally::of_cargo(text).failures, ["a::b"]);
        let text = "  ok      one\n  FAILED  two\n          why\n1 passed, 1 failed\n";
        assert_eq!(Tally::of_script(text).failures, ["two"]);
    }

    #[test]
    fn the_last_line_of_a_script_counts() {
        let text = "1 passed, 1 failed\nok a\nskipped: no browser\n4 passed, 0 failed, 2 skipped\n";
        let reasons = vec!["no browser".to_owned()];
        assert_eq!(Tally::of_script(text), Tally { reasons, ..tally(4, 0, 2) });
    }

    #[test]
    fn a_runner_that_ran_nothing_or_broke_has_failed() {
        assert_eq!(Tally::default().held_against(true).failed, 1);
        assert_eq!(tally(3, 0, 0).held_against(false).failed, 1);
        assert_eq!(tally(3, 0, 0).held_against(true).failed, 0);
    }

    #[test]
    fn the_total_is_a_plain_line() {
        assert_eq!(tally(3, 0, 0).to_string(), "3 passed, 0 failed");
        assert_eq!(tally(3, 0, 1).to_string(), "3 passed, 0 failed, 1 skipped");
    }
}
