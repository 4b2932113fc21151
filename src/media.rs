//! `media.js`: files, pictures and the pen. It is fetched when a form first needs it.

use std::cell::{OnceCell, RefCell};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, Event};

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    pub type Media;
    /// Reads a file of at most so many bytes: `{ fileName, mediaType, size, digest }`.
    #[wasm_bindgen(method, catch)]
    pub async fn take(this: &Media, file: &JsValue, most: f64) -> Result<JsValue, JsValue>;
    /// Draws the pictures of a field that are not drawn yet.
    #[wasm_bindgen(method)]
    pub fn show(this: &Media, field: &Element);
    /// Follows one stroke.
    #[wasm_bindgen(method)]
    pub fn pen(this: &Media, event: &Event);
}

thread_local! {
    static LOAD: RefCell<Option<js_sys::Function>> = const { RefCell::new(None) };
    static MEDIA: OnceCell<Media> = const { OnceCell::new() };
}

/// The loader knows where the file is.
#[wasm_bindgen(js_name = setMedia)]
pub fn set_media(load: js_sys::Function) {
    LOAD.set(Some(load));
}

/// The module, if it is here.
pub fn ready() -> Option<Media> {
    MEDIA.with(|media| media.get().cloned())
}

/// The module, fetched if need be; nothing without a network.
pub async fn media() -> Option<Media> {
    if ready().is_none() {
        let load = LOAD.with_borrow(Clone::clone)?;
        let module =
            JsFuture::from(js_sys::Promise::resolve(&load.call0(&JsValue::NULL).ok()?)).await.ok()?;
        MEDIA.with(|media| drop(media.set(module.unchecked_into())));
    }
    ready()
}

/// Starts fetching it.
pub fn want() {
    spawn_local(async { drop(media().await) });
}
