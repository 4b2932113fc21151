//! A person's way through a form: answers in, changes out.
//!
//! A session is one mutable thing outside the view. Every action goes through
//! [`Session::apply`], whose [`Changes`] say which slots to draw again. The work after a
//! change is that of the cells which depend on it, whatever the form's size.
//!
//! Three parts keep their own state: `Frames`, what is kept for each slot and each entry;
//! `Pages`, what is shown and was visited; `Work`, what is left of the budget.

mod action;
mod apply;
mod budget;
mod compute;
mod content;
mod draft;
mod entries;
mod find;
mod frame;
mod frames;
mod judge;
mod load;
mod matter;
mod names;
mod open;
mod pages;
mod pending;
mod prefill;
mod relevance;
mod say;
mod screen;
mod sitting;
mod slot;
mod state;
mod walk;
mod work;

pub use action::{Action, Changes, Step};
pub(crate) use compute::Sides;
pub use content::Field;
pub(crate) use screen::needed;
pub use sitting::Session;
pub use slot::Slot;
pub use work::WORK;
