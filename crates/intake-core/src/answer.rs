//! Answers: what was typed, and what it means.

mod amount;
mod contact;
mod date;
mod locale;
mod number;
mod phone;
mod read;
mod shape;
mod stroke;
mod text;
mod typed;
mod value;

pub(crate) use date::spread;
pub use locale::{DateFormat, DatePart, Locale, NumberFormat};
pub use shape::size as file_size;
pub use stroke::stroke_path;
pub(crate) use text::in_plain_characters;
pub use text::length;
pub use typed::Typed;
pub use value::Answer;
