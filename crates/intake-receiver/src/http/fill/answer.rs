//! From what was posted of a page to what was typed into its questions.

use super::draft::{Deed, Draft, Input, TooMuch};
use super::localizer::Localizer;
use super::place::{Place, page_places};
use super::receive::Posted;
use super::typed::{files_of, written};
use crate::digest;
use crate::photo;
use intake_core::answer::Typed;
use intake_core::definition::{Absent, Kind};
use intake_core::json::Json;
use intake_core::rule::{HEAD, media_type};
use intake_core::session::Session;
use intake_core::text::{Speech, shown_name};

/// A file to be kept beside the draft.
pub(super) struct NewFile {
    pub(super) digest: String,
    pub(super) bytes: Vec<u8>,
}

/// Takes the answers of a page. Questions that the browser did not show, by the field `seen`, keep theirs.
pub(super) fn take(
    draft: &mut Draft,
    session: &mut Session,
    page: usize,
    (posted, localizer): (&mut Posted, &Localizer),
) -> Result<Vec<NewFile>, TooMuch> {
    let seen: Vec<String> = posted.get("seen").unwrap_or_default().split(' ').map(str::to_owned).collect();
    let mut files = Vec::new();
    for place in page_places(session, page) {
        if !seen.contains(&place.path) {
            continue;
        }
        let Some(item) = session.item(place.slot).filter(|item| !item.read_only) else { continue };
        let reasons = !item.absent.is_empty();
        let before = Input::of(session.field(place.slot).typed);
        let reason = session.field(place.slot).absent;
        let said = match &item.kind {
            Kind::File { .. } => add_files(session, &place, posted, &mut files),
            kind if kind.is_question() => read(session, &place, posted, localizer),
            _ => None,
        };
        let changed = said.filter(|said| *said != before);
        let is_changed = changed.is_some();
        if let Some(said) = changed {
            draft.act(session, Deed::Answer(place.slot.0, said))?;
        }
        if reasons {
            take_reason(draft, session, &place, posted, (reason, is_changed))?;
        }
    }
    Ok(files)
}

/// A reason goes with its box, and an answer that was typed beside one that stood there goes before it.
fn take_reason(
    draft: &mut Draft,
    session: &mut Session,
    place: &Place,
    posted: &Posted,
    (before, answered): (Option<Absent>, bool),
) -> Result<(), TooMuch> {
    let name = place.part("absent");
    let ticked: Vec<Absent> = posted.all(&name).filter_map(Absent::from_code).collect();
    // Of two, the one that was ticked now.
    let now = ticked.iter().find(|reason| Some(**reason) != before).or(ticked.first()).copied();
    let is_new = now.is_some() && now != before;
    if is_new || (now != before && !answered) {
        let code = now.map(|reason| reason.code().to_owned());
        draft.act(session, Deed::Absent(place.slot.0, code))?;
    }
    Ok(())
}

