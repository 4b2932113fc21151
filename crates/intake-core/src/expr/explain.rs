//! Every sentence about a mistake in an expression, in one place. Without the feature
//! `explain` there is only the code and the place, and the texts are not in the program.

mod habit;
mod idiom;
mod near;
mod pattern;
mod words;

pub(crate) use habit::{foreign_word, hyphenated, quoted_operator};
pub(crate) use idiom::{as_method, function_help};
pub(crate) use near::nearest;
pub use pattern::advice;

use std::sync::Arc;

use super::error::ExprError;
use super::pattern::PatternError;
use super::syntax::Span;
use super::value::Type;
use crate::diagnostic::{EXPLAIN, sentence};

/// What is wrong.
pub(crate) enum Problem<'a> {
    TooLong,
    TooDeep,
    Unexpected(&'a str),
    UnexpectedEnd,
    UnclosedString,
    BadEscape,
    BadNumber,
    NumberTooLarge,
    ReservedWord(&'a str),
    WriteInstead {
        written: &'a str,
        instead: &'a str,
    },
    CurlyQuotes(&'a str),
    /// An item's name as other form builders write it.
    Reference {
        written: &'a str,
        name: &'a str,
    },
    /// What other languages have and this one has not.
    Foreign {
        written: &'a str,
        help: &'a str,
    },
    UnknownName {
        name: &'a str,
        meant: Option<Arc<str>>,
    },
    UnknownAnswer {
        name: &'a str,
        meant: Option<Arc<str>>,
    },
    AnswersAlone,
    NoSuchMember {
        name: &'a str,
        meant: Option<Arc<str>>,
        members: &'a [(Arc<str>, Type)],
    },
    NoMembers {
        name: &'a str,
        target: &'a Type,
    },
    UnknownFunction {
        name: &'a str,
        meant: Option<Arc<str>>,
        help: Option<String>,
    },
    WrongForm {
        name: &'a str,
        method: bool,
        help: Option<String>,
    },
    BareChoice {
        written: &'a str,
        meant: &'a str,
    },
    WrongCount {
        name: &'a str,
        least: usize,
        most: usize,
    },
    WrongArgument {
        name: &'a str,
        accepts: &'a str,
        found: &'a Type,
    },
    HasNeedsMember {
        written: &'a str,
        name: bool,
    },
    MacroNeedsName {
        name: &'a str,
    },
    MacroNeedsList {
        name: &'a str,
        found: &'a Type,
    },
    NeedsBool {
        place: &'a str,
        written: &'a str,
        found: &'a Type,
    },
    MixedNumbers {
        better: String,
    },
    NoOperator {
        operator: &'a str,
        left: &'a Type,
        right: &'a Type,
    },
    NoNegation {
        found: &'a Type,
    },
    DifferentBranches {
        then: &'a Type,
        other: &'a Type,
    },
    NotComparable {
        operator: &'a str,
        left: &'a Type,
        right: &'a Type,
        hint: Hint,
    },
    NotInList {
        found: &'a Type,
    },
    BadIndex {
        target: &'a Type,
        index: &'a Type,
    },
    UnknownChoice {
        name: &'a str,
        meant: Option<Arc<str>>,
        choices: &'a [Arc<str>],
    },
    BadPattern {
        why: PatternError,
    },
    BadTimestamp {
        text: &'a str,
    },
    BadDuration,
    BadZone {
        zone: &'a str,
    },
    WrongResult {
        expected: &'a Type,
        found: &'a Type,
    },
}

/// What helps where two sides do not compare.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hint {
    None,
    /// A date beside a text.
    Date,
    /// A number beside a text.
    Number,
    /// A yes-or-no beside a text.
    Bool,
    /// Anything beside `null`.
    Null,
    /// A list beside one of its elements.
    List,
    /// A comparison that goes on, as in `1 < a < 5`.
    Chain,
}

/// What is wrong in one expression, in the order in which it was found.
#[derive(Default)]
pub(crate) struct ExprErrors(pub(crate) Vec<ExprError>);

impl ExprErrors {
    /// Inlined, so that without texts only the code is left of the problem.
    #[inline(always)]
    pub(crate) fn push(&mut self, problem: Problem<'_>, span: Span) {
        let code = problem.code();
        if EXPLAIN {
            let (message, help) = problem.words();
            let (message, help) = (sentence(|| message), sentence(|| help));
            self.0.push(ExprError { code, span: span.range(), message, help });
        } else {
            self.push_code(code, span);
        }
    }

    #[inline(never)]
    fn push_code(&mut self, code: &'static str, span: Span) {
        let (message, help) = Default::default();
        self.0.push(ExprError { code, span: span.range(), message, help });
    }

    /// As `push`, unless that place has been reported.
    pub(crate) fn push_once(&mut self, problem: Problem<'_>, span: Span) {
        if self.0.last().is_none_or(|last| last.span != span.range()) {
            self.push(problem, span);
        }
    }
}

impl Problem<'_> {
    #[inline(always)]
    fn code(&self) -> &'static str {
        match self {
            Self::TooLong => "too-long",
            Self::TooDeep => "too-deep",
            Self::Unexpected(_)
            | Self::UnexpectedEnd
            | Self::UnclosedString
            | Self::BadEscape
            | Self::BadNumber
            | Self::NumberTooLarge
            | Self::ReservedWord(_)
            | Self::WriteInstead { .. }
            | Self::CurlyQuotes(_)
            | Self::Reference { .. }
            | Self::Foreign { .. } => "syntax",
            Self::UnknownName { .. } | Self::UnknownAnswer { .. } => "unknown-name",
            Self::AnswersAlone => "answers-alone",
            Self::NoSuchMember { .. } => "no-such-member",
            Self::UnknownFunction { .. } | Self::WrongForm { .. } => "unknown-function",
            Self::WrongCount { .. } | Self::HasNeedsMember { .. } | Self::MacroNeedsName { .. } => {
                "wrong-arguments"
            }
            Self::UnknownChoice { .. } => "unknown-choice",
            Self::BareChoice { .. } => "unknown-name",
            Self::BadPattern { .. } => "bad-pattern",
            Self::BadTimestamp { .. } | Self::BadDuration | Self::BadZone { .. } => "bad-literal",
            Self::NoMembers { .. }
            | Self::WrongArgument { .. }
            | Self::MacroNeedsList { .. }
            | Self::NeedsBool { .. }
            | Self::MixedNumbers { .. }
            | Self::NoOperator { .. }
            | Self::NoNegation { .. }
            | Self::DifferentBranches { .. }
            | Self::NotComparable { .. }
            | Self::NotInList { .. }
            | Self::BadIndex { .. }
            | Self::WrongResult { .. } => "type-mismatch",
        }
    }
}
