//! The words of the interface, and a person's mistake in them: the same sentences in the widget and in pages without
//! script.
//!
//! A catalogue is a flat JSON file for each language. It is read by [`Catalogue`], spoken by whoever implements
//! [`Wording`], and [`problem()`] says with it what to do about a mistake.

mod catalogue;
mod problem;
mod voice;

pub use catalogue::{Catalogue, fill};
pub use problem::problem;
pub use voice::Wording;
