//! What was asked for last, kept in memory: a few things, by their names.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// At most so many things, the last one that was asked for first.
pub struct Latest<T> {
    most: usize,
    things: Mutex<Vec<(String, T)>>,
}

impl<T: Clone> Latest<T> {
    pub const fn new(most: usize) -> Self {
        Self { most, things: Mutex::new(Vec::new()) }
    }

    pub fn find(&self, name: &str) -> Option<T> {
        find(&mut self.lock(), name)
    }

    /// Keeps a thing, unless another thread was faster: then theirs is the one for all.
    pub fn keep(&self, name: &str, thing: T) -> T {
        // Looked for under the same lock: two threads may have missed it at once.
        let mut things = self.lock();
        if let Some(kept) = find(&mut things, name) {
            return kept;
        }
        things.truncate(self.most - 1);
        things.insert(0, (name.to_owned(), thing.clone()));
        thing
    }

    /// Nothing is left half done under the lock: what a thread that stopped has left is whole.
    fn lock(&self) -> MutexGuard<'_, Vec<(String, T)>> {
        self.things.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Moves it to the front, the others in their order.
fn find<T: Clone>(things: &mut [(String, T)], name: &str) -> Option<T> {
    let place = things.iter().position(|(own, _)| own == name)?;
    things.get_mut(..=place)?.rotate_right(1);
    things.first().map(|(_, thing)| thing.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_things_that_were_asked_for_last_are_kept() {
        let latest = Latest::new(4);
        for number in 0..4 {
            latest.keep(&number.to_string(), number);
        }
        assert_eq!(latest.find("0"), Some(0));
        assert_eq!(latest.keep("4", 4), 4);
        assert_eq!(latest.find("0"), Some(0), "it was asked for after the others");
        assert_eq!(latest.find("1"), None, "it was asked for before all others");
        assert_eq!(["2", "3", "4"].map(|name| latest.find(name)), [Some(2), Some(3), Some(4)]);
    }

    #[test]
    fn whoever_was_faster_is_the_one_for_all() {
        let latest = Latest::new(2);
        assert_eq!(latest.keep("one", 1), 1);
        assert_eq!(latest.keep("one", 2), 1);
    }
}
