//! Signed submissions, each another, some with a file.

use crate::server::AUDIENCE;
use intake_core::canonical;
use intake_core::date::Date;
use intake_core::envelope::{self, signing_input};
use intake_core::form::{Form, compile};
use intake_core::json::Json;
use intake_core::session::Session;
use intake_core::submission::{Occasion, attach, build};
use intake_receiver::digest;
use intake_receiver::key::PrivateKey;
use std::sync::Arc;

pub const FORM: &str = r#"{
  "formLanguage": 1, "name": "torture", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "Torture",
  "pages": [ { "name": "one", "items": [
    { "name": "story", "type": "text", "label": "What happened?" },
    { "name": "card", "type": "file", "label": "Card", "maxBytes": 8000000 } ] } ]
}"#;

/// What one person sends, again and again until it is acknowledged.
#[derive(Clone)]
pub struct Parcel {
    pub id: String,
    pub media_type: &'static str,
    pub body: Vec<u8>,
}

/// Makes parcels; one a thread.
pub struct Maker {
    form: Arc<Form>,
    form_digest: String,
    key: PrivateKey,
    random: fastrand::Rng,
}

impl Maker {
    pub fn new(seed: u64) -> Self {
        let definition = Json::parse(FORM).unwrap();
        Self {
            form: Arc::new(compile(&definition).form.unwrap()),
            form_digest: digest::of_json(&definition),
            key: PrivateKey::generate().unwrap(),
            random: fastrand::Rng::with_seed(seed),
        }
    }

    /// One in four has a file of up to `largest` bytes.
    pub fn any(&mut self, largest: usize) -> Parcel {
        let file = self.random.u8(..).is_multiple_of(4).then(|| self.random.usize(1..=largest));
        self.with_file(file)
    }

    pub fn with_file(&mut self, bytes: Option<usize>) -> Parcel {
        let file: Option<Vec<u8>> =
            bytes.map(|bytes| (0..bytes).map(|_| self.random.alphanumeric() as u8).collect());
        let id = format!(
            "0193a1f0-7c2a-7d30-8{:03x}-{:012x}",
            self.random.u16(..) >> 4,
            self.random.u64(..) >> 16
        );
        let story: String = (0..self.random.usize(0..400)).map(|_| self.random.alphanumeric()).collect();
        let card = file.as_ref().map_or_else(String::new, |file| {
            let (size, digest) = (file.len(), digest::of_bytes(file));
            format!(r#","card":[{{"fileName":"card.txt","mediaType":"text/plain","size":{size},"digest":"{digest}"}}]"#)
        });
        let document = self.sign(&id, &format!(r#"{{"story":"{story}"{card}}}"#));
        match file {
            None => Parcel { id, media_type: "application/json", body: document.into_bytes() },
            Some(file) => {
                let part =
                    |name: &str| format!("--parcel\r\ncontent-disposition: form-data; name=\"{name}\"");
                let mut body = format!("{}\r\n\r\n{document}\r\n", part("submission")).into_bytes();
                body.extend(format!("{}; filename=\"card.txt\"\r\n\r\n", part("attachment[]")).into_bytes());
                body.extend(file);
                body.extend(b"\r\n--parcel--\r\n");
                Parcel { id, media_type: "multipart/form-data; boundary=parcel", body }
            }
        }
    }

    fn sign(&self, id: &str, answers: &str) -> String {
        let mut session = Session::new(self.form.clone(), Date::new(2026, 11, 22).unwrap());
        let problems = session.load(&Json::parse(answers).unwrap(), &Json::parse("{}").unwrap());
        assert!(problems.is_empty(), "{problems:?}");
        let occasion = Occasion {
            submission_id: id,
            audience: AUDIENCE,
            form_digest: &self.form_digest,
            language: "en",
            signed_at: "2026-11-22T18:38:25Z",
            worker: None,
        };
        let body = attach(build(&session, &occasion), &session, &|_| true);
        let protected = envelope::protected(&self.key.kid, &self.key.public.x, &self.key.public.y, None);
        let signature = self.key.sign(&signing_input(&protected, &canonical::to_string(&body)));
        envelope::attach(body, &protected, &signature).to_string()
    }
}
