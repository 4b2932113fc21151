//! `intake new`: a form to start from.

use super::{CommandError, shown};
use crate::config::New;
use std::io::Write;

pub(super) fn run(config: &New, out: &mut impl Write) -> Result<bool, CommandError> {
    let file = config.template.write(&config.name, &config.forms)?;
    let file = shown(&file);
    writeln!(out, "{file} is a form to change: its texts, its questions, where it sends people.")?;
    writeln!(out, "Look at each change with: intake check {file}")?;
    Ok(true)
}
