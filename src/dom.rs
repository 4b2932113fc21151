//! What is built on Yew's and the browser's own interfaces, and knows nothing of forms.

pub mod event_delegate;
pub mod interop;
pub mod load;
pub mod node;
pub mod title;
