//! The widget: the only code that knows a browser.

mod app;
mod control;
mod dom;
mod element;
mod message;
mod render;
mod store;
pub mod submit;
mod text;
mod view;

pub use element::IntakeForm;

/// A third of the bytes of the standard library's own, and in constant time.
#[cfg(target_family = "wasm")]
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[cfg(all(test, target_family = "wasm"))]
mod tests;
