//! Showing a step.

use super::draft::Draft;
use super::view::{self, Context, Frame};
use super::visit::{Language, Visit, drawer, forget, visit};
use crate::client::Client;
use crate::http::app::App;
use crate::http::error::HttpError;
use crate::http::security;
use crate::judge;
use crate::moment::Moment;
use crate::store::FormRow;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use intake_core::session::{Action, Session, Step};
use intake_core::wording::Wording;
use serde::Deserialize;
use std::rc::Rc;
use std::sync::Arc;

#[derive(Deserialize)]
pub(super) struct Wish {
    pub(super) lang: Option<String>,
}

/// What becomes of looking at a step.
enum Shown {
    Page(String),
    Elsewhere(String),
    /// There is nothing that this step could show.
    Gone,
}

/// The first step, or where the person was.
pub(super) async fn start(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
    Query(wish): Query<Wish>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let mut visit = visit(&app, &name, wish.lang.as_deref(), &headers).await?;
    // Who begins after somebody has sent begins anew.
    let mut gone = None;
    if visit.draft.as_ref().is_some_and(|draft| draft.reference.is_some()) {
        remove(&app, &mut visit).await?;
        gone = Some(forget(&app, &name));
    }
    Ok((gone, show(&app, visit, client, None).await?).into_response())
}

pub(super) async fn step(
    State(app): State<Arc<App>>,
    Path((name, step)): Path<(String, String)>,
    Query(wish): Query<Wish>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let visit = visit(&app, &name, wish.lang.as_deref(), &headers).await?;
    let step = match step.as_str() {
        "sent" => Asked::Sent,
        word => Asked::Step(read_step(word).ok_or(HttpError::NotFound)?),
    };
    show(&app, visit, client, Some(step)).await
}

/// A file to keep: where to go, what was answered, and what was signed, where it is.
pub(super) async fn copy(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
    Query(wish): Query<Wish>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let visit = visit(&app, &name, wish.lang.as_deref(), &headers).await?;
    let file = take_along(&app, visit, client, true).await?;
    let about = [(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.html\""))];
    Ok((about, Html(file)).into_response())
}

/// The sheet, to print.
pub(super) async fn sheet(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
    Query(wish): Query<Wish>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let visit = visit(&app, &name, wish.lang.as_deref(), &headers).await?;
    Ok(Html(take_along(&app, visit, client, false).await?).into_response())
}

/// Of whom the receiver has answers.
async fn take_along(app: &App, visit: Visit, client: Client, is_file: bool) -> Result<String, HttpError> {
    let Visit { name, language, draft, form, .. } = visit;
    let draft = draft.ok_or(HttpError::NotFound)?;
    let now = (app.clock)();
    let made = app.limits.turns.take(client, move || {
        let words = Rc::new(language.localizer());
        let session = draft.replay(&judge::compiled(&form)?, &words)?;
        // Where to go is known at the end.
        if session.step() != Step::Outcome && draft.reference.is_none() {
            return None;
        }
        let context = Context { session: &session, words: &words, draft: &draft, name: &name, now };
        let record = draft.signed.as_deref().unwrap_or_default();
        Some(view::sheet(&context, is_file.then_some(record)))
    });
    made.await?.ok_or(HttpError::NotFound)
}

pub(super) async fn remove(app: &App, visit: &mut Visit) -> Result<(), HttpError> {
    visit.draft = None;
    if let Some(secret) = visit.secret.take() {
        let drawer = drawer(app);
        let tidied = tokio::task::spawn_blocking(move || drawer.tidy(&secret, None)).await;
        tidied.map_err(|_| HttpError::Interrupted)?.map_err(|error| HttpError::Upload(error.into()))?;
    }
    Ok(())
}

enum Asked {
    Step(Step),
    Sent,
}

