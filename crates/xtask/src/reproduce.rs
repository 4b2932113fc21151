//! The same source gives the same bytes: what is shipped, made here and by somebody else elsewhere, compared file by file.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use crate::elsewhere::Elsewhere;
use crate::package::{self, Selection};
use crate::process::run;
use crate::setup;
use crate::stamp::Stamp;
use crate::workspace::Workspace;

pub(crate) fn reproduce(workspace: &Workspace, selection: &Selection) -> Result<ExitCode> {
    let tools = setup::for_building(workspace)?;
    let folder = workspace.work().join("reproduce");
    let here = folder.join("here");
    if here.exists() {
        fs::remove_dir_all(&here)?;
    }
    println!("Made here");
    let epoch = package::make_in(workspace, &tools, selection, &here)?;
    println!("\nMade elsewhere, from the beginning");
    let elsewhere = Elsewhere::copy(workspace, &tools, &folder.join("elsewhere"))?;
    let mut command = elsewhere.xtask(&tools, epoch)?;
    run(command.arg("package").args(selection.words()))?;
    let (first, second) = (digests(&here)?, digests(&elsewhere.root.join("target/package"))?);
    println!();
    for (name, digest) in &first {
        let same = second.get(name) == Some(digest);
        println!("{}  {digest}  {name}", if same { "same     " } else { "DIFFERENT" });
    }
    for name in second.keys().filter(|name| !first.contains_key(*name)) {
        println!("ONLY ELSEWHERE  {name}");
    }
    Ok(if first == second && !first.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The files of a folder, with their digests.
fn digests(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut digests = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            digests.insert(name, Stamp::of_bytes(&fs::read(&path)?).text().to_owned());
        }
    }
    Ok(digests)
}
