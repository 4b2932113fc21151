//! `intake verify`: is this what was signed? For files, and for a receiver's whole database.

mod database;
mod document;
mod finding;

use super::error::CommandError;
use super::file;
use super::runtime::runtime;
use super::saved;
use crate::config::Verify;
use crate::publication;
use crate::store::FormRow;
use std::io::Write;
use std::path::Path;

pub(super) fn run(config: &Verify, out: &mut impl Write) -> Result<bool, CommandError> {
    if let Some(database) = &config.database {
        return runtime()?.block_on(database::verify(database, config, out));
    }
    let form = config.form.as_deref().map(read_form).transpose()?;
    let mut all_hold = true;
    for path in &config.files {
        let bytes = saved::record(file::read_page(path)?);
        let finding = document::verify(&path.display().to_string(), &bytes, config, form.as_ref());
        all_hold &= finding.fault.is_none();
        finding::print(&finding, config.json, out)?;
    }
    Ok(all_hold)
}

fn read_form(path: &Path) -> Result<FormRow, CommandError> {
    let text = String::from_utf8(file::read(path)?).ok();
    let form = text.and_then(publication::read).map(|form| form.row);
    form.ok_or_else(|| CommandError::Form(path.to_owned()))
}
