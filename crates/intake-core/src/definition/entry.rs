//! How much a form starts with: repeats in repeats multiply their first entries.

use super::item::Item;
use super::item_id::{ItemId, MAX_ITEMS};
use super::kind::Kind;
use crate::diagnostic::{Diagnostics, EXPLAIN, explain};

/// Reports the repeat whose first entries are too many, those of the repeats around it
/// multiplied.
pub(super) fn check(items: &[Item], diagnostics: &Diagnostics) {
    if !EXPLAIN {
        return;
    }
    // For each item, how often a repeat's items are there at the start.
    let mut times: Vec<usize> = Vec::with_capacity(items.len());
    let mut total = 0_usize;
    for item in items {
        let around = |id: ItemId| times.get(id.0 as usize).copied().unwrap_or(1);
        let here = item.scope.map_or(1, around);
        let own = match &item.kind {
            Kind::Repeat(repeat) => here.saturating_mul(repeat.min_count as usize),
            _ => here,
        };
        times.push(own);
        let more = if matches!(item.kind, Kind::Repeat(_)) { own } else { here };
        if item.scope.is_some() || matches!(item.kind, Kind::Repeat(_)) {
            total = total.saturating_add(more);
        }
        if total > MAX_ITEMS {
            return diagnostics.error(
                "too-many-entries",
                item.pointer.clone(),
                explain!(
                    "With the first entries of its repeats, the form starts with more than {MAX_ITEMS} items."
                ),
                explain!("Write a smaller \"minCount\"; people add the entries that they need."),
            );
        }
    }
}
