//! Whether an item is asked.

use crate::expr::Unknowns;

/// Three-valued relevance.
pub(super) enum Relevance {
    Yes,
    No,
    /// It depends on these.
    Unknown(Unknowns),
}
