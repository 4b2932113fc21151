//! From answers to a signed submission that is on its way, and what became of it.

pub mod keep;
pub mod key;
pub mod outbox_client;
pub mod sign;
pub mod target;
