//! A receiver on a temporary database, and a person who sends it signed submissions.

#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "only tests use this")]

pub mod browser;
pub mod command;
pub mod encrypted;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use intake_core::date::Date;
use intake_core::envelope;
use intake_core::form::compile;
use intake_core::json::Json;
use intake_core::session::Session;
use intake_core::submission::{Occasion, build};
use intake_core::{canonical, envelope::signing_input};
use intake_receiver::ancestor::Ancestor;
use intake_receiver::asset::Assets;
use intake_receiver::budget::Budget;
use intake_receiver::client::Proxies;
use intake_receiver::digest;
use intake_receiver::http::{App, Limits, embed, router};
use intake_receiver::key::PrivateKey;
use intake_receiver::key_file::KeyPlace;
use intake_receiver::link::Link;
use intake_receiver::moment::{Moment, Zone};
use intake_receiver::nonce::NoncePolicy;
use intake_receiver::publication::Folder as IntakeFolder;
use intake_receiver::receiver::{outside_key, own_key};
use intake_receiver::store::Store;
use intake_receiver::token::Token;
use intake_receiver::upload::Spool;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tower::ServiceExt;

pub const AUDIENCE: &str = "http://localhost:8080/submissions";
pub const TOKEN: &str = "a-token-for-these-tests";
pub const ID: &str = "0193a1f0-7c2a-7d30-8a00-000000000001";
pub const ANSWERS: &str =
    r#"{"people":2,"income":1500.5,"needs":["food","nappies"],"full_name":"Åsa <b>Öst</b>"}"#;

pub fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixture").join(path)
}

pub fn form() -> Json {
    Json::parse(&std::fs::read_to_string(fixture("forms/food-support.json")).unwrap()).unwrap()
}

/// A folder that is deleted when the test ends.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        let name = format!("intake-test-{}", Token::random().unwrap().reveal());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub struct Receiver {
    pub folder: Folder,
    pub store: Store,
    /// Of the link that would have been printed.
    pub code: String,
    pub router: Router,
}

/// What a test may want otherwise.
pub struct Options {
    pub public: Option<&'static str>,
    pub proxies: Proxies,
    pub key: Option<KeyPlace>,
    /// As if they were inside the program.
    pub assets: Assets,
    /// Whose pages may have a form in a frame.
    pub ancestors: Vec<Ancestor>,
    /// In which staff read times.
    pub zone: Zone,
    pub nonces: bool,
    pub relay: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            public: None,
            proxies: Proxies::none(),
            key: None,
            assets: Assets::default(),
            ancestors: Vec::new(),
            zone: Zone::utc(),
            nonces: false,
            relay: false,
        }
    }
}

pub struct Reply {
    pub status: StatusCode,
    pub response: Response<()>,
    pub text: String,
}

impl Reply {
    pub fn json(&self) -> Json {
        Json::parse(&self.text).unwrap()
    }

    pub fn code(&self) -> String {
        self.json().get("code").unwrap().as_str().unwrap().into()
    }

