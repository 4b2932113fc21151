//! Words: the interface's own in the person's language, numbers and dates as it writes them, and what is read out.

pub mod announcer;
pub mod diacritics;
pub mod localizer;

#[cfg(test)]
mod tests;
