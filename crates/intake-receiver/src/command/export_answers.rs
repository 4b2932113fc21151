//! `intake export`: answers as tables, from a database that may be in use.

use super::error::CommandError;
use super::runtime::runtime;
use crate::config::ExportAnswers;
use crate::export::{ExportError, Format, Job, Made, Place, Style, export};
use crate::moment::{Moment, Zone};
use crate::store::{Filter, Store, StoreError};
use crate::terminal;
use intake_core::date::Date;
use std::io::{Seek, Write, copy};
use std::path::PathBuf;

pub(super) fn run(config: &ExportAnswers, out: &mut impl Write) -> Result<bool, CommandError> {
    runtime()?.block_on(take_out(config, out))
}

async fn take_out(config: &ExportAnswers, out: &mut impl Write) -> Result<bool, CommandError> {
    let at = |error| CommandError::Store(config.database.clone(), error);
    let store = Store::open_existing(&config.database).await.map_err(at)?;
    if !store.has_list().await.map_err(at)? {
        return Err(at(StoreError::Earlier));
    }
    let form = match &config.form {
        Some(form) => form.clone(),
        None => only(store.answered_forms().await.map_err(at)?)?,
    };
    let zone = config.time_zone.clone().unwrap_or_else(Zone::of_system);
    let style = Style {
        format: config.format,
        values: config.values,
        choices: config.choices,
        language: config.language.clone(),
        zone: zone.clone(),
        mark: config.bom,
    };
    let filter = Filter {
        from: config.from.and_then(|day| start(day, &zone)),
        before: config.until.and_then(|day| start(Date::from_days(day.to_days() + 1)?, &zone)),
        opened: config.opened,
        ..Filter::default()
    };
    let place = place(config)?;
    let job = Job { form, filter, style, table: config.table.clone() };
    let (made, count) = export(&store, job, place).await?;
    match &config.table {
        Some(table) => print(made, table, out)?,
        None => {
            let names: Vec<_> = made.iter().map(|made| terminal::line(&made.name)).collect();
            let what = if count == 1 { "submission" } else { "submissions" };
            writeln!(out, "{count} {what}: {}", names.join(", "))?;
        }
    }
    Ok(true)
}

fn only(forms: Vec<String>) -> Result<String, CommandError> {
    match <[String; 1]>::try_from(forms) {
        Ok([form]) => Ok(form),
        Err(none) if none.is_empty() => Err(CommandError::NoAnswers),
        Err(forms) => Err(CommandError::WhichForm(forms.join(", "))),
    }
}

fn start(day: Date, zone: &Zone) -> Option<String> {
    Moment::start_of(day, zone).map(|start| start.to_string())
}

fn place(config: &ExportAnswers) -> Result<Place, ExportError> {
    let output = config.output.clone();
    Ok(match (&config.table, output, config.format) {
        (Some(_), ..) => Place::Nowhere(std::env::temp_dir()),
        // A folder that is there takes a file of the form's name.
        (None, Some(file), Format::Xlsx) if !file.is_dir() => Place::File(file),
        (None, folder, _) => {
            let folder = folder.unwrap_or_else(|| PathBuf::from("."));
            std::fs::create_dir_all(&folder)?;
            Place::Folder(folder)
        }
    })
}

fn print(made: Vec<Made>, table: &str, out: &mut impl Write) -> Result<(), CommandError> {
    let Some(Made { mut file, .. }) = made.into_iter().next() else {
        return Err(CommandError::NoTable(table.to_owned()));
    };
    file.rewind()?;
    copy(&mut file, out)?;
    Ok(())
}
