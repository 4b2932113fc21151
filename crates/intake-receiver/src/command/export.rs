//! `intake schema` and `intake types`: a form's answers, for other programs.

use super::error::CommandError;
use super::file;
use crate::config::Export;
use crate::finding::definition;
use intake_core::form::{Form, compile};
use std::io::Write;

pub(super) fn run(
    config: &Export,
    text: impl Fn(&Form) -> String,
    out: &mut impl Write,
) -> Result<bool, CommandError> {
    let form = definition(&file::read(&config.form)?).and_then(|json| compile(&json).form);
    let form = form.ok_or_else(|| CommandError::Form(config.form.clone()))?;
    writeln!(out, "{}", text(&form).trim_end())?;
    Ok(true)
}
