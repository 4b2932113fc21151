//! Where to get help: each service with every way to reach it.

use crate::said::{Scene, link};
use intake_core::definition::{Referral, Schedule, Service};
use yew::prelude::*;

/// The referrals that apply, in the order that the core gives: urgent ones first.
pub fn list(scene: &Scene<'_>, referrals: &[usize]) -> Html {
    let form = scene.session.form();
    let mut found = referrals.iter().filter_map(|referral| form.referrals.get(*referral)).peekable();
    if found.peek().is_none() {
        return Html::default();
    }
    html! {
        <section class="referrals">
            <h3>{ scene.word("referrals") }</h3>
            { for found.map(|referral| card(scene, referral)) }
        </section>
    }
}

fn card(scene: &Scene<'_>, referral: &Referral) -> Html {
    let service = &referral.service;
    html! {
        <article class="referral" part="referral">
            <h4>{ scene.line(&service.name) }</h4>
            { scene.blocks(&referral.reason) }
            { service.description.as_ref().map(|text| scene.blocks(text)) }
            <dl>{ contact(scene, service) }{ details(scene, service) }</dl>
        </article>
    }
}

fn contact(scene: &Scene<'_>, service: &Service) -> Html {
    let phones = service.phones.iter().map(|phone| {
        // What a person reads may hold spaces and brackets; what a phone dials may not.
        let dial: String = phone.number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        let number = link(&["tel:", &dial].concat(), Html::from(phone.number.to_string()));
        let more = phone.description.as_ref().map(|text| html! { <span>{ " " }{ scene.line(text) }</span> });
        row(scene, "phone", html! { <>{ number }{ more }</> })
    });
    let email = service
        .email
        .as_ref()
        .map(|email| row(scene, "email", link(&["mailto:", email].concat(), Html::from(email.to_string()))));
    let url = service.url.as_ref().map(|url| {
        let shown = url.trim_start_matches("https://").trim_end_matches('/');
        row(scene, "website", link(url, Html::from(shown.to_string())))
    });
    let addresses = service.addresses.iter().map(|address| {
        let lines = address.lines.iter().map(|line| html! { <>{ line.to_string() }<br /></> });
        row(scene, "address", html! { <address>{ for lines }</address> })
    });
    html! { <>{ for phones }{ email }{ url }{ for addresses }</> }
}

fn details(scene: &Scene<'_>, service: &Service) -> Html {
    let hours = service.schedules.iter().map(|schedule| html! { <div>{ hours(scene, schedule) }</div> });
    let bring = service.required_documents.iter().map(|text| html! { <li>{ scene.line(text) }</li> });
    let names = service.languages.iter().map(|code| scene.voice.language_name(code));
    let names = intake_core::text::Speech::list(scene.voice, &names.collect::<Vec<_>>());
    let apply = service.application_process.as_ref().map(|text| row(scene, "apply", scene.blocks(text)));
    let fees = service.fees_description.as_ref().map(|text| row(scene, "fees", scene.line(text)));
    html! {
        <>
            if !service.schedules.is_empty() { { row(scene, "hours", Html::from_iter(hours)) } }
            if !service.required_documents.is_empty() { { row(scene, "documents", html! { <ul>{ for bring }</ul> }) } }
            if !service.languages.is_empty() { { row(scene, "languages", Html::from(names)) } }
            { apply }
            { fees }
        </>
    }
}

fn hours(scene: &Scene<'_>, schedule: &Schedule) -> Html {
    let voice = scene.voice;
    let days: Vec<String> = schedule.byday.iter().map(|day| voice.weekday(*day)).collect();
    let days = intake_core::text::Speech::list(voice, &days);
    let times = match (&schedule.opens_at, &schedule.closes_at) {
        (Some(from), Some(to)) => {
            let (from, to) = (voice.time(from), voice.time(to));
            voice.words().fill("times", &[("day", &days), ("from", &from), ("to", &to)])
        }
        _ => days,
    };
    let more = schedule.description.as_ref().map(|text| scene.line(text));
    let gap = (!times.is_empty() && more.is_some()).then_some(" ");
    html! { <>{ times }{ gap }{ more }</> }
}

fn row(scene: &Scene<'_>, key: &str, content: Html) -> Html {
    html! { <div><dt>{ scene.word(key) }</dt><dd>{ content }</dd></div> }
}
