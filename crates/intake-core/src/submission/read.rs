//! Reading a submission's body: what `schemas/submission.schema.json` allows, and nothing else.
//!
//! A test of the receiver holds the two against each other.

use crate::date::Date;
use crate::diagnostic::{Diagnostic, Diagnostics, explain};
use crate::json::{Json, push_step};

use super::{FORMAT, Submission, is_uuid};

/// A name, a file's name, a media type: what a file system and RFC 6838 allow.
const SHORT: usize = 255;
const ADDRESS: usize = 2048;
const NOTE: usize = 10_000;
/// Files, programs, criteria, referrals: more than any form has.
const MOST: usize = 1000;
/// Bytes of a file: fifteen digits, which every reader of JSON counts alike.
const BYTES: i64 = 999_999_999_999_999;

impl Submission {
    /// Reads a body; every mistake is collected.
    pub fn read(body: &Json) -> Result<Self, Vec<Diagnostic>> {
        let reader = Reader { body, diagnostics: Diagnostics::default() };
        reader.members("", &MEMBERS, &["supersedes"]);
        if reader.string("/format") != FORMAT {
            reader.wrong("/format", FORMAT);
        }
        reader.members("/form", &["name", "version", "digest", "language"], &[]);
        let assisted = reader.respondent();
        reader.outcome();
        let evaluated_on =
            reader.like("/evaluatedOn", "a day such as 2026-11-22", |text| Date::parse(text).is_some());
        let submission = Self {
            submission_id: reader.like("/submissionId", "a UUIDv7 in small letters", is_uuid),
            audience: reader.text("/audience", ADDRESS),
            form_name: reader.text("/form/name", SHORT),
            form_version: reader.text("/form/version", SHORT),
            form_digest: reader.digest("/form/digest"),
            language: reader.like("/form/language", "a language tag such as sv-FI", is_language),
            signed_at: reader.like("/signedAt", "a time such as 2026-11-22T18:38:25Z", is_time),
            evaluated_on: Date::parse(&evaluated_on).unwrap_or(Date::EPOCH),
            worker: assisted.then(|| reader.text("/respondent/worker", SHORT)),
            note: body.pointer("/respondent/note").map(|_| reader.text("/respondent/note", NOTE)),
            supersedes: body.get("supersedes").map(|_| reader.digest("/supersedes")),
            answers: reader.object("/answers"),
            absent: reader.object("/absent"),
            outcome: reader.object("/outcome"),
            attachments: reader.attachments(),
        };
        let diagnostics = reader.diagnostics.into_vec();
        if diagnostics.is_empty() { Ok(submission) } else { Err(diagnostics) }
    }
}

const MEMBERS: [&str; 11] = [
    "format",
    "submissionId",
    "audience",
    "form",
    "signedAt",
    "evaluatedOn",
    "respondent",
    "answers",
    "absent",
    "outcome",
    "attachments",
];

struct Reader<'a> {
    body: &'a Json,
    diagnostics: Diagnostics,
}

