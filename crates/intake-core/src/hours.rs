//! When a place is open: its schedules held against the clock, in the place's own zone.
//!
//! Pure: the moment and the offsets of zones come from outside. A wall time that comes twice, or that the clocks
//! skip, is the moment that RFC 5545 (§3.3.5) makes of it. Public holidays are not computed: what a schedule's
//! `description` says of them is shown beside what is found here.

mod opening;
mod say;

pub use opening::{Hours, Offsets, Opening, WallTime, hours};
pub use say::{Told, say, say_days, say_schedule, tell};
