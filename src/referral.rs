//! Where to get help: each service with every way to reach it.

use crate::node::{Kid, el, list};
use crate::said::{Scene, link};
use crate::speech::Voice;
use intake_core::definition::{Phone, Referral, Schedule, Service};
use intake_core::text::{Speech, Text};
use yew::Html;

/// The referrals that apply, in the order that the author gave: urgent ones first.
pub fn section(scene: &Scene<'_>, referrals: &[usize]) -> Option<Html> {
    let form = scene.session.form();
    let found = referrals.iter().filter_map(|referral| form.referrals.get(*referral));
    let cards: Vec<Html> = found.map(|referral| card(scene, referral)).collect();
    (!cards.is_empty())
        .then(|| el!("section" ["class": "referrals"] el!("h3" ["part": "subheading"] scene.word("referrals")), cards).into())
}

fn card(scene: &Scene<'_>, referral: &Referral) -> Html {
    let service = &referral.service;
    let mut rows = Vec::new();
    contact(scene, service, &mut rows);
    details(scene, service, &mut rows);
    el!("article" ["class": "referral", "part": "card referral"]
        el!("h4" [] scene.line(&service.name)),
        scene.blocks(&referral.reason),
        service.description.as_ref().map(|text| scene.blocks(text)),
        el!("dl" [] rows))
    .into()
}

fn contact(scene: &Scene<'_>, service: &Service, rows: &mut Vec<Html>) {
    for phone in &service.phones {
        rows.push(row(scene, "phone", self::phone(scene, phone)));
    }
    if let Some(email) = &service.email {
        rows.push(row(scene, "email", link(&["mailto:", email].concat(), email.kid())));
    }
    if let Some(url) = &service.url {
        let shown = url.strip_prefix("https://").unwrap_or(url);
        rows.push(row(scene, "website", link(url, shown.trim_end_matches('/').kid())));
    }
    for address in &service.addresses {
        let lines: Vec<Html> =
            address.lines.iter().map(|line| el!("div" [] el!("bdi" [] &**line)).into()).collect();
        rows.push(row(scene, "address", el!("address" [] lines)));
    }
}

/// What a person reads may hold spaces and brackets; what a phone dials may not.
fn phone(scene: &Scene<'_>, phone: &Phone) -> Html {
    let dial: String = phone.number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let number = link(&["tel:", &dial].concat(), phone.number.kid());
    list(vec![number, more(scene, phone.description.as_ref())])
}

fn details(scene: &Scene<'_>, service: &Service, rows: &mut Vec<Html>) {
    let mut add = |key: &str, nodes: Vec<Html>| {
        if !nodes.is_empty() {
            rows.push(row(scene, key, nodes));
        }
    };
    add("hours", service.schedules.iter().map(|schedule| hours(scene, schedule)).collect());
    add("documents", service.required_documents.iter().map(|text| scene.blocks(text)).collect());
    let names: Vec<String> = service.languages.iter().map(|code| scene.voice.language_name(code)).collect();
    if !names.is_empty() {
        add("languages", vec![scene.voice.list(&names).kid()]);
    }
    let said = |text: &Option<Text>| text.iter().map(|text| scene.blocks(text)).collect();
    add("apply", said(&service.application_process));
    add("fees", said(&service.fees_description));
}

fn hours(scene: &Scene<'_>, schedule: &Schedule) -> Html {
    let voice = scene.voice;
    let days = days(voice, &schedule.byday);
    let times = match (&schedule.opens_at, &schedule.closes_at) {
        (Some(from), Some(to)) => {
            let (from, to) = (voice.time(from), voice.time(to));
            voice.words().fill("times", &[("day", &days), ("from", &from), ("to", &to)])
        }
        _ => days,
    };
    list(vec![el!("div" [] times).into(), more(scene, schedule.description.as_ref())])
}

/// "Monday–Friday", "Tuesday and Thursday".
fn days(voice: &Voice, byday: &[u8]) -> String {
    if byday.len() == 7 {
        return voice.words().say("every-day").into();
    }
    let follow = |(one, next): (&u8, &u8)| one + 1 == *next;
    let in_a_row = byday.len() > 2 && byday.iter().zip(byday.iter().skip(1)).all(follow);
    match byday {
        [first, .., last] if in_a_row => [&*voice.weekday(*first), "–", &voice.weekday(*last)].concat(),
        _ => voice.list(&byday.iter().map(|day| voice.weekday(*day)).collect::<Vec<_>>()),
    }
}

fn more(scene: &Scene<'_>, text: Option<&Text>) -> Html {
    text.map(|text| el!("div" [] scene.line(text))).kid()
}

fn row(scene: &Scene<'_>, key: &str, content: impl Kid) -> Html {
    el!("div" [] el!("dt" [] scene.word(key)), el!("dd" [] content)).into()
}
