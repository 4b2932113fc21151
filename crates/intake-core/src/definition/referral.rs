//! Referrals: where to go, each an Open Referral HSDS 3 service.

use std::rc::Rc;

use super::reader::{Object, Reader};
use super::source::Source;
use crate::diagnostic::Place;
use crate::json::Json;
use crate::text::Text;

/// A place to send a person to, and why.
pub struct Referral {
    pub name: Rc<str>,
    /// Without it, a referral follows the programs that name it.
    pub relevant: Option<Source>,
    pub reason: Text,
    pub service: Service,
}

/// HSDS 3 `service`, as much of it as a person needs.
pub struct Service {
    pub name: Text,
    pub description: Option<Text>,
    pub url: Option<Rc<str>>,
    pub email: Option<Rc<str>>,
    pub phones: Vec<Phone>,
    pub schedules: Vec<Schedule>,
    pub addresses: Vec<Address>,
    pub required_documents: Vec<Text>,
    /// Language tags.
    pub languages: Vec<Rc<str>>,
    pub application_process: Option<Text>,
    pub fees_description: Option<Text>,
}

/// HSDS `phone`.
pub struct Phone {
    pub number: Rc<str>,
    pub description: Option<Text>,
}

/// HSDS `schedule`.
pub struct Schedule {
    /// 1 Monday to 7 Sunday (RFC 5545 `BYDAY`).
    pub byday: Vec<u8>,
    /// `HH:MM`.
    pub opens_at: Option<Rc<str>>,
    pub closes_at: Option<Rc<str>>,
    pub description: Option<Text>,
}

/// HSDS `address`, as lines.
pub struct Address {
    pub lines: Vec<Rc<str>>,
}

const SERVICE: [&str; 13] = [
    "id",
    "name",
    "alternate_name",
    "description",
    "url",
    "email",
    "phones",
    "schedules",
    "addresses",
    "required_documents",
    "languages",
    "application_process",
    "fees_description",
];

pub(super) fn read(reader: &Reader<'_>, top: &Object<'_>) -> Vec<Referral> {
    let mut referrals = Vec::new();
    for (json, entry) in top.each("referrals") {
        let place = entry.at();
        let object = reader.object(json, &place, &["name", "relevant", "reason", "service"]);
        object.need("service");
        let Some(name) = object.slug("name") else { continue };
        let none = Json::Object(Vec::new());
        let service = read_service(reader, object.get("service").unwrap_or(&none), &place.member("service"));
        referrals.push(Referral {
            name,
            relevant: object.source("relevant"),
            reason: object.need_text("reason"),
            service,
        });
    }
    referrals
}

fn read_service(reader: &Reader<'_>, json: &Json, place: &Place<'_>) -> Service {
    let object = reader.object(json, place, &SERVICE);
    Service {
        name: object.need_text("name"),
        description: object.text("description"),
        url: object.string("url").filter(|url| {
            let safe = url.starts_with("https://");
            if !safe {
                reader.expected(&place.member("url"), "an address that starts with https://");
            }
            safe
        }),
        email: object.string("email"),
        phones: read_phones(reader, &object),
        schedules: read_schedules(reader, &object),
        addresses: read_addresses(reader, &object),
        required_documents: each_text(reader, &object, "required_documents", "document"),
        languages: read_languages(reader, &object),
        application_process: object.text("application_process"),
        fees_description: object.text("fees_description"),
    }
}

fn each_text(reader: &Reader<'_>, service: &Object<'_>, list: &str, member: &str) -> Vec<Text> {
    let read = |(json, entry): (&Json, super::reader::Entry<'_>)| {
        reader.object(json, &entry.at(), &["id", member]).need_text(member)
    };
    service.each(list).map(read).collect()
}

fn read_languages(reader: &Reader<'_>, service: &Object<'_>) -> Vec<Rc<str>> {
    let read = |(json, entry): (&Json, super::reader::Entry<'_>)| {
        reader.object(json, &entry.at(), &["id", "name", "code", "note"]).need_string("code")
    };
    service.each("languages").filter_map(read).collect()
}

fn read_phones(reader: &Reader<'_>, service: &Object<'_>) -> Vec<Phone> {
    service
        .each("phones")
        .filter_map(|(json, entry)| {
            let place = entry.at();
            let phone = reader.object(json, &place, &["id", "number", "extension", "type", "description"]);
            Some(Phone { number: phone.need_string("number")?, description: phone.text("description") })
        })
        .collect()
}

fn read_schedules(reader: &Reader<'_>, service: &Object<'_>) -> Vec<Schedule> {
    let mut schedules = Vec::new();
    for (json, entry) in service.each("schedules") {
        let place = entry.at();
        let schedule = reader.object(
            json,
            &place,
            &[
                "id",
                "byday",
                "freq",
                "opens_at",
                "closes_at",
                "description",
                "valid_from",
                "valid_to",
                "timezone",
                "notes",
            ],
        );
        let byday = schedule.string("byday").unwrap_or_default();
        let days: Option<Vec<u8>> = byday
            .split(',')
            .filter(|day| !day.is_empty())
            .map(|day| {
                let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
                days.iter().position(|name| *name == day.trim()).map(|i| i as u8 + 1)
            })
            .collect();
        if days.is_none() {
            reader.expected(&place.member("byday"), "days such as \"MO,WE,FR\"");
        }
        schedules.push(Schedule {
            byday: days.unwrap_or_default(),
            opens_at: schedule.string("opens_at"),
            closes_at: schedule.string("closes_at"),
            description: schedule.text("description"),
        });
    }
    schedules
}

fn read_addresses(reader: &Reader<'_>, service: &Object<'_>) -> Vec<Address> {
    const PARTS: [&str; 6] = ["address_1", "address_2", "city", "state_province", "postal_code", "country"];
    let mut addresses = Vec::new();
    for (json, entry) in service.each("addresses") {
        let place = entry.at();
        let known: Vec<&str> =
            PARTS.iter().copied().chain(["id", "attention", "region", "address_type"]).collect();
        let address = reader.object(json, &place, &known);
        let part = |name| address.string(name).filter(|part| !part.is_empty());
        let mut lines: Vec<Rc<str>> = ["address_1", "address_2"].into_iter().filter_map(part).collect();
        let town: Vec<Rc<str>> =
            ["city", "state_province", "postal_code"].into_iter().filter_map(part).collect();
        if !town.is_empty() {
            lines.push(town.join(", ").into());
        }
        addresses.push(Address { lines });
    }
    addresses
}
