//! The disk fills up, somebody makes room, it fills up again.

use super::{Stage, Told, end_well, expect, ready};
use crate::crowd::{Crowd, Load};
use crate::disk::Disk;
use crate::ledger::Ledger;
use crate::server::Setup;
use std::net::SocketAddr;

pub fn tell(stage: &Stage) -> Told {
    let rounds = if stage.full { 20 } else { 3 };
    let disk = Disk::new(&stage.place("disk")?, if stage.full { 262_144 } else { 32_768 })?;
    let setup = disk.setup(stage);
    let server = setup.start()?;
    let load = Load { senders: 8, seed: stage.seed, largest: 100_000 };
    let mut unready = Ok(());
    let ledger = Crowd::with(load, Ledger::default(), |crowd| {
        crowd.listens_at(Some(server.address));
        for round in 0..rounds {
            // Room for a few more, so that it is full in the middle of something.
            disk.fill(200 + 37 * round)?;
            let refused = crowd.refused();
            while crowd.refused() < refused + 20 {
                crowd.wait_for(10)?;
            }
            // Not even room for what little a submission without files takes.
            disk.fill(0)?;
            if unready.is_ok() {
                unready = not_ready(&setup, server.address);
            }
            disk.empty()?;
            let kept = crowd.acknowledged();
            while crowd.acknowledged() < kept + 20 {
                crowd.wait_for(10)?;
            }
            let (status, text) = ready(&setup, server.address)?;
            expect(&format!("with room it is ready again: {status} {text}"), status == 200)?;
        }
        Ok(())
    })?;
    // The copy of a running server's files shows what is on disk, before any repair at a start.
    server.kill();
    let figures = end_well(&setup, ledger, || disk.copy_to(&stage.folder))?;
    unready?;
    Ok(format!("{rounds} times full: {figures}"))
}

/// The log of writes may have room left inside: then there is room, and soon there is none.
fn not_ready(setup: &Setup, address: SocketAddr) -> Result<(), String> {
    for _ in 0..1000 {
        let (status, text) = ready(setup, address)?;
        if status == 503 {
            return expect(&text, text.contains("full"));
        }
    }
    Err("a full disk is ready".into())
}

/// There is no room even for the tables: it says so and leaves nothing that is in the way later.
pub fn tell_from_the_start(stage: &Stage) -> Told {
    let disk = Disk::new(&stage.place("disk")?, 4096)?;
    let setup = disk.setup(stage);
    let mut starts = 0;
    for room in [0, 4, 16, 32, 64, 80, 100] {
        disk.fill(room)?;
        match setup.start() {
            Ok(server) => server.kill(),
            Err(said) => {
                starts += 1;
                expect(&said, said.contains("full"))?;
            }
        }
        disk.empty()?;
    }
    let figures = end_well(&setup, Ledger::default(), || disk.copy_to(&stage.folder))?;
    Ok(format!("{starts} starts refused: {figures}"))
}
