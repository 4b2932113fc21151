//! The same source gives the same bytes: two copies in two places, built apart, compared file by file.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::process::{Tools, read};
use crate::stamp::Stamp;
use crate::workspace::Workspace;
use crate::{bundle, setup, wasm};

pub(crate) fn reproduce(workspace: &Workspace) -> Result<ExitCode> {
    let tools = setup::for_building(workspace)?;
    let work = workspace.work().join("reproduce");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    let mut built = Vec::new();
    for place in ["one", "another/and/deeper"] {
        println!("Building a copy in {place}");
        let copy = work.join(place);
        copy_sources(workspace, &tools, &copy)?;
        let (pkg, dist) = (copy.join("target/pkg"), copy.join("dist"));
        wasm::build(&tools, &copy, &copy.join("target"), &pkg)?;
        bundle::bundle(&tools, &copy, &pkg, &copy.join("target"), &dist)?;
        built.push(digests(&dist)?);
    }
    let mut built = built.into_iter();
    let (Some(first), Some(second)) = (built.next(), built.next()) else { return Ok(ExitCode::FAILURE) };
    for line in &first {
        println!("{} {line}", if second.contains(line) { "same     " } else { "DIFFERENT" });
    }
    Ok(if first == second && !first.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The files of the repository, committed or about to be.
fn copy_sources(workspace: &Workspace, tools: &Tools, to: &Path) -> Result<()> {
    let mut git = tools.command("git");
    let files = read(git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]))?;
    for file in files.split('\0').filter(|file| !file.is_empty()) {
        let (from, to) = (workspace.root.join(file), to.join(file));
        // A file that was deleted and not yet committed is listed all the same.
        if from.is_file() {
            fs::create_dir_all(to.parent().context("a file without a folder")?)?;
            fs::copy(from, to)?;
        }
    }
    Ok(())
}

/// A line `digest  name` for each file.
fn digests(dist: &Path) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for entry in fs::read_dir(dist)? {
        let path = entry?.path();
        let bytes = fs::read(&path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        lines.push(format!("{}  {name}", Stamp::of_bytes(&bytes).text()));
    }
    lines.sort();
    Ok(lines)
}
