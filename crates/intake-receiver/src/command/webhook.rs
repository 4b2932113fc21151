//! `intake webhook`: on the database of a receiver that may be running, which sends within seconds
//! what is put there.

use super::error::CommandError;
use super::runtime::runtime;
use crate::config::{Payload, Webhook, WebhookVerb};
use crate::moment::{Moment, Zone};
use crate::store::{
    AttemptRow, DeliveryRow, Replay, Store, StoreError, WebhookChange, WebhookRow, WebhookState,
};
use crate::terminal;
use crate::webhook::{GIVE_UP_AFTER, Sender, Terms, address, new_id, new_secret};
use intake_core::date::Date;
use std::io::Write;

/// Deliveries that are listed.
const LISTED: u32 = 50;

pub(super) fn run(config: &Webhook, out: &mut impl Write) -> Result<bool, CommandError> {
    runtime()?.block_on(async {
        let at = |error| CommandError::Store(config.database.clone(), error);
        if !config.database.exists() {
            return Err(CommandError::File(config.database.clone(), std::io::ErrorKind::NotFound.into()));
        }
        let store = Store::open(&config.database).await.map_err(at)?;
        let done = Verb { store: &store, at: &at, now: Moment::now() }.run(&config.verb, out).await;
        store.close().await;
        done
    })
}

struct Verb<'a> {
    store: &'a Store,
    at: &'a dyn Fn(StoreError) -> CommandError,
    now: Moment,
}

impl Verb<'_> {
    async fn run(&self, verb: &WebhookVerb, out: &mut impl Write) -> Result<bool, CommandError> {
        let (at, give_up_at) = (self.now.to_string(), self.now.after(GIVE_UP_AFTER).to_string());
        match verb {
            WebhookVerb::Add { url, payload, form } => self.add(url, *payload, form.clone(), out).await?,
            WebhookVerb::List { webhook: None, .. } => {
                for state in self.all().await? {
                    writeln!(out, "{}", line(&state))?;
                }
            }
            WebhookVerb::List { webhook: Some(webhook), message: None } => {
                self.find(webhook).await?;
                for (delivery, attempt) in self.store.deliveries(webhook, LISTED).await.map_err(self.at)? {
                    writeln!(out, "{}", delivery_line(&delivery, attempt.as_ref()))?;
                }
            }
            WebhookVerb::List { message: Some(message), .. } => {
                for attempt in self.store.attempts(message).await.map_err(self.at)? {
                    writeln!(out, "{}", attempt_line(&attempt))?;
                }
            }
            WebhookVerb::Pause { webhook } => {
                self.find(webhook).await?;
                self.change(WebhookChange::Pause { webhook_id: webhook.clone(), at }).await?;
                writeln!(out, "Paused: what comes meanwhile waits.")?;
            }
            WebhookVerb::Resume { webhook } => {
                self.find(webhook).await?;
                self.change(WebhookChange::Resume { webhook_id: webhook.clone(), at, give_up_at }).await?;
                writeln!(out, "Resumed: what has waited is sent now.")?;
            }
            WebhookVerb::Replay { webhook, message } => {
                self.find(webhook).await?;
                let which = message.clone().map_or(Replay::Failed, Replay::One);
                let change = WebhookChange::Replay { webhook_id: webhook.clone(), which, at, give_up_at };
                writeln!(out, "To be sent again: {}", self.change(change).await?)?;
            }
            WebhookVerb::Backfill { webhook, from, until, time_zone } => {
                self.find(webhook).await?;
                let zone = time_zone.clone().unwrap_or_else(Zone::of_system);
                let start = |day: Option<Date>| Moment::start_of(day?, &zone).map(|start| start.to_string());
                let before = until.map(|day| start(Date::from_days(day.to_days() + 1)));
                let change = WebhookChange::Backfill {
                    webhook_id: webhook.clone(),
                    from: start(Some(*from)).unwrap_or_default(),
                    before: before.flatten().unwrap_or_else(|| at.clone()),
                    at,
                    give_up_at,
                };
                writeln!(out, "To be sent: {}", self.change(change).await?)?;
            }
            WebhookVerb::Test { webhook, webhook_allow, public_url } => {
                let webhook = self.find(webhook).await?;
                let home = public_url.as_ref().map(|url| url.origin().ascii_serialization());
                let terms = Terms {
                    home: home.unwrap_or_else(|| "http://127.0.0.1:8080".into()),
                    allowed: webhook_allow.clone().into(),
                    clock: Moment::now,
                };
                return self.test(webhook, terms, out).await;
            }
            WebhookVerb::Remove { webhook } => {
                self.find(webhook).await?;
                self.change(WebhookChange::Remove { webhook_id: webhook.clone(), at }).await?;
                writeln!(out, "Removed. What it was sent stays on record.")?;
            }
        }
        Ok(true)
    }

    async fn add(
        &self,
        url: &str,
        payload: Payload,
        form: Option<String>,
        out: &mut impl Write,
    ) -> Result<(), CommandError> {
        let row = WebhookRow {
            webhook_id: new_id("wh").map_err(|_| CommandError::Random)?,
            url: address(url)?.into(),
            secret: new_secret().map_err(|_| CommandError::Random)?,
            payload: payload.name().into(),
            form,
            created_at: self.now.to_string(),
            paused_at: None,
            paused_why: None,
        };
        writeln!(out, "Webhook: {}", row.webhook_id)?;
        writeln!(out, "Secret: {} (it verifies what is sent; it is not shown again)", row.secret)?;
        self.change(WebhookChange::Add(row)).await.map(drop)
    }

    async fn test(
        &self,
        webhook: WebhookRow,
        terms: Terms,
        out: &mut impl Write,
    ) -> Result<bool, CommandError> {
        let (delivery_id, at) = (new_id("msg").map_err(|_| CommandError::Random)?, self.now.to_string());
        let change = WebhookChange::Test {
            webhook_id: webhook.webhook_id.clone(),
            delivery_id: delivery_id.clone(),
            at: at.clone(),
            due_at: None,
        };
        self.change(change).await?;
        let delivery = DeliveryRow {
            delivery_id,
            event: "test".into(),
            submission_id: None,
            encrypted_id: None,
            created_at: at.clone(),
            state: "waiting".into(),
            due_at: None,
            give_up_at: at,
            attempts: 0,
        };
        let attempt =
            Sender::new(self.store.clone(), terms).deliver(&webhook, &delivery).await.map_err(self.at)?;
        match &attempt.error {
            None => writeln!(
                out,
                "It answered {} after {} ms.",
                attempt.status.unwrap_or_default(),
                attempt.milliseconds
            )?,
            Some(error) => writeln!(out, "It could not be told: {}", terminal::line(error))?,
        }
        Ok(attempt.error.is_none())
    }

    async fn all(&self) -> Result<Vec<WebhookState>, CommandError> {
        self.store.webhooks().await.map_err(self.at)
    }

    async fn find(&self, id: &str) -> Result<WebhookRow, CommandError> {
        let found = self.all().await?.into_iter().find(|state| state.webhook.webhook_id == *id);
        found.map(|state| state.webhook).ok_or_else(|| CommandError::NoWebhook(id.to_owned()))
    }

    async fn change(&self, change: WebhookChange) -> Result<u64, CommandError> {
        self.store.change_webhook(change).await.map_err(self.at)
    }
}

