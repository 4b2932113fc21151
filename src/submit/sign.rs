//! From a session to a signed submission on its way.

use crate::dom::interop::{from_js, text, to_js};
use crate::store::FormStore;
use crate::submit::key;
use crate::submit::outbox_client::{DeliveryStatus, OutboxEntry};
use crate::submit::target::Target;
use intake_core::canonical;
use intake_core::json::Json;
use intake_core::sheet::name_items;
use intake_core::submission::{self, Occasion};
use intake_core::text::Speech;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// The envelope has room for so many characters.
const LONGEST_NOTE: usize = 10_000;

/// How far a submission is.
pub enum Sending {
    Sealing,
    /// Nothing can be signed here; the answers as they are.
    Unsigned(Json),
    /// The page around took it: it canceled `intake-submit`.
    Taken(OutboxEntry),
    /// There is no address to send it to.
    Nowhere(OutboxEntry),
    Carried {
        entry: OutboxEntry,
        status: DeliveryStatus,
    },
}

impl Sending {
    /// The number to quote, once the receiver has it.
    pub fn reference(&self) -> Option<&str> {
        match self {
            Self::Carried { status: DeliveryStatus::Delivered { reference, .. }, .. } => reference.as_deref(),
            _ => None,
        }
    }
}

/// Builds and signs. An error is the unsigned body, so that it can still be saved.
pub async fn seal(store: &FormStore, target: &Target) -> Result<(OutboxEntry, Json), Json> {
    let action = target.action.borrow().clone();
    let digest = target.digest().await;
    let worker = target.worker.borrow().clone();
    let now = js_sys::Date::new_0();
    let id = key::submission_id(now.get_time());
    // Whole seconds: "2026-11-22T18:38:25Z".
    let time = String::from(now.to_iso_string());
    let signed_at = [time.split('.').next().unwrap_or_default(), "Z"].concat();
    let localizer = store.localizer();
    let body = submission::build(
        &store.session(),
        &Occasion {
            submission_id: &id,
            audience: &action,
            form_digest: digest.as_deref().unwrap_or_default(),
            language: localizer.language(),
            signed_at: &signed_at,
            worker: worker.as_deref(),
        },
    );
    // Of a file that the page filled in there are no bytes.
    let body = submission::attach(body, &store.session(), &|digest| store.files().has(&digest.into()));
    let files = has_files(&body);
    let more = from_js(&target.more.borrow()).unwrap_or(Json::Null);
    let device = match more.get("device").and_then(Json::as_bool) {
        Some(true) => key::device().await,
        _ => None,
    };
    let amended = target.amended.borrow().clone();
    let amended =
        amended.or_else(|| text(&more, "supersedes").filter(|digest| !digest.is_empty()).map(String::from));
    // Another key may replace nothing: then it is sent as a submission of its own.
    let body = match amended.filter(|_| device.is_some()) {
        Some(digest) => submission::supersede(body, digest),
        None => body,
    };
    let note = text(&more, "note").map(str::trim).filter(|note| worker.is_some() && !note.is_empty());
    let body = match note {
        Some(note) => submission::note(body, note.chars().take(LONGEST_NOTE).collect()),
        None => body,
    };
    if digest.is_none() {
        return Err(body);
    }
    let canonical = canonical::to_string(&body);
    let digest = match &device {
        Some(_) => key::sha256(canonical.as_bytes()).await.ok().map(|digest| ["sha-256:", &digest].concat()),
        None => None,
    };
    let sealed = key::seal(body.clone(), &canonical, device).await.map_err(|_| body)?;
    let enctype = target.enctype.borrow().clone();
    let called =
        Json::Array(name_items(store.session().form()).map(|item| Json::string(&*item.name)).collect());
    let entry = OutboxEntry { id, action, enctype, body: sealed.to_string(), called, more, files, digest };
    Ok((entry, sealed))
}

/// Gives the person a file. A failure leaves the page as it is: the answers are still there.
pub fn save(name: &str, text: &str, media_type: &str) {
    let download = || {
        let parts = to_js(&Json::Array(vec![Json::string(text)]));
        let kind = BlobPropertyBag::new();
        kind.set_type(media_type);
        let blob = Blob::new_with_str_sequence_and_options(&parts, &kind)?;
        let url = Url::create_object_url_with_blob(&blob)?;
        let document = web_sys::window().and_then(|window| window.document());
        if let Some(document) = document {
            let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
            link.set_href(&url);
            link.set_download(name);
            link.click();
        }
        // The download has its own hold on the file by the time that the page is idle.
        gloo::timers::callback::Timeout::new(10_000, move || drop(Url::revoke_object_url(&url))).forget();
        Ok::<_, wasm_bindgen::JsValue>(())
    };
    drop(download());
}

/// Whether files belong to a submission.
pub fn has_files(body: &Json) -> bool {
    body.get("attachments").and_then(Json::as_array).is_some_and(|files| !files.is_empty())
}
