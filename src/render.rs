//! What controls and views share: a text of the form as nodes, and what they read from.

pub mod context;
pub mod rich_text;