/// What a question's fields say; nothing where none of them came.
fn read(session: &Session, place: &Place, posted: &Posted, localizer: &Localizer) -> Option<Input> {
    let item = session.item(place.slot)?;
    let typed = session.field(place.slot).typed;
    let path = &place.path;
    let text = |name: &str| posted.get(name).map(|text| text.replace("\r\n", "\n"));
    let filled = |text: String| if text.is_empty() { Input::Empty } else { Input::Text(text) };
    let part = |name: &str| posted.get(&place.part(name)).map(str::to_owned);
    match &item.kind {
        Kind::Date { .. } => {
            let parts = [part("year")?, part("month")?, part("day")?];
            Some(if parts.iter().all(String::is_empty) { Input::Empty } else { Input::Date(parts) })
        }
        Kind::Month { .. } => {
            let parts = [part("year")?, part("month")?];
            Some(if parts.iter().all(String::is_empty) { Input::Empty } else { Input::Month(parts) })
        }
        Kind::Address { parts, .. } => {
            let value = |name: &'static str| {
                Some((name.to_owned(), part(name)?)).filter(|(_, text)| !text.is_empty())
            };
            let parts: Vec<_> = parts.iter().filter_map(|part| value(part.name())).collect();
            Some(if parts.is_empty() { Input::Empty } else { Input::Address(parts) })
        }
        Kind::Contact { .. } => {
            let mut said = Vec::new();
            for name in ["method", "phone", "email", "post", "leaveMessage", "sayWho", "when"] {
                let text = part(name).map(|text| text.replace("\r\n", "\n")).filter(|text| !text.is_empty());
                let json = |text: String| match name {
                    "leaveMessage" => Json::Bool(text == "true"),
                    _ => Json::String(text),
                };
                said.extend(text.map(|text| (name, json(text))));
            }
            Some(if said.is_empty() { Input::Empty } else { Input::Json(Json::object(said).to_string()) })
        }
        Kind::Boolean => Some(match posted.get(path) {
            Some("true") => Input::Boolean(true),
            Some("false") => Input::Boolean(false),
            _ => Input::Empty,
        }),
        Kind::Choice { .. } => match part("search") {
            // A field to search in: what it was found by is not chosen yet.
            Some(query) if posted.get(path).is_none_or(str::is_empty) => {
                Some(found(session, place, &query, localizer))
            }
            _ => Some(
                posted
                    .get(path)
                    .filter(|name| !name.is_empty())
                    .map_or(Input::Empty, |name| Input::Choice(name.into())),
            ),
        },
        Kind::Choices { .. } => {
            let names: Vec<String> = posted.all(path).map(str::to_owned).collect();
            Some(if names.is_empty() { Input::Empty } else { Input::Choices(names) })
        }
        Kind::Consent { statement } => {
            if posted.get(path).is_none() {
                return Some(Input::Empty);
            }
            // The words that the person read.
            let (_, source) = statement.get(localizer.language(), &session.form().default_language);
            let given = Json::object([
                ("given", Json::Bool(true)),
                ("textDigest", Json::String(digest::of_bytes(source.as_bytes()))),
            ]);
            Some(Input::Json(given.to_string()))
        }
        Kind::Signature => {
            let name = posted.get(path)?;
            let signed = Json::object([("typedName", Json::string(name))]);
            Some(if name.trim().is_empty() { Input::Empty } else { Input::Json(signed.to_string()) })
        }
        Kind::Scale { .. } => Some(filled(posted.get(path).unwrap_or_default().to_owned())),
        // A number that nobody typed, as it stands in its field.
        _ if matches!(typed, Typed::Number(_)) && text(path)? == written(typed, localizer) => {
            Some(Input::of(typed))
        }
        _ => Some(filled(text(path)?)),
    }
}

/// Who typed a choice's words has chosen it; else what was typed stays, to be mended.
fn found(session: &Session, place: &Place, query: &str, localizer: &Localizer) -> Input {
    let query = query.trim();
    if query.is_empty() {
        return Input::Empty;
    }
    let is_it = |name: &str| name.to_lowercase() == query.to_lowercase();
    let choices = session.choices(place.slot);
    let choice =
        choices.iter().find(|choice| is_it(&session.say_choice_plain(place.slot, choice, localizer)));
    choice.map_or_else(|| Input::Text(query.into()), |choice| Input::Choice(choice.name.to_string()))
}

/// The files so far and those that came, as far as the question takes them.
fn add_files(
    session: &Session,
    place: &Place,
    posted: &mut Posted,
    files: &mut Vec<NewFile>,
) -> Option<Input> {
    let Kind::File { max_files, .. } = &session.item(place.slot)?.kind else { return None };
    let mut list = files_of(session.field(place.slot).typed);
    let before = list.len();
    let mut rest = Vec::new();
    for file in std::mem::take(&mut posted.files) {
        if file.field != place.path {
            rest.push(file);
            continue;
        }
        // One more than it takes is named with its mistake; not any number of them.
        if list.len() > *max_files as usize {
            continue;
        }
        // Some browsers send a path.
        let name = shown_name(file.name.rsplit(['/', '\\']).next().unwrap_or_default());
        let head = file.bytes.get(..HEAD.min(file.bytes.len())).unwrap_or_default();
        let kind = media_type(head, &name, &file.media_type);
        // Before anything is said of it, or kept.
        let bare = if is_photo(&kind) { photo::bare(&file.bytes) } else { None };
        let bytes = bare.unwrap_or(file.bytes);
        let digest = digest::of_bytes(&bytes);
        let size = i64::try_from(bytes.len()).ok().and_then(intake_core::decimal::Decimal::from_i64)?;
        let named = Json::object([
            ("fileName", Json::string(if name.is_empty() { "file" } else { &name })),
            ("mediaType", Json::String(kind)),
            ("size", Json::Number(size)),
            ("digest", Json::string(&digest)),
        ]);
        if !list.contains(&named) {
            list.push(named);
        }
        files.push(NewFile { digest, bytes });
    }
    posted.files = rest;
    (list.len() != before).then(|| Input::Json(Json::Array(list).to_string()))
}

/// A picture that may say where it was taken, as the widget sees it.
fn is_photo(kind: &str) -> bool {
    kind.starts_with("image/") && !["svg", "gif", "bmp"].iter().any(|other| kind.contains(other))
}
