//! `intake serve` as a process of its own, to be stopped in every way.

use std::ffi::OsString;
use std::fs::File;
use std::io::{BufRead, BufReader, Lines};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::time::Duration;

pub const AUDIENCE: &str = "https://torture.example/submissions";

/// How the server is started.
#[derive(Clone)]
pub struct Setup {
    pub program: PathBuf,
    pub database: PathBuf,
    pub forms: PathBuf,
    /// Where its standard error goes.
    pub log: PathBuf,
    /// Words before the program's own, such as those that enter another namespace.
    pub before: Vec<OsString>,
    pub environment: Vec<(&'static str, OsString)>,
    pub options: Vec<String>,
}

pub struct Server {
    child: Child,
    /// Open until the end: a program that cannot print stops.
    _said: Lines<BufReader<ChildStdout>>,
    pub address: SocketAddr,
}

impl Setup {
    pub fn new(program: PathBuf, folder: &Path, forms: &Path) -> Self {
        Self {
            program,
            database: folder.join("intake.sqlite"),
            forms: forms.to_owned(),
            log: forms.join("log.txt"),
            before: Vec::new(),
            environment: Vec::new(),
            options: Vec::new(),
        }
    }

    /// Starts it and waits until it listens; what it said, where it ends instead.
    pub fn start(&self) -> Result<Server, String> {
        let log = File::create(&self.log).map_err(|error| error.to_string())?;
        let mut command = self.command("serve");
        command.args(["--listen", "127.0.0.1:0", "--audience", AUDIENCE]);
        command.arg("--database").arg(&self.database).arg("--forms").arg(&self.forms).args(&self.options);
        command.envs(self.environment.iter().cloned()).env("INTAKE_LOG", "error,sqlx=off");
        let mut child =
            command.stdout(Stdio::piped()).stderr(log).spawn().map_err(|error| error.to_string())?;
        let mut lines = BufReader::new(child.stdout.take().ok_or("no output")?).lines();
        let first = lines.next().and_then(Result::ok).unwrap_or_default();
        let address = first.strip_prefix("Listening on http://").and_then(|address| address.parse().ok());
        match address {
            Some(address) => Ok(Server { child, address, _said: lines }),
            None => {
                let status = child.wait().map_err(|error| error.to_string())?;
                Err(format!("{status}: {first}{}", self.said()))
            }
        }
    }

    /// What it wrote to its standard error.
    pub fn said(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// The program with the first of its words, wherever the database is to be found.
    pub fn command(&self, verb: &str) -> Command {
        let mut words = self.before.iter().cloned().chain([self.program.clone().into(), verb.into()]);
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words).stdin(Stdio::null());
        command
    }
}

impl Server {
    /// The most memory that it has had, in MiB.
    pub fn peak_memory(&self) -> Result<u64, String> {
        let file = format!("/proc/{}/status", self.child.id());
        let text = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        kib.map(|kib| kib >> 10).ok_or_else(|| "it has no VmHWM: has it ended?".into())
    }

    /// As a power failure of this one program: nothing is finished, nothing said.
    pub fn kill(mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Asks it to stop and waits until it has.
    pub fn stop(mut self) -> Result<ExitStatus, String> {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status().map_err(|error| error.to_string())?;
        if !sent.success() {
            return Err("it had ended already".into());
        }
        for _ in 0..1200 {
            if let Some(status) = self.child.try_wait().map_err(|error| error.to_string())? {
                return Ok(status);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        self.kill();
        Err("it did not stop within a minute".into())
    }
}
