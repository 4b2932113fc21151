//! Slow bodies, idle connections, unsigned bodies full of files and submissions that burn, each
//! kind from one address, all at once: whoever comes from another address is served, staff read
//! the inbox, and memory stays bounded.

use super::{Stage, Told, expect};
use crate::attacker::{Attacker, Plan};
use crate::burn;
use crate::parcel::Maker;
use crate::server::Server;
use crate::visit::{self, submission};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};
use tokio::time::timeout;

/// What `Setup` gives the server.
const TOKEN: &str = "token-of-the-siege";
const PERSON: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 21);
const STAFF: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 22);
/// MiB of memory at its highest.
const MEMORY: u64 = 400;
/// So long a test waits for what must come.
const SURELY: Duration = Duration::from_secs(60);

pub fn tell(stage: &Stage) -> Told {
    rlimit::increase_nofile_limit(16_384).map_err(|error| error.to_string())?;
    std::fs::write(stage.forms.join("burn.json"), burn::FORM).map_err(|error| error.to_string())?;
    let mut setup = stage.setup(&stage.place("disk")?);
    setup.environment.push(("INTAKE_TOKEN", TOKEN.into()));
    let server = setup.start()?;
    let plan = Plan::new(stage.full);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    let told = runtime.block_on(besiege(&server, &plan, stage));
    runtime.shutdown_background();
    let peak = server.peak_memory()?;
    server.kill();
    let figures = told.map_err(|error| format!("{error}; {peak} MiB\n{}", setup.said()))?;
    expect(&format!("memory rose to {peak} MiB"), peak < MEMORY)?;
    Ok(format!("{plan}: {figures}; memory at most {peak} MiB"))
}

async fn besiege(server: &Server, plan: &Plan, stage: &Stage) -> Result<String, String> {
    let attacker = Attacker::begin(server.address, plan).await;
    let mut visits = Visits::default();
    let mut maker = Maker::new(stage.seed);
    let until = Instant::now() + Duration::from_secs(plan.seconds);
    while Instant::now() < until {
        for file in [None, Some(200_000)] {
            let parcel = maker.with_file(file);
            visits.pay("a submission", PERSON, server.address, &submission(&parcel), "201").await?;
        }
        for (path, from) in [("/forms/torture.json", PERSON), ("/healthz", STAFF), ("/inbox", STAFF)] {
            let request = format!(
                "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nauthorization: Bearer {TOKEN}\r\n\r\n"
            );
            visits.pay(path, from, server.address, request.as_bytes(), "200").await?;
        }
    }
    let attacked = attacker.end();
    expect(&format!("the siege was none: {attacked}"), attacked.is_one())?;
    let worst = visits.worst();
    // Timings depend on the machine: only the long run, which has it for itself, asserts one.
    expect(&format!("{worst}"), !stage.full || worst.time <= Duration::from_secs(1))?;
    Ok(format!("{} visits were served, {worst}; {attacked}", visits.count))
}

/// Those who come from other addresses.
#[derive(Default)]
struct Visits {
    count: usize,
    worst: Option<Visit>,
}

#[derive(Clone)]
struct Visit {
    what: String,
    time: Duration,
}

impl std::fmt::Display for Visit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the slowest in {} ms ({})", self.time.as_millis(), self.what)
    }
}

impl Visits {
    async fn pay(
        &mut self,
        what: &str,
        from: Ipv4Addr,
        to: SocketAddr,
        request: &[u8],
        status: &str,
    ) -> Result<(), String> {
        let start = Instant::now();
        let answer = timeout(SURELY, visit::visit(from, to, request)).await;
        let answer = answer.map_err(|_| format!("{what} was not answered"))?;
        let answer = answer.map_err(|error| format!("{what}: {error}"))?;
        let visit = Visit { what: what.to_owned(), time: start.elapsed() };
        let is_right = visit::status(&answer) == status;
        expect(&format!("{what} after {} ms: {answer}", visit.time.as_millis()), is_right)?;
        self.count += 1;
        if self.worst.as_ref().is_none_or(|worst| worst.time < visit.time) {
            self.worst = Some(visit);
        }
        Ok(())
    }

    fn worst(&self) -> Visit {
        self.worst.clone().unwrap_or(Visit { what: "nothing".into(), time: Duration::MAX })
    }
}
