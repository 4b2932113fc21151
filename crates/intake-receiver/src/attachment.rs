//! The files of a submission: those that it names, against those that came with it.

use crate::place::Places;
use crate::upload::Upload;
use intake_core::answer::Answer;
use intake_core::definition::Kind;
use intake_core::form::Form;
use intake_core::json::{Json, push_step};
use intake_core::problem::Problem;
use intake_core::rule::{check, media_type};

/// A file that is to be kept with a submission.
pub struct Attachment {
    pub file_name: String,
    pub upload: Upload,
}

/// A file that was kept. There is no `Debug`: it holds what a person sent.
pub struct KeptFile {
    /// `sha-256:…` of its bytes, as the signed body names it.
    pub digest: String,
    pub file_name: String,
    pub bytes: Vec<u8>,
}

/// A file as a body names it.
pub struct Named {
    pub digest: String,
    pub file_name: String,
    pub size: Option<u64>,
}

/// The files that a body names, in its order.
pub fn named(body: &Json) -> Vec<Named> {
    let files = body.get("attachments").and_then(Json::as_array).unwrap_or_default().iter();
    files
        .map(|file| {
            let text = |name: &str| file.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
            let size = file.get("size").and_then(Json::as_number).and_then(|size| size.to_i64());
            Named {
                digest: text("digest"),
                file_name: text("fileName"),
                size: size.and_then(|size| size.try_into().ok()),
            }
        })
        .collect()
}

/// Gives each file that is named what came with its digest and its size; the places of those
/// for which nothing did. What nobody signed for is dropped.
pub fn matched(named: Vec<Named>, mut uploads: Vec<Upload>) -> Result<Vec<Attachment>, Places> {
    let (mut found, mut missing): (Vec<Attachment>, _) = (Vec::new(), Vec::new());
    for (i, file) in named.into_iter().enumerate() {
        let is_it = |upload: &Upload| upload.digest == file.digest && Some(upload.size) == file.size;
        // The same file for two questions is kept once.
        if found.iter().any(|other| is_it(&other.upload)) {
            continue;
        }
        match uploads.iter().position(is_it) {
            Some(at) => {
                found.push(Attachment { file_name: file.file_name, upload: uploads.swap_remove(at) });
            }
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
    let own = files.iter().find(|own| own.upload.digest == text("digest"));
    let head = own.map(|own| own.upload.head.as_slice()).unwrap_or_default();
    let found = Json::String(media_type(head, text("fileName"), text("mediaType")));
    let members =
        file.as_object().unwrap_or_default().iter().map(|(name, value)| {
            (name.clone(), if name == "mediaType" { found.clone() } else { value.clone() })
        });
    Json::Object(members.collect())
}
