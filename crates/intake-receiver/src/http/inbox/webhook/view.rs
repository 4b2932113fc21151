//! Webhooks as pages.

use super::shown::Shown;
use crate::http::inbox::layout::time;
use crate::moment::Zone;
use crate::store::{AttemptRow, DeliveryRow, WebhookRow, WebhookState};
use maud::{Markup, html};

/// `wrong`: an address that was typed, and what is wrong with it.
pub(super) fn list(states: &[WebhookState], wrong: Option<(&str, &str)>) -> Markup {
    html! {
        p.back { a href="/inbox" { "All submissions" } }
        h1 { "Webhooks" }
        p { "A webhook tells another system that somebody wrote, by the Standard Webhooks specification: signed, and again for three days until it has been heard." }
        @if states.is_empty() { p.empty { "No other system is told yet." } }
        ul.submissions {
            @for state in states { li { div.card-head {
                h2 { a href={ "/inbox/webhooks/" (state.webhook.webhook_id) } { (state.webhook.url) } }
                p.meta { (what(&state.webhook)) }
                (numbers(state))
            } } }
        }
        h2 { "Add a webhook" }
        form.options method="post" action="/inbox/webhooks" {
            div.field {
                label for="url" { "Address" }
                @if let Some((_, why)) = wrong { p.bad id="url-wrong" { (why) } }
                input id="url" name="url" type="url" required value=[wrong.map(|(url, _)| url)] placeholder="https://"
                    aria-invalid=[wrong.map(|_| "true")] aria-describedby=[wrong.map(|_| "url-wrong")];
            }
            fieldset {
                legend { "What it is sent" }
                div.radio { input id="payload-reference" type="radio" name="payload" value="reference" checked; label for="payload-reference" { "The reference and a link, and no answer" } }
                div.radio { input id="payload-submission" type="radio" name="payload" value="submission"; label for="payload-submission" { "The whole signed submission as well" } }
            }
            div.field {
                label for="form" { "Only the form of this name (leave empty for all)" }
                input id="form" name="form" autocomplete="off";
            }
            div.actions { button { "Add" } }
        }
    }
}

/// The one page that shows a secret.
pub(super) fn made(webhook: &WebhookRow) -> Markup {
    html! {
        p.back { a href="/inbox/webhooks" { "All webhooks" } }
        h1 { "The webhook is there" }
        p { "From now on " bdi { (webhook.url) } " is told of each submission." }
        dl.facts { div { dt { "Secret" } dd { code { (webhook.secret) } } } }
        p { "Give it to whoever runs the other system: it verifies with it what is sent. It is not shown again." }
        p { a href={ "/inbox/webhooks/" (webhook.webhook_id) } { "Send a test, and see what became of it" } }
    }
}

pub(super) fn one(shown: &Shown, zone: &Zone) -> Markup {
    let webhook = &shown.state.webhook;
    let path = format!("/inbox/webhooks/{}", webhook.webhook_id);
    html! {
        p.back { a href="/inbox/webhooks" { "All webhooks" } }
        h1 { "Webhook" }
        p { bdi { (webhook.url) } }
        p.meta { (what(webhook)) }
        (numbers(&shown.state))
        div.actions {
            (button(&path, "test", "Send a test"))
            @if webhook.paused_at.is_some() { (button(&path, "resume", "Resume")) } @else { (button(&path, "pause", "Pause")) }
            @if shown.state.failed > 0 { (button(&path, "replay", "Send again what failed")) }
            (button(&path, "remove", "Remove"))
        }
        h2 { "Deliveries" }
        @if shown.deliveries.is_empty() { p.empty { "Nothing has been sent yet." } }
        ol.deliveries {
            @for (delivery, attempt) in &shown.deliveries { li { (self::delivery(&path, delivery, attempt.as_ref(), zone)) } }
        }
        h2 { "Send what came before" }
        form.options method="post" action={ (path) "/backfill" } {
            div.field { label for="from" { "From" } input id="from" name="from" type="date" required; }
            div.field { label for="until" { "Until" } input id="until" name="until" type="date"; }
            p.hint { "Only submissions that it has not been told of are sent." }
            div.actions { button { "Send" } }
        }
    }
}

fn what(webhook: &WebhookRow) -> Markup {
    html! {
        @if webhook.payload == "submission" { "The whole signed submission" } @else { "Reference and link" }
        @if let Some(form) = &webhook.form { span.dot { "·" } "only " (form) }
        @if webhook.paused_at.is_some() {
            span.dot { "·" }
            strong { @if webhook.paused_why.as_deref() == Some("410") { "Paused: it answered that it wants no more (410)" } @else { "Paused" } }
        }
    }
}

fn numbers(state: &WebhookState) -> Markup {
    html! {
        p.meta {
            (state.delivered) " delivered" span.dot { "·" } (state.waiting) " waiting" span.dot { "·" }
            @if state.failed > 0 { span.bad { (state.failed) " failed" } } @else { "0 failed" }
        }
    }
}

fn button(path: &str, verb: &str, words: &str) -> Markup {
    html! { form method="post" action={ (path) "/" (verb) } { button.quiet { (words) } } }
}

fn delivery(path: &str, delivery: &DeliveryRow, attempt: Option<&AttemptRow>, zone: &Zone) -> Markup {
    html! {
        p {
            @match (&delivery.submission_id, &delivery.encrypted_id) {
                (Some(id), _) => a href={ "/inbox/" (id) } { "Submission" },
                (None, Some(_)) => a href="/inbox/encrypted" { "Encrypted submission" },
                (None, None) => "Test",
            }
            " " (time(&delivery.created_at, zone)) ": "
            @match delivery.state.as_str() {
                "delivered" => span.good { "Delivered" },
                "failed" => span.bad { "Failed" },
                _ => "Waiting",
            }
            @if delivery.attempts > 1 { ", " (delivery.attempts) " attempts" }
        }
        @if let Some(error) = attempt.and_then(|attempt| attempt.error.as_deref()) { p.meta { "Last attempt: " (error) } }
        @if let Some(due) = &delivery.due_at { p.meta { "Next attempt: " (time(due, zone)) } }
        p.meta { code { (delivery.delivery_id) } }
        @if delivery.state == "failed" && delivery.event != "test" {
            form method="post" action={ (path) "/replay" } {
                input type="hidden" name="message" value=(delivery.delivery_id);
                button.quiet { "Send again" }
            }
        }
    }
}
