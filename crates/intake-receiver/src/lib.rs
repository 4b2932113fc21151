//! The receiver of intake-form and its command line: `intake serve`, `check`, `screen`,
//! `schema`, `types`, `verify`.

pub mod accept;
pub mod attachment;
pub mod chain;
pub mod command;
pub mod config;
pub mod consent;
pub mod digest;
pub mod encoding;
pub mod end_file;
pub mod finding;
pub mod http;
pub mod inspect;
pub mod judge;
pub mod key;
pub mod key_file;
pub mod keyring;
pub mod moment;
pub mod publication;
pub mod reading;
pub mod receipt;
pub mod receiver;
pub mod reference;
pub mod source;
pub mod speech;
pub mod store;
pub mod terminal;
pub mod token;
pub mod verify;
pub mod words;
