//! `media.js`: files, pictures and the pen. It is fetched when a form first needs it.

use crate::dom::interop::text;
use crate::dom::load::load;
use crate::store::FormStore;
use gloo::timers::callback::Timeout;
use intake_core::answer::Typed;
use intake_core::definition::Kind;
use intake_core::json::Json;
use js_sys::{Array, Map};
use std::cell::OnceCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event};

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    pub type Media;
    /// The first bytes of a file.
    #[wasm_bindgen(method, catch)]
    pub async fn head(this: &Media, file: &JsValue, length: usize) -> Result<JsValue, JsValue>;
    /// Reads a file of at most so many bytes into `files`: `file` is `{ fileName, mediaType, size, digest }`, and it
    /// `tells` when it may say where it was taken.
    #[wasm_bindgen(method, catch)]
    pub async fn take(
        this: &Media,
        files: &Map,
        file: &JsValue,
        name: &str,
        media_type: &str,
        most: f64,
    ) -> Result<JsValue, JsValue>;
    /// Forgets the bytes of all files but those with these digests.
    #[wasm_bindgen(method)]
    fn keep(this: &Media, files: &Map, digests: &Array);
    /// Draws the pictures of a field that are not drawn yet.
    #[wasm_bindgen(method)]
    pub fn show(this: &Media, files: &Map, field: &Element);
    /// Follows one stroke.
    #[wasm_bindgen(method)]
    pub fn pen(this: &Media, event: &Event);
}

thread_local! {
    static MEDIA: OnceCell<Media> = const { OnceCell::new() };
}

/// The module, if it is here.
pub fn ready() -> Option<Media> {
    MEDIA.with(|media| media.get().cloned())
}

/// The module, fetched if need be; nothing without a network.
pub async fn media() -> Option<Media> {
    if ready().is_none() {
        let module = load("media").await?;
        MEDIA.with(|media| drop(media.set(module)));
    }
    ready()
}

/// Starts fetching it.
pub fn want() {
    spawn_local(async { drop(media().await) });
}

/// Forgets the bytes of files that are no answer any more. Those of a question that is just not
/// asked stay: it may be asked again.
pub fn tidy(store: &Rc<FormStore>) {
    let Some(media) = ready() else { return };
    let store = Rc::clone(store);
    // Not while a file that was read is on its way to its answer.
    let tidy = move || {
        let digests = Array::new();
        let session = store.session();
        for slot in session.slots() {
            let is_file = session.item(slot).is_some_and(|item| matches!(item.kind, Kind::File { .. }));
            if let (true, Typed::Json(Json::Array(files))) = (is_file, session.field(slot).typed) {
                for digest in files.iter().filter_map(|file| text(file, "digest")) {
                    digests.push(&digest.into());
                }
            }
        }
        media.keep(&store.files(), &digests);
    };
    Timeout::new(0, tidy).forget();
}
