//! Item types with their own properties (the specification's table of items).

pub(super) mod bound;
pub(super) mod property;
pub(super) mod read;

use std::sync::Arc;

use super::choice::Choice;
use super::item_id::ItemId;
use super::source::Source;
use crate::date::Date;
use crate::decimal::Decimal;
use crate::scan::small;
use crate::text::Text;

/// An item's type, with what only that type has.
pub enum Kind {
    /// One line.
    Text {
        /// The fewest characters (Unicode scalar values), blank ends not counted.
        min_length: Option<u32>,
        /// The most, counted the same way.
        max_length: Option<u32>,
        /// A regular expression that the whole answer must match.
        pattern: Option<Source>,
    },
    /// Several lines.
    Paragraph {
        /// The fewest characters (Unicode scalar values), blank ends not counted.
        min_length: Option<u32>,
        /// The most, counted the same way.
        max_length: Option<u32>,
        /// A regular expression that the whole answer must match.
        pattern: Option<Source>,
    },
    /// An e-mail address, as [`is_email`](crate::rule::is_email) has it.
    Email,
    /// A telephone number, as [`is_phone`](crate::rule::is_phone) has it.
    Phone {
        /// ISO 3166-1 code of the country whose national numbers are expected.
        region: Option<Arc<str>>,
    },
    /// A web address with `http` or `https`, as [`is_url`](crate::rule::is_url) has it.
    Url,
    /// A whole number.
    Integer {
        /// The least answer.
        min: Option<Decimal>,
        /// The greatest answer.
        max: Option<Decimal>,
        /// Whether its digits are grouped where it is shown. Not those of a year or of the number of a
        /// paper.
        grouping: bool,
    },
    /// A number with decimals.
    Decimal {
        /// The least answer.
        min: Option<Decimal>,
        /// The greatest answer.
        max: Option<Decimal>,
        /// The most digits after the decimal sign; `None` is 15, as many as a number has.
        decimals: Option<u8>,
    },
    /// An amount of money, in whole units of the currency: 12.5 is 12 dollars and 50 cents.
    Money {
        /// The least answer.
        min: Option<Decimal>,
        /// The greatest answer.
        max: Option<Decimal>,
        /// The most digits after the decimal sign: 2 unless given.
        decimals: u8,
        /// ISO 4217.
        currency: Arc<str>,
    },
    /// A day.
    Date {
        /// The earliest day that may be given.
        min: Option<DateBound>,
        /// The latest day that may be given.
        max: Option<DateBound>,
    },
    /// `YYYY-MM`; the bounds are written the same way, so that they compare as texts.
    Month {
        /// The earliest month that may be given.
        min: Option<Arc<str>>,
        /// The latest month that may be given.
        max: Option<Arc<str>>,
    },
    /// `HH:MM`, 24 hours.
    Time {
        /// The earliest time that may be given, `HH:MM`.
        min: Option<Arc<str>>,
        /// The latest time that may be given, `HH:MM`.
        max: Option<Arc<str>>,
    },
    /// Yes or no. Until one of them is chosen there is no answer.
    Boolean,
    /// One of the choices (XLSForm `select_one`).
    Choice {
        /// In the form's order, with the one that `"other": true` adds.
        choices: Arc<[Choice]>,
        /// A condition on each choice; those for which it is false are not offered (XLSForm `choice_filter`).
        filter: Option<Source>,
    },
    /// Some of the choices (XLSForm `select_multiple`).
    Choices {
        /// In the form's order, with the one that `"other": true` adds.
        choices: Arc<[Choice]>,
        /// A condition on each choice; those for which it is false are not offered (XLSForm `choice_filter`).
        filter: Option<Source>,
        /// The fewest that may be chosen; an exclusive one is enough by itself.
        min_selected: Option<u32>,
        /// The most that may be chosen.
        max_selected: Option<u32>,
    },
    /// Whole numbers from `min` to `max`, at most 11 of them.
    Scale {
        /// The first step: 1 unless given.
        min: i64,
        /// The last step: 5 unless given.
        max: i64,
        /// What the first step means.
        min_label: Option<Text>,
        /// What the last step means.
        max_label: Option<Text>,
    },
    /// A postal address, in parts.
    Address {
        /// Those that are asked for, in the form's order.
        parts: Vec<Part>,
        /// Those among them that must be filled in.
        required: Vec<Part>,
    },
    /// How a person may be reached safely.
    Contact {
        /// The ways to choose from, in the form's order.
        methods: Vec<Method>,
    },
    /// Files. The answer is a list, also of one.
    File {
        /// HTML accept tokens (`image/*`, `application/pdf`, `.pdf`); an empty list takes every file.
        accept: Vec<Arc<str>>,
        /// The most files: 1 unless given.
        max_files: u32,
        /// The most bytes of each file: 10 MiB unless given.
        max_bytes: i64,
    },
    /// A name, drawn or typed.
    Signature,
    /// Agreement to a sentence.
    Consent {
        /// The sentence; the answer holds its digest, in the language that was shown.
        statement: Text,
    },
    /// Something to read. It has no answer.
    Note {
        /// What there is to read.
        text: Text,
    },
    /// Items that belong together (XLSForm `begin_group`). Their answers stand beside those around it.
    Group {
        /// The items that stand directly in it.
        items: Vec<ItemId>,
    },
    /// Items that are asked for each entry: each child, job, person (XLSForm `begin_repeat`).
    Repeat(Repeat),
}

