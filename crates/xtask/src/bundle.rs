//! Everything that a page is sent, in `dist/`: `intake-form.js` under its own name,
//! every other file under a name that holds a hash of its bytes, each with its `.br` and `.gz`.
//! `dist/site/` is the demo site with those files beside it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use wasm_carve::{List, Modules};

use crate::process::{Tools, read, run};
use crate::stamp::{Stamp, short_hash};
use crate::workspace::Workspace;
use crate::{compress, declaration, glue, optimise, wasm};

pub(crate) const LOADER: &str = "intake-form.js";
/// What a page has beside it that is to work without a network: it is its own service worker, and so needs a name that stays.
pub(crate) const OFFLINE: &str = "intake-offline.js";
/// Of the modules that the loader is made of, the one that names the files.
pub(crate) const LIST: &str = "loader/file.js";
/// Which functions of the module come later, from the repository's root.
pub(crate) const CARVED: &str = "src/later.txt";
/// What the element has, as a Custom Elements Manifest, and the TypeScript declarations made of it.
pub(crate) const MANIFEST: &str = "custom-elements.json";
pub(crate) const DECLARATIONS: &str = "intake-form.d.ts";
/// The later modules, by their names in the loader.
const LATER: &str = "later.wasm";
const LAST: &str = "last.wasm";

/// Builds `dist/`, unless it already is what these sources make.
pub(crate) fn build(workspace: &Workspace, tools: &Tools) -> Result<()> {
    let work = workspace.work();
    fs::create_dir_all(&work)?;
    let written = work.join("dist.stamp");
    let inputs = inputs(workspace, tools)?;
    if current(workspace, &inputs)?.is_some_and(|stamp| stamp.is_written(&written)) {
        println!("The widget in dist/ is up to date");
    } else {
        println!("Building the widget");
        let pkg = work.join("pkg");
        wasm::build(tools, &workspace.root, &workspace.target, &pkg)?;
        bundle(tools, &workspace.root, &pkg, &work, &workspace.dist())?;
        if let Some(stamp) = current(workspace, &inputs)? {
            stamp.write(&written)?;
        }
    }
    site(workspace)
}

/// Builds the receiver and command line `intake`.
pub(crate) fn receiver(workspace: &Workspace, tools: &Tools) -> Result<()> {
    let mut command = tools.command("cargo");
    command.args(["build", "--quiet", "--package", "intake-receiver"]);
    run(command.env("CARGO_TARGET_DIR", &workspace.target))
}

/// Packs the widget in `pkg`, and the files of `root/src` that its loader names, into `dist`.
pub(crate) fn bundle(tools: &Tools, root: &Path, pkg: &Path, work: &Path, dist: &Path) -> Result<()> {
    let (module, glue) = glue::join(tools, pkg, work)?;
    let glue = glue::script(tools, pkg, &glue, glue::NEED)?;
    let modules = if wasm::is_quick() { Modules::whole(module) } else { carve(root, &module)? };
    let modules = modules.map(|module| optimise::finish(tools, module, work))?;
    pack(tools, root, work, dist, &glue, &modules)
}

/// The module in three, as the list in the widget's sources says.
fn carve(root: &Path, module: &[u8]) -> Result<Modules> {
    let path = root.join(CARVED);
    let list = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    wasm_carve::carve(module, &List::parse(&list)?)
        .with_context(|| format!("{CARVED}: cargo xtask profile writes it anew"))
}

/// A module as a page is sent it: in streams, of which the loader makes the same module again.
fn streams(module: &[u8]) -> Result<Vec<u8>> {
    let packed = wasm_streams::pack(module)?;
    if wasm_streams::unpack(&packed)? != module {
        bail!("a module comes back from its streams as another one");
    }
    Ok(packed)
}

