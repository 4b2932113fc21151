//! The form engine of intake-form: one engine for browser, receiver and command line.
//!
//! A definition is compiled once into a form, a session takes answers to it, and what
//! comes out is an outcome and a submission. Pure: same definition, answers and
//! `today`, same bytes out.
//!
//! ```
//! use std::sync::Arc;
//! use intake_core::answer::Typed;
//! use intake_core::date::Date;
//! use intake_core::form::compile;
//! use intake_core::json::Json;
//! use intake_core::outcome::Status;
//! use intake_core::session::{Action, Session};
//!
//! let definition = Json::parse(r#"{
//!   "formLanguage": 1, "name": "heating", "version": "1", "defaultLanguage": "en", "languages": ["en"],
//!   "title": "Help with heating",
//!   "pages": [{ "name": "you", "items": [
//!     { "name": "income", "type": "money", "currency": "SEK", "label": "What do you earn a month?" }] }],
//!   "programs": [{ "name": "grant", "label": "Heating grant", "criteria": [
//!     { "name": "low_income", "label": "You earn less than 20,000 kr", "test": "income < 20000.0" }] }]
//! }"#).unwrap();
//! let form = Arc::new(compile(&definition).form.unwrap());
//!
//! let mut session = Session::new(form, Date::parse("2026-11-28").unwrap());
//! assert_eq!(session.outcome().programs[0].status, Status::Undetermined);
//!
//! let slot = session.slot("income").unwrap();
//! let changes = session.apply(Action::Answer { slot, typed: Typed::Text("12 500".into()) });
//! assert!(changes.slots.contains(&slot) && changes.outcome);
//! assert_eq!(session.outcome().programs[0].status, Status::Eligible);
//! ```

#![warn(missing_docs)]

pub use intake_envelope as envelope;
use intake_envelope::order;
pub use intake_envelope::{canonical, decimal};

pub mod answer;
mod character;
#[cfg(feature = "explain")]
pub mod check;
pub mod date;
pub mod definition;
pub mod diagnostic;
#[cfg(feature = "explain")]
pub mod export;
pub mod expr;
pub mod form;
pub mod guidance;
pub mod hours;
pub mod json;
pub mod language;
pub mod outcome;
pub mod problem;
pub mod rule;
mod scan;
pub mod scenario;
pub mod screen;
pub mod session;
pub mod sheet;
pub mod submission;
pub mod text;
pub mod wording;
