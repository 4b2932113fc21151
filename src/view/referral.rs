//! Where to get help: each service with every way to reach it.

use crate::dom::node::{Kid, el, list};
use crate::render::context::RenderContext;
use crate::render::rich_text::link;
use crate::text::localizer::Localizer;
use intake_core::definition::{Phone, Referral, Schedule, Service};
use intake_core::text::{Speech, Text};
use intake_core::wording::Wording;
use yew::Html;

/// The referrals that apply, in the order that the author gave: urgent ones first.
pub fn section(context: &RenderContext<'_>, referrals: &[usize]) -> Option<Html> {
    let form = context.session.form();
    let found = referrals.iter().filter_map(|referral| form.referrals.get(*referral));
    let cards: Vec<Html> = found.map(|referral| card(context, referral)).collect();
    (!cards.is_empty())
        .then(|| el!("section" ["class": "referrals"] el!("h3" ["part": "subheading"] context.word("referrals")), cards).into())
}

fn card(context: &RenderContext<'_>, referral: &Referral) -> Html {
    let service = &referral.service;
    let mut rows = Vec::new();
    contact(context, service, &mut rows);
    details(context, service, &mut rows);
    el!("article" ["class": "referral", "part": "card referral"]
        el!("h4" [] context.line(&service.name)),
        context.blocks(&referral.reason),
        service.description.as_ref().map(|text| context.blocks(text)),
        el!("dl" [] rows))
    .into()
}

fn contact(context: &RenderContext<'_>, service: &Service, rows: &mut Vec<Html>) {
    for phone in &service.phones {
        rows.push(row(context, "phone", self::phone(context, phone, &service.name)));
    }
    if let Some(email) = &service.email {
        rows.push(row(context, "email", link(&["mailto:", email].concat(), email.kid())));
    }
    if let Some(url) = &service.url {
        let shown = url.strip_prefix("https://").unwrap_or(url);
        rows.push(row(context, "website", link(url, shown.trim_end_matches('/').kid())));
    }
    for address in &service.addresses {
        let lines: Vec<Html> =
            address.lines.iter().map(|line| el!("div" [] el!("bdi" [] &**line)).into()).collect();
        rows.push(row(context, "address", el!("address" [] lines)));
    }
}

/// What a person reads may hold spaces and brackets; what a phone dials may not.
/// A list of links, as a screen reader has it, says whose number each is.
fn phone(context: &RenderContext<'_>, phone: &Phone, name: &Text) -> Html {
    let dial: String = phone.number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let name = el!("span" ["class": "unseen"] " ", context.line(name));
    let number = link(&["tel:", &dial].concat(), list(vec![phone.number.kid(), name.into()]));
    list(vec![number, more(context, phone.description.as_ref())])
}

fn details(context: &RenderContext<'_>, service: &Service, rows: &mut Vec<Html>) {
    let mut add = |key: &str, nodes: Vec<Html>| {
        if !nodes.is_empty() {
            rows.push(row(context, key, nodes));
        }
    };
    add("hours", service.schedules.iter().map(|schedule| hours(context, schedule)).collect());
    add("documents", service.required_documents.iter().map(|text| context.blocks(text)).collect());
    let names: Vec<String> =
        service.languages.iter().map(|code| context.localizer.language_name(code)).collect();
    if !names.is_empty() {
        add("languages", vec![context.localizer.list(&names).kid()]);
    }
    let said = |text: &Option<Text>| text.iter().map(|text| context.blocks(text)).collect();
    add("apply", said(&service.application_process));
    add("fees", said(&service.fees_description));
}

fn hours(context: &RenderContext<'_>, schedule: &Schedule) -> Html {
    let localizer = context.localizer;
    let days = days(localizer, &schedule.byday);
    let times = match (&schedule.opens_at, &schedule.closes_at) {
        (Some(from), Some(to)) => {
            let (from, to) = (localizer.time(from), localizer.time(to));
            localizer.fill("times", &[("day", &days), ("from", &from), ("to", &to)])
        }
        _ => days,
    };
    list(vec![el!("div" [] times).into(), more(context, schedule.description.as_ref())])
}

/// "Monday–Friday", "Tuesday and Thursday".
fn days(localizer: &Localizer, byday: &[u8]) -> String {
    if byday.len() == 7 {
        return localizer.say("every-day").into();
    }
    let follow = |(one, next): (&u8, &u8)| one + 1 == *next;
    let in_a_row = byday.len() > 2 && byday.iter().zip(byday.iter().skip(1)).all(follow);
    match byday {
        [first, .., last] if in_a_row => {
            [&*localizer.weekday(*first), "–", &localizer.weekday(*last)].concat()
        }
        _ => localizer.list(&byday.iter().map(|day| localizer.weekday(*day)).collect::<Vec<_>>()),
    }
}

fn more(context: &RenderContext<'_>, text: Option<&Text>) -> Html {
    text.map(|text| el!("div" [] context.line(text))).kid()
}

fn row(context: &RenderContext<'_>, key: &str, content: impl Kid) -> Html {
    el!("div" [] el!("dt" [] context.word(key)), el!("dd" [] content)).into()
}
