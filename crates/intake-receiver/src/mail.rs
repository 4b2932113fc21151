//! Mail to staff: that somebody wrote, at once or gathered, and that something stays unopened. It
//! holds numbers and a link to the inbox, never an answer or a name: whoever reads over a shoulder,
//! or keeps the mail, learns nothing of a person.
//!
//! What is to be told stands in the submissions themselves: each recipient has been told up to a
//! place in their order. A mail that can't be sent waits with what comes meanwhile.

mod letter;
mod postman;
mod server;

pub use letter::Letter;
pub use postman::{Postman, Terms, When};
pub use server::{Server, ServerError};
