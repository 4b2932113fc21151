//! Files and photos: chosen or taken, each with its size, a small picture and a way out.
//!
//! Type and size are looked at before a file is read whole. One that does not fit stays in the
//! list with what is wrong with it, so that the person sees which one it is; a photo that
//! is only too large is made smaller. What a camera wrote into it is taken off.

use crate::control::field::Question;
use crate::control::media;
use crate::dom::interop::{from_js, text};
use crate::dom::node::{Kid, el, list};
use crate::store::FormStore;
use crate::store::focus::{dom_id, focus};
use intake_core::answer::{Answer, Typed, file_size};
use intake_core::decimal::Decimal;
use intake_core::definition::Kind;
use intake_core::json::Json;
use intake_core::problem::Problem;
use intake_core::rule::{HEAD, check, media_type};
use intake_core::session::{Action, Slot};
use intake_core::text::shown_name;
use intake_core::wording::Wording;
use js_sys::Uint8Array;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlInputElement};
use yew::Html;
use yew::virtual_dom::ListenerKind;

pub fn view(question: &mut Question<'_>, accept: &[Arc<str>], most: u32) -> Html {
    media::want();
    let context = question.context;
    let (store, slot) = (Rc::clone(context.store), question.slot);
    let files = files(question.field.typed);
    // Of several the error above names those that it is about; another one's is told beside it.
    let mut names = Vec::new();
    let mut rows = Vec::new();
    for (i, file) in files.iter().enumerate() {
        let wrong = check(&question.item.kind, &Answer::Json(Json::Array(vec![file.clone()])));
        let told = question.error.is_some() && wrong == question.field.problem;
        if told && wrong.is_some() {
            names.push(text(file, "fileName").unwrap_or_default().to_string());
        }
        rows.push(row(question, i, file, wrong.filter(|_| !told && files.len() > 1)));
    }
    if let Some(error) = question.error.as_mut().filter(|_| files.len() > 1 && !names.is_empty()) {
        *error = [&names.join(", "), ": ", error].concat();
    }
    let input = el!("input" [
        "type": "file",
        "id": question.id.clone(),
        "name": question.id.clone(),
        "accept": (!accept.is_empty()).then(|| tokens(accept)),
        "multiple": most > 1,
        "aria-invalid": question.invalid(),
    ])
    .on(
        || ListenerKind::oninput,
        move |event| {
            // It is no text of this control.
            event.stop_propagation();
            if let Some(target) = event.target() {
                choose(&store, slot, &target.unchecked_into());
            }
        },
    );
    let label = el!("label" ["for": question.id.clone(), "part": "button"] context.localizer.count("choose-file", most));
    let word = context.store.disclosure.word(slot).map(|word| el!("p" ["class": "hint"] word));
    let rows = (!rows.is_empty()).then(|| el!("ul" ["class": "files"] rows));
    question.grouped(el!("div" [] rows, word, el!("div" ["class": "file"] input, label)))
}

/// What the system's own chooser lets through: it goes by names, and not by all of them.
fn tokens(accept: &[Arc<str>]) -> String {
    let mut tokens = accept.join(",");
    for (own, also) in [(".jpg", ",.jpeg"), (".jpeg", ",.jpg"), ("text/csv", ",.csv")] {
        if accept.iter().any(|token| token.eq_ignore_ascii_case(own)) {
            tokens.push_str(also);
        }
    }
    tokens
}

fn row(question: &Question<'_>, index: usize, file: &Json, wrong: Option<Problem>) -> Html {
    let context = question.context;
    let text = |name: &str| text(file, name).unwrap_or_default().to_string();
    let name = text("fileName");
    let size = file_size(file).max(0);
    let picture = text("mediaType").starts_with("image/") && !text("digest").is_empty();
    // The file's name says what it is; the picture is for the eye.
    let picture = picture.then(|| {
        el!("canvas" ["data-digest": text("digest"), "hidden": true, "aria-hidden": "true"])
            .key(&text("digest"))
    });
    let wrong = wrong.map(|problem| el!("p" ["class": "error"] context.problem(&problem, question.item)));
    let (store, slot) = (Rc::clone(context.store), question.slot);
    let remove = el!("button" ["type": "button", "class": "link", "part": "link"]
        context.word("remove"), el!("span" ["class": "unseen"] " ", name.clone()))
    .on(|| ListenerKind::onclick, move |_| remove(&store, slot, index));
    let size = el!("span" ["class": "quiet"] context.localizer.bytes(size));
    let about = list(vec![el!("bdi" [] name).kid(), " ".kid(), size.kid(), wrong.kid()]);
    el!("li" [] picture, el!("div" [] about), remove).into()
}

