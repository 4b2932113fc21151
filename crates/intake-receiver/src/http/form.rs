//! `GET /forms` and `GET /forms/{name}.json`: the definitions that are open now, for any site.
//! `GET /forms/{name}`: a page with the form.

use super::app::App;
use super::encoding::Encoding;
use super::error::{HttpError, method_not_allowed};
use super::page;
use crate::publication::Publication;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use axum_extra::TypedHeader;
use axum_extra::headers::{ETag, IfNoneMatch};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tower_http::cors::{Any, CorsLayer};

pub(super) fn routes() -> Router<Arc<App>> {
    let cors = CorsLayer::new().allow_origin(Any).expose_headers([header::ETAG]);
    Router::new()
        .route("/forms", get(list))
        .route("/forms/page.css", get(style))
        .route("/forms/{file}", get(file))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(cors)
}

#[derive(Serialize)]
struct List<'a> {
    forms: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    name: &'a str,
    version: &'a str,
    title: &'a str,
    digest: &'a str,
    href: String,
}

async fn list(State(app): State<Arc<App>>) -> Response {
    let forms = app.forms();
    let entries = forms.open.iter().map(|form| Entry {
        name: &form.row.name,
        version: &form.row.version,
        title: &form.title,
        digest: &form.row.digest,
        href: format!("/forms/{}.json", form.row.name),
    });
    Json(List { forms: entries.collect() }).into_response()
}

async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], page::STYLE)
}

#[derive(Deserialize)]
struct Wish {
    lang: Option<String>,
}

async fn file(
    State(app): State<Arc<App>>,
    Path(file): Path<String>,
    Query(wish): Query<Wish>,
    known: Option<TypedHeader<IfNoneMatch>>,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let forms = app.forms();
    let find = |name: &str| forms.find(name).ok_or(HttpError::NotFound);
    match file.strip_suffix(".json") {
        Some(name) => definition(find(name)?, known, &headers),
        None if app.has_widget => page::form(find(&file)?, wish.lang.as_deref()),
        // A page could not show the form.
        None => Err(HttpError::NotFound),
    }
}

/// The file exactly as it is in the folder; its digest is its entity tag.
fn definition(
    form: &Publication,
    known: Option<TypedHeader<IfNoneMatch>>,
    headers: &HeaderMap,
) -> Result<Response, HttpError> {
    let tag: ETag = format!("\"{}\"", form.row.digest).parse().map_err(|_| HttpError::Interrupted)?;
    let is_new = known.is_none_or(|TypedHeader(known)| known.precondition_passes(&tag));
    let caching = [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
    ];
    if !is_new {
        return Ok((StatusCode::NOT_MODIFIED, TypedHeader(tag), caching).into_response());
    }
    let (encoding, bytes) = match Encoding::of(headers) {
        Encoding::Brotli => (Some("br"), &form.packed.br),
        Encoding::Gzip => (Some("gzip"), &form.packed.gzip),
        Encoding::Identity => (None, &form.packed.plain),
    };
    let media_type = [(header::CONTENT_TYPE, "application/json")];
    let mut response = (TypedHeader(tag), caching, media_type, bytes.clone()).into_response();
    if let Some(encoding) = encoding {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(response)
}
