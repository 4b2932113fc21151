//! The forms that tests share.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    reason = "each test that includes this uses its part"
)]

use std::sync::Arc;

use intake_core::form::{Form, compile};
use intake_core::json::Json;

/// The shipped forms.
pub const FORMS: [(&str, &str); 3] = [
    ("outreach-needs", include_str!("../../../../schemas/outreach-needs.json")),
    ("us-nutrition-screener", include_str!("../../../../schemas/us-nutrition-screener.json")),
    ("housing-emergency", include_str!("../../../../schemas/housing-emergency.json")),
];

/// A small form with a repeat, a group, and every type of item.
pub const MEMBERS: &str = include_str!("members.json");

/// A form that has no errors.
pub fn form(text: &str) -> Arc<Form> {
    let compiled = compile(&Json::parse(text).unwrap());
    let findings: Vec<_> = compiled.diagnostics.iter().map(|d| (d.code, &d.pointer, &d.message)).collect();
    Arc::new(compiled.form.unwrap_or_else(|| panic!("{findings:?}")))
}
