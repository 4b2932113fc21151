//! A shared stock of places or bytes, of which nobody gets more than a share: what one client
//! holds on to is never missing for another.
//!
//! ```
//! # use intake_receiver::{budget::{Budget, Full}, client::Client};
//! let places = Budget::new(3, 2);
//! let (anna, bo) = (Client::of([192, 0, 2, 1].into()), Client::of([192, 0, 2, 2].into()));
//! let _held = [places.take(anna, 1).unwrap(), places.take(anna, 1).unwrap()];
//! assert!(matches!(places.take(anna, 1), Err(Full::Client)));
//! assert!(places.take(bo, 1).is_ok());
//! ```

use crate::client::Client;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub struct Budget {
    total: usize,
    each: usize,
    used: Mutex<Used>,
}

#[derive(Default)]
struct Used {
    all: usize,
    /// Those that hold something; nobody else is remembered.
    by_client: HashMap<Client, usize>,
}

/// Whose share is used up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Full {
    Client,
    Everybody,
}

impl Budget {
    /// `total` for all together, of which one client may hold `each`.
    pub fn new(total: usize, each: usize) -> Arc<Self> {
        Arc::new(Self { total, each: each.min(total), used: Mutex::default() })
    }

    /// Takes so much out, until the share is dropped. It never waits.
    pub fn take(self: &Arc<Self>, client: Client, amount: usize) -> Result<Share, Full> {
        let mut share = Share { budget: self.clone(), client, amount: 0 };
        share.grow(amount)?;
        Ok(share)
    }

    /// Whether more than half of all is taken.
    pub fn is_scarce(&self) -> bool {
        self.used().all > self.total / 2
    }

    fn used(&self) -> MutexGuard<'_, Used> {
        // Nothing in here can panic half-way.
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a client holds; given back when it is dropped.
pub struct Share {
    budget: Arc<Budget>,
    client: Client,
    amount: usize,
}

impl Share {
    /// Takes more out, or leaves everything as it is.
    pub fn grow(&mut self, amount: usize) -> Result<(), Full> {
        let Budget { total, each, .. } = *self.budget;
        let mut used = self.budget.used();
        let own = used.by_client.get(&self.client).copied().unwrap_or(0);
        if own.saturating_add(amount) > each {
            return Err(Full::Client);
        }
        if used.all.saturating_add(amount) > total {
            return Err(Full::Everybody);
        }
        used.all += amount;
        if amount > 0 {
            used.by_client.insert(self.client, own + amount);
        }
        self.amount += amount;
        Ok(())
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut used = self.budget.used();
        used.all = used.all.saturating_sub(self.amount);
        if let Entry::Occupied(mut own) = used.by_client.entry(self.client) {
            *own.get_mut() = own.get().saturating_sub(self.amount);
            if *own.get() == 0 {
                own.remove();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANNA: Client = Client::of(std::net::IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1)));
    const BO: Client = Client::of(std::net::IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2)));

    #[test]
    fn nobody_gets_more_than_a_share_and_all_not_more_than_there_is() {
        let budget = Budget::new(10, 6);
        let mut first = budget.take(ANNA, 4).ok().unwrap();
        assert_eq!(first.grow(3), Err(Full::Client));
        assert_eq!(first.grow(2), Ok(()));
        assert_eq!(budget.take(BO, 5).err(), Some(Full::Everybody));
        let second = budget.take(BO, 4).ok().unwrap();
        assert!(budget.is_scarce());
        drop(first);
        assert!(!budget.is_scarce());
        assert!(budget.take(ANNA, 6).is_ok());
        drop(second);
        assert_eq!(budget.used().all, 0);
        assert!(budget.used().by_client.is_empty(), "who holds nothing is not remembered");
    }
}