/// Writes `dist`: the loader, its modules joined into one, and each file that it names.
pub(crate) fn pack(
    tools: &Tools,
    root: &Path,
    work: &Path,
    dist: &Path,
    glue: &[u8],
    modules: &Modules,
) -> Result<()> {
    let (sources, loader) = (root.join("src"), work.join("loader"));
    for folder in [dist, &loader] {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
    }
    fs::create_dir_all(dist)?;
    let modules = modules.map(streams)?;
    copy(&sources.join("loader"), &loader.join("loader"))?;
    fs::copy(sources.join(LOADER), loader.join(LOADER))?;
    let list = name_files(&fs::read_to_string(loader.join(LIST))?, |file| {
        let bytes = match file {
            wasm::WASM => modules.first.clone(),
            LATER => modules.later.clone(),
            LAST => modules.last.clone(),
            wasm::GLUE => glue.to_vec(),
            _ => small(tools, &sources.join(file), work)?,
        };
        let name = hashed_name(file, &bytes);
        write(dist, &name, &bytes)?;
        Ok(name)
    })?;
    fs::write(loader.join(LIST), size_file(&list, modules.first.len())?)?;
    write(dist, LOADER, optimise::bundle(tools, &loader.join(LOADER))?.as_bytes())?;
    write(dist, OFFLINE, &small(tools, &sources.join("offline.js"), work)?)?;
    // For the tools of whoever writes a page: no browser asks for them.
    let manifest = fs::read_to_string(sources.join(MANIFEST))?;
    let types = fs::read_to_string(sources.join("types.d.ts"))?;
    fs::write(dist.join(DECLARATIONS), declaration::write(&manifest, &types)?)?;
    Ok(fs::write(dist.join(MANIFEST), manifest)?)
}

/// A text file without what only people read: scripts, with what they import, style sheets, and words.
fn small(tools: &Tools, file: &Path, work: &Path) -> Result<Vec<u8>> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("js") => Ok(optimise::bundle(tools, file)?.into_bytes()),
        Some(extension @ "css") => Ok(optimise::minify(tools, &text, extension, work)?.into_bytes()),
        _ => words(&text).with_context(|| file.display().to_string()),
    }
}

/// A language's words by name, without the plural forms that are as "other": the widget takes that for each that is not there.
fn words(text: &str) -> Result<Vec<u8>> {
    let mut words: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text)?;
    words.sort_keys();
    for forms in words.values_mut().filter_map(serde_json::Value::as_object_mut) {
        // In a build of all packages serde_json keeps the order of the file, as one of them asks it to.
        forms.sort_keys();
        let Some(other) = forms.get("other").cloned() else { continue };
        forms.retain(|category, form| category == "other" || *form != other);
    }
    Ok(serde_json::to_vec(&words)?)
}

fn write(dist: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    fs::write(dist.join(name), bytes)?;
    fs::write(dist.join(format!("{name}.br")), compress::brotli(bytes)?)?;
    fs::write(dist.join(format!("{name}.gz")), compress::gzip(bytes)?)?;
    Ok(())
}

/// Gives each `"./file"` of the loader's `const FILES = { … };` the name that `rename` answers.
pub(crate) fn name_files(loader: &str, mut rename: impl FnMut(&str) -> Result<String>) -> Result<String> {
    let Some((before, rest)) = loader.split_once("const FILES =") else {
        bail!("src/{LIST} has no line `const FILES = {{ … }};`");
    };
    let Some((files, after)) = rest.split_once("};") else {
        bail!("`const FILES` in src/{LIST} has no end `}};`")
    };
    let mut named = String::new();
    for piece in files.split_inclusive('"') {
        match piece.strip_prefix("./").and_then(|file| file.strip_suffix('"')) {
            Some(file) => named += &format!("./{}\"", rename(file)?),
            None => named += piece,
        }
    }
    Ok(format!("{before}const FILES ={named}}};{after}"))
}

/// Tells the loader how many bytes the first module has.
pub(crate) fn size_file(loader: &str, bytes: usize) -> Result<String> {
    const SIZE: &str = "size: 0,";
    if loader.matches(SIZE).count() != 1 {
        bail!("src/{LIST} has no single `{SIZE}`");
    }
    Ok(loader.replace(SIZE, &format!("size: {bytes},")))
}

