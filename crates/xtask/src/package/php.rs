//! A folder for a web host with PHP, to upload as it is: `packages/php/` with the widget, the first form of `intake serve` and
//! the licences, in one zip.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::archive;
use super::shipment::Shipment;
use super::widget;
use crate::workspace::Workspace;

/// As it is called on the site, and so in the addresses of its files.
const FOLDER: &str = "intake";

/// What `packages/php/` has for it.
const OWN: [&str; 3] = ["README.txt", "index.html", "submissions.php"];

/// What `intake serve` makes its first form of, in all of its languages.
const FORM: &str = "crates/intake-receiver/src/template/blank.json";

pub(super) fn make(shipment: &Shipment) -> Result<()> {
    let bytes = archive::zip(FOLDER, &files(shipment.workspace)?)?;
    shipment.put(&format!("intake-form-php-{}.zip", shipment.version), &bytes)
}

fn files(workspace: &Workspace) -> Result<BTreeMap<String, Vec<u8>>> {
    let read = |name: &str| fs::read(workspace.root.join(name)).with_context(|| name.to_owned());
    let mut files = BTreeMap::new();
    for (name, path) in widget::files(&workspace.dist())? {
        files.insert(name, fs::read(path)?);
    }
    for name in OWN {
        files.insert(name.to_owned(), read(&format!("packages/php/{name}"))?);
    }
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        files.insert(name.to_owned(), read(name)?);
    }
    files.insert("first-form.json".to_owned(), first_form(&workspace.root)?.into_bytes());
    Ok(files)
}

/// Under the name that `intake serve` gives it, and that the page has.
fn first_form(root: &Path) -> Result<String> {
    let text = fs::read_to_string(root.join(FORM)).context(FORM)?;
    let (before, after) =
        text.split_once("\"name\": \"blank\"").with_context(|| format!("{FORM} is not called blank"))?;
    Ok(format!("{before}\"name\": \"first-form\"{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap()
    }

    #[test]
    fn the_first_form_has_its_own_name_and_nothing_else_changed() {
        let form: serde_json::Value = serde_json::from_str(&first_form(root()).unwrap()).unwrap();
        assert_eq!(form["name"], "first-form");
        let mut source: serde_json::Value =
            serde_json::from_slice(&fs::read(root().join(FORM)).unwrap()).unwrap();
        source["name"] = "first-form".into();
        assert_eq!(form, source);
    }

    #[test]
    fn the_page_and_the_readme_name_files_that_are_there() {
        let own = |name: &str| fs::read_to_string(root().join("packages/php").join(name)).unwrap();
        let page = own("index.html");
        for named in ["src=\"intake-form.js\"", "src=\"first-form.json\"", "action=\"submissions.php\""] {
            assert!(page.contains(named), "{named}");
        }
        let readme = own("README.txt");
        for name in ["index.html", "first-form.json", "submissions.php", "intake-form.", "LICENSE-"] {
            assert!(readme.contains(name), "{name}");
        }
    }
}
