//! How many bytes a first visit transfers, held against `budgets.toml`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::compress;
use crate::workspace::Workspace;

/// One file of `dist/`, in bytes.
struct File {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints the table. False when the total is over the limit or there is nothing to measure.
pub(crate) fn report(workspace: &Workspace) -> Result<bool> {
    let (limit, aim) = budget(workspace)?;
    let files = shipped(workspace)?;
    println!("{:44} {:>9} {:>9} {:>9}", "bytes", "raw", "gzip -9", "brotli 11");
    for file in &files {
        println!("{:44} {:>9} {:>9} {:>9}", file.name, file.raw, file.gzip, file.brotli);
    }
    let visit = first_visit(&files);
    let sum = |of: fn(&File) -> usize| visit.iter().map(|file| of(file)).sum::<usize>();
    let (raw, gzip, brotli) = (sum(|file| file.raw), sum(|file| file.gzip), sum(|file| file.brotli));
    println!("{:44} {raw:>9} {gzip:>9} {brotli:>9}", "first visit, with the largest language");
    println!("{:44} {:>9} {:>9} {limit:>9}", "limit", "", "");
    println!("{:44} {:>9} {:>9} {aim:>9}", "aim", "", "");
    if !visit.iter().any(|file| file.name.ends_with(".wasm")) {
        println!("There is no widget in dist/: build it with cargo xtask build");
        return Ok(false);
    }
    if brotli > limit {
        println!("A first visit is {} bytes over its limit", brotli - limit);
    }
    Ok(brotli <= limit)
}

/// All that one person is sent: every file, but of the languages only the largest.
fn first_visit(files: &[File]) -> Vec<&File> {
    let is_language = |file: &&File| file.name.ends_with(".json");
    let language = files.iter().filter(is_language).max_by_key(|file| file.brotli);
    files.iter().filter(|file| !is_language(file)).chain(language).collect()
}

fn shipped(workspace: &Workspace) -> Result<Vec<File>> {
    let mut paths: Vec<PathBuf> = match fs::read_dir(workspace.dist()) {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?,
        Err(_) => Vec::new(),
    };
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let packed = path.extension().is_some_and(|extension| extension == "br" || extension == "gz");
        if packed || !path.is_file() {
            continue;
        }
        let bytes = fs::read(&path)?;
        files.push(File {
            name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            raw: bytes.len(),
            gzip: compress::gzip(&bytes)?.len(),
            brotli: compress::brotli(&bytes)?.len(),
        });
    }
    Ok(files)
}

fn budget(workspace: &Workspace) -> Result<(usize, usize)> {
    let budgets: toml::Table = fs::read_to_string(workspace.root.join("budgets.toml"))?.parse()?;
    let number = |key: &str| {
        let value =
            budgets.get("first-visit").and_then(|table| table.get(key)).and_then(toml::Value::as_integer);
        value
            .and_then(|value| usize::try_from(value).ok())
            .with_context(|| format!("budgets.toml: first-visit.{key}"))
    };
    Ok((number("limit")?, number("aim")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_visit_takes_one_language_the_largest() {
        let file = |name: &str, brotli| File { name: name.to_owned(), raw: 0, gzip: 0, brotli };
        let files = [file("a.wasm", 90), file("en.json", 3), file("sv.json", 5), file("a.js", 7)];
        assert_eq!(first_visit(&files).iter().map(|file| file.brotli).sum::<usize>(), 102);
    }
}
