//! What to do about a pattern that cannot be used.

use crate::diagnostic::EXPLAIN;
use crate::expr::pattern::PatternError;

/// What to do about a pattern. Empty without the feature `explain`.
pub fn advice(why: PatternError) -> &'static str {
    if !EXPLAIN {
        return "";
    }
    match why {
        PatternError::TooLong => "Shorten it to 4,096 characters.",
        PatternError::TooDeep => "Put fewer groups inside each other: at most 64.",
        PatternError::TooLarge => "Make its repetitions smaller: written out, they are too long.",
        PatternError::UnclosedGroup => "Add the `)` that closes the group, or write \\( for a bracket.",
        PatternError::UnclosedClass => "Add the `]` that closes the class, or write \\[ for a bracket.",
        PatternError::UnexpectedClose => "Delete the `)` that closes nothing, or write \\) for a bracket.",
        PatternError::NothingToRepeat => {
            "Put something before `*`, `+` or `?`, or a backslash to mean the sign itself."
        }
        PatternError::BadRepetition => {
            "Write a repetition as {2}, {2,} or {2,5}, once; write \\{ for a brace."
        }
        PatternError::RepetitionTooLarge => "Repeat at most 1,000 times.",
        PatternError::BadRange => "Write the smaller character of a range first; put a plain `-` at the end.",
        PatternError::BadEscape => {
            "Only \\d \\w \\s \\b, \\n, \\t, \\x41 and signs such as \\. follow a backslash."
        }
        PatternError::BackReference => "Write the group again: a pattern cannot refer back to a group.",
        PatternError::NamedClass => "Write the characters out, as in [A-Za-zÀ-ž].",
        PatternError::LookAround => {
            "Write it without looking ahead or behind: (?= (?! (?<= (?<! are not available."
        }
        PatternError::BadFlag => "Use only the flags i, s and m, as in (?i).",
    }
}
