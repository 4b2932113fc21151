//! Forms to start from, inside the program: `intake new` writes one, and `intake serve` the first of an
//! empty folder.

use clap::ValueEnum;
use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Template {
    /// Three questions, and where to go.
    Blank,
    /// What somebody needs, and who helps with it; in six languages.
    NeedsAssessment,
    /// Which benefits a household may get; in six languages.
    BenefitScreener,
    /// For those who lose, or have lost, their home; in six languages.
    Housing,
}

#[derive(Debug, thiserror::Error)]
pub enum NewFormError {
    #[error(
        "\"{0}\" cannot be the name of a form: use small letters a-z, digits and hyphens, a letter first, \
         64 at most. Such as: intake new food-box"
    )]
    Name(String),
    #[error("{0} is there already, and is left as it is. Choose another name, or move that file away")]
    Exists(PathBuf),
    #[error("{0} cannot be written: {1}. Run intake where you may write, or name a folder with --forms")]
    Write(PathBuf, io::Error),
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// The name of the first form of an empty folder.
const FIRST: &str = "first-form";

/// Makes the folder with a first form in it. Where it is there already, nothing happens, and the answer is `None`.
pub fn make_folder(folder: &Path) -> Result<Option<PathBuf>, NewFormError> {
    // Not its parents too: a folder that is misspelled is an error.
    match DirBuilder::new().create(folder) {
        Ok(()) => Template::Blank.write(FIRST, folder).map(Some),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(None),
        Err(error) => Err(NewFormError::Write(folder.into(), error)),
    }
}

impl Template {
    /// Writes `folder/name.json`, and the folder if it is not there. Never over another file.
    pub fn write(self, name: &str, folder: &Path) -> Result<PathBuf, NewFormError> {
        if !is_name(name) {
            return Err(NewFormError::Name(name.into()));
        }
        let file = folder.join(format!("{name}.json"));
        let failed = |error| NewFormError::Write(file.clone(), error);
        std::fs::create_dir_all(folder).map_err(failed)?;
        let mut made = match OpenOptions::new().write(true).create_new(true).open(&file) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(NewFormError::Exists(file)),
            made => made.map_err(failed)?,
        };
        if let Err(error) = made.write_all(self.named(name).as_bytes()).and_then(|()| made.sync_all()) {
            // Half a form is in nobody's way.
            let _ = std::fs::remove_file(&file);
            return Err(failed(error));
        }
        Ok(file)
    }

    /// The definition under a name of its own.
    pub fn named(self, name: &str) -> String {
        // It stands in a line of its own, before all other names.
        let (before, rest) = self.text().split_once("\n  \"name\": \"").unwrap_or_default();
        let (_, after) = rest.split_once('"').unwrap_or_default();
        // An editor would look for the schema beside the form.
        let before = before.replace("\n  \"$schema\": \"form-definition.schema.json\",", "");
        format!("{before}\n  \"name\": \"{name}\"{after}")
    }

    fn text(self) -> &'static str {
        match self {
            Self::Blank => include_str!("template/blank.json"),
            Self::NeedsAssessment => include_str!("../../../schemas/outreach-needs.json"),
            Self::BenefitScreener => include_str!("../../../schemas/us-nutrition-screener.json"),
            Self::Housing => include_str!("../../../schemas/housing-emergency.json"),
        }
    }
}

/// What the form language takes as a form's name. It is a file's name here and part of an address, too.
fn is_name(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|byte| byte.is_ascii_lowercase())
        && bytes.all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        && name.len() <= 64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::examine;
    use intake_core::json::Json;

    #[test]
    fn a_template_has_no_warning_its_scenarios_and_the_name_that_is_wished() {
        for template in Template::value_variants() {
            let text = template.named("our-form");
            let findings = examine(text.as_bytes());
            assert!(findings.all.is_empty(), "{template:?}");
            let definition = Json::parse(&text).unwrap();
            assert_eq!(definition.get("name").and_then(Json::as_str), Some("our-form"));
            assert!(definition.get("$schema").is_none() && text.ends_with("}\n"));
            let scenarios = definition.get("scenarios").and_then(Json::as_array).unwrap_or_default();
            assert!(scenarios.len() >= 3, "{template:?}");
        }
    }

    #[test]
    fn a_name_is_one_that_the_form_language_takes() {
        for name in ["a", "food-box", "a1-", &"a".repeat(64)] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "A", "1a", "-a", "a_b", "a b", "a/b", "..", "å", "a.json", &"a".repeat(65)] {
            assert!(!is_name(name), "{name}");
        }
    }
}
