//! The numbers of items.

/// The largest number of items in a form.
pub const MAX_ITEMS: usize = 10_000;

/// An item's number in document order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ItemId(pub u32);
