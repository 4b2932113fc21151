//! What keeps a pattern from being used.

/// Why a pattern cannot be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PatternError {
    /// More than 4,096 bytes.
    TooLong,
    /// Groups within more than 64 groups.
    TooDeep,
    /// More than 4,096 instructions after repetitions are written out.
    TooLarge,
    UnclosedGroup,
    UnclosedClass,
    UnexpectedClose,
    NothingToRepeat,
    BadRepetition,
    /// `{m,n}` beyond 1,000.
    RepetitionTooLarge,
    BadRange,
    BadEscape,
    BackReference,
    /// `\p{…}` and `[[:…:]]`.
    NamedClass,
    LookAround,
    BadFlag,
}
