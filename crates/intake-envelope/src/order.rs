//! Sorting and queueing without a copy of the sorter for every type: in the widget each
//! such copy is bytes that a telephone has to fetch.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Numbers that come out in ascending order, each once.
#[derive(Default)]
pub struct Queue(BinaryHeap<Reverse<u64>>);

impl Queue {
    pub fn insert(&mut self, number: u64) {
        self.0.push(Reverse(number));
    }

    pub fn pop_first(&mut self) -> Option<u64> {
        let Reverse(first) = self.0.pop()?;
        while self.0.peek().is_some_and(|Reverse(next)| *next == first) {
            self.0.pop();
        }
        Some(first)
    }

    pub fn into_sorted(mut self) -> Vec<u64> {
        let mut sorted = Vec::with_capacity(self.0.len());
        while let Some(number) = self.pop_first() {
            sorted.push(number);
        }
        sorted
    }
}

impl Extend<u64> for Queue {
    fn extend<I: IntoIterator<Item = u64>>(&mut self, numbers: I) {
        for number in numbers {
            self.insert(number);
        }
    }
}

/// The positions 0 to `count` − 1 in the order that `less` gives them (heap sort; equal ones
/// in any order).
pub fn sorted_positions(count: usize, less: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut heap: Vec<usize> = (0..count).collect();
    for root in (0..count / 2).rev() {
        sift(&mut heap, root, less);
    }
    let mut sorted = vec![0; count];
    for slot in sorted.iter_mut().rev() {
        // The greatest is at the root; the last takes its place.
        let Some(last) = heap.pop() else { break };
        *slot = match heap.first_mut() {
            Some(root) => std::mem::replace(root, last),
            None => last,
        };
        sift(&mut heap, 0, less);
    }
    sorted
}

fn sift(heap: &mut [usize], mut root: usize, less: &dyn Fn(usize, usize) -> bool) {
    loop {
        let mut greatest = root;
        for child in [2 * root + 1, 2 * root + 2] {
            if let (Some(a), Some(b)) = (heap.get(greatest), heap.get(child))
                && less(*a, *b)
            {
                greatest = child;
            }
        }
        if greatest == root {
            return;
        }
        heap.swap(root, greatest);
        root = greatest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_come_out_in_order() {
        for count in 0..60_usize {
            let keys: Vec<usize> = (0..count).map(|i| (i * 37 + 11) % 17).collect();
            let sorted = sorted_positions(count, &|a, b| keys[a] < keys[b]);
            assert!(sorted.windows(2).all(|pair| keys[pair[0]] <= keys[pair[1]]));
            let mut seen = sorted.clone();
            seen.sort_unstable();
            assert_eq!(seen, (0..count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_queue_gives_each_number_once() {
        let mut queue = Queue::default();
        queue.extend([5, 1, 5, 3, 1]);
        assert_eq!(queue.into_sorted(), [1, 3, 5]);
    }
}