/// `intake_form_bg.wasm` → `intake-form-0123456789ab.wasm`, `lang/sv.json` → `intake-form-sv-0123456789ab.json`.
fn hashed_name(file: &str, bytes: &[u8]) -> String {
    let (stem, extension) = role(file);
    format!("{stem}-{}.{extension}", short_hash(bytes))
}

/// What stands before and behind the hash in the name of a file.
pub(crate) fn role(file: &str) -> (String, String) {
    let path = Path::new(file);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().replace('_', "-");
    let stem = stem.trim_end_matches("-bg");
    let stem = if stem.starts_with("intake-form") { stem.to_owned() } else { format!("intake-form-{stem}") };
    (stem, path.extension().unwrap_or_default().to_string_lossy().into_owned())
}

/// What decides the bytes of the widget.
fn inputs(workspace: &Workspace, tools: &Tools) -> Result<Stamp> {
    let names = [
        "src",
        "crates/intake-core/src",
        "crates/intake-core/Cargo.toml",
        "crates/intake-envelope/src",
        "crates/intake-envelope/Cargo.toml",
        "crates/wasm-carve/src",
        "crates/wasm-streams/src",
        "crates/xtask/src",
        "Cargo.toml",
        "Cargo.lock",
        ".cargo/config.toml",
        "tests/package-lock.json",
    ];
    let files: Vec<PathBuf> = names.iter().map(|name| workspace.root.join(name)).collect();
    Stamp::of(&files, &[&read(tools.command("rustc").arg("--version"))?, &wasm::is_quick().to_string()])
}

/// The inputs together with what stands in `dist/` now, the site apart.
fn current(workspace: &Workspace, inputs: &Stamp) -> Result<Option<Stamp>> {
    let dist = workspace.dist();
    if !dist.join(LOADER).is_file() {
        return Ok(None);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(&dist)? {
        let path = entry?.path();
        if path.is_file() {
            files.push(path);
        }
    }
    Stamp::of(&files, &[inputs.text()]).map(Some)
}

fn site(workspace: &Workspace) -> Result<()> {
    let (dist, site) = (workspace.dist(), workspace.site());
    if site.exists() {
        fs::remove_dir_all(&site)?;
    }
    copy(&workspace.root.join("www"), &site)?;
    for entry in fs::read_dir(dist)? {
        let path = entry?.path();
        if let (true, Some(name)) = (path.is_file(), path.file_name()) {
            fs::copy(&path, site.join(name))?;
        }
    }
    Ok(())
}

pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_of_the_loader_is_renamed_and_nothing_else() {
        let loader = "a(\"./b\");\nconst FILES = { wasm: \"./w.wasm\", lang: { en: \"./lang/en.json\" } };\nc(\"./d\");";
        let named = name_files(loader, |file| Ok(file.to_uppercase())).unwrap();
        let expected = "a(\"./b\");\nconst FILES = { wasm: \"./W.WASM\", lang: { en: \"./LANG/EN.JSON\" } };\nc(\"./d\");";
        assert_eq!(named, expected);
    }

    #[test]
    fn a_loader_without_its_list_of_files_is_refused() {
        assert!(name_files("const OTHER = {};", |_| Ok(String::new())).is_err());
    }

    #[test]
    fn words_go_without_the_forms_that_are_as_the_one_for_all_others() {
        let text =
            r#"{ "more": "Mehr", "files": { "one": "{n} file", "few": "{n} files", "other": "{n} files" } }"#;
        let fewer = String::from_utf8(words(text).unwrap()).unwrap();
        assert_eq!(fewer, r#"{"files":{"one":"{n} file","other":"{n} files"},"more":"Mehr"}"#);
        assert!(words("{").is_err());
    }

    #[test]
    fn the_name_of_a_file_holds_its_role_and_its_hash() {
        assert!(hashed_name("intake_form_bg.wasm", b"1").starts_with("intake-form-6b86b273"));
        assert!(hashed_name("lang/sv.json", b"1").starts_with("intake-form-sv-6b86b273"));
    }
}
