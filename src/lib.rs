//! The widget: the only code that knows a browser.

mod accent;
mod announce;
mod app;
mod border;
mod confirmation;
mod control;
mod courier;
mod delivery;
mod element;
mod error_summary;
mod fold;
mod history;
pub mod key;
mod media;
mod message;
mod node;
pub mod outbox;
mod outcome;
mod page;
mod progress;
mod referral;
mod review;
mod said;
mod session;
mod speech;
mod submit;
mod title;

pub use element::IntakeForm;

#[cfg(all(test, target_family = "wasm"))]
mod tests;
