//! A person's mistake, as data: a kind with its limit, never a sentence. The view turns it
//! into words.

use std::sync::Arc;

use crate::date::Date;
use crate::decimal::Decimal;
use crate::definition::Part;
use crate::text::Text;

/// What is wrong with an answer.
#[derive(Clone, PartialEq, Debug)]
pub enum Problem {
    Required,
    NotANumber,
    NotAnInteger,
    /// What was typed is one thing to some who write the language, and another to others.
    Ambiguous {
        readings: [Limit; 2],
    },
    /// More than 15 significant digits.
    TooManyDigits,
    /// More than `limit` digits after the decimal sign.
    Decimals {
        limit: u8,
    },
    Min {
        limit: Limit,
    },
    Max {
        limit: Limit,
    },
    /// In Unicode scalar values, as the other lengths.
    MinLength {
        limit: u32,
    },
    MaxLength {
        limit: u32,
    },
    Pattern,
    Email,
    /// Which parts of the date are missing.
    DateIncomplete {
        day: bool,
        month: bool,
        year: bool,
    },
    /// 31 February.
    NoSuchDay,
    NotADate,
    /// A year in two digits.
    ShortYear,
    NotAMonth,
    NotATime,
    Phone,
    Url,
    /// Parts of an address are missing.
    AddressIncomplete {
        parts: Vec<Part>,
    },
    /// More files than the item takes.
    MaxFiles {
        limit: u32,
    },
    /// In bytes.
    MaxBytes {
        limit: i64,
    },
    /// A file of a type that the item does not accept.
    FileType,
    /// A file without a byte in it.
    EmptyFile,
    /// Fewer entries of a repeat than it needs.
    MinCount {
        limit: u32,
    },
    MaxCount {
        limit: u32,
    },
    UnknownChoice,
    /// A choice that other answers have since ruled out.
    FilteredChoice,
    MinSelected {
        limit: u32,
    },
    MaxSelected {
        limit: u32,
    },
    /// An exclusive choice together with others.
    Exclusive,
    /// The author's own rule; `message` where it is a form-level one.
    Constraint {
        message: Option<Text>,
    },
    /// The answer has another JSON type than the item.
    WrongType,
    /// The form has no such item.
    UnknownItem,
    /// An answer to a question that is not asked.
    NotRelevant,
    /// A reason for a missing answer that the item does not allow.
    AbsentReason,
    /// The form would have to compute more for these answers than for any submission.
    TooMuchWork,
}

/// A limit, in the answer's own terms.
#[derive(Clone, PartialEq, Debug)]
pub enum Limit {
    Number(Decimal),
    Date(Date),
    /// A month or a time, as it is written.
    Text(Arc<str>),
}

impl Problem {
    /// A stable code, for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::NotANumber => "not-a-number",
            Self::NotAnInteger => "not-an-integer",
            Self::Ambiguous { .. } => "ambiguous",
            Self::TooManyDigits => "too-many-digits",
            Self::Decimals { .. } => "decimals",
            Self::Min { .. } => "min",
            Self::Max { .. } => "max",
            Self::MinLength { .. } => "min-length",
            Self::MaxLength { .. } => "max-length",
            Self::Pattern => "pattern",
            Self::Email => "email",
            Self::DateIncomplete { .. } => "date-incomplete",
            Self::NoSuchDay => "no-such-day",
            Self::NotADate => "not-a-date",
            Self::ShortYear => "short-year",
            Self::NotAMonth => "not-a-month",
            Self::NotATime => "not-a-time",
            Self::Phone => "phone",
            Self::Url => "url",
            Self::AddressIncomplete { .. } => "address-incomplete",
            Self::MaxFiles { .. } => "max-files",
            Self::MaxBytes { .. } => "max-bytes",
            Self::FileType => "file-type",
            Self::EmptyFile => "empty-file",
            Self::MinCount { .. } => "min-count",
            Self::MaxCount { .. } => "max-count",
            Self::UnknownChoice => "unknown-choice",
            Self::FilteredChoice => "filtered-choice",
            Self::MinSelected { .. } => "min-selected",
            Self::MaxSelected { .. } => "max-selected",
            Self::Exclusive => "exclusive",
            Self::Constraint { .. } => "constraint",
            Self::WrongType => "wrong-type",
            Self::UnknownItem => "unknown-item",
            Self::NotRelevant => "not-relevant",
            Self::AbsentReason => "absent-reason",
            Self::TooMuchWork => "too-much-work",
        }
    }
}
