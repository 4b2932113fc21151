//! What the list shows: a page of submissions, each from its columns.

use super::query::{self, ListQuery};
use crate::client::Client;
use crate::form_cache;
use crate::http::app::App;
use crate::http::error::HttpError;
use crate::inspect::columns_hold;
use crate::label;
use crate::moment::Zone;
use crate::phrase::phrase;
use crate::publication::Fault;
use crate::speech::Plain;
use crate::store::{EntryRow, FormRow, MailRow, Store, WebhookState, Window};
use crate::words;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use intake_core::json::Json;
use intake_core::text::{Speech, shown};
use std::collections::HashMap;
use std::sync::Arc;

pub(super) type Asked = Result<Query<ListQuery>, QueryRejection>;

/// A line of the list, with the words for it.
pub(super) struct Entry {
    pub row: EntryRow,
    pub title: String,
    /// How the person can be reached, in words.
    pub contact: Vec<String>,
    /// Label and status of each program.
    pub programs: Vec<(String, String)>,
    /// Whether what is shown here is what the receiver wrote.
    pub sealed: bool,
}

pub(super) struct Listing {
    pub entries: Vec<Entry>,
    pub count: u32,
    /// How many are here that only somebody else can read.
    pub encrypted: u32,
    /// How many of those nobody has taken to open them.
    pub encrypted_unopened: u32,
    pub query: ListQuery,
    /// The forms that one can choose: name and title.
    pub forms: Vec<(String, String)>,
    pub zone: Zone,
    /// What could not be told to staff or to other systems.
    pub troubles: Vec<Trouble>,
    /// Forms that are not published as they stand in their folder.
    pub faults: Vec<Fault>,
}

pub(super) async fn listing(app: &Arc<App>, client: Client, asked: Asked) -> Result<Listing, HttpError> {
    let query = query::read(asked)?;
    let window = Window { offset: (query.page - 1).saturating_mul(query.size), limit: query.size };
    let (store, filter) = (&app.receiver.store, query.filter(&app.zone));
    let rows = store.entries(&filter, window).await?;
    let mut forms = HashMap::new();
    for row in &rows {
        let digest = &row.submission.form_digest;
        if !forms.contains_key(digest) {
            forms.insert(digest.clone(), store.form(digest).await?);
        }
    }
    let count = match last(window, rows.len()) {
        Some(count) => count,
        None => store.count_entries(&filter).await?,
    };
    let encrypted = store.count_encrypted().await?;
    let encrypted_unopened = store.count_encrypted_unopened().await?;
    let names = store.answered_forms().await?;
    let own = app.clone();
    let work = move || entries(rows, &forms, &own);
    let entries = app.limits.reading.take(client, work).await?;
    let open = app.forms();
    let title = |name: String| {
        let open = open.open.iter().find(|form| form.row.name == name);
        let title = open.map_or_else(|| name.clone(), |form| form.title.clone());
        (name, title)
    };
    let forms = names.into_iter().map(title).collect();
    let faults = open.faults.clone();
    let troubles = troubles(store).await?;
    let zone = app.zone.clone();
    Ok(Listing { entries, count, encrypted, encrypted_unopened, query, forms, zone, troubles, faults })
}

/// How many lines the whole list has, where that shows on its last page: to count them takes as long as to search them.
fn last(window: Window, rows: usize) -> Option<u32> {
    let rows = u32::try_from(rows).ok().filter(|rows| *rows < window.limit)?;
    (rows > 0 || window.offset == 0).then(|| window.offset.saturating_add(rows))
}

/// What could not be told, and is tried again where that helps.
pub(super) enum Trouble {
    Mail(MailRow),
    /// A webhook that other systems have not heard for three days, or want no more of.
    Webhook(WebhookState),
}

