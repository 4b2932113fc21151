//! Reading submissions and writing rows, a few at a time.

use super::csv::Csv;
use super::error::ExportError;
use super::jsonl::Jsonl;
use super::plan::{Plan, Table};
use super::record::Record;
use super::sink::{Made, Place, Sink};
use super::style::{Format, Style};
use super::words::word;
use super::xlsx::Xlsx;
use crate::form_cache;
use crate::key::PublicKey;
use crate::keyring::Keyring;
use crate::store::{Filter, KeyRow, Store};
use intake_core::form::Form;
use std::sync::Arc;

/// Submissions that are in memory at a time; each may have 1 MiB.
const AT_ONCE: u32 = 8;

/// What is exported: the answers to one form.
pub struct Job {
    pub form: String,
    /// Its own `form` is not looked at.
    pub filter: Filter,
    pub style: Style,
    /// Only the table of this name.
    pub table: Option<String>,
}

/// Writes the tables of a form into a place. Returns the files, and how many submissions are in them.
pub async fn export(store: &Store, job: Job, place: Place) -> Result<(Vec<Made>, u64), ExportError> {
    let mut plan = plan(store, &job).await?;
    if let Some(name) = &job.table {
        plan.tables.retain(|table| table.name() == *name);
    }
    let mut sink = sink(&plan, &job, &place)?;
    let (plan, style, keys) = (Arc::new(plan), Arc::new(job.style), Arc::new(keys(store).await?));
    let filter = Filter { form: Some(job.form), ..job.filter };
    let (mut after, until, mut count) = (0, store.last_position().await?, 0);
    loop {
        let batch = store.scan(&filter, (after, until), AT_ONCE).await?;
        let Some(last) = batch.last().and_then(|(row, _)| Some(row.link.as_ref()?.position)) else { break };
        after = last;
        count += batch.len() as u64;
        // Verifying computes, and files wait for the disk: neither may hold up other requests.
        let (plan, style, keys) = (plan.clone(), style.clone(), keys.clone());
        let write = move || {
            for (row, beside) in batch {
                for (table, cells) in Record::new(row, beside, &keys).rows(&plan, &style) {
                    sink.row(table, cells)?;
                }
            }
            Ok::<_, ExportError>(sink)
        };
        sink = tokio::task::spawn_blocking(write).await.map_err(|_| ExportError::Interrupted)??;
    }
    let made =
        tokio::task::spawn_blocking(move || sink.finish()).await.map_err(|_| ExportError::Interrupted)??;
    Ok((made, count))
}

async fn plan(store: &Store, job: &Job) -> Result<Plan, ExportError> {
    let versions = store.versions(&job.form).await?;
    let style = job.style.clone();
    let compiled = move || {
        let forms = versions.iter().filter_map(|row| form_cache::compiled(&row.digest, &row.definition));
        let forms: Vec<Arc<Form>> = forms.collect();
        (!forms.is_empty()).then(|| Plan::new(&forms, &style))
    };
    let plan = tokio::task::spawn_blocking(compiled).await.map_err(|_| ExportError::Interrupted)?;
    plan.ok_or_else(|| ExportError::NoForm(job.form.clone()))
}

fn sink(plan: &Plan, job: &Job, place: &Place) -> Result<Box<dyn Sink>, ExportError> {
    let style = &job.style;
    let file = |table: &Table| match table.path.as_slice() {
        [] => job.form.clone(),
        path => format!("{}.{}", job.form, path.join(".")),
    };
    let named = |name: &dyn Fn(&Table) -> String| -> Vec<(String, Vec<String>)> {
        plan.tables.iter().map(|table| (name(table), table.headings(style))).collect()
    };
    Ok(match style.format {
        Format::Csv => Box::new(Csv::new(&named(&file), style.mark, place)?),
        Format::Jsonl => Box::new(Jsonl::new(&named(&file), place)?),
        Format::Xlsx => {
            let cut = word("cut", style.language.as_deref().unwrap_or("en"));
            Box::new(Xlsx::new(&job.form, &named(&Table::name), cut, place)?)
        }
    })
}

/// The receiver's own keys, as its database names them.
async fn keys(store: &Store) -> Result<Keyring, ExportError> {
    let mut keys: Vec<PublicKey> = store.keys().await?.iter().filter_map(KeyRow::public).collect();
    let current = keys.pop().ok_or(ExportError::NoKey)?;
    Ok(Keyring::new(current, keys))
}
