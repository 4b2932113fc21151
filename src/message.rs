//! What views ask of the root component, by concern.

use crate::store::StoreEvent;
use crate::submit::outbox_client::{DeliveryStatus, OutboxEntry};
use intake_core::json::Json;
use intake_core::session::{Action, Slot};
use yew::Callback;

/// How a view asks.
pub type Emit = Callback<Message>;

pub enum Message {
    /// Something for the session.
    Apply(Action),
    /// The store tells of a change.
    Store(StoreEvent),
    /// To the field of an item on this page, from the error summary.
    Focus(Slot),
    /// To an item on its page, from the review or the outcome.
    Change(Slot),
    Back,
    /// All that was answered is to go, for the next person.
    Finish,
    /// Puts a text where it can be pasted from.
    Copy(String),
    /// Whether it could be put there.
    Copied(bool),
    Submission(SubmissionMessage),
    /// What became of an entry of the outbox, by its id.
    Delivery(String, DeliveryStatus),
    /// One that was refused, by its id.
    Refused(String, RefusedMessage),
}

/// The submission at hand.
#[allow(clippy::large_enum_variant, reason = "one is under way at a time, and a box costs everybody bytes")]
pub enum SubmissionMessage {
    Send,
    /// It was signed; an error is the body that could not be.
    Signed(Result<(OutboxEntry, Json), Json>),
    SaveCopy,
    Print,
    /// What was sent is to be changed.
    Amend,
}

/// What to do with a submission that was refused.
pub enum RefusedMessage {
    /// Another attempt.
    Retry,
    SaveCopy,
    /// Whether to give it up is asked, or no longer.
    Ask(bool),
    Discard,
    /// They are this person's.
    Mine,
    /// They are not: the staff decide.
    Leave,
}
