//! Who is told what, and when.

use super::letter::Letter;
use super::server::Server;
use crate::chain::End;
use crate::moment::{Moment, Zone};
use crate::store::{MailRow, Store, StoreError};
use clap::ValueEnum;
use lettre::message::Mailbox;
use std::time::Duration;
use tokio::sync::watch;

/// How often it is looked for what has become due.
const LOOK: Duration = Duration::from_secs(15);
const HOUR: Duration = Duration::from_secs(3600);
/// When a digest of the day is sent.
const MORNING: &str = "08:00";
/// Seconds until a mail that failed is tried again; then the last of them each time.
const DISTANCES: [u64; 4] = [60, 300, 1800, 3600];

/// How soon staff are told that somebody wrote.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum When {
    /// At once; what comes within a minute is one mail.
    #[default]
    Each,
    /// What came within an hour.
    Hourly,
    /// At eight in the morning, what came since the last time.
    Daily,
}

#[derive(Clone)]
pub struct Terms {
    pub server: Server,
    pub to: Vec<Mailbox>,
    pub when: When,
    /// After how many hours it is told that something stays unopened; then daily.
    pub remind_after: Option<u64>,
    /// The address that staff know, without a slash at its end.
    pub home: String,
    pub zone: Zone,
    pub clock: fn() -> Moment,
}

pub struct Postman {
    store: Store,
    terms: Terms,
}

impl Postman {
    pub fn new(store: Store, terms: Terms) -> Self {
        Self { store, terms }
    }

    /// Sends until it is stopped.
    pub async fn run(self, mut kept: watch::Receiver<Option<End>>) {
        loop {
            if let Err(error) = self.round().await {
                tracing::warn!("mail waits: {}", error.with_cause());
            }
            tokio::select! {
                _ = tokio::time::sleep(LOOK) => {}
                changed = kept.changed() => if changed.is_err() { return },
            }
        }
    }

    /// Sends what is due now. Returns how many mails a server has taken.
    pub async fn round(&self) -> Result<usize, StoreError> {
        let mut sent = 0;
        for to in &self.terms.to {
            sent += usize::from(self.received(to).await?);
            sent += usize::from(self.reminder(to).await?);
        }
        Ok(sent)
    }

    async fn received(&self, to: &Mailbox) -> Result<bool, StoreError> {
        let recipient = to.email.to_string();
        let Some(row) = self.store.mail(&recipient, "received").await? else {
            // Nobody is told of what came before there was mail.
            let (_, (told_position, told_encrypted)) = self.store.came_after((0, 0)).await?;
            let told_at = (self.terms.when != When::Each).then(|| (self.terms.clock)().to_string());
            let row = MailRow {
                recipient,
                kind: "received".into(),
                told_position,
                told_encrypted,
                told_at,
                ..MailRow::default()
            };
            self.store.note_mail(row, None).await?;
            return Ok(false);
        };
        let (count, last) = self.store.came_after((row.told_position, row.told_encrypted)).await?;
        if count == 0 || !self.may_try(&row) || !self.is_time(&row) {
            return Ok(false);
        }
        let told = MailRow { told_position: last.0, told_encrypted: last.1, ..row.clone() };
        self.send(Letter::Received(count), to, (row, told)).await
    }

    async fn reminder(&self, to: &Mailbox) -> Result<bool, StoreError> {
        let Some(hours) = self.terms.remind_after else { return Ok(false) };
        let recipient = to.email.to_string();
        let none = MailRow { recipient: recipient.clone(), kind: "reminder".into(), ..MailRow::default() };
        let row = self.store.mail(&recipient, "reminder").await?.unwrap_or(none);
        let since = row.told_at.as_deref().and_then(Moment::parse);
        let is_early = since.is_some_and(|told| told.after(HOUR * 24) > (self.terms.clock)());
        if is_early || !self.may_try(&row) {
            return Ok(false);
        }
        let limit = (self.terms.clock)().before(Duration::from_secs(hours.saturating_mul(3600)));
        match self.store.unopened_before(&limit.to_string()).await? {
            0 => Ok(false),
            count => self.send(Letter::Unopened(count, hours), to, (row.clone(), row)).await,
        }
    }

    /// After a failure not before its time.
    fn may_try(&self, row: &MailRow) -> bool {
        let due = row.due_at.as_deref().and_then(Moment::parse);
        due.is_none_or(|due| due <= (self.terms.clock)())
    }

    fn is_time(&self, row: &MailRow) -> bool {
        let Some(told) = row.told_at.as_deref().and_then(Moment::parse) else { return true };
        let now = (self.terms.clock)();
        match self.terms.when {
            When::Each => told.after(Duration::from_secs(60)) <= now,
            When::Hourly => told.after(HOUR) <= now,
            When::Daily => {
                let (day, clock) = now.day_and_clock(&self.terms.zone);
                day > told.day_and_clock(&self.terms.zone).0 && clock.as_str() >= MORNING
            }
        }
    }

    /// Sends, and notes what became of it: `before` stays where it could not be sent.
    async fn send(
        &self,
        letter: Letter,
        to: &Mailbox,
        (before, told): (MailRow, MailRow),
    ) -> Result<bool, StoreError> {
        let (server, home, address) = (self.terms.server.clone(), self.terms.home.clone(), to.clone());
        let sent = tokio::task::spawn_blocking(move || server.send(letter, &address, &home)).await;
        let sent = sent.unwrap_or_else(|_| Err("the receiver was stopped".into()));
        let now = (self.terms.clock)();
        let is_sent = sent.is_ok();
        let row = match sent {
            Ok(()) => {
                MailRow { told_at: Some(now.to_string()), due_at: None, error: None, attempts: 0, ..told }
            }
            Err(error) => {
                let place = usize::try_from(before.attempts).unwrap_or(usize::MAX);
                let seconds = DISTANCES.get(place).or(DISTANCES.last()).copied().unwrap_or(3600);
                MailRow {
                    due_at: Some(now.after(Duration::from_secs(seconds)).to_string()),
                    error: Some(error),
                    attempts: before.attempts.saturating_add(1),
                    ..before
                }
            }
        };
        self.store.note_mail(row, Some(now.to_string())).await?;
        Ok(is_sent)
    }
}
