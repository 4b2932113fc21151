//! How long an answer may be, and between what it lies: by the traits of the library `validator`.

use validator::{ValidateLength, ValidateRange};

use crate::problem::{Limit, Problem};

/// How long an answer is, counted once: characters of a text, entries of a list.
pub(crate) struct Length(pub(crate) usize);

impl ValidateLength<usize> for Length {
    fn length(&self) -> Option<usize> {
        Some(self.0)
    }
}

impl Length {
    /// The least, where an answer is shorter.
    pub(crate) fn below(&self, least: Option<u32>) -> Option<u32> {
        least.filter(|least| !self.validate_length(Some(*least as usize), None, None))
    }

    /// The most, where it is longer.
    pub(crate) fn above(&self, most: Option<u32>) -> Option<u32> {
        most.filter(|most| !self.validate_length(None, Some(*most as usize), None))
    }
}

/// The least, where an answer is below it.
pub(crate) fn below<'a, T: PartialOrd>(answer: &T, least: Option<&'a T>) -> Option<&'a T> {
    least.filter(|least| InOrder(answer).less_than(*least) == Some(true))
}

/// The most, where it is above.
pub(crate) fn above<'a, T: PartialOrd>(answer: &T, most: Option<&'a T>) -> Option<&'a T> {
    most.filter(|most| InOrder(answer).greater_than(*most) == Some(true))
}

/// What can be compared, for `validator`, which knows only the numbers of the standard library.
struct InOrder<'a, T>(&'a T);

impl<T: PartialOrd> ValidateRange<&T> for InOrder<'_, T> {
    fn greater_than(&self, max: &T) -> Option<bool> {
        Some(self.0 > max)
    }

    fn less_than(&self, min: &T) -> Option<bool> {
        Some(self.0 < min)
    }
}

/// Below the least or above the most.
#[inline(never)]
pub(crate) fn outside(low: Option<Limit>, high: Option<Limit>) -> Option<Problem> {
    match (low, high) {
        (Some(limit), _) => Some(Problem::Min { limit }),
        (None, Some(limit)) => Some(Problem::Max { limit }),
        (None, None) => None,
    }
}
