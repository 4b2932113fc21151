//! What a step passed on: while it is the same, the step need not run again.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::apart::{Apart, is_apart};
use crate::process::{Tools, read};
use crate::stamp::Stamp;
use crate::tally::Tally;
use crate::workspace::Workspace;

/// Variables of the environment that change what a step does, and the beginnings of those that do.
const VARIABLES: [&str; 8] =
    ["CC", "CFLAGS", "LANG", "LANGUAGE", "NODE_OPTIONS", "RUSTFLAGS", "SOURCE_DATE_EPOCH", "TZ"];
const FAMILIES: [&str; 2] = ["INTAKE_", "LC_"];

/// With one of these a step is run for what it writes.
const WRITE: [&str; 3] = ["INTAKE_BLESS", "INTAKE_DOCS", "INTAKE_SHOOT"];

/// All that a step may read: the files that git knows, and in words the machine that it runs on.
pub(crate) struct Inputs {
    files: BTreeMap<String, String>,
    machine: Vec<String>,
}

impl Inputs {
    /// As they are now. Nothing where git does not know them, as in an archive of the sources, or where a step is
    /// run for what it writes.
    pub(crate) fn look(workspace: &Workspace, tools: &Tools, machine: &[String]) -> Option<Self> {
        if WRITE.iter().any(|name| std::env::var_os(name).is_some()) {
            return None;
        }
        Self::of(&workspace.root, &tools.sources().ok()?, machine.to_vec()).ok()
    }

    pub(crate) fn of(root: &Path, names: &[String], machine: Vec<String>) -> Result<Self> {
        if names.is_empty() {
            bail!("there are no files to look at");
        }
        let mut files = BTreeMap::new();
        for name in names {
            let path = root.join(name);
            let said = || path.display().to_string();
            let is_program = fs::metadata(&path).with_context(said)?.permissions().mode() & 0o111 != 0;
            let stamp = Stamp::of_bytes(&fs::read(&path).with_context(said)?);
            files.insert(name.clone(), format!("{} {is_program}", stamp.text()));
        }
        Ok(Self { files, machine })
    }

    /// Of what a step reads.
    pub(crate) fn stamp(&self, apart: Apart) -> Result<Stamp> {
        let read = self.files.iter().filter(|(name, _)| !is_apart(name, apart));
        let files = read.flat_map(|(name, stamp)| [name.as_str(), stamp]);
        let words: Vec<&str> = files.chain(self.machine.iter().map(String::as_str)).collect();
        Stamp::of(&[], &words)
    }
}

/// Versions of what steps run, of whatever else Debian has installed, and the environment.
pub(crate) fn machine(tools: &Tools) -> Vec<String> {
    let programs =
        [("rustc", "-vV"), ("node", "--version"), ("chromium", "--version"), ("dpkg-query", "--show")];
    let said = |(program, word): (&str, &str)| {
        let version = read(tools.command(program).arg(word).stderr(Stdio::null()));
        format!("{program} {}", version.unwrap_or_default())
    };
    let mut words: Vec<String> = programs.into_iter().map(said).collect();
    let matters =
        |name: &str| VARIABLES.contains(&name) || FAMILIES.iter().any(|start| name.starts_with(start));
    let variables = std::env::vars_os().map(|(name, value)| (name.to_string_lossy().into_owned(), value));
    let mut variables: Vec<String> = variables
        .filter(|(name, _)| matters(name))
        .map(|(name, value)| format!("{name}={}", value.to_string_lossy()))
        .collect();
    variables.sort();
    words.extend(variables);
    words
}

/// That a step passed, in a file.
pub(crate) struct Record(PathBuf);

/// What stands in it: what the step read, what it counted, and when that was.
#[derive(Serialize, Deserialize)]
struct Passed {
    stamp: String,
    passed: u32,
    skipped: u32,
    reasons: Vec<String>,
    at: String,
}

impl Record {
    pub(crate) fn of(folder: &Path, step: &str) -> Self {
        Self(folder.join(step))
    }

    /// What the step counted when it passed on the same inputs, and when that was. What cannot be read is no record.
    pub(crate) fn kept(&self, stamp: &Stamp) -> Option<(Tally, String)> {
        let record: Passed = serde_json::from_slice(&fs::read(&self.0).ok()?).ok()?;
        let holds = record.stamp == stamp.text() && record.passed > 0;
        let Passed { passed, skipped, reasons, at, .. } = record;
        holds.then(|| (Tally { passed, skipped, reasons, ..Tally::default() }, at))
    }

    /// Keeps what a step counted, unless something failed or nothing passed.
    pub(crate) fn keep(&self, stamp: &Stamp, tally: &Tally, at: &str) -> Result<()> {
        if tally.failed > 0 || tally.passed == 0 {
            return Ok(());
        }
        let Tally { passed, skipped, reasons, .. } = tally.clone();
        let record = Passed { stamp: stamp.text().to_owned(), passed, skipped, reasons, at: at.to_owned() };
        let record = serde_json::to_string_pretty(&record)?;
        fs::create_dir_all(self.0.parent().context("a record without a folder")?)?;
        fs::write(&self.0, record + "\n").with_context(|| self.0.display().to_string())
    }

    /// What is about to run again has not passed yet.
    pub(crate) fn forget(&self) -> Result<()> {
        if self.0.exists() {
            fs::remove_file(&self.0).with_context(|| self.0.display().to_string())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
