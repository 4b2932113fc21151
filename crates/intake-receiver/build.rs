//! Puts the widget's files where `asset` finds them, and rebuilds the binary when a migration is new.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=migrations");
    // `cargo xtask package` names the folder; without it the program has no widget inside, and says so.
    println!("cargo:rerun-if-env-changed=INTAKE_ASSETS");
    let inside = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("asset");
    if inside.exists() {
        fs::remove_dir_all(&inside)?;
    }
    fs::create_dir_all(&inside)?;
    match env::var_os("INTAKE_ASSETS") {
        Some(folder) => copy(Path::new(&folder), &inside),
        None => Ok(()),
    }
}

/// What a page asks for: no folder, and nothing that only tools read.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", from.display());
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_file() && name.starts_with("intake-form") && !name.ends_with(".d.ts") {
            fs::copy(entry.path(), to.join(name))?;
        }
    }
    Ok(())
}