impl Reader<'_> {
    fn wrong(&self, pointer: &str, what: &str) {
        let message = explain!("This must be {what}.");
        self.diagnostics.error("wrong-member", pointer.into(), message, explain!("Write {what} here."));
    }

    /// An object has all of `required`, perhaps some of `optional`, and nothing else.
    fn members(&self, pointer: &str, required: &[&str], optional: &[&str]) {
        let value = if pointer.is_empty() { Some(self.body) } else { self.body.pointer(pointer) };
        let Some(members) = value.and_then(Json::as_object) else { return self.wrong(pointer, "an object") };
        for (name, _) in members {
            if !required.contains(&name.as_str()) && !optional.contains(&name.as_str()) {
                let mut pointer = pointer.to_owned();
                push_step(&mut pointer, name);
                self.wrong(&pointer, "a member of the submission format");
            }
        }
        for name in required {
            if !members.iter().any(|(own, _)| own == name) {
                self.wrong(&[pointer, "/", name].concat(), "here");
            }
        }
    }

    fn string(&self, pointer: &str) -> String {
        let text = self.body.pointer(pointer).and_then(Json::as_str);
        if text.is_none() {
            self.wrong(pointer, "a string");
        }
        text.unwrap_or_default().into()
    }

    /// Not empty, and of at most so many characters.
    fn text(&self, pointer: &str, most: usize) -> String {
        self.like(pointer, "a text that is not empty and not too long", |text| is_short(text, 1, most))
    }

    fn like(&self, pointer: &str, what: &str, is_right: impl Fn(&str) -> bool) -> String {
        let text = self.body.pointer(pointer).and_then(Json::as_str).unwrap_or_default();
        if !is_right(text) {
            self.wrong(pointer, what);
        }
        text.into()
    }

    fn digest(&self, pointer: &str) -> String {
        self.like(pointer, "sha-256: and 43 signs of base64url", is_digest)
    }

    fn object(&self, pointer: &str) -> Json {
        let value = self.body.pointer(pointer).filter(|value| value.as_object().is_some());
        if value.is_none() {
            self.wrong(pointer, "an object");
        }
        value.cloned().unwrap_or_else(|| Json::Object(Vec::new()))
    }

    /// The places of a list's entries.
    fn list(&self, pointer: &str) -> Vec<String> {
        let entries = self.body.pointer(pointer).and_then(Json::as_array);
        let length = entries.map_or(usize::MAX, <[_]>::len);
        if length > MOST {
            self.wrong(pointer, "a list that is not too long");
            return Vec::new();
        }
        (0..length).map(|i| format!("{pointer}/{i}")).collect()
    }

    /// Whether somebody helped.
    fn respondent(&self) -> bool {
        let mode = self.body.pointer("/respondent/mode").and_then(Json::as_str);
        match mode {
            Some("assisted") => self.members("/respondent", &["mode", "worker"], &["note"]),
            Some("self") => self.members("/respondent", &["mode"], &[]),
            _ => self.wrong("/respondent/mode", "self or assisted"),
        }
        mode == Some("assisted")
    }

    fn outcome(&self) {
        self.members("/outcome", &["programs", "referrals"], &[]);
        for program in self.list("/outcome/programs") {
            self.members(&program, &["name", "status", "criteria"], &["estimate"]);
            self.status(&program, "eligible", "ineligible");
            let estimate = format!("{program}/estimate");
            if self.body.pointer(&estimate).is_some_and(|estimate| estimate.as_number().is_none()) {
                self.wrong(&estimate, "a number");
            }
            for criterion in self.list(&format!("{program}/criteria")) {
                self.members(&criterion, &["name", "status"], &[]);
                self.status(&criterion, "met", "unmet");
            }
        }
        for referral in self.list("/outcome/referrals") {
            self.text(&referral, SHORT);
        }
    }

    fn status(&self, pointer: &str, yes: &str, no: &str) {
        self.text(&format!("{pointer}/name"), SHORT);
        let status = format!("{pointer}/status");
        if ![yes, no, "undetermined"].contains(&&*self.string(&status)) {
            self.wrong(&status, "a status");
        }
    }

    fn attachments(&self) -> Vec<Json> {
        for file in self.list("/attachments") {
            self.members(&file, &["item", "fileName", "mediaType", "size", "digest"], &[]);
            self.text(&format!("{file}/item"), SHORT);
            self.text(&format!("{file}/fileName"), SHORT);
            let media_type = format!("{file}/mediaType");
            self.string(&media_type);
            self.like(&media_type, "a media type", |text| is_short(text, 0, SHORT));
            self.digest(&format!("{file}/digest"));
            let size = format!("{file}/size");
            let bytes = self.body.pointer(&size).and_then(Json::as_number).and_then(|size| size.to_i64());
            if bytes.is_none_or(|bytes| !(0..=BYTES).contains(&bytes)) {
                self.wrong(&size, "a whole number of bytes");
            }
        }
        self.body.get("attachments").and_then(Json::as_array).unwrap_or_default().to_vec()
    }
}

fn is_short(text: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&text.chars().take(most + 1).count())
}

fn is_digest(text: &str) -> bool {
    let is_base64url = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    text.strip_prefix("sha-256:").is_some_and(|rest| rest.len() == 43 && rest.bytes().all(is_base64url))
}

/// The shape of a BCP 47 tag.
fn is_language(tag: &str) -> bool {
    (2..=35).contains(&tag.len())
        && tag
            .split('-')
            .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// RFC 3339 in UTC, to the second or finer.
fn is_time(text: &str) -> bool {
    let shape = |(i, b): (usize, u8)| match i {
        4 | 7 => b == b'-',
        10 => b == b'T',
        13 | 16 => b == b':',
        _ => b.is_ascii_digit(),
    };
    let Some(rest) = text.strip_suffix('Z') else { return false };
    let (seconds, fraction) = rest.split_once('.').unwrap_or((rest, "0"));
    let below = |at: usize, limit: u8| {
        let digits = seconds.as_bytes().get(at..at + 2).unwrap_or_default();
        digits.iter().fold(0, |n, b| n * 10 + (b - b'0')) < limit
    };
    seconds.len() == 19
        && seconds.bytes().enumerate().all(shape)
        // A leap second is the last of a day.
        && below(11, 24) && below(14, 60) && (below(17, 60) || seconds.ends_with("23:59:60"))
        && seconds.get(..10).is_some_and(|day| Date::parse(day).is_some())
        && (1..=9).contains(&fraction.len())
        && fraction.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_the_shape_of_a_tag() {
        for tag in ["en", "sv-FI", "zh-Hant-TW", "ar"] {
            assert!(is_language(tag), "{tag}");
        }
        for tag in ["", "e", "en-", "en_GB", "<b>", "en-toolongpart"] {
            assert!(!is_language(tag), "{tag}");
        }
    }

    #[test]
    fn a_leap_second_is_the_last_of_a_day() {
        assert!(is_time("2026-12-31T23:59:60Z") && is_time("2026-12-31T23:59:60.5Z"));
        for text in
            ["2026-12-31T22:59:60Z", "2026-12-31T23:59:61Z", "2026-12-31T23:60:00Z", "2026-12-31T24:00:00Z"]
        {
            assert!(!is_time(text), "{text}");
        }
    }
}
