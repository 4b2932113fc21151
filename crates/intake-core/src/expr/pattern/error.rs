//! What keeps a pattern from being used.

/// Why a pattern cannot be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PatternError {
    /// More than 4,096 characters.
    TooLong,
    /// Groups within more than 64 groups.
    TooDeep,
    /// More than 4,096 instructions after repetitions are written out.
    TooLarge,
    /// A `(` without its `)`.
    UnclosedGroup,
    /// A `[` without its `]`.
    UnclosedClass,
    /// A `)` without its `(`.
    UnexpectedClose,
    /// A `*`, `+` or `?` with nothing before it to repeat.
    NothingToRepeat,
    /// Not `{m}`, `{m,}` or `{m,n}` with m up to n; nothing before it; or a repetition of one, as `a**`.
    BadRepetition,
    /// `{m,n}` beyond 1,000.
    RepetitionTooLarge,
    /// `[z-a]`, or an end of a range that is no single character, as in `[a-\d]`.
    BadRange,
    /// A `\` at the end or before what it gives no meaning to, and a `\x` of no character.
    BadEscape,
    /// `\1` to `\9`, which can't be matched in linear time.
    BackReference,
    /// `\p{…}` and `[[:…:]]`.
    NamedClass,
    /// `(?=…)`, `(?!…)`, `(?<=…)` and `(?<!…)`.
    LookAround,
    /// `(?…)` with another flag than `i`, `s` and `m`.
    BadFlag,
}
