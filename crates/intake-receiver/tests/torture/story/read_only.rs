//! The disk becomes read-only, as a kernel makes it after an error, and is mended.

use super::{Stage, Told, end_well, expect, in_place, ready};
use crate::crowd::{Crowd, Load};
use crate::disk::Disk;
use crate::fault::{EROFS, Fault};
use crate::ledger::Ledger;
use crate::server::Setup;

pub fn tell(stage: &Stage) -> Told {
    let rounds = if stage.full { 50 } else { 3 };
    let place = stage.place("disk")?;
    let fault = Fault::new(&stage.folder)?;
    let plain = stage.setup(&place);
    let setup = fault.around(&plain, &place);
    let server = setup.start()?;
    let load = Load { senders: 4, seed: stage.seed, largest: 50_000 };
    let mut unready = Ok(());
    let ledger = Crowd::with(load, Ledger::default(), |crowd| {
        crowd.listens_at(Some(server.address));
        for _ in 0..rounds {
            crowd.wait_for(20)?;
            fault.fails(fault.calls() + 1, i64::MAX, EROFS);
            let refused = crowd.refused();
            while crowd.refused() < refused + 10 {
                crowd.wait_for(5)?;
            }
            let (status, _) = ready(&setup, server.address)?;
            if unready.is_ok() {
                unready = expect(&format!("a read-only disk is not ready: {status}"), status == 503);
            }
            fault.works();
            let kept = crowd.acknowledged();
            while crowd.acknowledged() < kept + 10 {
                crowd.wait_for(5)?;
            }
        }
        Ok(())
    })?;
    server.stop()?;
    let figures = end_well(&plain, ledger, in_place(&plain))?;
    unready?;
    if Disk::refused().is_none() {
        starting_says_why(&plain)?;
    }
    Ok(format!("{rounds} times read-only: {figures}"))
}

/// A mount that is read-only for one program: the files themselves stay as they are.
fn starting_says_why(plain: &Setup) -> Result<(), String> {
    let folder = plain.database.parent().ok_or("no folder")?;
    let script = "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$@\"";
    let mut setup = plain.clone();
    setup.before =
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script].map(Into::into).to_vec();
    setup.before.push(folder.into());
    match setup.start() {
        Ok(server) => {
            server.kill();
            Err("it starts on a read-only disk".into())
        }
        Err(said) => expect(&said, said.to_lowercase().contains("read-only")),
    }
}
