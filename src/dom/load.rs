//! Parts of the widget that are fetched when they are needed: files beside the loader, which
//! knows where they are.

use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

thread_local! {
    static LOAD: RefCell<Option<js_sys::Function>> = const { RefCell::new(None) };
}

/// `load` answers a part's name with a promise of its module.
#[wasm_bindgen(js_name = setLoad)]
pub fn set_load(load: js_sys::Function) {
    LOAD.set(Some(load));
}

/// A part's module; nothing without a network. Without a loader, as in tests of the module alone, it never comes.
pub async fn load<Part: JsCast>(name: &str) -> Option<Part> {
    let Some(load) = LOAD.with_borrow(Clone::clone) else { return std::future::pending().await };
    let module = load.call1(&JsValue::NULL, &name.into()).ok()?;
    let module = JsFuture::from(js_sys::Promise::resolve(&module)).await.ok()?;
    Some(module.unchecked_into())
}
