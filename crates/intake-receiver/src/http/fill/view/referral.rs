//! Where to get help: each service with every way to reach it.

use super::context::Context;
use super::text::link;
use crate::speech::language_name;
use intake_core::definition::{Referral, Schedule, Service};
use intake_core::text::{Speech, Text};
use intake_core::wording::Wording;
use maud::{Markup, html};

/// The referrals that apply, in the order that the author gave: urgent ones first.
pub(super) fn section(context: &Context<'_>, referrals: &[usize]) -> Markup {
    let form = context.session.form();
    let found: Vec<&Referral> =
        referrals.iter().filter_map(|referral| form.referrals.get(*referral)).collect();
    html! {
        @if !found.is_empty() {
            section.referrals {
                h3 { (context.words.say("referrals")) }
                @for referral in found { (card(context, referral)) }
            }
        }
    }
}

fn card(context: &Context<'_>, referral: &Referral) -> Markup {
    let service = &referral.service;
    html! {
        article.referral {
            h4 { (context.line(None, &service.name)) }
            (context.blocks(None, &referral.reason))
            @if let Some(text) = &service.description { (context.blocks(None, text)) }
            dl { (contact(context, service)) (details(context, service)) }
        }
    }
}

fn contact(context: &Context<'_>, service: &Service) -> Markup {
    // What a person reads may hold spaces and brackets; what a phone dials may not.
    let dial = |number: &str| number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect::<String>();
    html! {
        @for phone in &service.phones {
            (row(context, "phone", &html! {
                (link(&["tel:", &dial(&phone.number)].concat(), html! { (phone.number) span.unseen { ", " (context.line(None, &service.name)) } }))
                (more(context, phone.description.as_ref()))
            }))
        }
        @if let Some(email) = &service.email {
            (row(context, "email", &link(&["mailto:", email].concat(), html! { (email) })))
        }
        @if let Some(url) = &service.url {
            @let shown = url.strip_prefix("https://").unwrap_or(url).trim_end_matches('/');
            (row(context, "website", &link(url, html! { (shown) })))
        }
        @for address in &service.addresses {
            (row(context, "address", &html! { address { @for line in &address.lines { div { bdi { (line) } } } } }))
        }
    }
}

fn details(context: &Context<'_>, service: &Service) -> Markup {
    let names: Vec<String> = service.languages.iter().map(|code| language_name(code).to_owned()).collect();
    let said = |key: &str, text: &Option<Text>| match text {
        Some(text) => row(context, key, &context.blocks(None, text)),
        None => Markup::default(),
    };
    html! {
        @if !service.schedules.is_empty() {
            (row(context, "hours", &html! { @for schedule in &service.schedules { (hours(context, schedule)) } }))
        }
        @if !service.required_documents.is_empty() {
            (row(context, "documents", &html! { @for text in &service.required_documents { (context.blocks(None, text)) } }))
        }
        @if !names.is_empty() { (row(context, "languages", &html! { (context.words.list(&names)) })) }
        (said("apply", &service.application_process))
        (said("fees", &service.fees_description))
    }
}

fn hours(context: &Context<'_>, schedule: &Schedule) -> Markup {
    let days = days(context, &schedule.byday);
    let times = match (&schedule.opens_at, &schedule.closes_at) {
        (Some(from), Some(to)) => context.words.fill("times", &[("day", &days), ("from", from), ("to", to)]),
        _ => days,
    };
    html! { div { (times) } (more(context, schedule.description.as_ref())) }
}

/// "Monday–Friday", "Tuesday and Thursday".
fn days(context: &Context<'_>, byday: &[u8]) -> String {
    let day = |day: &u8| context.words.weekday(*day).to_owned();
    let in_a_row =
        byday.len() > 2 && byday.windows(2).all(|pair| matches!(pair, [one, next] if one + 1 == *next));
    match byday {
        all if all.len() == 7 => context.words.say("every-day").into(),
        [first, .., last] if in_a_row => [&day(first), "–", &day(last)].concat(),
        _ => context.words.list(&byday.iter().map(day).collect::<Vec<_>>()),
    }
}

fn more(context: &Context<'_>, text: Option<&Text>) -> Markup {
    html! { @if let Some(text) = text { div { (context.line(None, text)) } } }
}

fn row(context: &Context<'_>, key: &str, content: &Markup) -> Markup {
    html! { div { dt { (context.words.say(key)) } dd { (content) } } }
}
