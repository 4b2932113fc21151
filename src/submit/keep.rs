//! `sheet.js`: what a person takes along, on paper or as a file. It is fetched when it is asked for.

use crate::dom::interop::to_js;
use crate::dom::load::load;
use crate::store::FormStore;
use crate::submit::sign::save;
use crate::text::localizer::{Localizer, direction};
use intake_core::json::Json;
use intake_core::sheet::sheet;
use intake_core::text::Speech;
use intake_core::wording::Catalogue;
use js_sys::{JsString, Promise};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::{JsFuture, spawn_local};

#[wasm_bindgen]
extern "C" {
    type Layout;
    #[wasm_bindgen(method, catch)]
    fn print(this: &Layout, sheet: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn copy(this: &Layout, text: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn file(this: &Layout, sheet: &JsValue, record: &str) -> Result<String, JsValue>;
}

/// What is to be kept, and how.
pub enum Keep {
    Paper,
    /// What was signed, or could not be, is inside; nothing before that.
    File {
        record: Option<String>,
    },
}

/// Lays the sheet out. Without a network there is no layout: then the page is printed, or what was signed is saved as
/// it is.
pub fn keep(store: &Rc<FormStore>, what: Keep, reference: Option<String>) {
    let store = Rc::clone(store);
    spawn_local(async move {
        let layout = load::<Layout>("sheet").await;
        let name = store.session().form().name.to_string();
        let data = match &layout {
            Some(_) => to_js(&data(&store, reference.as_deref()).await),
            None => JsValue::NULL,
        };
        match what {
            Keep::Paper => {
                if layout.is_none_or(|layout| layout.print(&data).is_err()) {
                    drop(web_sys::window().map(|window| window.print()));
                }
            }
            Keep::File { record } => {
                let text = layout.map(|layout| layout.file(&data, record.as_deref().unwrap_or_default()));
                match (text, record) {
                    (Some(Ok(text)), _) => save(&[&name, ".html"].concat(), &text, "text/html"),
                    (_, Some(record)) => save(&[&name, ".json"].concat(), &record, "application/json"),
                    _ => {}
                }
            }
        }
    });
}

/// Copies a text; whether the browser let it. It can be marked and copied by hand as well.
pub async fn copy(text: String) -> bool {
    match load::<Layout>("sheet").await.and_then(|layout| layout.copy(&text).ok()) {
        Some(copied) => JsFuture::from(copied).await.is_ok(),
        None => false,
    }
}

/// The sheet in the person's language, and in the form's own where that is another.
async fn data(store: &Rc<FormStore>, reference: Option<&str>) -> Json {
    let localizer = store.localizer();
    let own: Rc<str> = store.session().form().default_language.as_ref().into();
    let words =
        if *own == *localizer.language() { None } else { load::<JsString>(&own).await.map(String::from) };
    let local = words.map(|words| Localizer::new(Rc::clone(&own), &own, Rc::new(Catalogue::read(&words))));
    let about = [
        ("lang", localizer.language()),
        ("dir", direction(localizer.language())),
        ("localLang", &own),
        ("localDir", direction(&own)),
    ];
    sheet(&store.session(), &*localizer, local.as_ref(), reference).to_json(&about)
}
