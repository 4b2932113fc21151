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
    /// An answer is missing that must be there; or a contact is given without its way.
    Required,
    /// Not read as one number: `1.5k`, `500-600`, another currency than the item's.
    NotANumber,
    /// A number with decimals where a whole one is asked for.
    NotAnInteger,
    /// What was typed is one thing to some who write the language, and another to others.
    Ambiguous {
        /// Numbers: grouped, then with decimals. Dates: in the language's order, then in the other.
        readings: [Limit; 2],
    },
    /// More than 15 significant digits.
    TooManyDigits,
    /// More than `limit` digits after the decimal sign.
    Decimals {
        /// The most that may stand there; 0 asks for a whole number.
        limit: u8,
    },
    /// A number, day, month or time below what the item takes.
    Min {
        /// The least that it takes.
        limit: Limit,
    },
    /// A number, day, month or time above what the item takes.
    Max {
        /// The most that it takes.
        limit: Limit,
    },
    /// In Unicode scalar values, as the other lengths.
    MinLength {
        /// The fewest.
        limit: u32,
    },
    /// A text, or a part of a contact, that is longer than it may be.
    MaxLength {
        /// The most Unicode scalar values.
        limit: u32,
    },
    /// The text does not match the item's pattern, not in plain characters either.
    Pattern,
    /// Not an address by [`is_email`](crate::rule::is_email).
    Email,
    /// Which parts of the date are missing.
    DateIncomplete {
        /// Whether the day is missing; never of a month.
        day: bool,
        /// Whether the month is missing.
        month: bool,
        /// Whether the year is missing.
        year: bool,
    },
    /// 31 February.
    NoSuchDay,
    /// Not read as a day: also a month above 12, and a day above 31.
    NotADate,
    /// A year in two digits.
    ShortYear,
    /// Not read as a month of a year.
    NotAMonth,
    /// Not read as a time of day, from 00:00 to 23:59.
    NotATime,
    /// Not a number by [`is_phone`](crate::rule::is_phone).
    Phone,
    /// Not an address by [`is_url`](crate::rule::is_url).
    Url,
    /// Parts of an address are missing.
    AddressIncomplete {
        /// Those that must be there and are not; for a contact by post, the first line stands for all.
        parts: Vec<Part>,
    },
    /// More files than the item takes.
    MaxFiles {
        /// The most files.
        limit: u32,
    },
    /// In bytes.
    MaxBytes {
        /// The most that each file may have.
        limit: i64,
    },
    /// A file of a type that the item does not accept.
    FileType,
    /// A file without a byte in it.
    EmptyFile,
    /// Fewer entries of a repeat than it needs.
    MinCount {
        /// The fewest entries.
        limit: u32,
    },
    /// More entries of a repeat than it takes.
    MaxCount {
        /// The most entries.
        limit: u32,
    },
    /// A name that is none of the item's choices or ways, or words that find no choice.
    UnknownChoice,
    /// A choice that other answers have since ruled out.
    FilteredChoice,
    /// Fewer choices than must be chosen, none of them exclusive.
    MinSelected {
        /// The fewest choices.
        limit: u32,
    },
    /// More choices than may be chosen.
    MaxSelected {
        /// The most choices.
        limit: u32,
    },
    /// An exclusive choice together with others.
    Exclusive,
    /// The author's own rule; `message` where it is a form-level one.
    Constraint {
        /// `None` for an item's own rule, which is told by the item's `constraint_message`.
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
    /// A number, an amount or a step of a scale.
    Number(Decimal),
    /// A day.
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
