//! "Did you mean".

use std::sync::Arc;

use crate::diagnostic::EXPLAIN;

/// The name in `names` that is nearest to `name`, if one is near.
pub(crate) fn nearest(name: &str, names: impl IntoIterator<Item = Arc<str>>) -> Option<Arc<str>> {
    if !EXPLAIN {
        return None;
    }
    let limit = ((name.chars().count() + 1) / 3).max(1);
    let scored = names.into_iter().map(|other| (distance(name, &other), other));
    scored.filter(|(distance, _)| *distance <= limit).min_by_key(|(distance, _)| *distance).map(|(_, n)| n)
}

/// Insertions, deletions, replacements and swaps of neighbours that make `a` into `b`.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().flat_map(char::to_lowercase).collect();
    let mut rows: [Vec<usize>; 2] = [(0..=b.len()).collect(), Vec::new()];
    let mut last = None;
    for (i, x) in a.chars().flat_map(char::to_lowercase).enumerate() {
        let [above, second] = &rows;
        let mut row = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX - 1);
            let mut cost =
                (at(above, j) + usize::from(x != y)).min(at(above, j + 1) + 1).min(at(&row, j) + 1);
            if j > 0 && last == Some(y) && b.get(j - 1) == Some(&x) {
                cost = cost.min(at(second, j - 1) + 1);
            }
            row.push(cost);
        }
        last = Some(x);
        rows.swap(0, 1);
        rows[0] = row;
    }
    rows[0].last().copied().unwrap_or(0)
}
