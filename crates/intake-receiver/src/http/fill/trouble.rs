//! What a person reads where there is no page for them: a form that is closed, an address with a mistake.

use super::localizer::Localizer;
use super::view::{Frame, frame};
use crate::http::error::HttpError;
use crate::phrase::CATALOGUES;
use axum::body::Body;
use axum::extract::{Path, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use intake_core::wording::Wording;
use maud::html;
use url::form_urlencoded;

pub(super) async fn nothing() -> HttpError {
    HttpError::NotFound
}

/// People type it, and so do programs that tidy addresses.
pub(super) async fn without_slash(Path(name): Path<String>, uri: Uri) -> Response {
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    match is_name {
        true => Redirect::temporary(&format!("/fill/{name}{query}")).into_response(),
        false => HttpError::NotFound.into_response(),
    }
}

/// Puts a page in place of what was written for a program. The status and the line in the log stay.
pub(super) async fn told(request: Request, next: Next) -> Response {
    let (uri, language) = (request.uri().clone(), language(request.uri(), request.headers()));
    let mut response = next.run(request).await;
    let is_page = |value: &HeaderValue| value.as_bytes().starts_with(b"text/html");
    let status = response.status();
    let is_trouble = status.is_client_error() || status.is_server_error();
    if !is_trouble || response.headers().get(header::CONTENT_TYPE).is_some_and(is_page) {
        return response;
    }
    *response.body_mut() = Body::from(page(status, &uri, language));
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response
}

fn page(status: StatusCode, uri: &Uri, language: &'static str) -> String {
    let words = Localizer::new(language);
    let [title, more] = match status {
        StatusCode::NOT_FOUND => ["not-here", "not-here-more"],
        StatusCode::FORBIDDEN => ["foreign", "foreign-more"],
        StatusCode::BAD_REQUEST => ["bad-address", "bad-address-more"],
        _ => ["error-page", "later-more"],
    };
    // A form that is not there can't be opened.
    let name =
        uri.path().split('/').nth(2).filter(|name| !name.is_empty() && status != StatusCode::NOT_FOUND);
    let around = Frame {
        words: &words,
        form: words.say(title).into(),
        title: words.say(title).into(),
        languages: Vec::new(),
        path: String::new(),
        exit: None,
        posts: None,
    };
    let body = html! {
        div.panel.trouble {
            p { (words.say(more)) }
            @if let Some(name) = name { p { a href={ "/fill/" (name) "?lang=" (language) } { (words.say("open-form")) } } }
        }
    };
    frame(&around, &body)
}

/// The language that is asked for, or the first that the person reads, among those that these pages speak.
fn language(uri: &Uri, headers: &HeaderMap) -> &'static str {
    let query = uri.query().unwrap_or_default();
    let asked = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "lang");
    let read = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let read = read.split(',').filter_map(|part| part.split(';').next());
    let asked = asked.as_ref().map(|(_, tag)| &**tag);
    asked.into_iter().chain(read).find_map(spoken).unwrap_or("en")
}

fn spoken(tag: &str) -> Option<&'static str> {
    let base = tag.trim().split('-').next().unwrap_or_default().to_lowercase();
    CATALOGUES.iter().find(|(own, _)| *own == base).map(|(own, _)| *own)
}
