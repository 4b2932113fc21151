//! The form engine of intake-form: one engine for browser, receiver and command line.
//!
//! A definition is compiled once into a form, a session takes answers to it, and what
//! comes out is an outcome and a submission. Pure: same definition, answers and
//! `today`, same bytes out.

#![cfg_attr(not(feature = "explain"), allow(dead_code, reason = "what only sentences need"))]

pub mod answer;
pub mod canonical;
mod character;
#[cfg(feature = "explain")]
pub mod check;
pub mod date;
pub mod decimal;
pub mod definition;
pub mod diagnostic;
pub mod envelope;
#[cfg(feature = "explain")]
pub mod export;
pub mod expr;
pub mod form;
pub mod json;
pub mod language;
mod order;
pub mod outcome;
pub mod problem;
pub mod rule;
mod scan;
pub mod scenario;
pub mod screen;
pub mod session;
pub mod submission;
pub mod text;
