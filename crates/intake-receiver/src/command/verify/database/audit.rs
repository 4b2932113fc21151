//! An audit of a database: what is looked at, and what was found so far.

use crate::chain::ORIGIN;
use crate::command::error::CommandError;
use crate::command::file;
use crate::command::verify::finding::{Finding, print};
use crate::config::Verify;
use crate::digest;
use crate::end_file::{self, EndFileError};
use crate::keyring::Keyring;
use crate::store::{FormRow, Store, StoreError};
use intake_core::json::Json;
use std::io::Write;
use std::path::Path;

pub(super) struct Audit<'a, W> {
    pub file: &'a Path,
    pub config: &'a Verify,
    pub store: Store,
    pub keys: Keyring,
    pub out: &'a mut W,
    pub hold: u64,
    pub fail: u64,
}

/// Where a chain ends that was walked to its end.
pub(super) struct Walked {
    pub position: i64,
    pub link: String,
}

impl<W: Write> Audit<'_, W> {
    pub fn at(&self) -> impl Fn(StoreError) -> CommandError + use<W> {
        let file = self.file.to_owned();
        move |error| CommandError::Store(file.clone(), error)
    }

    pub fn submission(&mut self, finding: &Finding) -> Result<(), CommandError> {
        let holds = finding.fault.is_none();
        *(if holds { &mut self.hold } else { &mut self.fail }) += 1;
        if holds && !self.config.all {
            return Ok(());
        }
        print(finding, self.config.json, self.out)
    }

    /// One that is not a submission's own.
    pub fn fault(&mut self, fault: Finding) -> Result<(), CommandError> {
        self.fail += 1;
        print(&fault, self.config.json, self.out)
    }

    /// Each form is the one that its digest names: a changed label would be shown as the question.
    pub async fn forms(&mut self) -> Result<(), CommandError> {
        for digest in self.store.forms().await.map_err(self.at())? {
            let form = self.store.form(&digest).await.map_err(self.at())?;
            if form.is_some_and(|form| !is_as_published(&form)) {
                let sentence = "This form was changed after it was published.";
                self.fault(Finding::fault(format!("form {digest}"), "form-changed", sentence))?;
            }
        }
        Ok(())
    }

    pub async fn end_file(&mut self) -> Result<(), CommandError> {
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
    pub async fn receipts(&mut self) -> Result<(), CommandError> {
        for file in &self.config.receipt {
            let receipt = Json::parse_bytes(&file::read(file)?, Default::default()).unwrap_or(Json::Null);
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

    pub fn sum(self, end: &Walked, inside: bool) -> Result<bool, CommandError> {
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
