//! What a person reads between the questions: the page around them, the review, the outcome, what became of sending.

pub mod button;
pub mod confirmation;
pub mod error_summary;
pub mod keep;
pub mod outcome;
pub mod page;
pub mod previous_submissions;
pub mod progress;
pub mod referral;
pub mod review;
