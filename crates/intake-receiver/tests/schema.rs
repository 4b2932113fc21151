//! The published schema and the receiver agree: what `schemas/submission.schema.json` forbids
//! is refused, and what it allows is refused for no reason of shape.
//!
//! Every place of two genuine submissions is changed in every way that its schema has something
//! to say about; a well-kept implementation of JSON Schema is the judge.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use intake_core::json::Json;
use intake_core::submission::Submission;
use intake_core::{canonical, envelope};
use intake_receiver::key::PrivateKey;
use intake_receiver::verify::verify;
use jsonschema::Validator;
use serde_json::{Value, json};
use support::{ANSWERS, Receiver, body, form, sign, signed};

struct Bench {
    schema: Value,
    validator: Validator,
}

impl Bench {
    fn new() -> Self {
        let text = include_str!("../../../schemas/submission.schema.json");
        let schema: Value = serde_json::from_str(text).unwrap();
        // Formats are asserted: a thirtieth of February is no date.
        let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
        Self { schema, validator }
    }

    fn allows(&self, document: &Value) -> bool {
        self.validator.is_valid(document)
    }
}

/// Signs whatever the body is.
fn resigned(key: &PrivateKey, mut document: Value) -> Value {
    let Some(members) = document.as_object_mut() else { return document };
    let Some(signature) = members.remove("signature") else { return document };
    let body = Json::parse(&Value::Object(members.clone()).to_string());
    // What cannot be signed, or shall have this very signature, stays as it is.
    let (Ok(body), true) = (body, signature == json!("again")) else {
        members.insert("signature".into(), signature);
        return document;
    };
    let protected = envelope::protected(&key.kid, &key.public.x, &key.public.y, None);
    let signed = key.sign(&envelope::signing_input(&protected, &canonical::to_string(&body)));
    serde_json::from_str(&envelope::attach(body, &protected, &signed).to_string()).unwrap()
}

/// Whether the receiver takes the document for a submission of version 1.
fn takes(document: &Value) -> bool {
    verify(document.to_string().as_bytes()).is_ok_and(|verified| Submission::read(&verified.body).is_ok())
}

/// One of each kind, with the members that may be there.
fn genuine() -> Vec<Value> {
    let mut plain: Value = serde_json::from_str(&body(&form(), ANSWERS, "{}").to_string()).unwrap();
    plain["signature"] = json!("again");
    let mut full = plain.clone();
    full["respondent"] = json!({ "mode": "assisted", "worker": "Outreach 3", "note": "By telephone." });
    full["supersedes"] = json!(format!("sha-256:{}", "A".repeat(43)));
    full["absent"] = json!({ "income": "asked-declined" });
    full["outcome"]["programs"][0]["estimate"] = json!(12.5);
    full["attachments"] = json!([{
        "item": "card", "fileName": "card.pdf", "mediaType": "application/pdf", "size": 3,
        "digest": format!("sha-256:{}", "-_".repeat(21) + "0"),
    }]);
    vec![plain, full]
}

/// Everything to put in place of a value.
fn replacements(schema: &Value, value: &Value) -> Vec<Value> {
    let mut all =
        vec![json!(null), json!(true), json!(0), json!(-1), json!(1.5), json!(""), json!([]), json!({})];
    all.extend([json!([null]), json!({ "a": 1 }), json!(9_007_199_254_740_991_i64)]);
    all.extend([json!(999_999_999_999_999_i64), json!(1_000_000_000_000_000_i64)]);
    if let Some(text) = value.as_str() {
        all.extend(texts(text).into_iter().map(Value::from));
    }
    if let Some(items) = value.as_array() {
        let first = items.first().cloned().unwrap_or(json!("x"));
        all.extend([json!([first, first]), json!([first, 1]), Value::from(vec![first.clone(); 1000])]);
        all.push(Value::from(vec![first; 1001]));
    }
    if let Some(members) = value.as_object() {
        for name in members.keys() {
            let mut less = members.clone();
            less.remove(name);
            all.push(less.into());
        }
        let mut more = members.clone();
        more.insert("more".into(), json!("x"));
        all.push(more.into());
        // Members that stand elsewhere in the schema.
        for name in ["note", "worker", "estimate", "supersedes", "nonce", "signature2"] {
            let mut more = members.clone();
            more.entry(name).or_insert(json!("x"));
            all.push(more.into());
        }
    }
    for one in schema["enum"].as_array().into_iter().flatten().chain(schema.get("const")) {
        all.push(one.clone());
    }
    all
}