    pub fn header(&self, name: &str) -> &str {
        self.response.headers().get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Receiver {
    pub async fn start() -> Self {
        Self::with(&fixture("forms"), None).await
    }

    pub async fn with(forms: &Path, site: Option<&Path>) -> Self {
        Self::as_wished(forms, site, Options::default()).await
    }

    /// With its key in a place of its own.
    pub async fn keyed(forms: &Path, site: Option<&Path>, key: Option<&KeyPlace>) -> Self {
        Self::as_wished(forms, site, Options { key: key.cloned(), ..Options::default() }).await
    }

    pub async fn as_wished(forms: &Path, site: Option<&Path>, options: Options) -> Self {
        let folder = Folder::new();
        let store = Store::open(&folder.0.join("intake.sqlite")).await.unwrap();
        let opened = IntakeFolder::new(forms.into()).publish(&store, now()).await.unwrap();
        let (_, open) = tokio::sync::watch::channel(Arc::new(opened));
        let (link, code) = Link::new(now()).unwrap();
        let app = App {
            forms: open,
            receiver: intake_receiver::receiver::Receiver {
                store: store.clone(),
                key: match &options.key {
                    Some(place) => outside_key(&store, place, false, now()).await.unwrap(),
                    None => own_key(&store, now()).await.unwrap(),
                },
                audiences: vec![AUDIENCE.into()],
                relay: options.relay,
                nonces: NoncePolicy::of(options.nonces).unwrap(),
            },
            token: Token::given(TOKEN.into()),
            link,
            clock: now,
            zone: options.zone,
            public: options.public.map(|public| public.parse().unwrap()),
            body_limit: 4 << 20,
            spool: Spool::new(folder.0.clone(), Budget::new(64 << 20, 64 << 20)),
            proxies: options.proxies,
            limits: Limits::default(),
            has_widget: options.assets.has_widget(),
            assets: options.assets,
            embed_policy: embed::policy(&options.ancestors),
        };
        Self { folder, store, code, router: router(Arc::new(app), site) }
    }

    pub async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Reply { status: parts.status, response: Response::from_parts(parts, ()), text }
    }

    pub async fn post(&self, body: impl Into<Body>) -> Reply {
        let request = Request::post("/submissions").header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(body.into()).unwrap()).await
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// With the token, as a program sends it.
    pub async fn read(&self, path: &str) -> Reply {
        let request = Request::get(path).header(header::AUTHORIZATION, format!("Bearer {TOKEN}"));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// The same for a file: its headers, and its bytes.
    pub async fn bytes(&self, path: String) -> (std::collections::HashMap<String, String>, Vec<u8>) {
        let request = Request::get(path).header(header::AUTHORIZATION, format!("Bearer {TOKEN}"));
        let response = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let text = |value: &axum::http::HeaderValue| value.to_str().unwrap().to_owned();
        let headers = parts.headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect();
        (headers, body.collect().await.unwrap().to_bytes().to_vec())
    }

    pub async fn count(&self) -> u32 {
        self.store.count().await.unwrap()
    }

    /// Changes the database behind the receiver's back.
    pub async fn tamper(&self, sql: &'static str) {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(self.folder.0.join("intake.sqlite"));
        let pool = sqlx::sqlite::SqlitePool::connect_with(options).await.unwrap();
        let changed = sqlx::query(sql).execute(&pool).await.unwrap().rows_affected();
        assert!(changed == 1 || !sql.starts_with("UPDATE"), "{changed} rows");
    }
}

/// The tests' clock stands still.
pub fn now() -> Moment {
    Moment::parse("2026-11-22T18:40:00Z").unwrap()
}

/// The body that the widget would make of these answers.
pub fn body(definition: &Json, answers: &str, absent: &str) -> Json {
    let form = Arc::new(compile(definition).form.unwrap());
    let mut session = Session::new(form, Date::new(2026, 11, 22).unwrap());
    session.load(&Json::parse(answers).unwrap(), &Json::parse(absent).unwrap());
    let occasion = Occasion {
        submission_id: ID,
        audience: AUDIENCE,
        form_digest: &digest::of_json(definition),
        language: "sv",
        signed_at: "2026-11-22T18:38:25Z",
        worker: None,
    };
    build(&session, &occasion)
}

/// Signs a body as the widget does, with a new key.
pub fn sign(body: Json) -> String {
    let key = PrivateKey::generate().unwrap();
    let protected = envelope::protected(&key.kid, &key.public.x, &key.public.y, None);
    sign_with(body, &key, &protected)
}

/// The same, with a header of the test's own.
pub fn sign_with(body: Json, key: &PrivateKey, protected: &str) -> String {
    let signature = key.sign(&signing_input(protected, &canonical::to_string(&body)));
    envelope::attach(body, protected, &signature).to_pretty()
}

pub fn signed() -> String {
    sign(body(&form(), ANSWERS, "{}"))
}

/// Replaces a member of a body, which is then signed as it is.
pub fn with(body: Json, pointer: &str, value: &str) -> Json {
    let steps: Vec<&str> = pointer.split('/').skip(1).collect();
    set(body, &steps, Json::parse(value).unwrap())
}

fn set(json: Json, steps: &[&str], value: Json) -> Json {
    let Some((step, rest)) = steps.split_first() else { return value };
    let Json::Object(mut members) = json else { panic!("{step} is in no object") };
    match members.iter_mut().find(|(name, _)| name == step) {
        Some((_, member)) => *member = set(member.clone(), rest, value),
        None => members.push(((*step).into(), value)),
    }
    Json::Object(members)
}
