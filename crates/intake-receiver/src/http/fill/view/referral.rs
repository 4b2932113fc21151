//! Where to get help: what can't wait first, then each place with every way to reach it.

use super::context::Context;
use super::text::link;
use crate::moment;
use crate::speech::language_name;
use intake_core::definition::{Referral, Service};
use intake_core::guidance::{First, Guidance, Place};
use intake_core::hours::{say_schedule, tell};
use intake_core::language::is_variant;
use intake_core::text::{Speech, Text};
use intake_core::wording::Wording;
use maud::{Markup, html};

/// What can't wait: a few rows that are read at one look, each with something to press.
pub(super) fn first(context: &Context<'_>, guidance: &Guidance) -> Markup {
    html! {
        @if !guidance.first.is_empty() {
            section.first {
                h3 { (context.words.say("first")) }
                @for row in &guidance.first { (first_row(context, row)) }
            }
        }
    }
}

fn first_row(context: &Context<'_>, row: &First) -> Markup {
    let form = context.session.form();
    let program = row.program.and_then(|program| form.programs.get(program));
    let place = row.place.and_then(|place| form.referrals.get(place));
    let what = program.map(|program| &program.label).or(place.map(|place| &place.service.name));
    html! {
        article {
            @if let Some(what) = what { h4 { (context.line(None, what)) } }
            @if let Some(place) = place {
                (opening(context, &place.service))
                // A place that has nothing to press is named.
                @if program.is_some() && !is_reachable(&place.service) {
                    div { (context.line(None, &place.service.name)) }
                }
                @if let Some(address) = place.service.addresses.first() { div { bdi { (address.lines.join(", ")) } } }
                (reach(context, &place.service))
            }
        }
    }
}

fn is_reachable(service: &Service) -> bool {
    service.voice().is_some() || service.url.is_some() || service.email.is_some()
}

/// Something to press that says whom: a call, or where there is no telephone the site or a letter.
fn reach(context: &Context<'_>, service: &Service) -> Markup {
    let name = context.plain(None, &service.name);
    if let Some(phone) = service.voice() {
        let words = context.words.fill("call", &[("name", &name)]);
        let label = html! { span { (words) } bdi.number dir="ltr" { (phone.number) } };
        return html! { p.call { (link(&phone.href(), label)) } };
    }
    let letter = || service.email.as_ref().map(|email| ["mailto:", email].concat());
    let href = service.url.as_ref().map(ToString::to_string).or_else(letter);
    html! { @if let Some(href) = href { p.call { (link(&href, html! { (name) })) } } }
}

/// Whether a place is open, and what it says of that itself.
fn opening(context: &Context<'_>, service: &Service) -> Markup {
    let zone = context.session.form().settings.time_zone.as_ref();
    let told = tell(&service.schedules, zone, context.now.seconds(), &moment::offset, context.words);
    html! {
        p.opening {
            @if let Some(open) = &told.open { strong { (open) } }
            @else if told.lines.is_empty() { span { (context.words.say("hours-ask")) } }
            @for (line, text) in &told.lines {
                @if !line.is_empty() { span.line { (line) } }
                @if let Some(text) = text { span.line { (context.line(None, text)) } }
            }
        }
    }
}

/// Places that stand in no program.
pub(super) fn section(context: &Context<'_>, key: &str, referrals: &[usize]) -> Markup {
    let form = context.session.form();
    let found: Vec<&Referral> =
        referrals.iter().filter_map(|referral| form.referrals.get(*referral)).collect();
    html! {
        @if !found.is_empty() {
            section.referrals {
                h3 { (context.words.say(key)) }
                @for referral in found { article.referral { (place(context, referral, true, false)) } }
            }
        }
    }
}

/// The places of a program, within it.
pub(super) fn places(context: &Context<'_>, places: &[Place]) -> Markup {
    html! {
        @for own in places {
            @if let Some(referral) = context.session.form().referrals.get(own.referral) {
                div.place { (place(context, referral, false, own.again)) }
            }
        }
    }
}

/// A place: what one needs to go there, and folded the rest. One that was shown before is short.
fn place(context: &Context<'_>, referral: &Referral, is_alone: bool, is_again: bool) -> Markup {
    let service = &referral.service;
    let name = context.line(None, &service.name);
    html! {
        @if is_alone { h4.name { (name) } } @else { h5.name { (name) } }
        (opening(context, service))
        @if !is_again { (context.blocks(None, &referral.reason)) (language(context, service)) }
        dl {
            @for phone in &service.phones {
                (row(context, "phone", &html! {
                    (link(&phone.href(), html! { bdi dir="ltr" { (phone.number) } span.unseen { ", " (context.line(None, &service.name)) } }))
                    (more(context, phone.description.as_ref()))
                }))
            }
            @for address in &service.addresses {
                (row(context, "address", &html! { address { @for line in &address.lines { div { bdi { (line) } } } } }))
            }
        }
        @let details = details(context, service);
        @if !is_again && (service.description.is_some() || !details.0.is_empty()) {
            details.more {
                summary { (context.words.say("place-more")) }
                @if let Some(text) = &service.description { (context.blocks(None, text)) }
                dl { (details) }
            }
        }
    }
}

/// Whether the person's language is spoken there.
fn language(context: &Context<'_>, service: &Service) -> Markup {
    let own = context.words.language();
    let is_spoken = service.languages.iter().any(|code| is_variant(code, own) || is_variant(own, code));
    let words = if is_spoken {
        context.words.fill("speaks", &[("language", language_name(own))])
    } else {
        context.words.fill("speaks-not", &[("languages", &languages(context, service))])
    };
    html! { @if !service.languages.is_empty() { p { (words) } } }
}

fn languages(context: &Context<'_>, service: &Service) -> String {
    let names = service.languages.iter().map(|code| language_name(code).to_owned());
    context.words.list(&names.collect::<Vec<_>>())
}

fn details(context: &Context<'_>, service: &Service) -> Markup {
    let said = |key: &str, text: &Option<Text>| match text {
        Some(text) => row(context, key, &context.blocks(None, text)),
        None => Markup::default(),
    };
    let today = context.session.today();
    let schedules = || service.schedules.iter().filter(|schedule| !schedule.is_over(today));
    html! {
        @if schedules().next().is_some() {
            (row(context, "hours", &html! {
                @for schedule in schedules() {
                    @let line = say_schedule(schedule, today, context.words);
                    @if !line.is_empty() { div { (line) } }
                    (more(context, schedule.description.as_ref()))
                }
            }))
        }
        @if let Some(email) = &service.email {
            (row(context, "email", &link(&["mailto:", email].concat(), html! { (email) })))
        }
        @if let Some(url) = &service.url {
            @let shown = url.strip_prefix("https://").unwrap_or(url).trim_end_matches('/');
            (row(context, "website", &link(url, html! { (shown) })))
        }
        @if !service.required_documents.is_empty() {
            (row(context, "documents", &html! { @for text in &service.required_documents { (context.blocks(None, text)) } }))
        }
        @if !service.languages.is_empty() { (row(context, "languages", &html! { (languages(context, service)) })) }
        (said("apply", &service.application_process))
        (said("fees", &service.fees_description))
    }
}

fn more(context: &Context<'_>, text: Option<&Text>) -> Markup {
    html! { @if let Some(text) = text { div { (context.line(None, text)) } } }
}

fn row(context: &Context<'_>, key: &str, content: &Markup) -> Markup {
    html! { div { dt { (context.words.say(key)) } dd { (content) } } }
}
