//! Where submissions go, and what else only sending needs.

use crate::submit::key::sha256;
use intake_core::canonical;
use intake_core::json::Json;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

pub struct Target {
    pub action: RefCell<String>,
    pub enctype: RefCell<String>,
    /// What the form was compiled from, until its digest is known.
    pub definition: RefCell<Option<Rc<Json>>>,
    pub digest: RefCell<Option<String>>,
    /// Who helps the person to answer.
    pub worker: RefCell<Option<String>>,
    /// What few pages ask for, read when it is signed: `{ device, recipientKey, receiverKey, supersedes, note }`.
    pub more: RefCell<JsValue>,
    /// The digest of what the person sent and is changing.
    pub amended: RefCell<Option<String>>,
}

impl Target {
    pub fn new(definition: Json) -> Self {
        Self {
            action: RefCell::default(),
            enctype: RefCell::default(),
            definition: RefCell::new(Some(Rc::new(definition))),
            digest: RefCell::default(),
            worker: RefCell::default(),
            more: RefCell::default(),
            amended: RefCell::default(),
        }
    }

    /// The definition's; nothing where the browser has none to give.
    pub async fn digest(&self) -> Option<String> {
        let definition = self.definition.borrow().clone();
        if let Some(definition) = definition {
            let digest = sha256(canonical::to_string(&definition).as_bytes()).await.ok()?;
            self.digest.replace(Some(["sha-256:", &digest].concat()));
            self.definition.replace(None);
        }
        self.digest.borrow().clone()
    }
}
