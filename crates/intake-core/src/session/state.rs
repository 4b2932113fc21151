//! What a session keeps for each slot.

use std::cell::OnceCell;

use crate::answer::{Answer, Typed};
use crate::definition::Absent;
use crate::expr::Value;
use crate::problem::Problem;

/// What is kept for an item.
#[derive(Default)]
pub(super) struct State {
    pub typed: Typed,
    pub answer: Option<Answer>,
    /// The answer as expressions see it; a repeat's when one has asked for it.
    pub value: OnceCell<Value>,
    /// The answer does not match the item's pattern.
    pub off_pattern: bool,
    /// What was typed has no meaning for this type.
    pub syntax: Option<Problem>,
    pub absent: Option<Absent>,
    /// Whether a problem is to be shown.
    pub tried: bool,
    /// The person answered this herself: it is no default, and nobody filled it in.
    pub own: bool,
    /// How many open expressions wait for it.
    pub awaited: u32,
    /// Whether it was shown after the last change.
    pub shown: bool,
    /// A repeat's entries, as frames.
    pub entries: Vec<u32>,
    pub item: u32,
    pub frame: u32,
}
