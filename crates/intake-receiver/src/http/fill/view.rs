//! The pages, with the widget's words, classes and style sheet.

mod button;
mod choice;
mod confirmation;
mod contact;
mod context;
mod control;
mod entry;
mod frame;
mod item;
mod outcome;
mod page;
mod question;
mod referral;
mod review;
mod sheet;
mod text;

pub(super) use confirmation::confirmation;
pub(super) use context::{Context, address, step_word};
pub(super) use frame::{Frame, Posts, STYLE, frame, notice};
pub(super) use outcome::outcome;
pub(super) use page::{page, posts, title};
pub(super) use review::review;
pub(super) use sheet::{SHEET_STYLE, whole as sheet};
