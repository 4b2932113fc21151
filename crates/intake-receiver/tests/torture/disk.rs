//! A small disk of its own: a file system in memory, seen only by the programs that enter its
//! namespace and by this test. It is gone with the process that holds it.

use crate::server::Setup;
use crate::story::Stage;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

pub struct Disk {
    holder: Child,
    /// As the programs on it see it.
    pub folder: PathBuf,
}

const NEW_NAMESPACE: [&str; 3] = ["--user", "--map-root-user", "--mount"];

impl Disk {
    /// Why no disk can be made here, where that is so: some systems forbid such namespaces.
    pub fn refused() -> Option<String> {
        let mut tried = Command::new("unshare");
        tried.args(NEW_NAMESPACE).args(["mount", "-t", "tmpfs", "tmpfs", "/mnt"]);
        match tried.stderr(Stdio::piped()).output() {
            Ok(output) if output.status.success() => None,
            Ok(output) => Some(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
            Err(error) => Some(format!("unshare: {error}")),
        }
    }

    /// A disk of so many KiB in place of an empty folder.
    pub fn new(folder: &Path, kib: u64) -> Result<Self, String> {
        let script = format!("mount -t tmpfs -o size={kib}k,mode=700 tmpfs \"$0\" && echo ready && exec cat");
        let mut holder = Command::new("unshare")
            .args(NEW_NAMESPACE)
            .args(["sh", "-c", &script])
            .arg(folder)
            // Closed when this test ends, in whatever way: then the holder ends, too.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("unshare: {error}"))?;
        let mut said = String::new();
        if let Some(stdout) = holder.stdout.take() {
            BufReader::new(stdout).read_line(&mut said).map_err(|error| error.to_string())?;
        }
        let disk = Self { holder, folder: folder.to_owned() };
        if said == "ready\n" { Ok(disk) } else { Err("the disk could not be made".into()) }
    }

    /// A server whose database is on this disk.
    pub fn setup(&self, stage: &Stage) -> Setup {
        let target = format!("--target={}", self.holder.id());
        let enter = ["nsenter", &target, "--user", "--preserve-credentials", "--mount", "--"];
        Setup { before: enter.map(Into::into).to_vec(), ..stage.setup(&self.folder) }
    }

    /// As this test sees it.
    pub fn seen(&self, name: &str) -> PathBuf {
        let root = format!("/proc/{}/root", self.holder.id());
        Path::new(&root).join(self.folder.strip_prefix("/").unwrap_or(&self.folder)).join(name)
    }

    /// Takes up the room that there is, but for so many KiB.
    pub fn fill(&self, but: u64) -> Result<(), String> {
        let size = fs::metadata(self.seen("filler")).map_or(0, |filler| filler.len());
        let target = self.seen("filler");
        let fill = || -> std::io::Result<()> {
            let mut filler = fs::OpenOptions::new().append(true).create(true).open(&target)?;
            let block = [0_u8; 1024];
            while std::io::Write::write(&mut filler, &block).is_ok_and(|written| written == block.len()) {}
            let full = filler.metadata()?.len();
            filler.set_len(full.saturating_sub(but * 1024).max(size))
        };
        fill().map_err(|error| error.to_string())
    }

    /// Makes room.
    pub fn empty(&self) -> Result<(), String> {
        fs::remove_file(self.seen("filler")).map_err(|error| error.to_string())
    }

    /// Copies the database off the disk.
    pub fn copy_to(&self, folder: &Path) -> Result<PathBuf, String> {
        for name in ["intake.sqlite", "intake.sqlite-wal"] {
            if self.seen(name).exists() {
                fs::copy(self.seen(name), folder.join(name)).map_err(|error| error.to_string())?;
            }
        }
        Ok(folder.join("intake.sqlite"))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = self.holder.kill();
        let _ = self.holder.wait();
    }
}
