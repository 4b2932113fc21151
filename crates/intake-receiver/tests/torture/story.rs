//! The stories, and what they all need.

mod clock;
mod fault;
mod full;
mod kill;
mod locked;
mod read_only;
mod siege;
mod steady;

use crate::crowd::finish;
use crate::disk::Disk;
use crate::ledger::{Figures, Ledger};
use crate::parcel::FORM;
use crate::server::Setup;
use libtest_mimic::{Failed, Trial};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

type Told = Result<String, String>;
type Tell = fn(&Stage) -> Told;

/// How long a story is told, and where.
pub struct Stage {
    pub full: bool,
    pub seed: u64,
    pub folder: PathBuf,
    /// The folder of the form.
    pub forms: PathBuf,
}

pub fn all() -> Vec<Trial> {
    let no_disk = Disk::refused();
    if let Some(reason) = &no_disk {
        println!("skipped: torture: no disk of a test's own here: {reason}");
    }
    let stories: [(&str, Tell, bool); 10] = [
        ("full_disk", full::tell, true),
        ("full_disk_at_the_first_start", full::tell_from_the_start, true),
        ("read_only_disk", read_only::tell, false),
        ("write_errors", fault::tell, false),
        ("locked_by_another_program", locked::tell, false),
        ("kill_9", kill::tell_kill, false),
        ("sigterm", kill::tell_term, false),
        ("clock_back_and_forth", clock::tell, false),
        ("siege", siege::tell, false),
        ("steady_load", steady::tell, false),
    ];
    let trial = |(name, tell, needs_disk): (&'static str, Tell, bool)| {
        Trial::test(name, move || run(name, tell)).with_ignored_flag(needs_disk && no_disk.is_some())
    };
    stories.map(trial).into()
}

fn run(name: &str, tell: Tell) -> Result<(), Failed> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |now| now.as_millis() as u64);
    let seed = std::env::var("INTAKE_TORTURE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(now);
    let folder = std::env::temp_dir().join(format!("intake-torture-{name}-{}", std::process::id()));
    let stage = Stage {
        full: std::env::var("INTAKE_TORTURE").is_ok_and(|scale| scale == "full"),
        seed,
        forms: folder.join("forms"),
        folder,
    };
    let told = stage.set().and_then(|()| tell(&stage));
    match &told {
        Ok(figures) => println!("{name} (seed {seed}): {figures}"),
        Err(_) => println!("{name}: INTAKE_TORTURE_SEED={seed}; see {}", stage.folder.display()),
    }
    if told.is_ok() {
        let _ = std::fs::remove_dir_all(&stage.folder);
    }
    told.map(drop).map_err(Failed::from)
}

impl Stage {
    fn set(&self) -> Result<(), String> {
        let set = || {
            std::fs::create_dir_all(&self.forms)?;
            std::fs::write(self.forms.join("torture.json"), FORM)
        };
        set().map_err(|error| error.to_string())
    }

    /// The program under test, with its database in a folder: another build of it, where one is named.
    pub fn setup(&self, folder: &Path) -> Setup {
        let other = std::env::var_os("INTAKE_TORTURE_PROGRAM");
        let program = other.unwrap_or_else(|| env!("CARGO_BIN_EXE_intake").into());
        Setup::new(program.into(), folder, &self.forms)
    }

    /// A folder of its own for a database.
    fn place(&self, name: &str) -> Result<PathBuf, String> {
        let place = self.folder.join(name);
        std::fs::create_dir_all(&place).map_err(|error| error.to_string())?;
        Ok(place)
    }
}

/// With nothing wrong any more: what was left is sent, the server stops, the ledger is settled.
fn end_well(
    setup: &Setup,
    mut ledger: Ledger,
    database: impl FnOnce() -> Result<PathBuf, String>,
) -> Result<Figures, String> {
    let server = setup.start()?;
    let finished = finish(server.address, &mut ledger);
    let status = server.stop()?;
    finished.map_err(|error| format!("{error}\n{}", setup.said()))?;
    // What was lost is the worst, and said first.
    let figures = ledger.settle(setup, &database()?)?;
    expect(&format!("it ended with {status}: {}", setup.said()), status.success())?;
    Ok(figures)
}

/// The database as it lies on an ordinary disk.
fn in_place(setup: &Setup) -> impl FnOnce() -> Result<PathBuf, String> {
    let database = setup.database.clone();
    move || Ok(database)
}

fn ready(setup: &Setup, address: std::net::SocketAddr) -> Result<(u16, String), String> {
    let answer = crate::client::Client::connect(address).and_then(|mut client| client.get("/healthz"));
    let answer = answer.map_err(|error| format!("/healthz: {error}: {}", setup.said()))?;
    Ok((answer.status, answer.text))
}

fn expect(what: &str, held: bool) -> Result<(), String> {
    if held { Ok(()) } else { Err(what.to_owned()) }
}
