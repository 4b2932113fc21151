//! Another program keeps the database locked, for 20 seconds at length.

use super::{Stage, Told, end_well, expect, in_place, ready};
use crate::crowd::{Crowd, Load};
use crate::ledger::Ledger;
use crate::server::Setup;
use sqlx::{ConnectOptions, Connection};
use std::sync::mpsc::{self, Sender};
use std::time::Duration;

pub fn tell(stage: &Stage) -> Told {
    let seconds = if stage.full { 20 } else { 7 };
    let setup = stage.setup(&stage.place("disk")?);
    let server = setup.start()?;
    let load = Load { senders: 8, seed: stage.seed, largest: 20_000 };
    let mut unready = Ok(());
    let ledger = Crowd::with(load, Ledger::default(), |crowd| {
        crowd.listens_at(Some(server.address));
        crowd.wait_for(20)?;
        let (setup, address) = (&setup, server.address);
        let health = std::thread::scope(|scope| {
            let (locked, lasting) = mpsc::channel();
            let lock = scope.spawn(|| keep_locked(setup, Duration::from_secs(seconds), locked));
            // The other program waits for its turn like any writer; where it fails, nothing comes.
            let health = lasting.recv().map(|()| ready(setup, address));
            lock.join().map_err(|_| "the other program failed")??;
            health.map_err(|error| error.to_string())?
        })?;
        unready = expect(&format!("locked is not ready: {health:?}"), health.0 == 503);
        crowd.wait_for(20)
    })?;
    server.stop()?;
    let figures = end_well(&setup, ledger, in_place(&setup))?;
    unready?;
    Ok(format!("locked for {seconds} s: {figures}"))
}

#[tokio::main(flavor = "current_thread")]
async fn keep_locked(setup: &Setup, time: Duration, locked: Sender<()>) -> Result<(), String> {
    let hold = async {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&setup.database);
        let mut other = options.busy_timeout(Duration::from_secs(60)).connect().await?;
        let transaction = other.begin_with("BEGIN EXCLUSIVE").await?;
        // Nobody listens any more: the test is over already.
        let _ = locked.send(());
        tokio::time::sleep(time).await;
        transaction.rollback().await?;
        other.close().await
    };
    hold.await.map_err(|error: sqlx::Error| error.to_string())
}
