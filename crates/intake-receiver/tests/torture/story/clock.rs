//! The clock jumps: days back, years ahead, to 1970 and to its end.

use super::{Stage, Told, end_well, in_place};
use crate::crowd::{Crowd, Load};
use crate::fault::Fault;
use crate::ledger::Ledger;

const DAY: i64 = 86_400_000;

pub fn tell(stage: &Stage) -> Told {
    let jumps = if stage.full { 400 } else { 12 };
    let place = stage.place("disk")?;
    let fault = Fault::new(&stage.folder)?;
    let plain = stage.setup(&place);
    let setup = fault.around(&plain, &place);
    let mut random = fastrand::Rng::with_seed(stage.seed);
    let load = Load { senders: 4, seed: stage.seed, largest: 5_000 };
    let ledger = Crowd::with(load, Ledger::default(), |crowd| {
        let mut server = setup.start()?;
        for jump in 0..jumps {
            crowd.listens_at(Some(server.address));
            let ahead = match jump % 4 {
                0 => random.i64(-400 * DAY..0),
                1 => random.i64(0..4000 * DAY),
                2 => -1_000_000 * DAY,
                _ => 3_000_000 * DAY,
            };
            fault.clock_ahead(ahead);
            crowd.wait_for(10)?;
            // A start at a wrong time, too.
            if jump % 6 == 5 {
                server.stop()?;
                server = setup.start()?;
            }
        }
        crowd.listens_at(None);
        server.stop().map(drop)
    })?;
    let figures = end_well(&plain, ledger, in_place(&plain))?;
    Ok(format!("{jumps} jumps: {figures}"))
}
