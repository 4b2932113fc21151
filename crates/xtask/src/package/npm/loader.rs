//! The loader of the widget (`src/intake-form.js`) as the npm package has it, twice.
//!
//! Bundlers carry a file along that stands as a whole in `new URL("./file", import.meta.url)` or `import("./file")`, and
//! give it a name of their own: there each name is written out, and the script is readable, since they make it short.
//!
//! A page without a bundler gets the short one. It holds the digests of what it fetches, so that a page that vouches for
//! it and for the scripts that it imports need not believe the site where they lie (W3C Subresource Integrity).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::bundle::{self, LIST, LOADER};
use crate::optimise;
use crate::process::{Tools, read};
use crate::wasm;

/// Files by their paths.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

pub(crate) const FOR_BUNDLERS: &str = LOADER;
pub(crate) const FOR_PAGES: &str = "intake-form.min.js";

/// Vite puts files up to this size into the script itself, as `data:`, from where a strict policy lets nothing be imported.
const INLINED: usize = 4096;
/// What is imported once, under its own address: bundlers make a part of their own of it.
const IMPORTED: [&str; 9] =
    ["exit", "drafts", "shared", "assist", "trouble", "older", "key", "encrypt", "receipt"];
/// How it is imported when that failed, or once more: under another address, which no bundler knows.
const AGAIN: [&str; 2] = ["import(at(FILES[name])", "import(`${at(FILES.glue)}"];

pub(crate) fn for_bundlers(tools: &Tools, root: &Path, work: &Path, parts: &Files) -> Result<Vec<u8>> {
    let sources = Sources::copy(root, &work.join("bundlers"))?;
    sources.change(LIST, "new URL(path, import.meta.url).href", "path")?;
    // Else Vite, while one develops, makes a script of the style.
    sources.change(LIST, "fetch(url)", "fetch(url, { headers: { accept: \"*/*,text/css\" } })")?;
    for role in IMPORTED {
        let name = part(&format!("{role}.js"), parts)?;
        sources.change(LOADER, &format!("import(at(FILES.{role}))"), &format!("import(\"./{name}\")"))?;
        sources.change(LIST, &format!(" {role}: \"./{role}.js\","), "")?;
    }
    for import in AGAIN {
        let told = import.replace("import(", "import(/* webpackIgnore: true */ /* @vite-ignore */ ");
        sources.change("loader/module.js", import, &told)?;
    }
    sources.name(parts)?;
    let list = sources.folder.join(LIST);
    let mut text = fs::read_to_string(&list)?;
    for (name, bytes) in parts {
        let written =
            text.replace(&format!("\"./{name}\""), &format!("new URL(\"./{name}\", import.meta.url).href"));
        if written != text && bytes.len() <= INLINED {
            bail!("{name} has {} bytes: up to {INLINED} Vite would put it into the script", bytes.len());
        }
        text = written;
    }
    fs::write(&list, text)?;
    let mut command = tools.command("esbuild");
    // In its folder, because the script says of each part which file it was.
    command.current_dir(&sources.folder).arg(LOADER).args(["--bundle", "--format=esm", "--target=es2022"]);
    Ok(read(command.arg("--external:./intake-form-*"))?.into_bytes())
}

pub(crate) fn for_pages(
    tools: &Tools,
    root: &Path,
    work: &Path,
    parts: &Files,
    digests: &BTreeMap<String, String>,
) -> Result<Vec<u8>> {
    let sources = Sources::copy(root, &work.join("pages"))?;
    sources.name(parts)?;
    let fetched: BTreeMap<_, _> = digests.iter().filter(|(name, _)| !name.ends_with(".js")).collect();
    let digest = "fetch(url, { integrity: DIGESTS[url.split(\"/\").pop()] })";
    sources.change(LIST, "fetch(url)", digest)?;
    let list = sources.folder.join(LIST);
    fs::write(
        &list,
        format!("{}\nconst DIGESTS = {};\n", fs::read_to_string(&list)?, serde_json::to_string(&fetched)?),
    )?;
    Ok(optimise::bundle(tools, &sources.folder.join(LOADER))?.into_bytes())
}

/// The part that the build made of a file of the loader's list.
fn part(file: &str, parts: &Files) -> Result<String> {
    let (stem, extension) = bundle::role(file);
    let is_it = |name: &&String| {
        let rest = name.strip_prefix(stem.as_str()).and_then(|rest| rest.strip_prefix('-'));
        let hash = rest.and_then(|rest| rest.strip_suffix(extension.as_str())?.strip_suffix('.'));
        hash.is_some_and(|hash| hash.bytes().all(|digit| digit.is_ascii_hexdigit()))
    };
    let mut found = parts.keys().filter(is_it);
    match (found.next(), found.next()) {
        (Some(name), None) => Ok(name.clone()),
        _ => bail!("dist/ has not one file that was {file}: build it with cargo xtask build"),
    }
}

/// A copy of the loader's sources, to be changed.
struct Sources {
    folder: PathBuf,
}

impl Sources {
    fn copy(root: &Path, folder: &Path) -> Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        bundle::copy(&root.join("src/loader"), &folder.join("loader"))?;
        fs::copy(root.join("src").join(LOADER), folder.join(LOADER))?;
        Ok(Self { folder: folder.to_owned() })
    }

    /// Puts other words in the place of some that stand once in a file.
    fn change(&self, file: &str, from: &str, to: &str) -> Result<()> {
        let text = fs::read_to_string(self.folder.join(file))?;
        if text.matches(from).count() != 1 {
            bail!("src/{file} does not have `{from}` once: the npm package is made by that");
        }
        Ok(fs::write(self.folder.join(file), text.replace(from, to))?)
    }

    /// Names the files of the list as the build has named them.
    fn name(&self, parts: &Files) -> Result<()> {
        let list = self.folder.join(LIST);
        let named = bundle::name_files(&fs::read_to_string(&list)?, |file| part(file, parts))?;
        let first = parts.get(&part(wasm::WASM, parts)?).map_or(0, Vec::len);
        Ok(fs::write(&list, bundle::size_file(&named, first)?)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_by_its_role_whatever_its_hash() {
        let names = [
            "intake-form-0a1b.js",
            "intake-form-0a1b.wasm",
            "intake-form-later-ff.wasm",
            "intake-form-en-00.json",
        ];
        let parts: Files = names.map(|name| (name.to_owned(), Vec::new())).into();
        for (file, name) in
            ["intake_form.js", "intake_form_bg.wasm", "later.wasm", "lang/en.json"].into_iter().zip(names)
        {
            assert_eq!(part(file, &parts).unwrap(), name);
        }
        assert!(part("media.js", &parts).is_err());
    }
}
