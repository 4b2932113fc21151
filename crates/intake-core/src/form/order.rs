//! Putting cells in the order of what reads what.

use super::cell::Cell;

/// Numbers the cells so that each comes after those that it needs (Kahn's algorithm), or
/// names the cells of one cycle.
///
/// `needs[i]` are the cells that cell `i` reads.
pub(super) fn order(needs: &[Vec<u32>]) -> Result<Vec<u32>, Vec<u32>> {
    let mut waiting = vec![0_u32; needs.len()];
    let mut readers: Vec<Vec<u32>> = vec![Vec::new(); needs.len()];
    let mut order: Vec<u32> = Vec::new();
    for (i, (needed, count)) in needs.iter().zip(&mut waiting).enumerate() {
        *count = needed.len() as u32;
        if needed.is_empty() {
            order.push(i as u32);
        }
        for n in needed {
            if let Some(list) = readers.get_mut(*n as usize) {
                list.push(i as u32);
            }
        }
    }
    let mut at = 0;
    while let Some(cell) = order.get(at).copied() {
        at += 1;
        for reader in readers.get(cell as usize).into_iter().flatten() {
            if let Some(count) = waiting.get_mut(*reader as usize) {
                *count -= 1;
                if *count == 0 {
                    order.push(*reader);
                }
            }
        }
    }
    if order.len() == needs.len() { Ok(order) } else { Err(cycle(needs, &waiting)) }
}

/// Follows what waits on what until a cell comes again.
fn cycle(needs: &[Vec<u32>], waiting: &[u32]) -> Vec<u32> {
    let stuck = |cell: u32| waiting.get(cell as usize).is_some_and(|count| *count > 0);
    let Some(mut here) = (0..needs.len() as u32).find(|cell| stuck(*cell)) else { return Vec::new() };
    let mut path: Vec<u32> = Vec::new();
    let mut at = vec![None; needs.len()];
    loop {
        if let Some(Some(start)) = at.get(here as usize) {
            return path.split_off(*start);
        }
        if let Some(slot) = at.get_mut(here as usize) {
            *slot = Some(path.len());
        }
        path.push(here);
        let next =
            needs.get(here as usize).and_then(|needed| needed.iter().copied().find(|cell| stuck(*cell)));
        match next {
            Some(next) => here = next,
            None => return path,
        }
    }
}

/// The cells in their new order, and for each old number the new one.
pub(super) fn rearrange(cells: Vec<Cell>, order: &[u32]) -> (Vec<Cell>, Vec<u32>) {
    let mut number = vec![0_u32; cells.len()];
    let mut old: Vec<Option<Cell>> = cells.into_iter().map(Some).collect();
    let mut cells = Vec::with_capacity(old.len());
    for (new, from) in order.iter().enumerate() {
        if let Some(slot) = number.get_mut(*from as usize) {
            *slot = new as u32;
        }
        cells.extend(old.get_mut(*from as usize).and_then(Option::take));
    }
    (cells, number)
}
