//! Publishing forms: what it takes, and the folder in which they lie.

mod folder;
mod form;
mod packed;

pub use folder::{Fault, Folder, FolderError, Forms, Why};
pub use form::{Mistakes, Publication, examined, read};
pub use packed::Packed;