fn line(state: &WebhookState) -> String {
    let WebhookState { webhook, waiting, delivered, failed } = state;
    let paused = match (&webhook.paused_at, webhook.paused_why.as_deref()) {
        (None, _) => "",
        (Some(_), Some("410")) => ", paused: it answered that it wants no more (410)",
        (Some(_), _) => ", paused",
    };
    let form = webhook.form.as_deref().map(|form| format!(", only {form}")).unwrap_or_default();
    let url = terminal::line(&webhook.url);
    format!(
        "{}  {url}  {}{form}{paused}: {delivered} delivered, {waiting} waiting, {failed} failed",
        webhook.webhook_id, webhook.payload
    )
}

fn delivery_line(delivery: &DeliveryRow, attempt: Option<&AttemptRow>) -> String {
    let DeliveryRow { delivery_id, event, state, attempts, .. } = delivery;
    let next = delivery.due_at.as_deref().map(|due| format!(", next {due}")).unwrap_or_default();
    let last = attempt.map(|attempt| format!("; last {}", attempt_line(attempt))).unwrap_or_default();
    format!("{delivery_id}  {event}  {state}, attempts {attempts}{next}{last}")
}

fn attempt_line(attempt: &AttemptRow) -> String {
    let what = match (&attempt.error, attempt.status) {
        (Some(error), _) => terminal::line(error).into_owned(),
        (None, status) => format!("answered {}", status.unwrap_or_default()),
    };
    format!("{}  {what}  {} ms", attempt.at, attempt.milliseconds)
}
