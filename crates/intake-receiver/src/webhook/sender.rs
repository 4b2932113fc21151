//! Making what is due: as soon as there is something, and again when its time has come.

use super::payload::{Told, payload};
use super::post::{Answer, post};
use super::schedule::next;
use super::sign::sign;
use crate::chain::End;
use crate::client::Network;
use crate::moment::Moment;
use crate::store::{After, AttemptRow, DeliveryRow, Store, StoreError, WebhookChange, WebhookRow};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// How often it is looked for what another program has put there, and for what is due again.
const LOOK: Duration = Duration::from_secs(5);

/// What sending needs.
#[derive(Clone)]
pub struct Terms {
    /// The address that staff know, without a slash at its end.
    pub home: String,
    /// Networks that are not for everybody and may be asked all the same.
    pub allowed: Arc<[Network]>,
    pub clock: fn() -> Moment,
}

#[derive(Clone)]
pub struct Sender {
    store: Store,
    terms: Terms,
}

impl Sender {
    pub fn new(store: Store, terms: Terms) -> Self {
        Self { store, terms }
    }

    /// Sends until it is stopped.
    pub async fn run(self, mut kept: watch::Receiver<Option<End>>) {
        loop {
            match self.round().await {
                Ok(0) => {}
                Ok(_) => continue,
                Err(error) => tracing::warn!("webhooks wait: {}", error.with_cause()),
            }
            tokio::select! {
                _ = tokio::time::sleep(LOOK) => {}
                changed = kept.changed() => if changed.is_err() {
                    // The writer has ended, and so does this program.
                    return;
                },
            }
        }
    }

    /// Makes what is due now. Returns how many attempts that were.
    pub async fn round(&self) -> Result<usize, StoreError> {
        let due = self.store.due(&(self.terms.clock)().to_string()).await?;
        let mut under_way = JoinSet::new();
        for (webhook, delivery) in due {
            let own = self.clone();
            under_way.spawn(async move { own.deliver(&webhook, &delivery).await.map(drop) });
        }
        let count = under_way.len();
        for done in under_way.join_all().await {
            done?;
        }
        Ok(count)
    }

    /// Makes one attempt, and puts it on record.
    pub async fn deliver(
        &self,
        webhook: &WebhookRow,
        delivery: &DeliveryRow,
    ) -> Result<AttemptRow, StoreError> {
        let body = self.body(webhook, delivery).await?;
        let now = (self.terms.clock)();
        let start = Instant::now();
        let answer = self.send(webhook, delivery, (now, body)).await;
        let attempt = AttemptRow {
            at: now.to_string(),
            status: answer.status.map(i64::from),
            error: answer.error.clone(),
            milliseconds: i64::try_from(start.elapsed().as_millis()).unwrap_or(i64::MAX),
        };
        let after = self.after(delivery, &answer);
        let change = WebhookChange::Attempted {
            delivery_id: delivery.delivery_id.clone(),
            attempt: attempt.clone(),
            after,
        };
        self.store.change_webhook(change).await?;
        Ok(attempt)
    }

    async fn body(&self, webhook: &WebhookRow, delivery: &DeliveryRow) -> Result<String, StoreError> {
        Ok(payload(webhook, delivery, &self.told(delivery).await?, &self.terms.home))
    }

    async fn told(&self, delivery: &DeliveryRow) -> Result<Told, StoreError> {
        if let Some(id) = &delivery.encrypted_id {
            return Ok(self.store.encrypted(id).await?.map_or(Told::Test, Told::Encrypted));
        }
        let Some(id) = &delivery.submission_id else { return Ok(Told::Test) };
        let Some(row) = self.store.submission(id).await? else { return Ok(Told::Test) };
        let Some(form) = self.store.form(&row.form_digest).await? else { return Ok(Told::Test) };
        Ok(Told::Submission { row: Box::new(row), form, supersedes: self.store.supersedes(id).await? })
    }

    async fn send(
        &self,
        webhook: &WebhookRow,
        delivery: &DeliveryRow,
        (now, body): (Moment, String),
    ) -> Answer {
        let failed = |error: &str| Answer { status: None, error: Some(error.to_owned()), wait: None };
        let (id, timestamp) =
            (delivery.delivery_id.clone(), i64::try_from(now.milliseconds() / 1000).unwrap_or(0));
        let Some(signature) = sign(&webhook.secret, &id, timestamp, &body) else {
            return failed("its secret is not one of Standard Webhooks");
        };
        let (url, allowed) = (webhook.url.clone(), self.terms.allowed.clone());
        let asked = move || {
            let headers = [
                ("webhook-id", id),
                ("webhook-timestamp", timestamp.to_string()),
                ("webhook-signature", signature),
            ];
            post(&url, &headers, &body, &allowed)
        };
        tokio::task::spawn_blocking(asked).await.unwrap_or_else(|_| failed("the receiver was stopped"))
    }

    fn after(&self, delivery: &DeliveryRow, answer: &Answer) -> After {
        if answer.error.is_none() {
            return After::Delivered;
        }
        if answer.status == Some(410) && delivery.event != "test" {
            return After::Unwanted;
        }
        let mut jitter = [0];
        // Without randomness there is only no jitter.
        let _ = getrandom::fill(&mut jitter);
        let attempts = usize::try_from(delivery.attempts).unwrap_or(usize::MAX).saturating_add(1);
        let give_up_at = Moment::parse(&delivery.give_up_at).filter(|_| delivery.event != "test");
        let [jitter] = jitter;
        match give_up_at.and_then(|end| next(attempts, (self.terms.clock)(), end, (answer.wait, jitter))) {
            Some(then) => After::Again(then.to_string()),
            None => After::Failed,
        }
    }
}
