//! The compiled forms that were needed last, one cache for all threads.

use intake_core::form::{self, Form};
use intake_core::json::Json;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// So many forms are kept. A compiled form takes about ten times the bytes of its definition,
/// which has at most 1 MiB.
const KEPT: usize = 16;

static FORMS: Mutex<Forms> = Mutex::new(Forms(Vec::new()));

/// The form of a definition, by the definition's digest. `None` where it has errors.
pub fn compiled(digest: &str, definition: &str) -> Option<Arc<Form>> {
    if let Some(form) = forms().find(digest) {
        return Some(form);
    }
    // Not under the lock, so that other forms are judged meanwhile.
    let form = Arc::new(form::compile(&Json::parse(definition).ok()?).form?);
    Some(forms().keep(digest, form))
}

/// Nothing is left half done under the lock: what a thread that stopped has left is whole.
fn forms() -> MutexGuard<'static, Forms> {
    FORMS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// By their digests, the last one that was asked for first.
struct Forms(Vec<(String, Arc<Form>)>);

impl Forms {
    fn find(&mut self, digest: &str) -> Option<Arc<Form>> {
        let place = self.0.iter().position(|(own, _)| own == digest)?;
        let found = self.0.remove(place);
        let form = found.1.clone();
        self.0.insert(0, found);
        Some(form)
    }

    /// Keeps a form, unless another thread was faster: then theirs is the one for all.
    fn keep(&mut self, digest: &str, form: Arc<Form>) -> Arc<Form> {
        if let Some(kept) = self.find(digest) {
            return kept;
        }
        self.0.truncate(KEPT - 1);
        self.0.insert(0, (digest.to_owned(), form.clone()));
        form
    }
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

    #[test]
    fn the_forms_that_were_asked_for_last_are_kept() {
        let form = compiled("kept", DEFINITION).unwrap();
        let mut forms = Forms(Vec::new());
        for number in 0..KEPT {
            forms.keep(&number.to_string(), form.clone());
        }
        assert!(forms.find("0").is_some());
        forms.keep("one more", form);
        assert_eq!(forms.0.len(), KEPT);
        assert!(forms.find("0").is_some(), "it was asked for after the others");
        assert!(forms.find("1").is_none(), "it was asked for before all others");
    }
}
