//! The functions: their names, what they take and what they give.

use super::value::Type;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Function {
    Size,
    Contains,
    StartsWith,
    EndsWith,
    Matches,
    LowerAscii,
    UpperAscii,
    Trim,
    Int,
    Uint,
    Double,
    String,
    Bool,
    Bytes,
    Type,
    Dyn,
    Timestamp,
    Duration,
    FullYear,
    Month,
    Date,
    DayOfMonth,
    DayOfWeek,
    DayOfYear,
    Hours,
    Minutes,
    Seconds,
    Milliseconds,
    Age,
    Sum,
    Min,
    Max,
    Greatest,
    Least,
}

/// Kinds of values, as a set.
pub(crate) type Kinds = u16;
pub(crate) const BOOL: Kinds = 1;
pub(crate) const INT: Kinds = 1 << 1;
pub(crate) const UINT: Kinds = 1 << 2;
pub(crate) const DOUBLE: Kinds = 1 << 3;
pub(crate) const STRING: Kinds = 1 << 4;
pub(crate) const BYTES: Kinds = 1 << 5;
pub(crate) const LIST: Kinds = 1 << 6;
pub(crate) const MAP: Kinds = 1 << 7;
pub(crate) const TIMESTAMP: Kinds = 1 << 8;
pub(crate) const DURATION: Kinds = 1 << 9;
pub(crate) const TYPE: Kinds = 1 << 10;
pub(crate) const NULL: Kinds = 1 << 11;
pub(crate) const ANY: Kinds = (1 << 12) - 1;
pub(crate) const NUMBER: Kinds = INT | UINT | DOUBLE;

/// How a function is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// `name(value)`
    Global,
    /// `value.name()`
    Method,
    Either,
    /// `math.name(…)`
    Math,
}

/// What a function gives.
#[derive(Clone, Copy)]
pub(crate) enum Gives {
    Bool,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    Type,
    Dyn,
    Timestamp,
    Duration,
    /// What the list has.
    Element,
    /// The one kind of number of all arguments, or of the one list.
    Number,
}

pub(crate) struct Signature {
    pub(crate) name: &'static str,
    pub(crate) function: Function,
    pub(crate) form: Form,
    /// What the arguments may be, the target of a method first.
    pub(crate) takes: &'static [Kinds],
    /// How many of them must be there.
    pub(crate) least: usize,
    pub(crate) gives: Gives,
}

const fn row(
    name: &'static str,
    function: Function,
    form: Form,
    takes: &'static [Kinds],
    gives: Gives,
) -> Signature {
    Signature { name, function, form, takes, least: takes.len(), gives }
}

/// A getter: its last argument, the time zone, may be left out.
const fn getter(name: &'static str, function: Function, takes: &'static [Kinds]) -> Signature {
    Signature { name, function, form: Form::Method, takes, least: 1, gives: Gives::Int }
}

pub(crate) const SIGNATURES: [Signature; 34] = {
    use Form::{Either, Global, Math, Method};
    use Function as F;
    [
        row("size", F::Size, Either, &[STRING | BYTES | LIST | MAP], Gives::Int),
        row("contains", F::Contains, Method, &[STRING, STRING], Gives::Bool),
        row("startsWith", F::StartsWith, Method, &[STRING, STRING], Gives::Bool),
        row("endsWith", F::EndsWith, Method, &[STRING, STRING], Gives::Bool),
        row("matches", F::Matches, Either, &[STRING, STRING], Gives::Bool),
        row("lowerAscii", F::LowerAscii, Method, &[STRING], Gives::String),
        row("upperAscii", F::UpperAscii, Method, &[STRING], Gives::String),
        row("trim", F::Trim, Method, &[STRING], Gives::String),
        row("int", F::Int, Global, &[NUMBER | STRING | TIMESTAMP], Gives::Int),
        row("uint", F::Uint, Global, &[NUMBER | STRING], Gives::Uint),
        row("double", F::Double, Global, &[NUMBER | STRING], Gives::Double),
        row(
            "string",
            F::String,
            Global,
            &[NUMBER | STRING | BOOL | BYTES | TIMESTAMP | DURATION],
            Gives::String,
        ),
        row("bool", F::Bool, Global, &[BOOL | STRING], Gives::Bool),
        row("bytes", F::Bytes, Global, &[BYTES | STRING], Gives::Bytes),
        row("type", F::Type, Global, &[ANY], Gives::Type),
        row("dyn", F::Dyn, Global, &[ANY], Gives::Dyn),
        row("timestamp", F::Timestamp, Global, &[STRING | INT | TIMESTAMP], Gives::Timestamp),
        row("duration", F::Duration, Global, &[STRING | DURATION], Gives::Duration),
        getter("getFullYear", F::FullYear, &[TIMESTAMP, STRING]),
        getter("getMonth", F::Month, &[TIMESTAMP, STRING]),
        getter("getDate", F::Date, &[TIMESTAMP, STRING]),
        getter("getDayOfMonth", F::DayOfMonth, &[TIMESTAMP, STRING]),
        getter("getDayOfWeek", F::DayOfWeek, &[TIMESTAMP, STRING]),
        getter("getDayOfYear", F::DayOfYear, &[TIMESTAMP, STRING]),
        getter("getHours", F::Hours, &[TIMESTAMP | DURATION, STRING]),
        getter("getMinutes", F::Minutes, &[TIMESTAMP | DURATION, STRING]),
        getter("getSeconds", F::Seconds, &[TIMESTAMP | DURATION, STRING]),
        getter("getMilliseconds", F::Milliseconds, &[TIMESTAMP | DURATION, STRING]),
        row("age", F::Age, Global, &[TIMESTAMP], Gives::Int),
        row("sum", F::Sum, Method, &[LIST], Gives::Element),
        row("min", F::Min, Method, &[LIST], Gives::Element),
        row("max", F::Max, Method, &[LIST], Gives::Element),
        row("greatest", F::Greatest, Math, &[NUMBER | LIST], Gives::Number),
        row("least", F::Least, Math, &[NUMBER | LIST], Gives::Number),
    ]
};

/// The macros' names, for "did you mean".
pub(crate) const MACROS: [&str; 6] = ["has", "all", "exists", "exists_one", "filter", "map"];

/// The kinds that a value of a type may have.
pub(crate) fn kinds(ty: &Type) -> Kinds {
    match ty {
        Type::Dyn => ANY,
        Type::Null => NULL,
        Type::Bool => BOOL,
        Type::Int => INT,
        Type::Uint => UINT,
        Type::Double => DOUBLE,
        Type::String | Type::Choice(_) => STRING,
        Type::Bytes => BYTES,
        Type::List(_) => LIST,
        Type::Map(..) | Type::Object(_) => MAP,
        Type::Timestamp => TIMESTAMP,
        Type::Duration => DURATION,
        Type::Type => TYPE,
    }
}

/// Every function and macro by its name, for those who document or complete them.
#[cfg(feature = "explain")]
pub fn function_names() -> impl Iterator<Item = &'static str> {
    SIGNATURES.iter().map(|row| row.name).chain(MACROS)
}