fn texts(text: &str) -> Vec<String> {
    let mut all = vec![format!("{text}x"), format!(" {text}"), format!("{text}\n"), text.to_uppercase()];
    all.extend([2, 34, 35, 36, 254, 255, 256, 2048, 2049, 10_000, 10_001, 300_000].map(|n| "å".repeat(n)));
    all.extend([1, 2, 35, 36].map(|n| "a".repeat(n)));
    all.push(text.chars().skip(1).collect());
    all.push(text.chars().rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect());
    // Every kind of place gets what is right, and nearly right, of every other kind.
    for other in [
        "intake-submission/2",
        "0193a1f0-7c2a-4d30-8a00-000000000001",
        "0193a1f0-7c2a-7d30-7a00-000000000001",
        "0193a1f07c2a7d308a00000000000001",
        "2026-11-22T18:38:25Z",
        "2026-11-22T18:38:25.123456789Z",
        "2026-11-22T18:38:25.1234567890Z",
        "2026-11-22T18:38:25.Z",
        "2026-11-22T18:38:25+00:00",
        "2026-11-22t18:38:25z",
        "2026-11-22 18:38:25Z",
        "2026-11-22T18:38Z",
        "2026-11-22T24:00:00Z",
        "2026-11-22T18:60:00Z",
        "2026-12-31T23:59:60Z",
        "2026-12-31T23:59:61Z",
        "2026-11-22T18:38:60Z",
        "2026-02-30T00:00:00Z",
        "0000-02-28T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "0000-12-31",
        "0001-01-01",
        "1000-01-01",
        "0900-01-01",
        "9999-12-31",
        "2026-13-01T00:00:00Z",
        "2024-02-29",
        "2026-02-29",
        "2026-02-30",
        "2026-11-31",
        "2026-00-10",
        "2026-1-1",
        "20261122",
        "2026-11-22Z",
        "२०२६-११-२२",
        "en",
        "sv-FI",
        "zh-Hant-TW",
        "en_GB",
        "en-",
        "-en",
        "a-b",
        "x-y-z",
        "zh-cmn-Hans-CN-x-a-b-c-d-e-f-g-h-i",
        "en-toolongpart",
        "<script>",
        "self",
        "assisted",
        "eligible",
        "Eligible",
        "met",
        "unmet",
        "undetermined",
        "a..b",
        "sha-256:ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0",
        "sha-256:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0",
        "sha-256:ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa",
        "sha-256:ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0=",
        "SHA-256:ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0",
    ] {
        all.push(other.into());
    }
    all
}

/// Every place of a document that its schema describes, with what describes it.
fn places(schema: &Value, value: &Value, pointer: String, out: &mut Vec<(String, Value)>) {
    out.push((pointer.clone(), schema.clone()));
    for (name, member) in value.as_object().into_iter().flatten() {
        let own = schema["properties"].get(name);
        let branches = schema["oneOf"].as_array().into_iter().flatten();
        let own = own.or_else(|| branches.filter_map(|branch| branch["properties"].get(name)).next_back());
        if let Some(own) = own {
            places(own, member, format!("{pointer}/{name}"), out);
        }
    }
    if let Some(first) = value.get(0) {
        places(&schema["items"], first, format!("{pointer}/0"), out);
    }
}

#[test]
fn the_schema_and_the_receiver_agree_on_every_change_of_a_submission() {
    let (bench, key) = (Bench::new(), PrivateKey::generate().unwrap());
    let (mut allowed, mut forbidden, mut disagreements) = (0, 0, Vec::new());
    for genuine in genuine() {
        let mut found = Vec::new();
        places(&bench.schema, &genuine, String::new(), &mut found);
        assert!(found.len() > 20);
        for (pointer, schema) in found {
            let value = genuine.pointer(&pointer).unwrap();
            for replacement in std::iter::once(value.clone()).chain(replacements(&schema, value)) {
                let mut document = genuine.clone();
                *document.pointer_mut(&pointer).unwrap() = replacement.clone();
                let document = resigned(&key, document);
                let expected = bench.allows(&document);
                *(if expected { &mut allowed } else { &mut forbidden }) += 1;
                if takes(&document) != expected {
                    let shown: String = replacement.to_string().chars().take(60).collect();
                    disagreements.push(format!("{pointer} = {shown}: the schema says {expected}"));
                }
            }
        }
    }
    println!("{allowed} allowed, {forbidden} forbidden");
    assert!(allowed > 100 && forbidden > 1000, "{allowed} {forbidden}");
    assert!(disagreements.is_empty(), "{} disagreements:\n{}", disagreements.len(), disagreements.join("\n"));
}

#[tokio::test]
async fn what_the_schema_forbids_is_refused_with_its_place_and_what_is_genuine_is_taken() {
    let bench = Bench::new();
    assert!(bench.allows(&serde_json::from_str(&signed()).unwrap()));
    let receiver = Receiver::start().await;
    for (pointer, value, place) in [
        ("/respondent", r#"{"mode":"self","worker":"Eva"}"#, "/respondent/worker"),
        ("/respondent", r#"{"mode":"assisted","worker":""}"#, "/respondent/worker"),
        ("/form/more", "1", "/form/more"),
        ("/supersedes", "\"the last one\"", "/supersedes"),
        ("/outcome", r#"{"programs":[]}"#, "/outcome/referrals"),
        ("/outcome/more", "1", "/outcome/more"),
        ("/attachments", "{}", "/attachments"),
        ("/attachments", "[1]", "/attachments/0"),
        ("/submissionId", "\"0193a1f0-7c2a-4d30-8a00-000000000001\"", "/submissionId"),
        ("/audience", "\"\"", "/audience"),
    ] {
        let changed = support::with(body(&form(), ANSWERS, "{}"), pointer, value);
        let reply = receiver.post(sign(changed)).await;
        assert_eq!((reply.status.as_u16(), reply.code().as_str()), (422, "submission-shape"), "{pointer}");
        let errors = reply.json();
        let errors = errors.get("errors").unwrap().as_array().unwrap();
        let named = |error: &Json| error.get("pointer").unwrap().as_str() == Some(place);
        assert!(errors.iter().any(named), "{place}: {}", reply.text);
    }
    assert_eq!(receiver.count().await, 0);
    assert_eq!(receiver.post(signed()).await.status.as_u16(), 201);
}
