//! The values and types of expressions.

use std::sync::Arc;

use super::number::Number;
use crate::order::Queue;

/// A CEL value, or the knowledge that there is none yet.
#[derive(Clone, Debug)]
pub enum Value {
    /// CEL's `null`: that of JSON in `tables`, or written so.
    Null,
    /// CEL's `bool`: also the answer to a `boolean`.
    Bool(bool),
    /// CEL's `int`: also the answer to an `integer` or a `scale`.
    Int(i64),
    /// CEL's `uint`; no answer is one.
    Uint(u64),
    /// CEL's `double`, exact where it can be: also a number with decimals, and an amount in whole units.
    Double(Number),
    /// CEL's `string`: also a choice's name, a month as `YYYY-MM` and a time as `HH:MM`.
    String(Arc<str>),
    /// CEL's `bytes`; no answer is one.
    Bytes(Arc<[u8]>),
    /// CEL's `list`: also several choices, files, and the entries of a repeat.
    List(Arc<[Value]>),
    /// CEL's `map`, in the order in which it was made: keys are bool, int, uint or string, each there once.
    /// Also an address, a contact and an entry of a repeat.
    Map(Arc<Vec<(Value, Value)>>),
    /// Seconds since 1970-01-01T00:00:00Z, and nanoseconds from 0 to 999,999,999.
    Timestamp(i64, u32),
    /// Seconds and nanoseconds, both of the same sign.
    Duration(i64, i32),
    /// A type as a value, by CEL's name for it: `int`, `google.protobuf.Timestamp`.
    Type(Arc<str>),
    /// No value yet: the answers that it waits for. May also stand inside a list or map.
    Unknown(Unknowns),
}

/// The slots that an unknown waits for, ascending, without repetition.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Unknowns(pub Arc<[u32]>);

impl Unknowns {
    /// Waits for one slot.
    pub fn of(slot: u32) -> Self {
        Self(Arc::new([slot]))
    }

    /// Waits for what any of several waits for.
    pub(crate) fn of_all(all: &mut dyn Iterator<Item = &Self>) -> Self {
        let mut slots = Queue::default();
        for own in all {
            slots.extend(own.0.iter().map(|slot| u64::from(*slot)));
        }
        let mut sorted = Vec::new();
        for slot in slots.into_sorted() {
            sorted.push(slot as u32);
        }
        Self(sorted.into())
    }

    /// Waits for what either waits for.
    pub fn union(&self, other: &Self) -> Self {
        if self.0.is_empty() || Arc::ptr_eq(&self.0, &other.0) || self == other {
            return other.clone();
        }
        if other.0.is_empty() {
            return self.clone();
        }
        let mut slots: Vec<u32> = Vec::with_capacity(self.0.len() + other.0.len());
        let (mut left, mut right) = (0, 0);
        loop {
            slots.push(match (self.0.get(left), other.0.get(right)) {
                (Some(a), Some(b)) if a == b => {
                    right += 1;
                    left += 1;
                    *a
                }
                (Some(a), b) if b.is_none_or(|b| a < b) => {
                    left += 1;
                    *a
                }
                (_, Some(b)) => {
                    right += 1;
                    *b
                }
                _ => break,
            });
        }
        Self(slots.into())
    }
}

/// An evaluation error, as CEL has it: `&&` and `||` may absorb it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EvalError {
    /// An operator or function that takes no values of these types (CEL `no_matching_overload`).
    NoOverload,
    /// `/` or `%` of an int or uint by 0. Of doubles, `/` then gives infinity or NaN.
    DivideByZero,
    /// An int or uint beyond 64 bits, a timestamp beyond the years 1 to 9999, a duration beyond 292 years.
    Overflow,
    /// A map without this key or member (CEL `no_such_field`).
    NoSuchKey,
    /// One key twice in a map as it is written.
    DuplicateKey,
    /// A list without this element, `min` or `max` of an empty one, a day beyond the years 1 to 9999.
    OutOfRange,
    /// A text that is no number, bool, time or zone, bytes that are not UTF-8, a pattern that can't be used.
    BadConversion,
    /// The step budget is spent.
    Budget,
}

/// What evaluating gives: an unknown is a value, too.
pub(crate) type Evaluated = Result<Value, EvalError>;

/// The type of an expression.
#[derive(Clone, PartialEq, Debug)]
pub enum Type {
    /// Known only when it is evaluated.
    Dyn,
    /// CEL's `null_type`.
    Null,
    /// CEL's `bool`.
    Bool,
    /// CEL's `int`.
    Int,
    /// CEL's `uint`.
    Uint,
    /// CEL's `double`.
    Double,
    /// CEL's `string`, of any text.
    String,
    /// A string that is one of these: a choice's names.
    Choice(Held<[Arc<str>]>),
    /// CEL's `bytes`.
    Bytes,
    /// CEL's `list`, with the type of its elements.
    List(Held<Type>),
    /// CEL's `map`, with the types of its keys and of its values.
    Map(Held<Type>, Held<Type>),
    /// A map whose members are known by name: `tables`, a repeat's entry.
    Object(Held<[(Arc<str>, Type)]>),
    /// CEL's `google.protobuf.Timestamp`: also a date, midnight in UTC at its start.
    Timestamp,
    /// CEL's `google.protobuf.Duration`.
    Duration,
    /// CEL's `type`: that of what `type(…)` gives.
    Type,
}

/// What a type is made of.
#[cfg(feature = "explain")]
pub type Held<T> = Arc<T>;

/// Nothing: without the feature `explain` no expression is typed.
#[cfg(not(feature = "explain"))]
pub struct Held<T: ?Sized>(std::convert::Infallible, std::marker::PhantomData<T>);

#[cfg(not(feature = "explain"))]
impl<T: ?Sized> std::ops::Deref for Held<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self.0 {}
    }
}

#[cfg(not(feature = "explain"))]
impl<T: ?Sized> Clone for Held<T> {
    fn clone(&self) -> Self {
        match self.0 {}
    }
}

#[cfg(not(feature = "explain"))]
impl<T: ?Sized> PartialEq for Held<T> {
    fn eq(&self, _: &Self) -> bool {
        match self.0 {}
    }
}

#[cfg(not(feature = "explain"))]
impl<T: ?Sized> std::fmt::Debug for Held<T> {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {}
    }
}

#[cfg(feature = "explain")]
impl Type {
    /// A string that is one of these names.
    pub fn choice(names: Vec<Arc<str>>) -> Self {
        Self::Choice(names.into())
    }

    /// A list of elements of one type.
    pub fn list(element: Self) -> Self {
        Self::List(Arc::new(element))
    }

    /// A map with keys and values of one type each.
    pub fn map(key: Self, value: Self) -> Self {
        Self::Map(Arc::new(key), Arc::new(value))
    }

    /// A map whose members are known by their names.
    pub fn object(members: Vec<(Arc<str>, Self)>) -> Self {
        Self::Object(members.into())
    }
}

#[cfg(not(feature = "explain"))]
impl Type {
    /// A string that is one of these names.
    pub fn choice(_: Vec<Arc<str>>) -> Self {
        Self::Dyn
    }

    /// A list of elements of one type.
    pub fn list(_: Self) -> Self {
        Self::Dyn
    }

    /// A map with keys and values of one type each.
    pub fn map(_: Self, _: Self) -> Self {
        Self::Dyn
    }

    /// A map whose members are known by their names.
    pub fn object(_: Vec<(Arc<str>, Self)>) -> Self {
        Self::Dyn
    }
}
