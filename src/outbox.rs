//! Signed submissions that no receiver has confirmed yet, kept in IndexedDB.
//!
//! An entry goes in before the first attempt to send it and leaves on a receipt, so a
//! closed tab or an empty battery loses nothing. Where storage is blocked or full, every
//! call fails and the caller keeps the entry in memory and tells the person.

use crate::border::{from_js, text, to_js};
use intake_core::json::Json;
use js_sys::Promise;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransactionMode};

const DATABASE: &str = "intake-form";
const STORE: &str = "outbox";

/// A signed submission on its way. `body` is the exact text that is sent each time.
#[derive(Clone, PartialEq)]
pub struct Entry {
    /// The submission's id, which is also its Idempotency-Key.
    pub id: String,
    /// The address that it was signed for.
    pub action: String,
    pub body: String,
}

/// The browser keeps nothing for this page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Blocked;

impl From<JsValue> for Blocked {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// Keeps an entry; returns once the browser says that it is stored.
pub async fn put(entry: &Entry) -> Result<(), Blocked> {
    let record = Json::object([
        ("id", Json::string(&entry.id)),
        ("action", Json::string(&entry.action)),
        ("body", Json::string(&entry.body)),
    ]);
    change(|store| store.put(&to_js(&record))).await
}

/// Drops a confirmed entry.
pub async fn remove(id: &str) -> Result<(), Blocked> {
    change(|store| store.delete(&id.into())).await
}

/// Every entry that waits, the oldest first (ids sort by time).
pub async fn all() -> Result<Vec<Entry>, Blocked> {
    let database = open().await?;
    let request = store(&database, IdbTransactionMode::Readonly)?.get_all()?;
    let found = answer(&request).await;
    database.close();
    let records = from_js(&found?).ok_or(Blocked)?;
    let entry = |record: &Json| {
        Some(Entry {
            id: text(record, "id")?.to_string(),
            action: text(record, "action")?.to_string(),
            body: text(record, "body")?.to_string(),
        })
    };
    Ok(records.as_array().unwrap_or_default().iter().filter_map(entry).collect())
}

async fn change(request: impl FnOnce(&IdbObjectStore) -> Result<IdbRequest, JsValue>) -> Result<(), Blocked> {
    let database = open().await?;
    let store = store(&database, IdbTransactionMode::Readwrite)?;
    request(&store)?;
    let transaction = store.transaction();
    // A request that succeeded is not stored yet; a transaction that completed is.
    let done = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onerror(Some(&reject));
        transaction.set_onabort(Some(&reject));
    });
    let done = JsFuture::from(done).await;
    database.close();
    done?;
    Ok(())
}

fn store(database: &IdbDatabase, mode: IdbTransactionMode) -> Result<IdbObjectStore, JsValue> {
    database.transaction_with_str_and_mode(STORE, mode)?.object_store(STORE)
}

async fn open() -> Result<IdbDatabase, Blocked> {
    let factory = web_sys::window().ok_or(Blocked)?.indexed_db()?.ok_or(Blocked)?;
    let request = factory.open_with_u32(DATABASE, 1)?;
    let upgraded: IdbRequest = request.clone().unchecked_into();
    let upgrade = Closure::once(move || {
        if let Ok(database) = upgraded.result() {
            let parameters = web_sys::IdbObjectStoreParameters::new();
            parameters.set_key_path(&"id".into());
            let database: IdbDatabase = database.unchecked_into();
            let _ = database.create_object_store_with_optional_parameters(STORE, &parameters);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    Ok(answer(&request).await?.unchecked_into())
}

async fn answer(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let settled = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(settled).await?;
    request.result()
}
