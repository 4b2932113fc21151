//! The border to JavaScript: the core's JSON tree out as plain values, and in again, both by way of text.
//!
//! Event details, algorithm names and stored records all cross here, so that nothing
//! else in the widget reads or writes a property by its name.

use intake_core::json::Json;
use wasm_bindgen::JsValue;

/// A plain JavaScript value: objects, not Maps; null, not undefined.
pub(crate) fn to_js(value: &Json) -> JsValue {
    js_sys::JSON::parse(&value.to_string()).unwrap_or(JsValue::NULL)
}

/// What a JavaScript value holds, where JSON can hold it.
pub(crate) fn from_js(value: &JsValue) -> Option<Json> {
    Json::parse(&String::from(js_sys::JSON::stringify(value).ok()?)).ok()
}

/// A text member of a JavaScript object.
pub(crate) fn text<'a>(value: &'a Json, name: &str) -> Option<&'a str> {
    value.get(name).and_then(Json::as_str)
}
