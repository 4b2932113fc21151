//! The widget: the only code that knows a browser.

mod border;
pub mod key;
pub mod outbox;
