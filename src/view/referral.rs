//! Where to get help: what can't wait first, then each place with every way to reach it.

use crate::dom::node::{El, Kid, el, list};
use crate::render::context::RenderContext;
use crate::render::rich_text::link;
use crate::text::localizer::now;
use intake_core::definition::{Phone, Referral, Service};
use intake_core::guidance::{First, Guidance, Place};
use intake_core::hours::{say_schedule, tell};
use intake_core::language::is_variant;
use intake_core::text::{Speech, Text};
use intake_core::wording::Wording;
use yew::Html;

/// What can't wait: a few rows that are read at one look, each with something to press.
pub fn first(context: &RenderContext<'_>, guidance: &Guidance) -> Option<El> {
    let rows: Vec<Html> = guidance.first.iter().filter_map(|row| first_row(context, row)).collect();
    (!rows.is_empty()).then(|| {
        el!("section" ["class": "first", "part": "panel first"] el!("h3" ["part": "subheading"] context.word("first")), rows)
    })
}

fn first_row(context: &RenderContext<'_>, row: &First) -> Option<Html> {
    let form = context.session.form();
    let program = row.program.and_then(|program| form.programs.get(program));
    let place = row.place.and_then(|place| form.referrals.get(place));
    let service = place.map(|place| &place.service);
    let what = program.map(|program| &program.label).or(service.map(|service| &service.name))?;
    // A place that has nothing to press is named.
    let to_press = service.and_then(|service| reach(context, service));
    let name = service.filter(|_| to_press.is_none() && program.is_some());
    let name = name.map(|service| el!("div" [] context.line(&service.name)));
    // Short, so that all of it is on the first screen: what is pressed says whose place it is.
    let where_ = service.and_then(|service| service.addresses.first());
    let where_ = where_.map(|address| el!("div" [] el!("bdi" [] address.lines.join(", "))));
    Some(
        el!("article" []
            el!("h4" [] context.line(what)),
            service.map(|service| opening(context, service)),
            name,
            where_,
            to_press)
        .into(),
    )
}

/// Something to press that says whom: a call, or where there is no telephone the site or a letter.
fn reach(context: &RenderContext<'_>, service: &Service) -> Option<Html> {
    let name = context.plain(&service.name);
    if let Some(phone) = service.voice() {
        return Some(call(context, phone, &name));
    }
    let href = service.url.as_ref().map(ToString::to_string);
    let href = href.or_else(|| service.email.as_ref().map(|email| ["mailto:", email].concat()))?;
    Some(el!("p" ["class": "call"] link(&href, name.kid())).into())
}

fn call(context: &RenderContext<'_>, phone: &Phone, name: &str) -> Html {
    let words = context.localizer.fill("call", &[("name", name)]);
    let label = list(vec![
        el!("span" [] words).into(),
        el!("bdi" ["class": "number", "dir": "ltr"] &*phone.number).into(),
    ]);
    el!("p" ["class": "call"] link(&phone.href(), label)).into()
}

/// Whether a place is open, and what it says of that itself.
fn opening(context: &RenderContext<'_>, service: &Service) -> El {
    let zone = context.session.form().settings.time_zone.as_ref();
    let localizer = context.localizer;
    let told = tell(&service.schedules, zone, now(), &|zone, at| localizer.offset(zone, at), localizer);
    let ask = told.open.is_none() && told.lines.is_empty();
    let lines = told.lines.into_iter().map(|(line, text)| hours_line(context, line, text));
    el!("p" ["class": "opening"]
        told.open.map(|words| el!("strong" [] words)),
        ask.then(|| el!("span" [] context.word("hours-ask"))),
        lines.collect::<Vec<_>>())
}

/// What a schedule says, with its days and hours where there are any to say.
fn hours_line(context: &RenderContext<'_>, line: String, text: Option<&Text>) -> Html {
    let line = (!line.is_empty()).then(|| el!("div" [] line));
    list(vec![line.kid(), more(context, text)])
}

/// Places that stand in no program.
pub fn section(context: &RenderContext<'_>, key: &str, referrals: &[usize]) -> Option<Html> {
    let form = context.session.form();
    let found = referrals.iter().filter_map(|referral| form.referrals.get(*referral));
    let cards: Vec<Html> = found
        .map(|referral| {
            el!("article" ["class": "referral", "part": "card referral"] place(context, referral, true, false)).into()
        })
        .collect();
    (!cards.is_empty()).then(|| {
        el!("section" ["class": "referrals"] el!("h3" ["part": "subheading"] context.word(key)), cards).into()
    })
}

