//! Referrals: where to go, each an Open Referral HSDS 3 service.

use std::sync::Arc;

use super::reader::{Object, Reader};
use super::schedule::{self, Schedule};
use super::source::Source;
use crate::json::Json;
use crate::text::Text;

/// A place to send a person to, and why.
pub struct Referral {
    /// A slug, which programs and the outcome name it by.
    pub name: Arc<str>,
    /// Without it, a referral follows the programs that name it.
    pub relevant: Option<Source>,
    /// Then it stands first.
    pub urgent: Option<Source>,
    /// Why the person is sent there.
    pub reason: Text,
    /// Where that is.
    pub service: Service,
}

/// HSDS 3 `service`, as much of it as a person needs.
pub struct Service {
    /// HSDS `name`.
    pub name: Text,
    /// HSDS `description`.
    pub description: Option<Text>,
    /// HSDS `url`.
    pub url: Option<Arc<str>>,
    /// HSDS `email`.
    pub email: Option<Arc<str>>,
    /// HSDS `phones`.
    pub phones: Vec<Phone>,
    /// HSDS `schedules`, when it is open.
    pub schedules: Vec<Schedule>,
    /// HSDS `addresses` of its locations.
    pub addresses: Vec<Address>,
    /// HSDS `required_documents`, what to bring.
    pub required_documents: Vec<Text>,
    /// Language tags.
    pub languages: Vec<Arc<str>>,
    /// HSDS `application_process`.
    pub application_process: Option<Text>,
    /// HSDS `fees_description`.
    pub fees_description: Option<Text>,
}

impl Service {
    /// The number to call: the first at which somebody answers.
    pub fn voice(&self) -> Option<&Phone> {
        self.phones.iter().find(|phone| phone.is_voice)
    }
}

/// HSDS `phone`.
pub struct Phone {
    /// As people dial it.
    pub number: Arc<str>,
    /// Whose it is, or when somebody answers.
    pub description: Option<Text>,
    /// Whether somebody can be called there: not a fax, not only for text messages.
    pub is_voice: bool,
}

impl Phone {
    /// The `tel:` address: what a person reads may hold spaces and brackets, what a phone dials may not.
    pub fn href(&self) -> String {
        let digits = self.number.chars().filter(|c| c.is_ascii_digit() || *c == '+');
        "tel:".chars().chain(digits).collect()
    }
}

/// HSDS `address`, as lines.
pub struct Address {
    /// As they stand on an envelope.
    pub lines: Vec<Arc<str>>,
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
    let none = Json::Object(Vec::new());
    top.each_object("referrals", &["name", "relevant", "urgent", "reason", "service"], &mut |object| {
        object.need("service");
        let Some(name) = object.slug("name") else { return };
        let place = object.place().member("service");
        let service = reader.object(object.get("service").unwrap_or(&none), &place, &SERVICE);
        let service = read_service(reader, &service);
        referrals.push(Referral {
            name,
            relevant: object.source("relevant"),
            urgent: object.source("urgent"),
            reason: object.need_text("reason"),
            service,
        });
    });
    referrals
}

fn read_service(reader: &Reader<'_>, service: &Object<'_>) -> Service {
    Service {
        name: service.need_text("name"),
        description: service.text("description"),
        url: service.https("url"),
        email: service.string("email"),
        phones: read_phones(service),
        schedules: schedule::read(reader, service),
        addresses: read_addresses(service),
        required_documents: read_documents(service),
        languages: read_languages(service),
        application_process: service.text("application_process"),
        fees_description: service.text("fees_description"),
    }
}

fn read_documents(service: &Object<'_>) -> Vec<Text> {
    let mut documents = Vec::new();
    service.each_object("required_documents", &["id", "document"], &mut |object| {
        documents.push(object.need_text("document"));
    });
    documents
}

fn read_languages(service: &Object<'_>) -> Vec<Arc<str>> {
    let mut languages = Vec::new();
    service.each_object("languages", &["id", "name", "code", "note"], &mut |object| {
        languages.extend(object.need_string("code"));
    });
    languages
}

fn read_phones(service: &Object<'_>) -> Vec<Phone> {
    let mut phones = Vec::new();
    service.each_object("phones", &["id", "number", "extension", "type", "description"], &mut |object| {
        let Some(number) = object.need_string("number") else { return };
        let kind = object.string("type").unwrap_or_default();
        let is_voice = !["fax", "text", "sms", "pager", "textphone"]
            .iter()
            .any(|other| kind.eq_ignore_ascii_case(other));
        phones.push(Phone { number, description: object.text("description"), is_voice });
    });
    phones
}

const ADDRESS: [&str; 10] = [
    "address_1",
    "address_2",
    "city",
    "state_province",
    "postal_code",
    "country",
    "id",
    "attention",
    "region",
    "address_type",
];

fn read_addresses(service: &Object<'_>) -> Vec<Address> {
    let mut addresses = Vec::new();
    service.each_object("addresses", &ADDRESS, &mut |object| {
        let mut lines = Vec::new();
        let mut town = String::new();
        for (i, name) in ADDRESS.iter().take(5).enumerate() {
            let Some(part) = object.string(name).filter(|part| !part.is_empty()) else { continue };
            if i < 2 {
                lines.push(part);
            } else {
                town.push_str(if town.is_empty() { "" } else { ", " });
                town.push_str(&part);
            }
        }
        if !town.is_empty() {
            lines.push(town.into());
        }
        addresses.push(Address { lines });
    });
    addresses
}