async fn troubles(store: &Store) -> Result<Vec<Trouble>, HttpError> {
    let mail = store.mail_troubles().await?.into_iter().map(Trouble::Mail);
    let is_in_trouble = |state: &WebhookState| state.failed > 0 || state.webhook.paused_why.is_some();
    let webhooks = store.webhooks().await?.into_iter().filter(is_in_trouble).map(Trouble::Webhook);
    Ok(mail.chain(webhooks).collect())
}

fn entries(rows: Vec<EntryRow>, forms: &HashMap<String, Option<FormRow>>, app: &App) -> Vec<Entry> {
    let definition = |form: &Option<FormRow>| {
        form.as_ref().and_then(|form| Json::parse(&form.definition).ok()).unwrap_or(Json::Null)
    };
    let definitions: HashMap<_, _> = forms.iter().map(|(digest, form)| (digest, definition(form))).collect();
    let entry = |row: EntryRow| {
        let submission = &row.submission;
        let definition = definitions.get(&submission.form_digest).unwrap_or(&Json::Null);
        let form = forms.get(&submission.form_digest).and_then(Option::as_ref);
        Entry {
            title: words::title(definition).to_owned(),
            contact: form.map(|form| contact(form, &row.summary.contact)).unwrap_or_default(),
            programs: programs(&submission.outcome, definition),
            sealed: columns_hold(submission, &app.receiver.key),
            row,
        }
    };
    rows.into_iter().map(entry).collect()
}

/// How a person can be reached, in the words of the form: "A text message", "+1 202-555-0142".
fn contact(row: &FormRow, contact: &str) -> Vec<String> {
    let Some(form) = form_cache::compiled(&row.digest, &row.definition) else { return Vec::new() };
    let language = form.language("en");
    let answers = Json::parse(contact).unwrap_or(Json::Null);
    let say = |(name, answer): &(String, Json)| {
        let item = form.find(name).and_then(|id| form.item(id))?;
        let choice = |name: &str| {
            let choice = item.kind.choices().iter().find(|choice| *choice.name == *name);
            choice.map_or_else(|| shown(name), |choice| label::choice(&form, choice, language))
        };
        Some(match answer {
            Json::Object(_) => reach(answer),
            Json::String(text) => choice(text),
            Json::Array(chosen) => {
                chosen.iter().filter_map(Json::as_str).map(choice).collect::<Vec<_>>().join(", ")
            }
            Json::Bool(value) => {
                let question = label::label(&form, &item.label, language);
                format!("{question} {}", Plain { language }.boolean(*value))
            }
            Json::Number(number) => number.to_string(),
            _ => return None,
        })
    };
    answers.as_object().unwrap_or_default().iter().filter_map(say).collect()
}

/// What a person said of how to reach them: "Phone call: +1 202-555-0142", and what is safe then.
fn reach(answer: &Json) -> String {
    let text = |name: &str| answer.get(name).and_then(Json::as_str).map(shown);
    let method = text("method").unwrap_or_default();
    let way = phrase("en", &format!("contact-{method}"));
    let Some(value) = text("value") else { return way.to_owned() };
    let mut said = vec![format!("{way}: {value}")];
    if method == "phone" {
        let may = answer.get("leaveMessage").and_then(Json::as_bool) == Some(true);
        said.push(phrase("en", if may { "message-yes" } else { "message-no" }).to_owned());
    }
    said.push(match text("sayWho") {
        Some(name) => phrase("en", "say-name").replace("{name}", &name),
        None => phrase("en", "say-nothing").to_owned(),
    });
    said.extend(text("when").map(|when| phrase("en", "reach-when").replace("{when}", &when)));
    said.join(" · ")
}

fn programs(outcome: &str, definition: &Json) -> Vec<(String, String)> {
    let outcome = Json::parse(outcome).unwrap_or(Json::Null);
    let programs = outcome.get("programs").and_then(Json::as_array).unwrap_or_default();
    let text = |program: &Json, name| program.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    programs
        .iter()
        .map(|program| {
            (words::program_label(definition, &text(program, "name")).to_owned(), text(program, "status"))
        })
        .collect()
}
