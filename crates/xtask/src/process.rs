//! Other programs: run one, read one, or watch one while it speaks.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// The programs that a build uses: our own copies first, then the machine's.
pub(crate) struct Tools {
    path: OsString,
    root: PathBuf,
}

impl Tools {
    pub(crate) fn new(root: &Path, first: &[PathBuf]) -> Result<Self> {
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        let folders = first.iter().cloned().chain(std::env::split_paths(&inherited));
        Ok(Self { path: std::env::join_paths(folders).context("PATH")?, root: root.to_owned() })
    }

    /// The programs of one folder and no others.
    #[cfg(test)]
    pub(crate) fn only(folder: &Path) -> Self {
        Self { path: folder.into(), root: folder.to_owned() }
    }

    /// A command that runs in the repository's folder and finds our tools.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("PATH", &self.path).stdin(Stdio::null());
        command
    }

    /// Where a program is, if it is anywhere.
    pub(crate) fn find(&self, program: &str) -> Option<PathBuf> {
        std::env::split_paths(&self.path).map(|folder| folder.join(program)).find(|file| file.is_file())
    }

    /// What `program --version` answers, without the program's own name.
    pub(crate) fn version(&self, program: &str) -> Option<String> {
        let answer = read(self.command(program).arg("--version").stderr(Stdio::null())).ok()?;
        answer.split_whitespace().last().map(str::to_owned)
    }

    /// The files of the repository as git knows them, committed or about to be, from its root.
    pub(crate) fn sources(&self) -> Result<Vec<String>> {
        let mut git = self.command("git");
        let files = read(
            git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).stderr(Stdio::null()),
        )?;
        // A file that was deleted and not yet committed is listed all the same.
        let is_there = |file: &&str| !file.is_empty() && self.root.join(file).is_file();
        Ok(files.split('\0').filter(is_there).map(str::to_owned).collect())
    }
}

/// Runs a program; its failure is an error that names it.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| said(command))?;
    if !status.success() {
        bail!("{} failed: {status}", said(command));
    }
    Ok(())
}

/// Runs a program and returns what it wrote to its standard output.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let output = command.stdout(Stdio::piped()).spawn().and_then(|child| child.wait_with_output());
    let output = output.with_context(|| said(command))?;
    if !output.status.success() {
        bail!("{} failed: {}", said(command), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a program, passes on each line as it comes, and returns them all with whether it succeeded.
pub(crate) fn watch(command: &mut Command) -> Result<(bool, String)> {
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| said(command))?;
    let mut text = String::new();
    if let Some(stdout) = child.stdout.take() {
        let mut lines = BufReader::new(stdout);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line)? > 0 {
            std::io::stdout().write_all(&line)?;
            text.push_str(&String::from_utf8_lossy(&line));
            line.clear();
        }
    }
    Ok((child.wait()?.success(), text))
}

/// The command as a person would type it.
fn said(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    format!("`{}`", words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" "))
}
