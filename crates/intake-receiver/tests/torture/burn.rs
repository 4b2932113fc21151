//! A form whose small submissions keep a processor busy: every entry of one list is held against
//! every pair of another.

use crate::server::AUDIENCE;
use intake_core::canonical;
use intake_core::envelope::{self, signing_input};
use intake_core::json::Json;
use intake_receiver::digest;
use intake_receiver::key::PrivateKey;

pub const FORM: &str = r#"{
  "formLanguage": 1, "name": "burn", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "Burn",
  "pages": [ { "name": "one", "items": [
    { "name": "pay", "type": "repeat", "label": "Pay", "items": [
      { "name": "n", "type": "integer", "label": "N", "otherwise": 0 } ] },
    { "name": "jobs", "type": "repeat", "label": "Jobs", "items": [
      { "name": "a", "type": "integer", "label": "A", "relevant": "pay.all(p, pay.all(q, p.n + q.n >= 0))" },
      { "name": "b", "type": "integer", "label": "B", "relevant": "pay.all(p, pay.all(q, p.n + q.n >= 0))" },
      { "name": "c", "type": "integer", "label": "C", "relevant": "pay.all(p, pay.all(q, p.n + q.n >= 0))" },
      { "name": "d", "type": "integer", "label": "D", "relevant": "pay.all(p, pay.all(q, p.n + q.n >= 0))" } ] } ] } ]
}"#;

/// A few kilobytes, signed.
pub fn submission() -> String {
    let list = |entry: &str| vec![entry; 200].join(",");
    let answers =
        format!(r#"{{"pay":[{}],"jobs":[{}]}}"#, list(r#"{"n":1}"#), list(r#"{"a":1,"b":1,"c":1,"d":1}"#));
    let digest = digest::of_json(&Json::parse(FORM).unwrap());
    // Its outcome is wrong, which is no reason to refuse it.
    let body = format!(
        r#"{{"format":"intake-submission/1","submissionId":"0193a1f0-7c2a-7d30-8a00-{:012x}",
            "audience":"{AUDIENCE}","form":{{"name":"burn","version":"1","digest":"{digest}","language":"en"}},
            "signedAt":"2026-11-22T18:38:25Z","evaluatedOn":"2026-11-22","respondent":{{"mode":"self"}},
            "answers":{answers},"absent":{{}},"outcome":{{"programs":[],"referrals":[]}},"attachments":[]}}"#,
        fastrand::u64(..) >> 16
    );
    let body = Json::parse(&body).unwrap();
    let key = PrivateKey::generate().unwrap();
    let protected = envelope::protected(&key.kid, &key.public.x, &key.public.y, None);
    let signature = key.sign(&signing_input(&protected, &canonical::to_string(&body)));
    envelope::attach(body, &protected, &signature).to_string()
}
