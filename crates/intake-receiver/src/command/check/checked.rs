//! What all formats print.

use crate::finding::Finding;
use intake_core::diagnostic::Severity;

/// A file and what was found in it.
pub(super) struct Checked {
    pub name: String,
    pub text: String,
    pub findings: Vec<Finding>,
    /// How many of its scenarios hold, and how many there are; none when they were not run.
    pub scenarios: Option<(usize, usize)>,
}

impl Checked {
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}
