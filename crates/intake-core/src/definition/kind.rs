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
    Text {
        min_length: Option<u32>,
        max_length: Option<u32>,
        pattern: Option<Source>,
    },
    Paragraph {
        min_length: Option<u32>,
        max_length: Option<u32>,
        pattern: Option<Source>,
    },
    Email,
    /// `region`: ISO 3166-1 code of the country whose national numbers are expected.
    Phone {
        region: Option<Arc<str>>,
    },
    Url,
    /// `grouping`: whether its digits are grouped where it is shown. Not those of a year or of the
    /// number of a paper.
    Integer {
        min: Option<Decimal>,
        max: Option<Decimal>,
        grouping: bool,
    },
    Decimal {
        min: Option<Decimal>,
        max: Option<Decimal>,
        decimals: Option<u8>,
    },
    /// `currency`: ISO 4217. `decimals` is 2 unless given.
    Money {
        min: Option<Decimal>,
        max: Option<Decimal>,
        decimals: u8,
        currency: Arc<str>,
    },
    Date {
        min: Option<DateBound>,
        max: Option<DateBound>,
    },
    /// `YYYY-MM`; the bounds are written the same way, so that they compare as texts.
    Month {
        min: Option<Arc<str>>,
        max: Option<Arc<str>>,
    },
    /// `HH:MM`, 24 hours.
    Time {
        min: Option<Arc<str>>,
        max: Option<Arc<str>>,
    },
    Boolean,
    Choice {
        choices: Arc<[Choice]>,
        filter: Option<Source>,
    },
    Choices {
        choices: Arc<[Choice]>,
        filter: Option<Source>,
        min_selected: Option<u32>,
        max_selected: Option<u32>,
    },
    /// Whole numbers from `min` to `max`, at most 11 of them.
    Scale {
        min: i64,
        max: i64,
        min_label: Option<Text>,
        max_label: Option<Text>,
    },
    Address {
        parts: Vec<Part>,
        required: Vec<Part>,
    },
    /// How a person may be reached safely. `methods`: the ways to choose from, in the form's order.
    Contact {
        methods: Vec<Method>,
    },
    /// `accept`: HTML accept tokens (`image/*`, `application/pdf`, `.pdf`).
    File {
        accept: Vec<Arc<str>>,
        max_files: u32,
        max_bytes: i64,
    },
    Signature,
    Consent {
        statement: Text,
    },
    Note {
        text: Text,
    },
    Group {
        items: Vec<ItemId>,
    },
    Repeat(Repeat),
}

/// What a repeat has of its own.
pub struct Repeat {
    /// The items that stand directly in each entry.
    pub items: Vec<ItemId>,
    pub min_count: u32,
    pub max_count: u32,
    /// What one entry is called.
    pub item_label: Option<Text>,
    pub add_label: Option<Text>,
}

/// The largest number of entries of a repeat.
pub const MAX_ENTRIES: u32 = 200;

/// A part of an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    Line1,
    Line2,
    City,
    Region,
    PostalCode,
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
    Email,
    Post,
    /// Not at all: the person will come or ring.
    None,
}

impl Method {
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
    Day(Date),
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
