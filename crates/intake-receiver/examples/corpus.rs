//! Writes the corpus that every verifier is run on: ten genuine submissions, ten tampered.
//!
//!     cargo run -p intake-receiver --example corpus -- tests/verifiers/corpus
//!
//! The answers are the shipped forms' scenarios; keys are new at each run.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a tool for tests fails by panicking")]

use std::path::Path;
use std::sync::Arc;

use intake_core::form::compile;
use intake_core::json::Json;
use intake_core::session::Session;
use intake_core::submission::{Occasion, build};
use intake_core::{canonical, envelope};
use intake_receiver::digest;
use intake_receiver::key::PrivateKey;

const FORMS: [&str; 3] = ["outreach-needs", "us-nutrition-screener", "housing-emergency"];

fn main() {
    let folder = std::env::args().nth(1).unwrap();
    let folder = Path::new(&folder);
    for part in ["genuine", "tampered"] {
        std::fs::create_dir_all(folder.join(part)).unwrap();
    }
    let write = |path: String, text: String| std::fs::write(folder.join(path), text + "\n").unwrap();
    for i in 0..10 {
        let signed = signed(i);
        // What existing systems do to JSON: nothing, indenting, reordering, escaping.
        let text = match i % 4 {
            0 => signed.to_string(),
            1 => signed.to_pretty(),
            2 => reordered(&signed).to_pretty(),
            _ => escaped(&signed.to_string()),
        };
        write(format!("genuine/{:02}.json", i + 1), text);
    }
    for (i, (name, text)) in tampered().into_iter().enumerate() {
        write(format!("tampered/{:02}-{name}.json", i + 1), text);
    }
}

/// The body of the `i`-th submission.
fn body(i: usize) -> Json {
    let path = format!("schemas/{}.json", FORMS[i % 3]);
    let definition = Json::parse(&std::fs::read_to_string(path).unwrap()).unwrap();
    let form = Arc::new(compile(&definition).form.unwrap());
    let scenario = &form.scenarios[1 + i / 3];
    let mut session = Session::new(form.clone(), scenario.today);
    session.load(&scenario.answers, &scenario.absent);
    build(
        &session,
        &Occasion {
            submission_id: &format!("0193a1f0-7c2a-7d30-8a00-0000000000{i:02}"),
            audience: "https://charity.example/intake",
            form_digest: &digest::of_json(&definition),
            language: ["en", "sv", "pl"][i % 3],
            signed_at: "2026-11-22T18:38:25Z",
            worker: (i == 4).then_some("Outreach 3"),
        },
    )
}

fn signed(i: usize) -> Json {
    sign(body(i), &PrivateKey::generate().unwrap())
}

fn sign(body: Json, key: &PrivateKey) -> Json {
    sign_under(body, key, &envelope::protected(&key.kid, &key.public.x, &key.public.y, None))
}

fn sign_under(body: Json, key: &PrivateKey, protected: &str) -> Json {
    let signature = key.sign(&envelope::signing_input(protected, &canonical::to_string(&body)));
    envelope::attach(body, protected, &signature)
}

/// A header that is signed as it stands, whatever it says.
fn header(key: &PrivateKey, alg: &str, typ: &str, more: &str) -> String {
    let (x, y, kid) = (&key.public.x, &key.public.y, &key.kid);
    let jwk = format!(r#"{{"kty":"EC","crv":"P-256","x":"{x}","y":"{y}"}}"#);
    let text = format!(r#"{{"alg":"{alg}","typ":"{typ}","kid":"{kid}","jwk":{jwk}{more}}}"#);
    envelope::base64url(text.as_bytes())
}

fn tampered() -> Vec<(&'static str, String)> {
    let (key, other) = (PrivateKey::generate().unwrap(), PrivateKey::generate().unwrap());
    let replaced = |from: &str, to: &str| {
        let text = sign(body(0), &key).to_string();
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    };
    let under = |header: String| sign_under(body(1), &key, &header).to_string();
    let own = envelope::protected(&key.kid, &key.public.x, &key.public.y, None);
    let mut dropped = sign(body(2), &key);
    if let Json::Object(members) = &mut dropped {
        members.retain(|(name, _)| name != "absent");
    }
    vec![
        ("answer-changed", replaced(r#""adults":1"#, r#""adults":2"#)),
        ("outcome-changed", replaced(r#""status":"eligible""#, r#""status":"ineligible""#)),
        ("audience-changed", replaced("charity.example", "charlatan.example")),
        ("member-added", replaced(r#"{"format""#, r#"{"note":"hello","format""#)),
        ("member-dropped", dropped.to_string()),
        ("signed-by-another-key", sign_under(body(3), &other, &own).to_string()),
        (
            "thumbprint-of-another-key",
            under(envelope::protected(&other.kid, &key.public.x, &key.public.y, None)),
        ),
        ("algorithm-none", under(header(&key, "none", envelope::TYP, ""))),
        ("another-type", under(header(&key, "ES256", "JWT", ""))),
        (
            "key-from-elsewhere",
            under(header(&key, "ES256", envelope::TYP, r#","jku":"https://charlatan.example/k""#)),
        ),
    ]
}

/// The members the other way round, at every level.
fn reordered(json: &Json) -> Json {
    match json {
        Json::Object(members) => {
            Json::Object(members.iter().rev().map(|(n, v)| (n.clone(), reordered(v))).collect())
        }
        Json::Array(items) => Json::Array(items.iter().map(reordered).collect()),
        other => other.clone(),
    }
}

/// Every character beyond ASCII as an escape, as some writers do.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            let mut units = [0; 2];
            c.encode_utf16(&mut units).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04X}")));
        }
    }
    out
}
