//! How many bytes a visit transfers, held against `budgets.toml`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::bundle::{DECLARATIONS, MANIFEST, OFFLINE};
use crate::compress;
use crate::workspace::Workspace;

/// One file of `dist/`, in bytes.
struct File {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// What is held against a budget, by its table in `budgets.toml`.
const BUDGETS: [(&str, &str, Part); 3] = [
    ("first-page", "until the first question can be typed into", first_page),
    ("answers", "until all of the page answers", answers),
    ("visit", "all that a visit is sent", visit),
];
type Part = fn(&[File]) -> Vec<&File>;

/// Prints the table. False when a total is over its limit or there is nothing to measure.
pub(crate) fn report(workspace: &Workspace) -> Result<bool> {
    let files = shipped(workspace)?;
    println!("{:44} {:>9} {:>9} {:>9} {:>9} {:>9}", "bytes", "raw", "gzip -9", "brotli 11", "limit", "aim");
    for file in &files {
        println!("{:44} {:>9} {:>9} {:>9}", file.name, file.raw, file.gzip, file.brotli);
    }
    if !files.iter().any(|file| file.name.ends_with(".wasm")) {
        println!("There is no widget in dist/: build it with cargo xtask build");
        return Ok(false);
    }
    let mut within = true;
    for (name, about, part) in BUDGETS {
        let (limit, aim) = budget(workspace, name)?;
        let part = part(&files);
        let sum = |of: fn(&File) -> usize| part.iter().map(|file| of(file)).sum::<usize>();
        let (raw, gzip, brotli) = (sum(|file| file.raw), sum(|file| file.gzip), sum(|file| file.brotli));
        println!("{about:44} {raw:>9} {gzip:>9} {brotli:>9} {limit:>9} {aim:>9}");
        if brotli > limit {
            within = false;
            println!("{name} is {} bytes over its limit", brotli - limit);
            println!("After a change of the widget or the core, cargo xtask profile splits its module anew.");
        }
    }
    Ok(within)
}

/// All that one person is sent: every file, but of the languages only the largest, and nothing of what only
/// few forms or browsers ask for.
fn visit(files: &[File]) -> Vec<&File> {
    const RARE: [&str; 10] =
        ["trouble", "older", "drafts", "media", "exit", "shared", "assist", "key", "encrypt", "receipt"];
    let is_language = |file: &&File| file.name.ends_with(".json");
    let language = files.iter().filter(is_language).max_by_key(|file| file.brotli);
    let is_rare = |file: &&File| file.name == OFFLINE || is_one_of(file, &RARE);
    files.iter().filter(|file| !is_language(file) && !is_rare(file)).chain(language).collect()
}

fn is_one_of(file: &File, parts: &[&str]) -> bool {
    parts.iter().any(|part| file.name.contains(&format!("form-{part}-")))
}

/// Of that what must be there before a page says what is wrong, shows what depends on an answer, and goes on.
fn answers(files: &[File]) -> Vec<&File> {
    const BEHIND: [&str; 3] = ["last", "outbox", "sheet"];
    visit(files).into_iter().filter(|file| !is_one_of(file, &BEHIND)).collect()
}

/// Of that what must be there before the first question can be typed into; the loader asks for the
/// others behind it, or when they are needed.
fn first_page(files: &[File]) -> Vec<&File> {
    answers(files).into_iter().filter(|file| !is_one_of(file, &["later"])).collect()
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
        let is_for_tools = path.file_name().is_some_and(|name| name == MANIFEST || name == DECLARATIONS);
        if packed || is_for_tools || !path.is_file() {
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

fn budget(workspace: &Workspace, name: &str) -> Result<(usize, usize)> {
    let budgets: toml::Table = fs::read_to_string(workspace.root.join("budgets.toml"))?.parse()?;
    let number = |key: &str| {
        let value = budgets.get(name).and_then(|table| table.get(key)).and_then(toml::Value::as_integer);
        value
            .and_then(|value| usize::try_from(value).ok())
            .with_context(|| format!("budgets.toml: {name}.{key}"))
    };
    Ok((number("limit")?, number("aim")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn file(name: String, brotli: usize) -> File {
        File { name, raw: 0, gzip: 0, brotli }
    }

    #[test]
    fn a_visit_takes_one_language_the_largest_and_the_first_page_not_what_comes_behind_it() {
        let sizes = [
            ("intake-form-0.wasm", 90),
            ("intake-form-later-0.wasm", 20),
            ("intake-form-last-0.wasm", 40),
            ("intake-form-outbox-0.js", 2),
            ("intake-form-en-0.json", 3),
            ("intake-form-sv-0.json", 5),
            ("intake-form.js", 7),
        ];
        let files = sizes.map(|(name, brotli)| file(name.to_owned(), brotli));
        let sum = |files: Vec<&File>| files.iter().map(|file| file.brotli).sum::<usize>();
        assert_eq!([sum(visit(&files)), sum(answers(&files)), sum(first_page(&files))], [164, 122, 102]);
    }
}
