//! What a person does, and what the view does then.

use super::slot::Slot;
use crate::answer::Typed;
use crate::date::Date;
use crate::definition::Absent;

/// What the view shows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Step {
    Page(usize),
    /// "Check your answers."
    Review,
    Outcome,
}

/// What a person does.
pub enum Action {
    /// Something was typed or selected.
    Answer {
        slot: Slot,
        typed: Typed,
    },
    /// A reason was given instead of an answer, or taken back.
    Absent {
        slot: Slot,
        reason: Option<Absent>,
    },
    /// One more entry of a repeat.
    AddEntry {
        slot: Slot,
    },
    /// An entry of a repeat, counted from 0, with all its answers.
    RemoveEntry {
        slot: Slot,
        index: usize,
    },
    /// A person is done with an entry: from now on its problems are shown.
    TryEntry {
        slot: Slot,
        index: usize,
    },
    /// Focus left the field: from now on its problem is shown.
    Leave {
        slot: Slot,
    },
    /// Focus went from one field of a question to another: from the day to the month.
    Move {
        slot: Slot,
    },
    Continue,
    Back,
    GoTo(Step),
    /// Midnight has passed since the session began, or the device's clock was set.
    Today(Date),
}

/// What the view has to draw again.
#[derive(Default, PartialEq, Debug)]
pub struct Changes {
    /// The slots whose [`Field`] or texts changed, ascending.
    pub slots: Vec<Slot>,
    /// Another step is shown.
    pub step: bool,
    /// The list of relevant pages may have changed.
    pub progress: bool,
    /// The outcome may have changed.
    pub outcome: bool,
    /// `Continue` found problems, which are now shown.
    pub refused: bool,
}
