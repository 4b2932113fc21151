//! A form's answers in other languages: JSON Schema for any program that checks them,
//! TypeScript types for any that reads them.

mod condition;
mod schema;
mod types;
mod value;

pub use schema::schema;
pub use types::types;
