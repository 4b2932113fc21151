//! What was found about one document, and how it is printed.

use crate::command::error::CommandError;
use crate::terminal;
use intake_core::json::Json;
use std::io::Write;

/// What was found about one document.
pub(super) struct Finding {
    pub name: String,
    /// A code and a sentence; `None`: everything holds.
    pub fault: Option<(String, String)>,
    pub kid: Option<String>,
    pub form: Option<String>,
}

impl Finding {
    pub fn fault(name: impl Into<String>, code: &str, sentence: impl Into<String>) -> Self {
        Self { name: name.into(), fault: Some((code.to_owned(), sentence.into())), kid: None, form: None }
    }
}

/// The name and version of the form that a submission answers, as the submission says.
pub(super) fn form_name(body: &Json) -> Option<String> {
    let text = |pointer| body.pointer(pointer).and_then(Json::as_str);
    Some(format!("{} {}", text("/form/name")?, text("/form/version")?))
}

pub(super) fn print(finding: &Finding, json: bool, out: &mut impl Write) -> Result<(), CommandError> {
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
