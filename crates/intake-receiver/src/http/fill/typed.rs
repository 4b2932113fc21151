//! What was typed, as a field holds it.

use super::localizer::Localizer;
use intake_core::answer::{Locale, Typed};
use intake_core::json::Json;

/// What was typed, exactly.
pub(super) fn written(typed: &Typed, localizer: &Localizer) -> String {
    match typed {
        Typed::Text(text) => text.to_string(),
        Typed::Number(number) => number.to_typed().replace('.', &localizer.numbers().decimal.to_string()),
        _ => String::new(),
    }
}

/// The files of an answer, as it names them.
pub(super) fn files_of(typed: &Typed) -> Vec<Json> {
    match typed {
        Typed::Json(Json::Array(files)) => files.clone(),
        _ => Vec::new(),
    }
}
