//! The program is killed, or asked to stop, at random moments under load.
//!
//! What a killed program had handed to the system is kept by the system: this shows that no
//! acknowledgement runs ahead of the store, not what a power cut does.

use super::{Stage, Told, end_well, expect, in_place};
use crate::crowd::{Crowd, Load};
use crate::ledger::Ledger;
use crate::server::Server;
use std::thread::sleep;
use std::time::Duration;

pub fn tell_kill(stage: &Stage) -> Told {
    tell(stage, "kill -9", |server| {
        server.kill();
        Ok(())
    })
}

pub fn tell_term(stage: &Stage) -> Told {
    tell(stage, "SIGTERM", |server| {
        let status = server.stop()?;
        expect(&format!("SIGTERM ended it with {status}"), status.success())
    })
}

fn tell(stage: &Stage, how: &str, end: fn(Server) -> Result<(), String>) -> Told {
    let rounds = if stage.full { 1000 } else { 10 };
    let setup = stage.setup(&stage.place("disk")?);
    let mut random = fastrand::Rng::with_seed(stage.seed);
    let load = Load { senders: 4, seed: stage.seed, largest: 30_000 };
    let mut busy = 0;
    let ledger = Crowd::with(load, Ledger::default(), |crowd| {
        for _ in 0..rounds {
            let server = setup.start()?;
            let before = crowd.acknowledged();
            crowd.listens_at(Some(server.address));
            sleep(Duration::from_micros(random.u64(..300_000)));
            busy += usize::from(crowd.acknowledged() > before);
            end(server)?;
            crowd.listens_at(None);
        }
        Ok(())
    })?;
    expect("too few of the rounds had time to acknowledge anything", busy * 4 > rounds)?;
    let figures = end_well(&setup, ledger, in_place(&setup))?;
    Ok(format!("{how} at {rounds} moments, {busy} of them amid acknowledgements: {figures}"))
}
