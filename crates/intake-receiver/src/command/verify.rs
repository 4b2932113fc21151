//! `intake verify`: is this what was signed? For files, and for a receiver's whole database.

mod database;
mod document;

use super::{CommandError, runtime};
use crate::config::Verify;
use crate::document as file;
use crate::store::FormRow;
use crate::{publication, terminal};
use intake_core::json::Json;
use std::io::Write;
use std::path::Path;

/// What was found about one document.
struct Finding {
    name: String,
    /// A code and a sentence; `None`: everything holds.
    fault: Option<(String, String)>,
    kid: Option<String>,
    form: Option<String>,
}

impl Finding {
    fn fault(name: impl Into<String>, code: &str, sentence: impl Into<String>) -> Self {
        Self { name: name.into(), fault: Some((code.to_owned(), sentence.into())), kid: None, form: None }
    }
}

pub(super) fn run(config: &Verify, out: &mut impl Write) -> Result<bool, CommandError> {
    if let Some(file) = &config.database {
        return runtime()?.block_on(database::verify(file, config, out));
    }
    let form = config.form.as_deref().map(read_form).transpose()?;
    let mut all_hold = true;
    for file in &config.files {
        let finding = document::verify(&file.display().to_string(), &read(file)?, config, form.as_ref());
        all_hold &= finding.fault.is_none();
        print(&finding, config.json, out)?;
    }
    Ok(all_hold)
}

fn form_name(body: &Json) -> Option<String> {
    let text = |pointer| body.pointer(pointer).and_then(Json::as_str);
    Some(format!("{} {}", text("/form/name")?, text("/form/version")?))
}

fn print(finding: &Finding, json: bool, out: &mut impl Write) -> Result<(), CommandError> {
    if json {
        return Ok(writeln!(out, "{}", terminal::json(&finding_json(finding).to_string()))?);
    }
    let name = terminal::line(&finding.name);
    match &finding.fault {
        Some((code, sentence)) => writeln!(out, "{name}: failed [{code}] {}", terminal::line(sentence))?,
        None => {
            let or_unknown =
                |text: &Option<String>| terminal::line(text.as_deref().unwrap_or("unknown")).into_owned();
            writeln!(out, "{name}: verified")?;
            writeln!(out, "  key {}", or_unknown(&finding.kid))?;
            writeln!(out, "  form {}", or_unknown(&finding.form))?;
        }
    }
    Ok(())
}

fn finding_json(finding: &Finding) -> Json {
    let text = |text: &Option<String>| text.as_ref().map_or(Json::Null, Json::string);
    let mut members = vec![
        ("file", Json::string(&finding.name)),
        ("verified", Json::Bool(finding.fault.is_none())),
        ("kid", text(&finding.kid)),
        ("form", text(&finding.form)),
    ];
    if let Some((code, detail)) = &finding.fault {
        members.extend([("code", Json::string(code)), ("detail", Json::string(detail))]);
    }
    Json::object(members)
}

fn read(file: &Path) -> Result<Vec<u8>, CommandError> {
    file::read(file).map_err(|error| CommandError::File(file.to_owned(), error))
}

fn read_form(file: &Path) -> Result<FormRow, CommandError> {
    let text = String::from_utf8(read(file)?).ok();
    let form = text.and_then(publication::read).map(|form| form.row);
    form.ok_or_else(|| CommandError::Form(file.to_owned()))
}
