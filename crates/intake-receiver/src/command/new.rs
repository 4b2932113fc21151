//! `intake new`: a form to start from.

use crate::config::New;
use crate::template::{NewFormError, Wish};
use crate::terminal;
use std::io::Write;

pub(super) fn run(config: &New, out: &mut impl Write) -> Result<bool, NewFormError> {
    let New { template, full, language, .. } = config;
    let wish = Wish { template: *template, is_full: *full, languages: language.clone() };
    let file = wish.write(&config.name, &config.forms)?.display().to_string();
    let file = terminal::line(&file);
    writeln!(out, "{file} is a form to change: its texts, its questions, where it sends people.")?;
    writeln!(out, "Look at each change with: intake check {file}")?;
    Ok(true)
}
