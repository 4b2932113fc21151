//! The widget: the only code that knows a browser.

mod accent;
mod announce;
mod app;
mod border;
mod confirmation;
mod control;
mod earlier;
mod element;
mod error_summary;
mod fold;
mod hear;
mod history;
pub mod key;
mod load;
mod media;
mod message;
mod node;
mod outbox;
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

/// A third of the bytes of the standard library's own, and in constant time.
#[cfg(target_family = "wasm")]
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[cfg(all(test, target_family = "wasm"))]
mod tests;
