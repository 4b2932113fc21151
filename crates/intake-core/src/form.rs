//! A compiled form: names resolved, expressions typed, computations in order.
//!
//! Each thing that is computed is a cell. Cells stand in the order of what reads what, so
//! that after a change the session computes the cells that depend on it, once each, from
//! the front.

mod cell;
mod compile;
mod compiled;
mod currency;
mod name_list;
mod names;
mod order;
mod sketch;
mod tables;
mod words;

pub use compile::compile;
pub use compiled::{Compiled, Form};
pub use sketch::sketch;

pub(crate) use cell::{ItemCode, Matters, ProgramCode, Target, Told};
pub(crate) use currency::Currency;
pub(crate) use names::{CHOICE, SELF, TABLES};
