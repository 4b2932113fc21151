//! Names with their numbers, found by halving.

use std::sync::Arc;

use crate::order::sorted_positions;

/// Names in alphabetical order, each with the number of its first owner.
#[derive(Clone, Default)]
pub(crate) struct NameList(Vec<(Arc<str>, u32)>);

impl NameList {
    /// Numbers the names as they come. Returns, too, the numbers of those that were there
    /// already.
    pub fn new(names: &[Arc<str>]) -> (Self, Vec<usize>) {
        let name = |i: usize| names.get(i).map(|name| &**name).unwrap_or_default();
        let sorted = sorted_positions(names.len(), &|a, b| (name(a), a) < (name(b), b));
        let mut list: Vec<(Arc<str>, u32)> = Vec::with_capacity(names.len());
        let mut again = Vec::new();
        for i in sorted {
            if list.last().is_some_and(|(last, _)| **last == *name(i)) {
                again.push(i);
            } else if let Some(own) = names.get(i) {
                list.push((own.clone(), i as u32));
            }
        }
        (Self(list), again)
    }

    pub fn get(&self, name: &str) -> Option<u32> {
        let at = self.0.binary_search_by(|(own, _)| (**own).cmp(name)).ok()?;
        self.0.get(at).map(|(_, number)| *number)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, u32)> {
        self.0.iter().map(|(name, number)| (name, *number))
    }
}
