//! What was acknowledged, held against what is stored.

use crate::parcel::Parcel;
use crate::server::Setup;
use intake_core::json::Json;
use sqlx::Row;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

#[derive(Default)]
pub struct Ledger {
    /// Each submission's receipt, by its id.
    pub acknowledged: BTreeMap<String, Json>,
    /// Sent, and not known to have been kept.
    pub unsure: Vec<Parcel>,
    /// Answers with 5xx: not kept, and said so.
    pub refused: usize,
    /// Attempts without an answer.
    pub broken: usize,
    /// What must not happen, in words.
    pub wrong: Vec<String>,
}

/// What a story came to.
pub struct Figures {
    pub acknowledged: usize,
    pub stored: usize,
    pub refused: usize,
    pub broken: usize,
    verified: String,
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { acknowledged, stored, refused, broken, verified } = self;
        write!(
            f,
            "{acknowledged} acknowledged, {stored} stored, {verified}; 0 twice; {refused} refused and \
             {broken} without an answer before that"
        )
    }
}

impl Ledger {
    pub fn acknowledge(&mut self, parcel: &Parcel, status: u16, text: &str) {
        let Ok(receipt) = Json::parse(text) else {
            return self.wrong.push(format!("{status} with a receipt that is none"));
        };
        if receipt.get("submissionId").and_then(Json::as_str) != Some(&parcel.id) {
            self.wrong.push(format!("{}: a receipt for another", parcel.id));
        }
        if let Some(before) = self.acknowledged.insert(parcel.id.clone(), receipt.clone())
            && before != receipt
        {
            self.wrong.push(format!("{}: two receipts", parcel.id));
        }
    }

    /// Everything that was acknowledged is stored as it was acknowledged, nothing else is, nothing
    /// twice, and everything verifies. `database` is closed and not changing.
    pub fn settle(&self, setup: &Setup, database: &Path) -> Result<Figures, String> {
        if let Some(wrong) = self.wrong.first() {
            return Err(format!("{} wrong answers, the first: {wrong}", self.wrong.len()));
        }
        if !self.unsure.is_empty() {
            return Err(format!("{} were never acknowledged", self.unsure.len()));
        }
        let stored = stored(database).map_err(|error| format!("cannot be read: {error}"))?;
        let ids: BTreeSet<&str> = stored.iter().map(|row| row[0].as_str()).collect();
        let lost: Vec<_> = self.acknowledged.keys().filter(|id| !ids.contains(id.as_str())).collect();
        if !lost.is_empty() {
            return Err(format!("{} acknowledged, {} LOST", self.acknowledged.len(), lost.len()));
        }
        if ids.len() != stored.len() {
            return Err(format!("{} stored twice", stored.len() - ids.len()));
        }
        for [id, digest, reference, received_at, signature] in &stored {
            let Some(receipt) = self.acknowledged.get(id) else { return Err(format!("{id} was never sent")) };
            let says = |name: &str| receipt.get(name).and_then(Json::as_str).unwrap_or_default();
            let told = ["digest", "reference", "receivedAt", "signature"].map(says);
            if told != [digest, reference, received_at, signature] {
                return Err(format!("{id}: the receipt and the stored row differ"));
            }
        }
        Ok(Figures {
            acknowledged: self.acknowledged.len(),
            stored: stored.len(),
            refused: self.refused,
            broken: self.broken,
            verified: verify(setup, database, stored.len())?,
        })
    }
}

fn verify(setup: &Setup, database: &Path, count: usize) -> Result<String, String> {
    let plain = Setup { before: Vec::new(), ..setup.clone() };
    let output = plain.command("verify").arg("--database").arg(database).output();
    let output = output.map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    let total = text.lines().last().unwrap_or_default().to_owned();
    if !output.status.success() || !total.contains(&format!("{count} verified, 0 failed")) {
        return Err(format!("verify: {text}{}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(total)
}

#[tokio::main(flavor = "current_thread")]
async fn stored(database: &Path) -> Result<Vec<[String; 5]>, sqlx::Error> {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(database).read_only(true);
    let pool = sqlx::SqlitePool::connect_with(options).await?;
    let columns = ["submission_id", "digest", "reference", "received_at", "receipt_signature"];
    let rows = sqlx::query("SELECT * FROM submission").fetch_all(&pool).await?;
    Ok(rows.iter().map(|row| columns.map(|column| row.get(column))).collect())
}
