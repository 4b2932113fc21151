//! Defaults of texts that were meant as expressions: they would stand in the field as they are written.

use crate::definition::{Item, Kind};
use crate::diagnostic::{Diagnostics, explain};
use crate::expr::is_formula;
use crate::form::Form;
use crate::json::Json;

pub(super) fn check(form: &Form, diagnostics: &Diagnostics) {
    let is_name = |name: &str| form.code.find(name).is_some();
    for item in &form.items {
        for (property, value) in [("default", &item.default), ("otherwise", &item.otherwise)] {
            let text = value.as_ref().and_then(Json::as_str).filter(|_| is_text(item));
            if text.is_some_and(|text| is_formula(text, &is_name)) {
                diagnostics.warning(
                    "expression-in-default",
                    [&item.pointer, "/", property].concat(),
                    explain!("This looks like an expression, and the \"{property}\" is taken as it is written."),
                    explain!(
                        "Compute it as a variable with a \"calculation\"; what is known beforehand the page fills in by prefilling."
                    ),
                );
            }
        }
    }
}

fn is_text(item: &Item) -> bool {
    matches!(item.kind, Kind::Text { .. } | Kind::Paragraph { .. })
}
