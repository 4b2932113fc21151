//! Who takes part: a receiver of its own, or only the verification that each of them does.

use crate::TURNS;
use crate::client::Client;
use crate::parcel::{FORM, Parcel};
use crate::server::{Server, Setup};
use intake_core::json::Json;
use intake_receiver::store::FormRow;
use intake_receiver::{digest, judge, verify};
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

pub struct Contestant {
    pub name: String,
    way: Way,
    /// Of each of the `TURNS`: how long everything took, and each parcel.
    pub took: [Duration; TURNS.len()],
    pub waits: [Vec<Duration>; TURNS.len()],
    pub refused: usize,
}

enum Way {
    /// On so many threads.
    Verify(FormRow, usize),
    Send(Server),
}

impl Contestant {
    /// What a receiver does before it stores, and nothing else, on so many cores.
    pub fn verification(cores: usize) -> Self {
        let definition = Json::parse(FORM).unwrap();
        let said = |name: &str| definition.get(name).and_then(Json::as_str).unwrap().to_owned();
        let form = FormRow {
            digest: digest::of_json(&definition),
            name: said("name"),
            version: said("version"),
            definition: FORM.to_owned(),
        };
        let name = if cores == 1 { "verification, one core" } else { "verification, every core" };
        Self::new(name.into(), Way::Verify(form, cores))
    }

    pub fn receiver(number: usize, program: &Path, folder: &Path, forms: &Path) -> Self {
        let place = folder.join(number.to_string());
        std::fs::create_dir_all(&place).unwrap();
        // A receiver shares its processors out among people: each sender is somebody.
        let options = ["--trusted-proxy", "127.0.0.1"].map(str::to_owned).into();
        let setup =
            Setup { log: place.join("log.txt"), options, ..Setup::new(program.to_owned(), &place, forms) };
        let name = if number == 0 { "this" } else { "against" };
        let server = setup.start().unwrap_or_else(|said| panic!("{}: {said}", program.display()));
        let name = format!("{name}: {}", program.file_name().unwrap_or_default().display());
        Self::new(name, Way::Send(server))
    }

    fn new(name: String, way: Way) -> Self {
        Self { name, way, took: Default::default(), waits: Default::default(), refused: 0 }
    }

    /// How many work at a time, of so many senders.
    pub fn threads(&self, senders: usize) -> usize {
        match self.way {
            Way::Verify(_, threads) => threads,
            Way::Send(_) => senders,
        }
    }

    pub fn take(&mut self, turn: usize, senders: usize, parcels: &[Parcel]) {
        let (next, way) = (AtomicUsize::new(0), &self.way);
        let work = &|person| {
            let (mut waits, mut refused) = (Vec::new(), 0);
            let mut worker = way.worker(person);
            while let Some(parcel) = parcels.get(next.fetch_add(1, Ordering::Relaxed)) {
                let began = Instant::now();
                if worker(parcel) { waits.push(began.elapsed()) } else { refused += 1 }
            }
            (waits, refused)
        };
        let began = Instant::now();
        let results: Vec<_> = std::thread::scope(|scope| {
            let threads = 0..self.threads(senders);
            let threads: Vec<_> = threads.map(|person| scope.spawn(move || work(person))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        self.took[turn] += began.elapsed();
        for (waits, refused) in results {
            self.waits[turn].extend(waits);
            self.refused += refused;
        }
    }

    pub fn end(self) {
        if let Way::Send(server) = self.way {
            let _ = server.stop();
        }
    }
}

impl Way {
    /// What one thread does with each parcel; whether it was taken.
    fn worker(&self, person: usize) -> Box<dyn FnMut(&Parcel) -> bool + '_> {
        match self {
            Self::Verify(form, _) => Box::new(move |parcel| is_valid(form, &parcel.body)),
            Self::Send(server) => {
                let mut client = connect(server, person);
                Box::new(move |parcel| {
                    let answer = client.post(parcel.media_type, &parcel.body);
                    let is_taken = answer.is_ok_and(|answer| answer.status == 201);
                    if !is_taken {
                        client = connect(server, person);
                    }
                    is_taken
                })
            }
        }
    }
}

/// As a proxy would for somebody of her own.
fn connect(server: &Server, person: usize) -> Client {
    let mut client = Client::connect(server.address).unwrap();
    let address = Ipv4Addr::from_bits(0x0a00_0000 + u32::try_from(person).unwrap());
    client.forwarded = format!("x-forwarded-for: {address}\r\n");
    client
}

/// Steps 1 to 9 of the verifier, as `accept::admit` goes through them, without those that ask the database.
fn is_valid(form: &FormRow, document: &[u8]) -> bool {
    let Ok(verified) = verify::verify(document) else { return false };
    let Ok((_, submission)) = judge::claim(&verified.body) else { return false };
    judge::judge(form, &submission).is_ok_and(|judged| judged.problems.is_empty())
}
