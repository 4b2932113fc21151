//! The other end of `faulty.c`: a disk that fails and a clock that jumps, on command.

use crate::server::Setup;
use std::fs::{File, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::Command;

pub const EIO: i64 = 5;
pub const ENOSPC: i64 = 28;
pub const EROFS: i64 = 30;

pub struct Fault {
    control: File,
    library: PathBuf,
    path: PathBuf,
}

impl Fault {
    /// Compiles the library into `folder`. A C compiler is there: SQLite needed it.
    pub fn new(folder: &Path) -> Result<Self, String> {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/torture/faulty.c");
        let library = folder.join("faulty.so");
        let compiler = std::env::var_os("CC").unwrap_or_else(|| "cc".into());
        let mut command = Command::new(compiler);
        command.args(["-Wall", "-Wextra", "-Werror", "-O1", "-shared", "-fPIC", "-o"]);
        let made =
            command.arg(&library).arg(source).arg("-ldl").status().map_err(|error| format!("cc: {error}"))?;
        if !made.success() {
            return Err("faulty.c does not compile".into());
        }
        let path = folder.join("control");
        std::fs::write(&path, [0; 40]).map_err(|error| error.to_string())?;
        let control =
            OpenOptions::new().read(true).write(true).open(&path).map_err(|error| error.to_string())?;
        Ok(Self { control, library, path })
    }

    /// A server whose files below `folder` are on the faulty disk.
    pub fn around(&self, setup: &Setup, folder: &Path) -> Setup {
        let mut setup = setup.clone();
        setup.environment = vec![
            ("LD_PRELOAD", self.library.clone().into()),
            ("FAULTY_CONTROL", self.path.clone().into()),
            ("FAULTY_FOLDER", folder.into()),
        ];
        setup
    }

    /// How many calls could have failed so far.
    pub fn calls(&self) -> i64 {
        let mut bytes = [0; 8];
        let _ = self.control.read_exact_at(&mut bytes, 0);
        i64::from_ne_bytes(bytes)
    }

    pub fn forget(&self) {
        self.set(0, 0);
        self.works();
    }

    /// The calls from number `from` on, so many of them, fail with `error`.
    pub fn fails(&self, from: i64, calls: i64, error: i64) {
        self.set(3, error);
        self.set(2, from.saturating_add(calls));
        self.set(1, from);
    }

    /// Nothing fails any more.
    pub fn works(&self) {
        self.set(1, 0);
    }

    pub fn clock_ahead(&self, milliseconds: i64) {
        self.set(4, milliseconds);
    }

    fn set(&self, number: u64, value: i64) {
        self.control.write_all_at(&value.to_ne_bytes(), number * 8).unwrap_or_else(|error| panic!("{error}"));
    }
}
