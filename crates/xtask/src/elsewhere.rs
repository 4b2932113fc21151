//! What a command makes here, made by somebody else: of a copy of the sources in another folder, with other rights for
//! new files, another time zone, language and name, and packages of cargo that lie elsewhere.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::Tools;
use crate::setup::cargo_home;
use crate::workspace::Workspace;

pub(crate) struct Elsewhere {
    /// Where the copy lies.
    pub(crate) root: PathBuf,
    program: PathBuf,
    cargo_home: PathBuf,
}

impl Elsewhere {
    /// A fresh copy of the files of the repository below `folder`, committed or about to be.
    pub(crate) fn copy(workspace: &Workspace, tools: &Tools, folder: &Path) -> Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        let root = folder.join("another/and/deeper");
        for file in tools.sources()? {
            let to = root.join(&file);
            fs::create_dir_all(to.parent().context("a file without a folder")?)?;
            fs::copy(workspace.root.join(file), to)?;
        }
        // This very program: the step `native` builds another one in its place, whose libraries have the features that the
        // whole workspace asks of them, and compress otherwise. Linux gives a file that was replaced under this name only.
        let program = folder.join("xtask");
        fs::copy("/proc/self/exe", &program)?;
        let cargo_home = folder.join("cargo");
        fs::create_dir_all(&cargo_home)?;
        symlink(self::cargo_home().join("registry"), cargo_home.join("registry"))?;
        Ok(Self { root, program, cargo_home })
    }

    pub(crate) fn workspace(&self) -> Workspace {
        Workspace::of(self.root.clone())
    }

    /// `cargo xtask …` there.
    pub(crate) fn xtask(&self, tools: &Tools, epoch: u64) -> Result<Command> {
        let mut command = tools.command("sh");
        command.args(["-c", "umask 077; exec \"$0\" \"$@\""]);
        command.arg(&self.program);
        command.arg("--root").arg(&self.root);
        // A copy has no commit to take the time from.
        command.env("SOURCE_DATE_EPOCH", epoch.to_string()).env("CARGO_HOME", &self.cargo_home);
        command.env("TZ", "Pacific/Kiritimati").env("LC_ALL", "sv_SE.UTF-8");
        command.env("USER", "somebody").env("LOGNAME", "somebody");
        Ok(command)
    }
}
