//! What a person does, and what the view does then.

use super::slot::Slot;
use crate::answer::Typed;
use crate::date::Date;
use crate::definition::Absent;

/// What the view shows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Step {
    /// A page, by its position in the form's pages.
    Page(usize),
    /// "Check your answers."
    Review,
    /// What a person may qualify for, and where to go.
    Outcome,
}

/// What a person does.
pub enum Action {
    /// Something was typed or selected.
    Answer {
        /// The question.
        slot: Slot,
        /// All that stands in it now, in each of its fields.
        typed: Typed,
    },
    /// A reason was given instead of an answer, or taken back.
    Absent {
        /// The question, or a repeat as a whole.
        slot: Slot,
        /// `None` takes it back. One that the item does not allow changes nothing.
        reason: Option<Absent>,
    },
    /// One more entry of a repeat.
    AddEntry {
        /// The repeat.
        slot: Slot,
    },
    /// An entry of a repeat, counted from 0, with all its answers.
    RemoveEntry {
        /// The repeat.
        slot: Slot,
        /// One that is not there changes nothing.
        index: usize,
    },
    /// A person is done with an entry: from now on its problems are shown.
    TryEntry {
        /// The repeat.
        slot: Slot,
        /// Counted from 0.
        index: usize,
    },
    /// Focus left the field: from now on what is wrong with what was typed there is shown.
    Leave {
        /// The question.
        slot: Slot,
    },
    /// Focus went from one field of a question to another: from the day to the month.
    Move {
        /// The question.
        slot: Slot,
    },
    /// On to the next step; or, where the page has problems, they are shown.
    Continue,
    /// To the step before, whatever is wrong on this one.
    Back,
    /// To a step of the person's choice: back always, on only past pages that are in order.
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
