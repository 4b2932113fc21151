//! What was found about one document, and how it is printed.

use crate::command::error::CommandError;
use crate::terminal;
use intake_core::json::Json;
use serde::Serialize;
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
        let line = serde_json::to_string(&Line::from(finding)).map_err(std::io::Error::from)?;
        return Ok(writeln!(out, "{}", terminal::json(&line))?);
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

/// A finding for a program, on a line.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    verified: bool,
    kid: Option<&'a str>,
    form: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
}

impl<'a> From<&'a Finding> for Line<'a> {
    fn from(finding: &'a Finding) -> Self {
        Self {
            file: &finding.name,
            verified: finding.fault.is_none(),
            kid: finding.kid.as_deref(),
            form: finding.form.as_deref(),
            code: finding.fault.as_ref().map(|(code, _)| code.as_str()),
            detail: finding.fault.as_ref().map(|(_, detail)| detail.as_str()),
        }
    }
}
