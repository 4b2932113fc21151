//! `/inbox/webhooks`: the systems that are told of submissions, and what became of it.

mod shown;
mod view;

use super::layout::{Bar, error_page, page as frame};
use crate::http::app::App;
use crate::http::error::HttpError;
use crate::moment::Moment;
use crate::store::{Replay, WebhookChange, WebhookRow, WebhookState};
use crate::webhook::{GIVE_UP_AFTER, address, new_id, new_secret};
use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use intake_core::date::Date;
use serde::Deserialize;
use shown::Shown;
use std::sync::Arc;

/// Deliveries that a webhook's page shows.
const SHOWN: u32 = 50;

pub(super) async fn page(State(app): State<Arc<App>>) -> Response {
    match all(&app).await {
        Ok(states) => frame("Webhooks", Bar::SignedIn, view::list(&states, None)),
        Err(error) => error_page(error),
    }
}

pub(super) async fn one(State(app): State<Arc<App>>, Path(id): Path<String>) -> Response {
    match shown(&app, &id).await {
        Ok(shown) => frame("Webhook", Bar::SignedIn, view::one(&shown, &app.zone)),
        Err(error) => error_page(error),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Added {
    url: String,
    payload: String,
    form: String,
}

/// The secret is shown once, on the page that answers.
pub(super) async fn add(State(app): State<Arc<App>>, added: Result<Form<Added>, FormRejection>) -> Response {
    let Added { url, payload, form } = added.map(|Form(added)| added).unwrap_or_default();
    let url = match address(&url) {
        Ok(url) => url,
        Err(error) => {
            return match all(&app).await {
                Ok(states) => {
                    let page = frame(
                        "Webhooks",
                        Bar::SignedIn,
                        view::list(&states, Some((&url, &error.to_string()))),
                    );
                    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
                }
                Err(error) => error_page(error),
            };
        }
    };
    let made = async {
        let row = WebhookRow {
            webhook_id: new_id("wh").map_err(|_| HttpError::Interrupted)?,
            url: url.into(),
            secret: new_secret().map_err(|_| HttpError::Interrupted)?,
            payload: if payload == "submission" { payload } else { "reference".into() },
            form: Some(form.trim().to_owned()).filter(|form| !form.is_empty()),
            created_at: (app.clock)().to_string(),
            paused_at: None,
            paused_why: None,
        };
        app.receiver.store.change_webhook(WebhookChange::Add(row.clone())).await?;
        Ok::<_, HttpError>(row)
    };
    match made.await {
        Ok(row) => frame("Webhook", Bar::SignedIn, view::made(&row)),
        Err(error) => error_page(error),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    message: String,
    from: String,
    until: String,
}

/// `/inbox/webhooks/{id}/{verb}`, as the command line has them.
pub(super) async fn change(
    State(app): State<Arc<App>>,
    Path((webhook_id, verb)): Path<(String, String)>,
    asked: Result<Form<Asked>, FormRejection>,
) -> Response {
    let asked = asked.map(|Form(asked)| asked).unwrap_or_default();
    let back =
        if verb == "remove" { "/inbox/webhooks".to_owned() } else { format!("/inbox/webhooks/{webhook_id}") };
    let changed = async {
        let change = change_of(&app, webhook_id, &verb, asked)?;
        app.receiver.store.change_webhook(change).await?;
        Ok::<_, HttpError>(())
    };
    match changed.await {
        Ok(()) => Redirect::to(&back).into_response(),
        Err(error) => error_page(error),
    }
}

fn change_of(app: &App, webhook_id: String, verb: &str, asked: Asked) -> Result<WebhookChange, HttpError> {
    let now = (app.clock)();
    let (at, give_up_at) = (now.to_string(), now.after(GIVE_UP_AFTER).to_string());
    Ok(match verb {
        "pause" => WebhookChange::Pause { webhook_id, at },
        "resume" => WebhookChange::Resume { webhook_id, at, give_up_at },
        "remove" => WebhookChange::Remove { webhook_id, at },
        "test" => {
            let delivery_id = new_id("msg").map_err(|_| HttpError::Interrupted)?;
            WebhookChange::Test { webhook_id, delivery_id, due_at: Some(at.clone()), at }
        }
        "replay" => {
            let which = if asked.message.is_empty() { Replay::Failed } else { Replay::One(asked.message) };
            WebhookChange::Replay { webhook_id, which, at, give_up_at }
        }
        "backfill" => {
            let wrong = |field: &str| HttpError::Query(vec![(format!("/{field}"), "day".to_owned())]);
            let start = |day: Date| Moment::start_of(day, &app.zone).map(|start| start.to_string());
            let from = Date::parse(&asked.from).and_then(start).ok_or_else(|| wrong("from"))?;
            let until = Date::parse(&asked.until).and_then(|day| Date::from_days(day.to_days() + 1));
            if until.is_none() && !asked.until.is_empty() {
                return Err(wrong("until"));
            }
            let before = until.and_then(start).unwrap_or_else(|| at.clone());
            WebhookChange::Backfill { webhook_id, from, before, at, give_up_at }
        }
        _ => return Err(HttpError::NotFound),
    })
}

async fn all(app: &App) -> Result<Vec<WebhookState>, HttpError> {
    Ok(app.receiver.store.webhooks().await?)
}

async fn shown(app: &App, id: &str) -> Result<Shown, HttpError> {
    let state = all(app).await?.into_iter().find(|state| state.webhook.webhook_id == id);
    let deliveries = app.receiver.store.deliveries(id, SHOWN).await?;
    Ok(Shown { state: state.ok_or(HttpError::NotFound)?, deliveries })
}
