//! Values to JavaScript and from it.
//!
//! What goes out is a struct, named as in `types.d.ts`, or a JSON tree: serde-wasm-bindgen makes objects of it. What
//! comes in is read as strict JSON, so that nothing else in the widget reads a property by its name.

use intake_core::json::Json;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// A plain JavaScript value: objects, not Maps; null, not undefined.
pub(crate) fn to_js(value: &impl Serialize) -> JsValue {
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}

/// What a JavaScript value holds, where JSON can hold it.
pub(crate) fn from_js(value: &JsValue) -> Option<Json> {
    Json::parse(&String::from(js_sys::JSON::stringify(value).ok()?)).ok()
}

/// A text member of a JavaScript object.
pub(crate) fn text<'a>(value: &'a Json, name: &str) -> Option<&'a str> {
    value.get(name).and_then(Json::as_str)
}