/// What a repeat has of its own.
pub struct Repeat {
    /// The items that stand directly in each entry.
    pub items: Vec<ItemId>,
    /// The fewest entries, with which it starts: 0 unless given.
    pub min_count: u32,
    /// The most entries: [`MAX_ENTRIES`] unless given, and never more.
    pub max_count: u32,
    /// What one entry is called.
    pub item_label: Option<Text>,
    /// On the button that adds an entry; where there is none, the view has its own words.
    pub add_label: Option<Text>,
}

/// The largest number of entries of a repeat.
pub const MAX_ENTRIES: u32 = 200;

/// A part of an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// The first line, such as street and number.
    Line1,
    /// The second line, such as floor and flat.
    Line2,
    /// A town or city.
    City,
    /// A state, province or county.
    Region,
    /// A postal code, as a person writes it.
    PostalCode,
    /// A country by its name, not by a code.
    Country,
}

impl Part {
    /// In the order in which they are written.
    pub const ALL: [Self; 6] =
        [Self::Line1, Self::Line2, Self::City, Self::Region, Self::PostalCode, Self::Country];

    /// Its name in the answer.
    pub fn name(self) -> &'static str {
        match self {
            Self::Line1 => "line1",
            Self::Line2 => "line2",
            Self::City => "city",
            Self::Region => "region",
            Self::PostalCode => "postalCode",
            Self::Country => "country",
        }
    }

    /// What a browser fills it in by (HTML, autofill field names).
    pub fn autocomplete(self) -> &'static str {
        match self {
            Self::Line1 => "address-line1",
            Self::Line2 => "address-line2",
            Self::City => "address-level2",
            Self::Region => "address-level1",
            Self::PostalCode => "postal-code",
            Self::Country => "country-name",
        }
    }
}

/// A way to reach a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// A call.
    Phone,
    /// A text message.
    Text,
    /// An e-mail.
    Email,
    /// A letter.
    Post,
    /// Not at all: the person will come or ring.
    None,
}

impl Method {
    /// In the order in which they are offered where the form does not say which.
    pub const ALL: [Self; 5] = [Self::Phone, Self::Text, Self::Email, Self::Post, Self::None];

    /// Its name in the answer.
    pub fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Text => "text",
            Self::Email => "email",
            Self::Post => "post",
            Self::None => "none",
        }
    }

    /// The field in which a person writes where it goes: a call and a text message go to one number.
    pub fn field(self) -> Option<&'static str> {
        match self {
            Self::Phone | Self::Text => Some("phone"),
            Self::Email => Some("email"),
            Self::Post => Some("post"),
            Self::None => None,
        }
    }
}

/// The earliest or latest day: written out, or computed.
pub enum DateBound {
    /// A day that is the same for everyone.
    Day(Date),
    /// An expression; its value is a timestamp, of which the day in UTC counts.
    Computed(Source),
}

/// `YYYY-MM`.
pub fn is_month(text: &str) -> bool {
    text.len() == 7 && Date::parse(&[text, "-01"].concat()).is_some()
}

/// `HH:MM`, 00:00 to 23:59.
pub fn is_time(text: &str) -> bool {
    let two = |from: usize, below: u32| {
        text.get(from..from + 2).and_then(small).is_some_and(|number| number < below)
    };
    text.len() == 5 && text.as_bytes().get(2) == Some(&b':') && two(0, 24) && two(3, 60)
}

impl Kind {
    /// The word for it in a definition.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::Paragraph { .. } => "paragraph",
            Self::Email => "email",
            Self::Phone { .. } => "phone",
            Self::Url => "url",
            Self::Integer { .. } => "integer",
            Self::Decimal { .. } => "decimal",
            Self::Money { .. } => "money",
            Self::Date { .. } => "date",
            Self::Month { .. } => "month",
            Self::Time { .. } => "time",
            Self::Boolean => "boolean",
            Self::Choice { .. } => "choice",
            Self::Choices { .. } => "choices",
            Self::Scale { .. } => "scale",
            Self::Address { .. } => "address",
            Self::Contact { .. } => "contact",
            Self::File { .. } => "file",
            Self::Signature => "signature",
            Self::Consent { .. } => "consent",
            Self::Note { .. } => "note",
            Self::Group { .. } => "group",
            Self::Repeat(_) => "repeat",
        }
    }

    /// The choices of a `choice` or `choices` item, else none.
    pub fn choices(&self) -> &[Choice] {
        match self {
            Self::Choice { choices, .. } | Self::Choices { choices, .. } => choices,
            _ => &[],
        }
    }

    /// The filter of a `choice` or `choices` item.
    pub fn filter(&self) -> Option<&Source> {
        match self {
            Self::Choice { filter, .. } | Self::Choices { filter, .. } => filter.as_ref(),
            _ => None,
        }
    }

    /// The pattern of a `text` or `paragraph` item.
    pub fn pattern(&self) -> Option<&Source> {
        match self {
            Self::Text { pattern, .. } | Self::Paragraph { pattern, .. } => pattern.as_ref(),
            _ => None,
        }
    }

    /// The items that stand directly in a group or repeat, else none.
    pub fn items(&self) -> &[ItemId] {
        match self {
            Self::Group { items } | Self::Repeat(Repeat { items, .. }) => items,
            _ => &[],
        }
    }

    /// Whether a person types or selects something for it: not a note, group or repeat.
    pub fn is_question(&self) -> bool {
        !matches!(self, Self::Note { .. } | Self::Group { .. } | Self::Repeat(_))
    }
}
