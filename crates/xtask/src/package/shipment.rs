//! What the parts have in common: where files go, the version, the time.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::platform::Platform;
use crate::process::Tools;
use crate::workspace::Workspace;

const SUMS: &str = "SHA256SUMS";

/// Handed to each part.
pub(crate) struct Shipment<'a> {
    pub(crate) workspace: &'a Workspace,
    pub(crate) tools: &'a Tools,
    /// Of the workspace, such as `0.1.0`.
    pub(crate) version: String,
    /// What programs are made for.
    pub(crate) platforms: Vec<&'static Platform>,
    /// The time of every file, in seconds since 1970: `SOURCE_DATE_EPOCH`, or else the last commit's.
    pub(crate) epoch: u64,
    /// Where the files go.
    pub(crate) folder: PathBuf,
}

impl Shipment<'_> {
    /// A file among those that are shipped.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Puts a file among those that are shipped.
    pub(crate) fn put(&self, name: &str, bytes: &[u8]) -> Result<()> {
        println!("{name}: {} bytes", bytes.len());
        fs::write(self.path(name), bytes).with_context(|| name.to_owned())
    }

    /// Each program that is there with its platform: one that cannot be made on this machine is missing.
    pub(crate) fn programs(&self) -> Result<Vec<(&'static Platform, Vec<u8>)>> {
        let there = self.platforms.iter().filter(|platform| self.path(&platform.program()).is_file());
        let programs = there.map(|platform| Ok((*platform, fs::read(self.path(&platform.program()))?)));
        let programs = programs.collect::<Result<Vec<_>>>()?;
        if programs.is_empty() {
            bail!("there is no program to pack: make the part `binary`, too");
        }
        Ok(programs)
    }

    /// A line `digest  name` for each file, as `sha256sum --check` reads it.
    pub(crate) fn sum(&self) -> Result<()> {
        let mut lines = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.is_file() && name != SUMS {
                lines.push(format!("{}  {name}\n", hex(&Sha256::digest(fs::read(&path)?))));
            }
        }
        lines.sort_by(|a, b| a.get(66..).cmp(&b.get(66..)));
        Ok(fs::write(self.path(SUMS), lines.concat())?)
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A JSON object with one more member.
pub(super) fn with(mut object: Value, name: &str, value: Value) -> Value {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
    object
}
