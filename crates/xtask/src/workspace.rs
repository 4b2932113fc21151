//! Where things are.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

pub(crate) struct Workspace {
    /// The folder of the repository.
    pub(crate) root: PathBuf,
    /// Cargo's target folder, wherever the developer has put it.
    pub(crate) target: PathBuf,
}

impl Workspace {
    pub(crate) fn find() -> Result<Self> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = manifest.ancestors().nth(2).context("xtask is not in crates/ of a workspace")?;
        // This program is <target>/<profile>/xtask: true under every way to configure the target folder.
        let program = std::env::current_exe().context("where this program is")?;
        let target = program.ancestors().nth(2).context("this program is not in a target folder")?;
        Ok(Self { root: root.to_owned(), target: target.to_owned() })
    }

    /// A copy of the repository, with a target folder of its own.
    pub(crate) fn of(root: PathBuf) -> Self {
        Self { target: root.join("target"), root }
    }

    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    pub(crate) fn site(&self) -> PathBuf {
        self.root.join("dist/site")
    }

    /// Our own intermediate files.
    pub(crate) fn work(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// The npm packages of building and testing.
    pub(crate) fn node(&self) -> PathBuf {
        self.root.join("tests")
    }

    /// The receiver's program, as `cargo build` leaves it.
    pub(crate) fn intake(&self) -> PathBuf {
        self.target.join("debug/intake")
    }

    /// The version that Cargo.lock pins for a package.
    pub(crate) fn locked_version(&self, package: &str) -> Result<Option<String>> {
        let text = fs::read_to_string(self.root.join("Cargo.lock")).context("Cargo.lock")?;
        locked_version(&text, package)
    }

    /// The form definitions, in the order of their names.
    pub(crate) fn forms(&self) -> Result<Vec<PathBuf>> {
        self.forms_of("schemas")
    }

    /// The forms of a folder, but no JSON Schema.
    pub(crate) fn forms_of(&self, folder: &str) -> Result<Vec<PathBuf>> {
        let mut forms = Vec::new();
        let folder = self.root.join(folder);
        for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.ends_with(".json") && !name.ends_with(".schema.json") {
                forms.push(path);
            }
        }
        forms.sort();
        Ok(forms)
    }
}

fn locked_version(lock: &str, package: &str) -> Result<Option<String>> {
    let lock: toml::Table = lock.parse().context("Cargo.lock")?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    let text =
        |entry: &toml::Value, key: &str| entry.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    Ok(packages
        .into_iter()
        .flatten()
        .find(|entry| text(entry, "name").as_deref() == Some(package))
        .and_then(|entry| text(entry, "version")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_read_from_cargo_lock() {
        let lock = "version = 4\n[[package]]\nname = \"a\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "a").unwrap().as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "b").unwrap(), None);
    }
}
