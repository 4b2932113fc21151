//! The files of a submission: those that it names, against those that came with it.

use crate::digest;
use crate::judge::Places;
use intake_core::answer::Answer;
use intake_core::definition::Kind;
use intake_core::form::Form;
use intake_core::json::{Json, push_step};
use intake_core::problem::Problem;
use intake_core::rule::{HEAD, check, media_type};

/// A file that came along. There is no `Debug`: it holds what a person sent.
pub struct Attachment {
    /// `sha-256:…` of its bytes, as the signed body names it.
    pub digest: String,
    pub file_name: String,
    pub bytes: Vec<u8>,
}

/// Gives each file that a verified body names its bytes; the places of those that have none.
/// Bytes that nobody signed for are dropped.
pub fn matched(body: &Json, parts: Vec<Vec<u8>>) -> Result<Vec<Attachment>, Places> {
    let mut parts: Vec<(String, Vec<u8>)> =
        parts.into_iter().map(|bytes| (digest::of_bytes(&bytes), bytes)).collect();
    let (mut found, mut missing): (Vec<Attachment>, _) = (Vec::new(), Vec::new());
    for (i, named) in body.get("attachments").and_then(Json::as_array).unwrap_or_default().iter().enumerate()
    {
        let text = |name: &str| named.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
        let digest = text("digest");
        let size = named.get("size").and_then(Json::as_number).and_then(|size| size.to_i64());
        // The same file for two questions is kept once.
        if found.iter().any(|other| other.digest == digest) {
            continue;
        }
        let at =
            parts.iter().position(|(own, bytes)| *own == digest && i64::try_from(bytes.len()).ok() == size);
        match at.map(|at| parts.swap_remove(at)) {
            Some((digest, bytes)) => found.push(Attachment { digest, file_name: text("fileName"), bytes }),
            None => missing.push((format!("/attachments/{i}"), "attachment-missing".to_owned())),
        }
    }
    if missing.is_empty() { Ok(found) } else { Err(missing) }
}

/// Adds the place of every answer with a file that is of another type than its item accepts. Its first bytes say what
/// it is, not the type and the name that the sender gave it.
pub fn wrong_types(form: &Form, answers: &Json, pointer: &str, files: &[Attachment], places: &mut Places) {
    for (name, value) in answers.as_object().unwrap_or_default() {
        let mut here = pointer.to_owned();
        push_step(&mut here, name);
        let entries = value.as_array().unwrap_or_default();
        match form.find(name).and_then(|id| form.item(id)).map(|item| &item.kind) {
            Some(kind @ Kind::File { .. }) => {
                let found =
                    Answer::Json(Json::Array(entries.iter().map(|file| as_found(file, files)).collect()));
                if check(kind, &found) == Some(Problem::FileType) {
                    places.push((here, Problem::FileType.code().to_owned()));
                }
            }
            Some(Kind::Repeat(_)) => {
                for (i, entry) in entries.iter().enumerate() {
                    wrong_types(form, entry, &format!("{here}/{i}"), files, places);
                }
            }
            _ => {}
        }
    }
}

/// A file as an answer would name it that had looked into it.
fn as_found(file: &Json, files: &[Attachment]) -> Json {
    let text = |name: &str| file.get(name).and_then(Json::as_str).unwrap_or_default();
    let own = files.iter().find(|own| own.digest == text("digest"));
    let head = own.map(|own| own.bytes.get(..HEAD).unwrap_or(&own.bytes)).unwrap_or_default();
    let found = Json::String(media_type(head, text("fileName"), text("mediaType")));
    let members =
        file.as_object().unwrap_or_default().iter().map(|(name, value)| {
            (name.clone(), if name == "mediaType" { found.clone() } else { value.clone() })
        });
    Json::Object(members.collect())
}
