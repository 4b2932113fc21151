//! A definition as it is written: structure checked, expressions still text.
//!
//! [`parse`] walks the JSON tree and collects every mistake with its place; it does not
//! stop at the first.

mod choice;
mod entry;
mod item;
mod item_id;
mod kind;
mod markup;
mod naming;
mod outline;
mod program;
mod reader;
mod referral;
mod scenario;
mod schedule;
mod source;
mod synonym;
mod whole;
mod zone;

pub use choice::{Choice, OTHER};
pub use item::{Absent, Appearance, Item};
pub use item_id::{ItemId, MAX_ITEMS};
pub use kind::{DateBound, Kind, Method, Part, Repeat, is_month, is_time};
pub(crate) use naming::{free_name, is_reserved};
pub use outline::{Constraint, Page, Settings, Variable};
pub use program::{Criterion, Document, Program};
pub use referral::{Address, Phone, Referral, Service};
pub use scenario::{Expectation, Scenario};
pub use schedule::{Day, Freq, Schedule};
pub use source::{Condition, Source};
pub use whole::{Definition, parse, parse_pages, read_scenarios};
pub use zone::Zone;
