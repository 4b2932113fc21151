//! Each write, sync, truncation and deletion fails once: alone, and with all that follow.

use super::{Stage, Told, end_well, expect, in_place};
use crate::crowd::post;
use crate::fault::{EIO, ENOSPC, Fault};
use crate::ledger::Ledger;
use crate::parcel::Maker;

pub fn tell(stage: &Stage) -> Told {
    let fault = Fault::new(&stage.folder)?;
    let calls = {
        let mut nothing_fails = Ledger::default();
        attempt(stage, &fault, "first", None, &mut nothing_fails)?
    };
    expect("nothing was written", calls > 20)?;
    // A short run takes every so manieth place, beginning somewhere else each time.
    let step = if stage.full { 1 } else { calls / 8 };
    let mut places = (1 + (stage.seed as i64 % step)..=calls).step_by(step as usize).collect::<Vec<_>>();
    places.push(calls);
    let (mut told, mut acknowledged, mut refused, mut dead) = (0, 0, 0, 0);
    for at in places {
        for (run, error) in [(1, EIO), (3, ENOSPC), (i64::MAX, EIO)] {
            let name = format!("{at}-{run}-{error}");
            let mut ledger = Ledger::default();
            attempt(stage, &fault, &name, Some((at, run, error)), &mut ledger)?;
            dead += usize::from(ledger.broken > 0);
            let plain = stage.setup(&stage.place(&name)?);
            let figures =
                end_well(&plain, ledger, in_place(&plain)).map_err(|error| format!("{name}: {error}"))?;
            let _ = std::fs::remove_dir_all(stage.folder.join(&name));
            told += 1;
            acknowledged += figures.acknowledged;
            refused += figures.refused;
        }
    }
    Ok(format!(
        "{told} runs over {calls} places: {acknowledged} acknowledged, stored and verifying, 0 twice; {refused} refused; \
         {dead} runs in which it did not start"
    ))
}

/// A start, six submissions, two of them with a file, and a stop, on a disk that fails at a place.
/// How many places there are.
fn attempt(
    stage: &Stage,
    fault: &Fault,
    name: &str,
    fails: Option<(i64, i64, i64)>,
    ledger: &mut Ledger,
) -> Result<i64, String> {
    let place = stage.place(name)?;
    let setup = fault.around(&stage.setup(&place), &place);
    fault.forget();
    if let Some((at, run, error)) = fails {
        fault.fails(at, run, error);
    }
    let mut maker = Maker::new(stage.seed);
    let parcels = [None, Some(10), None, Some(60_000), None, None].map(|file| maker.with_file(file));
    let Ok(server) = setup.start() else {
        fault.works();
        ledger.broken += 1;
        ledger.unsure.extend(parcels);
        return Ok(fault.calls());
    };
    for parcel in parcels {
        match post(server.address, &parcel)? {
            answer if answer.status < 300 => ledger.acknowledge(&parcel, answer.status, &answer.text),
            answer => {
                ledger.refused += 1;
                ledger.unsure.push(parcel);
                expect(&format!("{}: {}", answer.status, answer.text), answer.status >= 500)?;
            }
        }
    }
    // Half of the servers go down in order, with the fault still there.
    if fails.is_some_and(|(at, ..)| at % 2 == 0) {
        server.kill()
    } else {
        server.stop()?;
    }
    fault.works();
    Ok(fault.calls())
}