/// The places of a program, within it.
pub fn places(context: &RenderContext<'_>, places: &[Place]) -> Vec<Html> {
    let form = context.session.form();
    let found = places.iter().filter_map(|own| Some((own, form.referrals.get(own.referral)?)));
    let card = |(own, referral): (&Place, &Referral)| {
        el!("div" ["class": "place", "part": "place"] place(context, referral, false, own.again)).into()
    };
    found.map(card).collect()
}

/// A place: what one needs to go there, and folded the rest. One that was shown before is short.
fn place(context: &RenderContext<'_>, referral: &Referral, alone: bool, again: bool) -> Html {
    let service = &referral.service;
    let (mut rows, mut more) = (Vec::new(), Vec::new());
    let name = context.line(&service.name);
    let name = if alone { el!("h4" ["class": "name"] name) } else { el!("h5" ["class": "name"] name) };
    for phone in &service.phones {
        rows.push(row(context, "phone", self::phone(context, phone, &service.name)));
    }
    for address in &service.addresses {
        let lines: Vec<Html> =
            address.lines.iter().map(|line| el!("div" [] el!("bdi" [] &**line)).into()).collect();
        rows.push(row(context, "address", el!("address" [] lines)));
    }
    details(context, service, &mut more);
    let about =
        (!again).then(|| list(vec![context.blocks(&referral.reason), language(context, service).kid()]));
    let text = service.description.as_ref().map(|text| context.blocks(text));
    let folded = (!again && (text.is_some() || !more.is_empty())).then(|| {
        el!("details" ["class": "more", "part": "details"]
            el!("summary" [] context.word("place-more")), text, el!("dl" [] more))
    });
    list(vec![
        name.into(),
        opening(context, service).into(),
        about.kid(),
        el!("dl" [] rows).into(),
        folded.kid(),
    ])
}

/// Whether the person's language is spoken there.
fn language(context: &RenderContext<'_>, service: &Service) -> Option<El> {
    let localizer = context.localizer;
    let own = localizer.language();
    if service.languages.is_empty() {
        return None;
    }
    let is_spoken = service.languages.iter().any(|code| is_variant(code, own) || is_variant(own, code));
    let words = if is_spoken {
        localizer.fill("speaks", &[("language", &localizer.language_name(own))])
    } else {
        localizer.fill("speaks-not", &[("languages", &languages(context, service))])
    };
    Some(el!("p" [] words))
}

fn languages(context: &RenderContext<'_>, service: &Service) -> String {
    let names = service.languages.iter().map(|code| context.localizer.language_name(code));
    context.localizer.list(&names.collect::<Vec<_>>())
}

/// A list of links, as a screen reader has it, says whose number each is.
fn phone(context: &RenderContext<'_>, phone: &Phone, name: &Text) -> Html {
    let name = el!("span" ["class": "unseen"] " ", context.line(name));
    let number =
        link(&phone.href(), list(vec![el!("bdi" ["dir": "ltr"] &*phone.number).into(), name.into()]));
    list(vec![number, more(context, phone.description.as_ref())])
}

fn details(context: &RenderContext<'_>, service: &Service, rows: &mut Vec<Html>) {
    let mut add = |key: &str, nodes: Vec<Html>| {
        if !nodes.is_empty() {
            rows.push(row(context, key, nodes));
        }
    };
    let today = context.session.today();
    let schedules = service.schedules.iter().filter(|schedule| !schedule.is_over(today));
    let hours = schedules.map(|schedule| {
        let line = say_schedule(schedule, today, context.localizer);
        hours_line(context, line, schedule.description.as_ref())
    });
    add("hours", hours.collect());
    if let Some(email) = &service.email {
        add("email", vec![link(&["mailto:", email].concat(), email.kid())]);
    }
    if let Some(url) = &service.url {
        let shown = url.strip_prefix("https://").unwrap_or(url);
        add("website", vec![link(url, shown.trim_end_matches('/').kid())]);
    }
    add("documents", service.required_documents.iter().map(|text| context.blocks(text)).collect());
    if !service.languages.is_empty() {
        add("languages", vec![languages(context, service).kid()]);
    }
    let said = |text: &Option<Text>| text.iter().map(|text| context.blocks(text)).collect();
    add("apply", said(&service.application_process));
    add("fees", said(&service.fees_description));
}

fn more(context: &RenderContext<'_>, text: Option<&Text>) -> Html {
    text.map(|text| el!("div" [] context.line(text))).kid()
}

fn row(context: &RenderContext<'_>, key: &str, content: impl Kid) -> Html {
    el!("div" [] el!("dt" [] context.word(key)), el!("dd" [] content)).into()
}
