//! Who has begun what waits in the drawer: nobody fills it for all others.

use crate::client::Client;
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The client of each draft, by the draft's id. A restart forgets it: then only the limits of all hold for those.
#[derive(Default)]
pub(in crate::http) struct Owners(Mutex<HashMap<String, Client>>);

impl Owners {
    fn all(&self) -> MutexGuard<'_, HashMap<String, Client>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn claim(&self, id: String, client: Client) {
        self.all().insert(id, client);
    }

    /// The drafts of a client, among those that are there; the others are forgotten.
    pub(super) fn of(&self, client: Client, there: &HashSet<&str>) -> HashSet<String> {
        let mut all = self.all();
        all.retain(|id, _| there.contains(&**id));
        all.iter().filter(|(_, own)| **own == client).map(|(id, _)| id.clone()).collect()
    }
}
