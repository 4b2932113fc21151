//! What a request is about: form, language, and whose draft it is.

use super::draft::Draft;
use super::drawer::{Drawer, Secret};
use super::localizer::Localizer;
use crate::http::app::App;
use crate::http::error::HttpError;
use crate::store::FormRow;
use axum::http::{HeaderMap, header};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use intake_core::json::Json;
use intake_core::language::nearest;
use url::Url;

/// What a request is about.
pub(super) struct Visit {
    pub(super) name: String,
    pub(super) language: Language,
    pub(super) secret: Option<Secret>,
    pub(super) draft: Option<Draft>,
    pub(super) form: FormRow,
}

/// The language asked for, among those of the form.
#[derive(Clone)]
pub(super) struct Language {
    pub(super) tag: String,
    pub(super) all: Vec<String>,
    pub(super) title: String,
    /// Where the form's way out leads.
    pub(super) exit: Option<String>,
}

impl Language {
    pub(super) fn localizer(&self) -> Localizer {
        Localizer::new(&self.tag)
    }
}

pub(super) fn drawer(app: &App) -> Drawer {
    Drawer::beside(app.spool.folder())
}

/// The form that is open under this name, or the version of it that the person began.
pub(super) async fn visit(
    app: &App,
    name: &str,
    wanted: Option<&str>,
    headers: &HeaderMap,
) -> Result<Visit, HttpError> {
    let secret = secret(app, headers);
    let drawer = drawer(app);
    let (secret, draft) = tokio::task::spawn_blocking(move || {
        let draft = secret.as_ref().and_then(|secret| drawer.draft(secret));
        (secret, draft)
    })
    .await
    .map_err(|_| HttpError::Interrupted)?;
    let begun = match &draft {
        Some(draft) => app.receiver.store.form(&draft.form).await?.filter(|form| form.name == name),
        None => None,
    };
    let draft = draft.filter(|_| begun.is_some());
    let form = match begun {
        Some(form) => form,
        None => {
            let open =
                app.forms().find(name).map(|form| form.row.digest.clone()).ok_or(HttpError::NotFound)?;
            app.receiver.store.form(&open).await?.ok_or(HttpError::NotFound)?
        }
    };
    let language = language(&form, wanted, headers)?;
    Ok(Visit { name: name.into(), language, secret, draft, form })
}

fn language(form: &FormRow, wanted: Option<&str>, headers: &HeaderMap) -> Result<Language, HttpError> {
    let definition = Json::parse(&form.definition).map_err(|_| HttpError::Interrupted)?;
    let all = definition.get("languages").and_then(Json::as_array).unwrap_or_default();
    let all: Vec<String> = all.iter().filter_map(Json::as_str).map(str::to_owned).collect();
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    // In their order: browsers put the best first.
    let accepted = accepted.unwrap_or_default().split(',').filter_map(|part| part.split(';').next());
    let near = |tag: &str| {
        let place = nearest(tag.trim(), &mut all.iter().map(String::as_str))?;
        all.get(place).cloned()
    };
    let default = crate::words::default_language(&definition);
    let tag = wanted.into_iter().chain(accepted).find_map(near).unwrap_or_else(|| default.into());
    let title = definition.get("title").and_then(|title| crate::words::plain(title, &tag, default));
    let title = title.unwrap_or(&form.name).to_owned();
    let exit = definition.pointer("/settings/exitUrl").and_then(Json::as_str);
    // As a header can hold it.
    let exit = exit.and_then(|exit| Url::parse(exit).ok()).filter(|exit| exit.scheme() == "https");
    let exit = exit.map(String::from);
    Ok(Language { tag, all, title, exit })
}

pub(super) fn cookie_name(app: &App) -> &'static str {
    if app.is_secure() { "__Secure-intake-fill" } else { "intake_fill" }
}

fn secret(app: &App, headers: &HeaderMap) -> Option<Secret> {
    CookieJar::from_headers(headers).get(cookie_name(app)).and_then(|cookie| Secret::read(cookie.value()))
}

/// For this form only, and gone when the browser is closed.
pub(super) fn cookie(app: &App, name: &str, value: String) -> Cookie<'static> {
    Cookie::build((cookie_name(app), value))
        .path(format!("/fill/{name}"))
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.is_secure())
        .build()
}

pub(super) fn forget(app: &App, name: &str) -> CookieJar {
    let mut gone = cookie(app, name, String::new());
    gone.make_removal();
    CookieJar::new().add(gone)
}
