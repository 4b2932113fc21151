//! What the widget signs the receiver takes: everything that can be typed, in every language, goes
//! from the person's session through canonical JSON and a signature into the database.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "../../intake-core/tests/support/random.rs"]
mod random;
mod support;
#[path = "../../intake-core/tests/support/typing.rs"]
mod typing;

use axum::http::StatusCode;
use intake_core::answer::Typed;
use intake_core::form::compile;
use intake_core::json::Json;
use intake_core::session::{Action, Session};
use intake_core::submission::{Occasion, build};
use intake_receiver::digest;
use random::{Random, rounds, seed};
use std::rc::Rc;
use std::sync::Arc;
use support::{AUDIENCE, Folder, Receiver, sign};
use typing::{EVERY_TYPE, FORMATS, fill};

struct Published {
    receiver: Receiver,
    definition: Json,
    number: u64,
    _forms: Folder,
}

impl Published {
    async fn new() -> Self {
        let forms = Folder::new();
        std::fs::write(forms.0.join("every-type.json"), EVERY_TYPE).unwrap();
        let receiver = Receiver::with(&forms.0, None).await;
        Self { receiver, definition: Json::parse(EVERY_TYPE).unwrap(), number: 0, _forms: forms }
    }

    fn session(&self) -> Session {
        let form = Arc::new(compile(&self.definition).form.unwrap());
        Session::new(form, intake_core::date::Date::parse("2026-11-22").unwrap())
    }

    /// Signs what a session holds and sends it.
    async fn takes(&mut self, session: &Session, language: &str) -> Result<(), String> {
        self.number += 1;
        let body = build(
            session,
            &Occasion {
                submission_id: &format!("0193a1f0-7c2a-7d30-8a00-{:012x}", self.number),
                audience: AUDIENCE,
                form_digest: &digest::of_json(&self.definition),
                language,
                signed_at: "2026-11-22T18:38:25Z",
                worker: None,
            },
        );
        let reply = self.receiver.post(sign(body)).await;
        if reply.status == StatusCode::CREATED { Ok(()) } else { Err(reply.text) }
    }
}

#[tokio::test]
async fn whatever_is_typed_in_any_language_is_taken() {
    let seed = seed(u64::from(std::process::id()));
    println!("INTAKE_SEED={seed}");
    let mut random = Random(seed);
    let mut published = Published::new().await;
    let mut sent = 0;
    for _ in 0..rounds(60) {
        let (language, format) = FORMATS[random.below(FORMATS.len())];
        let mut session = published.session();
        session.set_locale(Rc::new(format));
        let typed = fill(&mut session, format, &mut random);
        if session.validate().is_empty() {
            sent += 1;
            let taken = published.takes(&session, language).await;
            assert_eq!(taken, Ok(()), "{language}: {typed:?} as {}", session.answers());
        }
    }
    assert!(sent > 20, "{sent}");
    assert_eq!(published.receiver.count().await, sent);
}

#[tokio::test]
async fn a_number_that_is_signed_with_an_exponent_is_taken() {
    let mut published = Published::new().await;
    for text in ["0.0000001", "-0.0000001234", "1000000000000000000000", "0.00000000000000000001"] {
        let mut session = published.session();
        let slot = session.slot("part").unwrap();
        session.apply(Action::Answer { slot, typed: Typed::Text(text.into()) });
        if session.problem(slot).is_none() {
            assert!(session.answers().get("part").unwrap().to_string().contains('e'));
            assert_eq!(published.takes(&session, "en").await, Ok(()), "{text}");
        }
    }
    assert!(published.receiver.count().await >= 2);
}