/// Draws the pictures of a control that was drawn, and tells its input what is listed.
pub fn rendered(store: &FormStore, slot: Slot) {
    let is_file = store.session().item(slot).is_some_and(|item| matches!(item.kind, Kind::File { .. }));
    let root = store.host().filter(|_| is_file).and_then(|host| host.shadow_root());
    let field = root.and_then(|root| root.get_element_by_id(&dom_id(slot))?.closest(".field").ok()?);
    if let (Some(field), Some(media)) = (field, media::ready()) {
        media.show(&store.files(), &field);
    }
}

fn choose(store: &Rc<FormStore>, slot: Slot, input: &HtmlInputElement) {
    let Some(chosen) = input.files() else { return };
    let chosen: Vec<File> = js_sys::Array::from(&chosen).iter().map(JsCast::unchecked_into).collect();
    // The same file can be chosen again after it was removed.
    input.set_value("");
    let store = Rc::clone(store);
    spawn_local(async move {
        for file in chosen {
            take(&store, slot, file).await;
        }
        store.apply(Action::Leave { slot });
    });
}

async fn take(store: &Rc<FormStore>, slot: Slot, file: File) {
    let name = shown_name(&file.name());
    say(store, slot, store.localizer().say("reading").to_string());
    let media = media::media().await;
    let head = match &media {
        Some(media) => media.head(&file, HEAD).await.ok(),
        None => None,
    };
    let head = head.map(|head| Uint8Array::new(&head).to_vec()).unwrap_or_default();
    let media_type = media_type(&head, &name, &file.type_());
    let candidate = Json::object([
        ("fileName", Json::string(&name)),
        ("mediaType", Json::string(&media_type)),
        ("size", Decimal::from_f64(file.size(), 0).map_or(Json::Null, Json::Number)),
    ]);
    let (wrong, most) = (wrong(store, slot, &candidate), most_bytes(store, slot));
    if matches!(wrong, Some(Problem::FileType)) {
        return add(store, slot, candidate);
    }
    let taken = match media {
        Some(media) => media.take(&store.files(), &file, &name, &media_type, most as f64).await.ok(),
        None => None,
    };
    let taken = taken.as_ref().and_then(from_js);
    let key = match (&taken, wrong) {
        (None, Some(_)) => return add(store, slot, candidate),
        (None, None) => "file-unread",
        (Some(_), Some(Problem::MaxBytes { .. })) => "file-smaller",
        (Some(taken), _) if taken.get("tells").and_then(Json::as_bool) == Some(true) => "file-tells",
        _ => "file-added",
    };
    let taken = taken.as_ref().and_then(|taken| taken.get("file"));
    let is_empty = taken.is_some_and(|file| file_size(file) == 0);
    if let Some(file) = taken {
        add(store, slot, file.clone());
    }
    if !is_empty {
        let said = store.localizer().fill(key, &[("name", &name)]);
        say(store, slot, said);
    }
}

/// What is wrong with one file.
fn wrong(store: &FormStore, slot: Slot, file: &Json) -> Option<Problem> {
    let session = store.session();
    check(&session.item(slot)?.kind, &Answer::Json(Json::Array(vec![file.clone()])))
}

fn most_bytes(store: &FormStore, slot: Slot) -> i64 {
    match store.session().item(slot).map(|item| &item.kind) {
        Some(Kind::File { max_bytes, .. }) => *max_bytes,
        _ => 0,
    }
}

/// Puts a file with the others; where only one is asked for, in its place.
fn add(store: &Rc<FormStore>, slot: Slot, file: Json) {
    let mut files = files(store.session().field(slot).typed).to_vec();
    let single =
        matches!(store.session().item(slot).map(|item| &item.kind), Some(Kind::File { max_files: 1, .. }));
    if single {
        files.clear();
    }
    files.push(file);
    store.disclosure.say(slot, String::new());
    store.change(slot, Action::Answer { slot, typed: Typed::Json(Json::Array(files)) });
    media::tidy(store);
}

fn remove(store: &Rc<FormStore>, slot: Slot, index: usize) {
    let mut files = files(store.session().field(slot).typed).to_vec();
    if index >= files.len() {
        return;
    }
    let gone = files.remove(index);
    let name = gone.get("fileName").and_then(Json::as_str).unwrap_or_default();
    say(store, slot, store.localizer().fill("removed", &[("label", name)]));
    let typed = if files.is_empty() { Typed::Empty } else { Typed::Json(Json::Array(files)) };
    store.change(slot, Action::Answer { slot, typed });
    media::tidy(store);
    focus(store, vec![dom_id(slot)]);
}

/// Says it under the list, and to who does not see it.
fn say(store: &FormStore, slot: Slot, words: String) {
    store.announcer.note(store.localizer(), words.clone());
    store.disclosure.say(slot, words);
    store.redraw(slot);
}

fn files(typed: &Typed) -> &[Json] {
    if let Typed::Json(Json::Array(files)) = typed { files } else { &[] }
}
