//! Many senders at once, each of whom sends what was not acknowledged again, as the form does.

use crate::client::Client;
use crate::ledger::Ledger;
use crate::parcel::{Maker, Parcel};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

pub struct Crowd {
    ledger: Mutex<Ledger>,
    /// Where the server listens now; none while there is none.
    address: Mutex<Option<SocketAddr>>,
    stop: AtomicBool,
    answered: AtomicUsize,
}

/// What a crowd sends.
#[derive(Clone, Copy)]
pub struct Load {
    pub senders: u64,
    pub seed: u64,
    /// The largest file.
    pub largest: usize,
}

impl Crowd {
    /// Runs `story` while the senders send; what came of it.
    pub fn with(
        load: Load,
        ledger: Ledger,
        story: impl FnOnce(&Self) -> Result<(), String>,
    ) -> Result<Ledger, String> {
        let crowd = Self {
            ledger: Mutex::new(ledger),
            address: Mutex::new(None),
            stop: AtomicBool::new(false),
            answered: AtomicUsize::new(0),
        };
        let told = thread::scope(|scope| {
            for sender in 0..load.senders {
                let (crowd, seed) = (&crowd, load.seed.wrapping_mul(1000).wrapping_add(sender));
                scope.spawn(move || crowd.send(Maker::new(seed), load.largest));
            }
            let told = story(&crowd);
            crowd.stop.store(true, Ordering::SeqCst);
            told
        });
        told.map(|()| crowd.ledger.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn listens_at(&self, address: Option<SocketAddr>) {
        *lock(&self.address) = address;
    }

    /// Waits until so many more have been answered, in whatever way.
    pub fn wait_for(&self, answers: usize) -> Result<(), String> {
        let enough = self.answered.load(Ordering::SeqCst) + answers;
        for _ in 0..12_000 {
            if self.answered.load(Ordering::SeqCst) >= enough {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(10));
        }
        Err("nothing was answered for two minutes".into())
    }

    pub fn acknowledged(&self) -> usize {
        lock(&self.ledger).acknowledged.len()
    }

    pub fn refused(&self) -> usize {
        lock(&self.ledger).refused
    }

    fn send(&self, mut maker: Maker, largest: usize) {
        let mut client: Option<(SocketAddr, Client)> = None;
        let mut parcel = maker.any(largest);
        while !self.stop.load(Ordering::SeqCst) {
            let Some(address) = *lock(&self.address) else {
                thread::sleep(Duration::from_millis(1));
                continue;
            };
            if client.as_ref().is_none_or(|(at, _)| *at != address) {
                client = Client::connect(address).ok().map(|client| (address, client));
            }
            let Some((_, open)) = &mut client else {
                thread::sleep(Duration::from_millis(1));
                continue;
            };
            match open.post(parcel.media_type, &parcel.body) {
                Ok(answer) if answer.status >= 500 || matches!(answer.status, 408 | 429) => {
                    lock(&self.ledger).refused += 1;
                    // An answer before the whole body was read ends the connection.
                    client = None;
                    thread::sleep(Duration::from_millis(5));
                }
                Ok(answer) => {
                    let mut ledger = lock(&self.ledger);
                    match answer.status {
                        200 | 201 => ledger.acknowledge(&parcel, answer.status, &answer.text),
                        status => ledger.wrong.push(format!("{status}: {}", answer.text)),
                    }
                    drop(ledger);
                    parcel = maker.any(largest);
                }
                Err(_) => {
                    lock(&self.ledger).broken += 1;
                    client = None;
                }
            }
            self.answered.fetch_add(1, Ordering::SeqCst);
        }
        lock(&self.ledger).unsure.push(parcel);
    }
}

/// Sends what is unsure until it is acknowledged, to a server that nothing is wrong with any more.
pub fn finish(address: SocketAddr, ledger: &mut Ledger) -> Result<(), String> {
    for parcel in std::mem::take(&mut ledger.unsure) {
        let answer = post(address, &parcel)?;
        match answer.status {
            200 | 201 => ledger.acknowledge(&parcel, answer.status, &answer.text),
            status => return Err(format!("{}: {status} in the end: {}", parcel.id, answer.text)),
        }
    }
    Ok(())
}

pub fn post(address: SocketAddr, parcel: &Parcel) -> Result<crate::client::Answer, String> {
    let sent = Client::connect(address).and_then(|mut client| client.post(parcel.media_type, &parcel.body));
    sent.map_err(|error| error.to_string())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
