//! A webhook and what became of what it was told.

use crate::store::{AttemptRow, DeliveryRow, WebhookState};

pub(super) struct Shown {
    pub state: WebhookState,
    pub deliveries: Vec<(DeliveryRow, Option<AttemptRow>)>,
}