async fn show(app: &App, visit: Visit, client: Client, asked: Option<Asked>) -> Result<Response, HttpError> {
    let Visit { name, language, draft, form, .. } = visit;
    let again = (name.clone(), language.clone());
    let now = (app.clock)();
    let today = now.date().ok_or(HttpError::Interrupted)?;
    // Nothing is kept for who only looks.
    let new = || Draft::new(&form.digest, String::new(), today, &language.tag);
    let draft = draft.map_or_else(|| (new(), false), |draft| (draft, true));
    let shown =
        app.limits.turns.take(client, move || draw((&name, now), &language, draft, &form, asked)).await??;
    Ok(match shown {
        Shown::Page(page) => html(page, &again.1),
        Shown::Elsewhere(address) => Redirect::to(&address).into_response(),
        Shown::Gone => {
            let (name, language) = again;
            let words = language.localizer();
            let start = format!("/fill/{name}?lang={}", language.tag);
            let body = view::notice(&words, ["gone", "gone-more"], Some((&start, "start")));
            let mut response = html(framed(&name, &language, "gone", &body), &language);
            *response.status_mut() = StatusCode::GONE;
            response
        }
    })
}

/// A page that says one thing.
pub(super) fn framed(name: &str, language: &Language, title: &str, body: &maud::Markup) -> String {
    let words = language.localizer();
    let frame = Frame {
        form: language.title.clone(),
        title: words.say(title).into(),
        languages: Vec::new(),
        path: format!("/fill/{name}"),
        exit: exit(name, language),
        posts: None,
        words: &words,
    };
    view::frame(&frame, body)
}

/// Where the way out is taken: at the first step, since all have it.
fn exit(name: &str, language: &Language) -> Option<String> {
    language.exit.as_ref().map(|_| format!("/fill/{name}/1?lang={}", language.tag))
}

/// A page, which may send a person where the form's way out leads.
fn html(page: String, language: &Language) -> Response {
    let mut response = Html(page).into_response();
    if language.exit.is_some() {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, security::EXIT);
    }
    response
}

fn draw(
    (name, now): (&str, Moment),
    language: &Language,
    (draft, is_begun): (Draft, bool),
    form: &FormRow,
    asked: Option<Asked>,
) -> Result<Shown, HttpError> {
    let words = Rc::new(language.localizer());
    let compiled = judge::compiled(form).ok_or(HttpError::Interrupted)?;
    let mut session: Session = draft.replay(&compiled, &words).ok_or(HttpError::Interrupted)?;
    let here = |session: &Session| view::address(name, session.step(), &words);
    let sent = format!("/fill/{name}/sent?lang={}", language.tag);
    let wanted = match (asked, &draft.reference) {
        (Some(Asked::Sent), Some(reference)) => {
            let context = Context { session: &session, words: &words, draft: &draft, name, now };
            let body = view::confirmation(&context, reference);
            return Ok(Shown::Page(page(
                &context,
                language,
                ("sent", None),
                words.say("sent").into(),
                &body,
            )));
        }
        (_, Some(_)) => return Ok(Shown::Elsewhere(sent)),
        (Some(Asked::Sent), None) => {
            return Ok(if is_begun { Shown::Elsewhere(here(&session)) } else { Shown::Gone });
        }
        (Some(Asked::Step(step)), None) => step,
        (None, None) if is_begun => return Ok(Shown::Elsewhere(here(&session))),
        (None, None) => session.step(),
    };
    if wanted != session.step() {
        if !is_begun {
            return Ok(Shown::Gone);
        }
        session.apply(Action::GoTo(wanted));
        if wanted != session.step() {
            return Ok(Shown::Elsewhere(here(&session)));
        }
    }
    let context = Context { session: &session, words: &words, draft: &draft, name, now };
    let body = match wanted {
        Step::Page(number) => view::page(&context, number),
        Step::Review => view::review(&context),
        Step::Outcome => view::outcome(&context),
    };
    let title = view::title(&context, wanted);
    let posts = match wanted {
        Step::Page(number) => Some(view::posts(&context, number)),
        _ => None,
    };
    Ok(Shown::Page(page(&context, language, (&view::step_word(wanted), posts), title, &body)))
}

fn page(
    context: &Context<'_>,
    language: &Language,
    (step, posts): (&str, Option<view::Posts>),
    title: String,
    body: &maud::Markup,
) -> String {
    let frame = Frame {
        words: context.words,
        form: language.title.clone(),
        title,
        languages: language.all.clone(),
        path: format!("/fill/{}/{step}", context.name),
        exit: exit(context.name, language),
        posts,
    };
    view::frame(&frame, body)
}

pub(super) fn read_step(word: &str) -> Option<Step> {
    match word {
        "check" => Some(Step::Review),
        "outcome" => Some(Step::Outcome),
        number => Some(Step::Page(number.parse::<usize>().ok()?.checked_sub(1)?)),
    }
}
