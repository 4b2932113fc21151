//! The widget's files as a page loads them, for packages that bring it along.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// Each with its name. Whoever unpacks a zip can't tell the web server of files that were packed before, and what only
/// editors of code read is no use there.
pub(super) fn files(dist: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dist).context("dist/ is missing: `cargo xtask build` makes it")? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_loaded = [".js", ".css", ".wasm", ".json"].iter().any(|end| name.ends_with(end));
        if path.is_file() && is_loaded && name != "custom-elements.json" {
            found.push((name, path));
        }
    }
    if !found.iter().any(|(name, _)| name == "intake-form.js") {
        bail!("dist/ has no intake-form.js: `cargo xtask build` makes it");
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widget_goes_in_as_a_page_loads_it() {
        let folder = std::env::temp_dir().join(format!("plugin-{}", std::process::id()));
        fs::create_dir_all(folder.join("site")).unwrap();
        for name in [
            "intake-form.js",
            "intake-form-1.wasm",
            "intake-form-1.wasm.br",
            "custom-elements.json",
            "intake-form.d.ts",
        ] {
            fs::write(folder.join(name), "").unwrap();
        }
        let mut names: Vec<String> = files(&folder).unwrap().into_iter().map(|(name, _)| name).collect();
        names.sort();
        assert_eq!(names, ["intake-form-1.wasm", "intake-form.js"]);
        fs::remove_file(folder.join("intake-form.js")).unwrap();
        assert!(files(&folder).is_err());
        fs::remove_dir_all(&folder).unwrap();
    }
}
