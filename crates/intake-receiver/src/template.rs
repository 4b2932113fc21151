//! Forms to start from, inside the program: `intake new` writes one, and `intake serve` the first of an
//! empty folder.

mod pared;

use clap::ValueEnum;
use intake_core::json::Json;
use pared::{languages, pare, print};
use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum Template {
    /// Three questions, and where to go; in six languages.
    #[default]
    Blank,
    /// What somebody needs, and who helps with it.
    NeedsAssessment,
    /// Which benefits a household may get.
    BenefitScreener,
    /// For those who lose, or have lost, their home.
    Housing,
}

#[derive(Debug, thiserror::Error)]
pub enum NewFormError {
    #[error(
        "\"{0}\" cannot be the name of a form: use small letters a-z, digits and hyphens, a letter first, \
         64 at most. Such as: intake new food-box"
    )]
    Name(String),
    #[error(
        "this template is not written in \"{0}\"; it is in {1}. Leave --language out, and translate it: \
         docs/form-language.md says how a form has several languages{2}"
    )]
    Language(String, String, &'static str),
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
        Ok(()) => Wish::default().write(FIRST, folder).map(Some),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(None),
        Err(error) => Err(NewFormError::Write(folder.into(), error)),
    }
}

/// What somebody wants to start from.
#[derive(Default)]
pub struct Wish {
    pub template: Template,
    /// The whole example that the template is short for.
    pub is_full: bool,
    /// The languages that it should be in, the first its default; none: as it is written, `Blank` in English.
    pub languages: Vec<String>,
}

impl Wish {
    /// Writes `folder/name.json`, and the folder if it is not there. Never over another file.
    pub fn write(&self, name: &str, folder: &Path) -> Result<PathBuf, NewFormError> {
        if !is_name(name) {
            return Err(NewFormError::Name(name.into()));
        }
        let text = self.named(name)?;
        let file = folder.join(format!("{name}.json"));
        let failed = |error| NewFormError::Write(file.clone(), error);
        std::fs::create_dir_all(folder).map_err(failed)?;
        let mut made = match OpenOptions::new().write(true).create_new(true).open(&file) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(NewFormError::Exists(file)),
            made => made.map_err(failed)?,
        };
        if let Err(error) = made.write_all(text.as_bytes()).and_then(|()| made.sync_all()) {
            // Half a form is in nobody's way.
            let _ = std::fs::remove_file(&file);
            return Err(failed(error));
        }
        Ok(file)
    }

    /// The definition under a name of its own, in the languages that are wished.
    pub fn named(&self, name: &str) -> Result<String, NewFormError> {
        // It stands in a line of its own, before all other names.
        let (before, rest) = self.text().split_once("\n  \"name\": \"").unwrap_or_default();
        let (_, after) = rest.split_once('"').unwrap_or_default();
        // An editor would look for the schema beside the form.
        let before = before.replace("\n  \"$schema\": \"form-definition.schema.json\",", "");
        let whole = format!("{before}\n  \"name\": \"{name}\"{after}");
        let mut wished: Vec<&str> = self.languages.iter().map(String::as_str).collect();
        if wished.is_empty() && self.template == Template::Blank {
            wished.push("en");
        }
        let Ok(definition) = Json::parse(&whole) else { return Ok(whole) };
        let there = languages(&definition);
        if let Some(unknown) = wished.iter().find(|wished| !there.contains(wished)) {
            let more =
                if there.len() == 1 { ". With --full there is a larger one in six languages" } else { "" };
            return Err(NewFormError::Language((*unknown).into(), there.join(", "), more));
        }
        if wished.is_empty() || wished == there {
            return Ok(whole);
        }
        Ok(print(&pare(&definition, &there, &wished)))
    }

    fn text(&self) -> &'static str {
        match (self.template, self.is_full) {
            (Template::Blank, _) => include_str!("template/blank.json"),
            (Template::NeedsAssessment, false) => include_str!("template/needs-assessment.json"),
            (Template::NeedsAssessment, true) => include_str!("../../../schemas/outreach-needs.json"),
            (Template::BenefitScreener, false) => include_str!("template/benefit-screener.json"),
            (Template::BenefitScreener, true) => include_str!("../../../schemas/us-nutrition-screener.json"),
            (Template::Housing, false) => include_str!("template/housing.json"),
            (Template::Housing, true) => include_str!("../../../schemas/housing-emergency.json"),
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

    fn check(wish: &Wish) -> Json {
        let text = wish.named("our-form").unwrap();
        let findings = examine(text.as_bytes());
        assert!(findings.all.is_empty(), "{:?} {:?} {:?}", wish.template, wish.is_full, wish.languages);
        let definition = Json::parse(&text).unwrap();
        assert_eq!(definition.get("name").and_then(Json::as_str), Some("our-form"));
        assert!(definition.get("$schema").is_none() && text.ends_with("}\n"));
        let scenarios = definition.get("scenarios").and_then(Json::as_array).unwrap_or_default();
        assert!(scenarios.len() >= 3, "{:?}", wish.template);
        definition
    }

    #[test]
    fn a_template_has_no_warning_its_scenarios_and_the_name_that_is_wished() {
        for template in Template::value_variants() {
            for is_full in [false, true] {
                check(&Wish { template: *template, is_full, languages: Vec::new() });
            }
            // Somebody is to read it whole, and change it.
            let short = Wish { template: *template, ..Wish::default() };
            let lines = short.named("our-form").unwrap().lines().count();
            assert!(lines <= 120, "{template:?}: {lines} lines");
        }
    }

    #[test]
    fn a_template_is_in_the_languages_that_are_wished_and_in_no_other() {
        let six = ["en", "sv", "pl", "es", "ar", "uk"];
        for template in Template::value_variants() {
            for tag in six {
                let wish = Wish { template: *template, is_full: true, languages: vec![tag.into()] };
                let definition = check(&wish);
                assert_eq!(languages(&definition), [tag]);
                assert_eq!(definition.get("defaultLanguage").and_then(Json::as_str), Some(tag));
                // A text in one language is a string.
                assert!(definition.get("title").and_then(Json::as_str).is_some(), "{template:?} {tag}");
            }
        }
        let two = check(&Wish { languages: vec!["ar".into(), "en".into()], ..Wish::default() });
        assert_eq!(languages(&two), ["ar", "en"]);
        let title = two.get("title").and_then(Json::as_object).unwrap();
        assert_eq!(title.iter().map(|(tag, _)| tag.as_str()).collect::<Vec<_>>(), ["ar", "en"]);
        let blank = check(&Wish::default());
        assert_eq!(
            (languages(&blank), blank.pointer("/title")),
            (vec!["en"], Some(&Json::string("Ask us for help")))
        );
    }

    #[test]
    fn a_language_that_a_template_has_not_is_said() {
        let said = |template, language: &str| {
            let wish = Wish { template, languages: vec![language.into()], ..Wish::default() };
            wish.named("a").unwrap_err().to_string()
        };
        let blank = said(Template::Blank, "fi");
        assert!(blank.contains("\"fi\"; it is in en, sv, pl, es, ar, uk."), "{blank}");
        let housing = said(Template::Housing, "sv");
        assert!(housing.contains("it is in en.") && housing.ends_with("in six languages"), "{housing}");
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
