//! A steady load: so many submissions in each second, ten minutes at length. People come at moments
//! of their own, whether or not those before them have been answered, each by a connection of
//! their own. A wait counts from the moment at which one was to come: who stands in a queue waits.

use super::{Stage, Told, expect};
use crate::ledger::Ledger;
use crate::parcel::{Maker, Parcel};
use crate::visit::{status, submission, visit};
use crate::waits::Waits;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};

/// What 99 of 100 wait at most, at length.
const MOST: Duration = Duration::from_millis(500);
/// So long a test waits for what must come.
const SURELY: Duration = Duration::from_secs(90);

pub fn tell(stage: &Stage) -> Told {
    let (rate, seconds) = if stage.full { (100, 600) } else { (20, 3) };
    let setup = stage.setup(&stage.place("disk")?);
    let moments = moments(rate, seconds, stage.seed);
    let mut maker = Maker::new(stage.seed);
    // Signed beforehand: what the machine can do is for the server.
    let comers = moments.into_iter().map(|moment| (moment, maker.any(20_000))).collect();
    let server = setup.start()?;
    let (ledger, waits) = come(server.address, comers);
    let status = server.stop()?;
    // What was lost is the worst, and said first.
    let figures = ledger.settle(&setup, &setup.database).map_err(|error| format!("{error}; {waits}"))?;
    expect(&format!("it ended with {status}: {}", setup.said()), status.success())?;
    let all = rate * seconds;
    expect(&format!("{all} were sent: {figures}"), figures.stored as u64 == all)?;
    // Timings depend on the machine: only the long run, which has it for itself, asserts one.
    expect(&format!("too slow: {waits}"), !stage.full || waits.at(0.99) < MOST)?;
    Ok(format!("{rate} a second for {seconds} s: {waits}; {figures}"))
}

/// When each is to come: in each second as many as in the others, at any moments of it.
fn moments(rate: u64, seconds: u64, seed: u64) -> Vec<Duration> {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut moments: Vec<_> = (0..rate * seconds)
        .map(|number| Duration::from_micros(number / rate * 1_000_000 + random.u64(..1_000_000)))
        .collect();
    moments.sort();
    moments
}

/// Sends each when it is due; what they were told, and how long they waited for it.
#[tokio::main]
async fn come(to: SocketAddr, comers: Vec<(Duration, Parcel)>) -> (Ledger, Waits) {
    let (mut all, start) = (JoinSet::new(), Instant::now());
    for (number, (moment, parcel)) in comers.into_iter().enumerate() {
        let due = start + moment;
        sleep_until(due).await;
        // So many households that none reaches the limits of one.
        let from = Ipv4Addr::new(127, 0, 1, (number % 250) as u8 + 1);
        all.spawn(async move {
            let answer = timeout(SURELY, visit(from, to, &submission(&parcel))).await;
            (parcel, due.elapsed(), answer)
        });
    }
    let (mut ledger, mut waits) = (Ledger::default(), Vec::new());
    for (parcel, wait, answer) in all.join_all().await {
        waits.push(wait);
        match answer {
            Ok(Ok(answer)) if status(&answer) == "201" => {
                let receipt = answer.split_once("\r\n\r\n").map_or("", |(_, receipt)| receipt);
                ledger.acknowledge(&parcel, 201, receipt);
            }
            Ok(Ok(answer)) => ledger.wrong.push(format!("{}: {answer}", parcel.id)),
            Ok(Err(error)) => ledger.wrong.push(format!("{}: {error}", parcel.id)),
            Err(late) => ledger.wrong.push(format!("{}: {late}", parcel.id)),
        }
    }
    (ledger, Waits::new(waits))
}
