//! The compiled forms that were needed last, one cache for all threads.

use crate::latest::Latest;
use intake_core::form::{self, Form};
use intake_core::json::Json;
use std::sync::Arc;

/// So many forms are kept. A compiled form takes about ten times the bytes of its definition,
/// which has at most 1 MiB.
const KEPT: usize = 16;

static FORMS: Latest<Known> = Latest::new(KEPT);

/// A form, read once.
#[derive(Clone)]
pub struct Known {
    pub form: Arc<Form>,
    /// What its author wishes of the inbox's list: the member `x-inbox`, or null.
    pub wish: Arc<Json>,
}

/// The form of a definition, by the definition's digest. `None` where it has errors.
pub fn known(digest: &str, definition: &str) -> Option<Known> {
    FORMS.find(digest).or_else(|| {
        // Not under the lock, so that other forms are judged meanwhile.
        let definition = Json::parse(definition).ok()?;
        let form = Arc::new(form::compile(&definition).form?);
        let wish = Arc::new(definition.get("x-inbox").cloned().unwrap_or(Json::Null));
        Some(FORMS.keep(digest, Known { form, wish }))
    })
}

pub fn compiled(digest: &str, definition: &str) -> Option<Arc<Form>> {
    known(digest, definition).map(|known| known.form)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEFINITION: &str = r#"{ "formLanguage": 1, "name": "test", "version": "1", "defaultLanguage": "en",
      "languages": ["en"], "title": "Test", "pages": [ { "name": "one", "items": [
      { "name": "age", "type": "integer", "label": "Age" } ] } ] }"#;

    #[test]
    fn all_threads_use_one_compiled_form() {
        let here = compiled("all-threads", DEFINITION).unwrap();
        let there = std::thread::spawn(|| compiled("all-threads", DEFINITION).unwrap()).join().unwrap();
        assert!(Arc::ptr_eq(&here, &there));
    }

    #[test]
    fn a_definition_with_errors_is_no_form() {
        assert!(compiled("no-form", "{}").is_none());
        assert!(compiled("no-json", "{").is_none());
    }
}
