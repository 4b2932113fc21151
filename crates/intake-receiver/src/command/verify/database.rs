//! A receiver's whole database: each submission with its files, the forms, and the chain from
//! its first link to its sealed end.

mod submission;
mod walk;

use super::{Finding, print, read};
use crate::chain::ORIGIN;
use crate::command::CommandError;
use crate::config::Verify;
use crate::keyring::Keyring;
use crate::receiver::KeyError;
use crate::store::{FormRow, KeyRow, Store, StoreError};
use crate::{digest, end_file};
use end_file::EndFileError;
use intake_core::json::Json;
use std::io::Write;
use std::path::Path;

pub(super) async fn verify(file: &Path, config: &Verify, out: &mut impl Write) -> Result<bool, CommandError> {
    let at = |error: StoreError| CommandError::Store(file.to_owned(), error);
    let store = Store::open_existing(file).await.map_err(at)?;
    let (keys, inside) = keys(&store, config).await?;
    let mut audit = Audit { file, config, store, keys, out, hold: 0, fail: 0 };
    audit.forms().await?;
    let end = walk::chain(&mut audit).await?;
    for (id, files) in audit.store.stray_files().await.map_err(at)? {
        let sentence = format!("{files} files of a submission that is not there.");
        audit.fault(Finding::fault(format!("submission {id}"), "attachment-stray", sentence))?;
    }
    audit.end_file().await?;
    audit.receipts().await?;
    audit.sum(&end, inside)
}

/// The keys to verify with, and whether the one that signs lies in the database.
async fn keys(store: &Store, config: &Verify) -> Result<(Keyring, bool), CommandError> {
    let rows = store.keys().await.map_err(KeyError::from)?;
    let known = rows.iter().filter_map(KeyRow::public);
    let inside = rows.last().filter(|last| last.secret.is_some()).and_then(KeyRow::public);
    let is_inside = inside.is_some();
    let Some(place) = &config.key else {
        // A key that the database only names is no proof: whoever wrote the rest could name it.
        return Ok((Keyring::new(inside.ok_or(CommandError::NoKey)?, known), true));
    };
    let mut given = place.read_public().map_err(KeyError::from)?.into_iter();
    let current = given.next().ok_or(CommandError::NoKey)?;
    Ok((Keyring::new(current, given.chain(known)), is_inside))
}

/// What is looked at, and what was found so far.
struct Audit<'a, W> {
    file: &'a Path,
    config: &'a Verify,
    store: Store,
    keys: Keyring,
    out: &'a mut W,
    hold: u64,
    fail: u64,
}

/// Where a chain ends that was walked to its end.
struct Walked {
    position: i64,
    link: String,
}

impl<W: Write> Audit<'_, W> {
    fn at(&self) -> impl Fn(StoreError) -> CommandError + use<W> {
        let file = self.file.to_owned();
        move |error| CommandError::Store(file.clone(), error)
    }

    fn submission(&mut self, finding: &Finding) -> Result<(), CommandError> {
        let holds = finding.fault.is_none();
        *(if holds { &mut self.hold } else { &mut self.fail }) += 1;
        if holds && !self.config.all {
            return Ok(());
        }
        print(finding, self.config.json, self.out)
    }

    /// One that is not a submission's own.
    fn fault(&mut self, fault: Finding) -> Result<(), CommandError> {
        self.fail += 1;
        print(&fault, self.config.json, self.out)
    }

    /// Each form is the one that its digest names: a changed label would be shown as the question.
    async fn forms(&mut self) -> Result<(), CommandError> {
        for digest in self.store.forms().await.map_err(self.at())? {
            let form = self.store.form(&digest).await.map_err(self.at())?;
            if form.is_some_and(|form| !is_as_published(&form)) {
                let sentence = "This form was changed after it was published.";
                self.fault(Finding::fault(format!("form {digest}"), "form-changed", sentence))?;
            }
        }
        Ok(())
    }

    async fn end_file(&mut self) -> Result<(), CommandError> {
        let Some(file) = &self.config.end else { return Ok(()) };
        let noted = end_file::read(file)?
            .ok_or_else(|| CommandError::File(file.clone(), std::io::ErrorKind::NotFound.into()))?;
        match end_file::check(file, &noted, &self.store, &self.keys).await {
            Err(error @ (EndFileError::Behind { .. } | EndFileError::Foreign(_))) => {
                self.fault(Finding::fault("end", "end-cut", format!("{error}.")))
            }
            other => Ok(other?),
        }
    }

    /// Receipts that people have: each is for a submission that is there, as it says.
    async fn receipts(&mut self) -> Result<(), CommandError> {
        for file in &self.config.receipt {
            let receipt = Json::parse_bytes(&read(file)?, Default::default()).unwrap_or(Json::Null);
            let text = |name: &str| receipt.get(name).and_then(Json::as_str).unwrap_or_default();
            let row = self.store.submission(text("submissionId")).await.map_err(self.at())?;
            let sentence = match row {
                None => "The submission that this receipt was given for is not in the database.",
                Some(row) if row.receipt.to_json() != receipt => {
                    "The database has another receipt for this submission."
                }
                Some(row) if !row.receipt.verifies(&self.keys) => "This receiver's keys did not sign it.",
                Some(_) => continue,
            };
            self.fault(Finding::fault(file.display().to_string(), "receipt", sentence))?;
        }
        Ok(())
    }

    fn sum(self, end: &Walked, inside: bool) -> Result<bool, CommandError> {
        if !self.config.json {
            let kid = &self.keys.current().kid;
            let place =
                if inside { "in the database: whoever writes to it can seal it again" } else { "elsewhere" };
            writeln!(self.out, "Sealed with key {kid}, which is kept {place}")?;
            let link = if end.link == ORIGIN { "none" } else { &end.link };
            writeln!(self.out, "The chain ends at position {}, link {link}", end.position)?;
            writeln!(self.out, "{} verified, {} failed", self.hold, self.fail)?;
        }
        Ok(self.fail == 0)
    }
}

fn is_as_published(form: &FormRow) -> bool {
    let says = |json: &Json, name: &str, text: &str| json.get(name).and_then(Json::as_str) == Some(text);
    Json::parse(&form.definition).is_ok_and(|json| {
        digest::of_json(&json) == form.digest
            && says(&json, "name", &form.name)
            && says(&json, "version", &form.version)
    })
}
