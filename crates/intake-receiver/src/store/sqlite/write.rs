//! What is written inside a transaction.

mod delivery;
mod encrypted;
mod entry;
mod mail;
mod submission;

use super::chain::Tip;
use super::probe;
use super::take_up::take_up;
use super::work::{Done, SessionChange, Work};
use crate::chain::End;
use crate::key::PrivateKey;
use crate::store::row::FormRow;
use sqlx::sqlite::SqliteConnection;
use std::sync::Arc;

/// The work of one transaction, and the end of the chain where it has moved.
pub(super) async fn write_all<'a>(
    connection: &mut SqliteConnection,
    work: impl Iterator<Item = &'a Work>,
    mut end: Option<End>,
) -> Result<(Vec<Done>, Option<End>), sqlx::Error> {
    let (mut done, mut tip) = (Vec::new(), None);
    for work in work {
        done.push(match work {
            Work::Submission { row, summary, attachments, key } => {
                let parts = (&**row, &**summary, attachments.as_slice());
                Done::Kept(submission::add(connection, parts, key, (&mut tip, end.as_ref())).await?)
            }
            Work::Entry(change) => entry::change(connection, change).await?,
            Work::Webhook(change) => delivery::change(connection, change).await?,
            Work::Mail(change) => mail::change(connection, change).await?,
            Work::Encrypted { row, files } => Done::Kept(encrypted::add(connection, row, files).await?),
            Work::Form { form, at } => {
                publish(connection, form, at).await?;
                Done::Written
            }
            Work::TakeUp { key, inside, at } => {
                seal_end(connection, &mut tip, &mut end).await?;
                take_up(connection, key, *inside, at, &mut end).await?
            }
            Work::OpenForms(forms) => {
                open_forms(connection, forms).await?;
                Done::Written
            }
            Work::Session(change) => {
                session(connection, change).await?;
                Done::Written
            }
            Work::Probe => {
                probe::write(connection).await?;
                Done::Written
            }
            Work::Close => Done::Written,
        });
    }
    seal_end(connection, &mut tip, &mut end).await?;
    Ok((done, end))
}

/// Once a transaction, whatever it added.
async fn seal_end(
    connection: &mut SqliteConnection,
    tip: &mut Option<(Tip, Arc<PrivateKey>)>,
    end: &mut Option<End>,
) -> Result<(), sqlx::Error> {
    if let Some((tip, key)) = tip.take() {
        *end = Some(tip.end(connection, &key).await?);
    }
    Ok(())
}

async fn publish(connection: &mut SqliteConnection, form: &FormRow, at: &str) -> Result<(), sqlx::Error> {
    let insert = sqlx::query(
        "INSERT INTO form (digest, name, version, definition, published_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (digest) DO NOTHING",
    );
    let insert = insert.bind(&form.digest).bind(&form.name).bind(&form.version).bind(&form.definition);
    insert.bind(at).execute(connection).await.map(drop)
}

/// Which form each file of the folder has opened: these, and no others.
async fn open_forms(connection: &mut SqliteConnection, open: &[(String, String)]) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM open_form").execute(&mut *connection).await?;
    for (file, digest) in open {
        let insert = sqlx::query("INSERT INTO open_form (file, digest) VALUES ($1, $2)");
        insert.bind(file).bind(digest).execute(&mut *connection).await?;
    }
    Ok(())
}

async fn session(connection: &mut SqliteConnection, change: &SessionChange) -> Result<(), sqlx::Error> {
    let query = match change {
        SessionChange::Open(session) => sqlx::query(
            "INSERT INTO session (digest, credential, opened_at, used_at) VALUES ($1, $2, $3, $4)",
        )
        .bind(&session.digest)
        .bind(&session.credential)
        .bind(&session.opened_at)
        .bind(&session.used_at),
        SessionChange::Use { digest, at } => {
            sqlx::query("UPDATE session SET used_at = $2 WHERE digest = $1").bind(digest).bind(at)
        }
        SessionChange::End { digest } => sqlx::query("DELETE FROM session WHERE digest = $1").bind(digest),
        SessionChange::Expire { opened_before, used_before } => {
            let delete = sqlx::query("DELETE FROM session WHERE opened_at < $1 OR used_at < $2");
            delete.bind(opened_before).bind(used_before)
        }
    };
    query.execute(connection).await.map(drop)
}
