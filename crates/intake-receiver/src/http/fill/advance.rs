//! Taking what was posted, and going on.

use super::answer::{NewFile, take};
use super::draft::{Deed, Draft, Input, TooMuch};
use super::drawer::Secret;
use super::localizer::Localizer;
use super::place::{Place, id, page_places};
use super::receive::Posted;
use super::show::{Wish, framed, read_step, remove};
use super::typed::files_of;
use super::visit::{Language, Visit, cookie, cookie_name, drawer, forget, visit};
use super::{send, view};
use crate::http::app::App;
use crate::http::error::HttpError;
use crate::http::inbox::attempt::TooMany;
use crate::http::security;
use crate::judge;
use crate::moment::Moment;
use axum::body::Body;
use axum::extract::{FromRequest, Path, Query, Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use intake_core::session::{Session, Slot, Step};
use std::io;
use std::rc::Rc;
use std::sync::Arc;

/// What a button means.
enum Wanted {
    Continue,
    Back,
    Send,
    /// The page again: with a file, or what was found.
    Stay(String),
    /// The page in another language.
    Speak(String),
    Find(String),
    Add(String),
    Remove(String, usize),
    Drop(String, usize),
}

/// Where to go on, and what is to be kept.
struct Advanced {
    draft: Draft,
    address: String,
    files: Vec<NewFile>,
    /// The digests of all files that the answers name.
    named: Vec<String>,
    is_ready: bool,
}

pub(super) async fn step(
    State(app): State<Arc<App>>,
    Path((name, word)): Path<(String, String)>,
    Query(wish): Query<Wish>,
    request: Request,
) -> Result<Response, HttpError> {
    let headers = request.headers().clone();
    let step = read_step(&word).ok_or(HttpError::NotFound)?;
    let before = visit(&app, &name, wish.lang.as_deref(), &headers).await?;
    let language = before.language.clone();
    let told = |error: HttpError| told(&name, &language, error);
    let posted = match Posted::from_request(request, &app).await {
        Ok(posted) => posted,
        Err(error) => return Ok(told(error)),
    };
    match go(&app, step, posted, before).await {
        Ok(response) => Ok(response),
        Err(error) => Ok(told(error)),
    }
}

async fn go(app: &Arc<App>, step: Step, posted: Posted, before: Visit) -> Result<Response, HttpError> {
    let client = posted.client;
    let place = before.secret.as_ref().map(Secret::id).and_then(|id| app.limits.drafts.of(&id));
    let _turn = match place {
        Some(place) => Some(place.lock().await),
        None => None,
    };
    // As it is now that it is this request's turn.
    let Visit { name, language, secret, draft, form } = match &before.secret {
        Some(secret) => {
            let again = secret_headers(app, secret);
            visit(app, &before.name, Some(&before.language.tag), &again).await?
        }
        None => before,
    };
    let way = match posted.get("do") {
        Some("leave") => language.exit.clone(),
        Some("clear") => Some(format!("/fill/{name}?lang={}", language.tag)),
        _ => None,
    };
    if let Some(way) = way {
        let mut gone = Visit { name: name.clone(), language, secret, draft, form };
        match remove(app, &mut gone).await {
            // Nothing keeps a person who has to go; a day later it is removed anyway.
            Err(error) if posted.get("do") == Some("leave") => {
                tracing::warn!("a draft could not be removed: {error}");
            }
            removed => removed?,
        }
        return Ok((forget(app, &name), see_other(&way)).into_response());
    }
    if draft.as_ref().is_some_and(|draft| draft.reference.is_some()) {
        return Ok(see_other(&format!("/fill/{name}/sent?lang={}", language.tag)));
    }
    let now = (app.clock)();
    let is_new = draft.is_none();
    let today = now.date().ok_or(HttpError::Interrupted)?;
    let draft = match draft {
        Some(draft) => draft,
        None => {
            app.limits.beginnings.guess(client, || false).map_err(|TooMany| HttpError::TooMany)?;
            Draft::new(&form.digest, submission_id(now)?, today, &language.tag)
        }
    };
    let secret = match secret {
        Some(secret) if !is_new => secret,
        _ => Secret::random().map_err(|_| HttpError::Interrupted)?,
    };
    let row = form.clone();
    let (tag, address_name) = (language.clone(), name.clone());
    let advanced = app
        .limits
        .turns
        .take(client, move || {
            let form = judge::compiled(&row).ok_or(HttpError::Interrupted)?;
            let words = Rc::new(tag.localizer());
            let session = draft.replay(&form, &words).ok_or(HttpError::Interrupted)?;
            advance(draft, session, step, (is_new, today.to_string()), posted, &words, &address_name)
        })
        .await??;
    let Some(Advanced { draft, address, files, named, is_ready }) = advanced else {
        // A later page, and nothing of the pages before it.
        return Ok(see_other(&format!("/fill/{name}/sent?lang={}", language.tag)));
    };
    let (drawer, owners) = (drawer(app), app.limits.owners.clone());
    let kept = tokio::task::spawn_blocking(move || {
        if is_new || !files.is_empty() {
            drawer.make_room(&owners, client)?;
        }
        for file in &files {
            drawer.keep_file(&secret, &file.digest, &file.bytes)?;
        }
        drawer.keep(&secret, &draft)?;
        owners.claim(secret.id(), client);
        drawer.tidy(&secret, Some(&named))?;
        Ok::<_, io::Error>((secret, draft))
    });
    let (secret, draft) =
        kept.await.map_err(|_| HttpError::Interrupted)?.map_err(|error| match error.kind() {
            io::ErrorKind::FileTooLarge => HttpError::TooLarge,
            io::ErrorKind::StorageFull => HttpError::Busy,
            io::ErrorKind::QuotaExceeded => HttpError::TooMany,
            _ => HttpError::Upload(error.into()),
        })?;
    let cookie = CookieJar::new().add(cookie(app, &name, secret.reveal()));
    let address = if is_ready {
        send::send(app, client, (&name, &language), (&secret, draft), &form).await?
    } else {
        address
    };
    Ok((cookie, see_other(&address)).into_response())
}

/// The page that has the buttons is not the one to be asked for again.
fn see_other(address: &str) -> Response {
    Redirect::to(address).into_response()
}

/// The cookie alone.
fn secret_headers(app: &App, secret: &Secret) -> axum::http::HeaderMap {
    let cookie = format!("{}={}", cookie_name(app), secret.reveal());
    let value = axum::http::HeaderValue::from_str(&cookie).ok();
    value.map(|value| (axum::http::header::COOKIE, value)).into_iter().collect()
}

/// Nothing where somebody posts a later page without the pages before it.
fn advance(
    mut draft: Draft,
    mut session: Session,
    step: Step,
    (is_new, today): (bool, String),
    mut posted: Posted,
    words: &Localizer,
    name: &str,
) -> Result<Option<Advanced>, HttpError> {
    let too_much = |TooMuch| HttpError::TooLarge;
    if step != session.step() {
        if is_new {
            return Ok(None);
        }
        draft.act(&mut session, Deed::step(step)).map_err(too_much)?;
    }
    let wanted = wanted(posted.get("do").unwrap_or("continue"));
    let spoken = match &wanted {
        Wanted::Speak(tag) => session.form().languages.iter().find(|own| ***own == **tag).cloned(),
        _ => None,
    };
    draft.news.clear();
    let (mut files, mut anchor, mut is_ready) = (Vec::new(), None, false);
    match step {
        // Also where the form leads elsewhere first: nothing typed is lost.
        Step::Page(page) => {
            let from = (page, session.step() == step);
            (files, anchor) = advance_page(&mut draft, &mut session, from, (&mut posted, words), wanted)
                .map_err(too_much)?;
        }
        _ if session.step() != step => {}
        Step::Review | Step::Outcome => {
            // Another day may have come since the form was begun.
            if session.today().to_string() != today {
                draft.act(&mut session, Deed::Today(today)).map_err(too_much)?;
            }
            match wanted {
                Wanted::Back => draft.act(&mut session, Deed::Back).map_err(too_much)?,
                Wanted::Speak(_) => {}
                Wanted::Send => is_ready = session.step() == Step::Outcome,
                _ if step == Step::Review => draft.act(&mut session, Deed::Continue).map_err(too_much)?,
                _ => {}
            }
        }
    }
    let mut address = match spoken {
        Some(tag) => format!("/fill/{name}/{}?lang={tag}", view::step_word(session.step())),
        None => view::address(name, session.step(), words),
    };
    if let Some(slot) = anchor {
        address = [&address, "#", &id(&session, slot)].concat();
    }
    let named = named(&session);
    Ok(Some(Advanced { draft, address, files, named, is_ready }))
}

/// Takes a page's answers, and does what its button says. The question to which the page then leads.
fn advance_page(
    draft: &mut Draft,
    session: &mut Session,
    (page, is_here): (usize, bool),
    (posted, words): (&mut Posted, &Localizer),
    wanted: Wanted,
) -> Result<(Vec<NewFile>, Option<Slot>), TooMuch> {
    let slots = |session: &Session| page_places(session, page).into_iter().map(|place| place.slot).collect();
    let seen: Vec<Slot> = slots(session);
    let files = take(draft, session, page, (posted, words))?;
    keep_searches(draft, session, page, posted);
    if !is_here {
        return Ok((files, None));
    }
    let places = page_places(session, page);
    let find = |path: &str| places.iter().find(|place| place.path == path);
    let mut anchor = None;
    match wanted {
        Wanted::Back => draft.act(session, Deed::Back)?,
        Wanted::Speak(_) => {}
        Wanted::Stay(path) | Wanted::Find(path) => anchor = find(&path),
        Wanted::Add(path) => {
            anchor = find(&path);
            if let Some(place) = anchor {
                draft.act(session, Deed::Add(place.slot.0))?;
            }
        }
        Wanted::Remove(path, index) => {
            anchor = find(&path);
            if let Some(place) = anchor {
                draft.act(session, Deed::Remove(place.slot.0, index))?;
            }
        }
        Wanted::Drop(path, index) => {
            anchor = find(&path);
            if let Some(place) = anchor {
                drop_file(draft, session, place, index)?;
            }
        }
        Wanted::Continue | Wanted::Send => {
            // Questions that came with these answers have not been seen yet.
            draft.news = places
                .iter()
                .map(|place| place.slot)
                .filter(|slot| !seen.contains(slot))
                .map(|slot| slot.0)
                .collect();
            if draft.news.is_empty() {
                draft.act(session, Deed::Continue)?;
            }
        }
    }
    if session.step() != Step::Page(page) {
        draft.searches.clear();
    }
    Ok((files, anchor.map(|place| place.slot)))
}

fn wanted(word: &str) -> Wanted {
    let mut words = word.split(' ');
    let (verb, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default().to_owned());
    let index = words.next().and_then(|index| index.parse().ok());
    match (verb, index) {
        ("back", _) => Wanted::Back,
        ("send", _) => Wanted::Send,
        ("stay", _) => Wanted::Stay(path),
        ("speak", _) => Wanted::Speak(path),
        ("find", _) => Wanted::Find(path),
        ("add", _) => Wanted::Add(path),
        ("remove", Some(index)) => Wanted::Remove(path, index),
        ("drop", Some(index)) => Wanted::Drop(path, index),
        _ => Wanted::Continue,
    }
}

fn keep_searches(draft: &mut Draft, session: &Session, page: usize, posted: &Posted) {
    for place in page_places(session, page) {
        let Some(query) = posted.get(&place.part("search")) else { continue };
        draft.searches.retain(|(slot, _)| *slot != place.slot.0);
        draft.searches.push((place.slot.0, query.chars().take(200).collect()));
    }
}

fn drop_file(draft: &mut Draft, session: &mut Session, place: &Place, index: usize) -> Result<(), TooMuch> {
    let mut files = files_of(session.field(place.slot).typed);
    if index < files.len() {
        files.remove(index);
    }
    let said = match files.is_empty() {
        true => Input::Empty,
        false => Input::Json(intake_core::json::Json::Array(files).to_string()),
    };
    draft.act(session, Deed::Answer(place.slot.0, said))
}

/// The files among what was typed, also where a question is not asked for the moment.
fn named(session: &Session) -> Vec<String> {
    let files = session.slots().into_iter().flat_map(|slot| files_of(session.field(slot).typed));
    files.filter_map(|file| Some(file.get("digest")?.as_str()?.to_owned())).collect()
}

/// An error as a page for a person; its status and its line in the log stay.
fn told(name: &str, language: &Language, error: HttpError) -> Response {
    let more = match &error {
        HttpError::TooLarge | HttpError::FilesTooLarge => "too-much",
        _ => "busy",
    };
    let words = language.localizer();
    let start = format!("/fill/{name}?lang={}", language.tag);
    let body = view::notice(&words, ["error-page", more], Some((&start, "back")));
    let page = framed(name, language, "error-page", &body);
    let mut response = error.into_response();
    *response.body_mut() = Body::from(page);
    if language.exit.is_some() {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, security::EXIT);
    }
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response
}

/// A UUID of version 7 (RFC 9562 §5.7).
fn submission_id(now: Moment) -> Result<String, HttpError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| HttpError::Interrupted)?;
    let time = now.milliseconds().to_be_bytes();
    bytes.iter_mut().zip(time.iter().skip(2)).for_each(|(byte, time)| *byte = *time);
    let number = u128::from_be_bytes(bytes) & !(0xf << 76) & !(0b11 << 62) | (0x7 << 76) | (0b10 << 62);
    let hex = format!("{number:032x}");
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    Ok([part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-"))
}
