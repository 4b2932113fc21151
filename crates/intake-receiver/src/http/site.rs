//! The files of the folder `--site`, and below them the widget's inside the program, under the strict policy.

use super::app::App;
use super::encoding::Encoding;
use super::error::HttpError;
use super::{page, security};
use crate::asset;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY,
};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::any_service;
use axum_extra::TypedHeader;
use axum_extra::headers::{ETag, HeaderMapExt, IfNoneMatch};
use percent_encoding::percent_decode_str;
use std::path::Path;
use std::sync::Arc;
use tower_http::services::ServeDir;

/// Bytes, as Linux has them; the folder's own path takes some of the 4096.
const LONGEST_NAME: usize = 255;
const LONGEST_PATH: usize = 3000;

pub(super) fn files(folder: Option<&Path>, app: Arc<App>) -> Router {
    let inside = Router::new().fallback(inside).with_state(app);
    let files = match folder {
        Some(folder) => {
            let files = ServeDir::new(folder).precompressed_br().precompressed_gzip().fallback(inside);
            Router::new().fallback_service(any_service(files))
        }
        None => inside,
    };
    files.layer(map_response(headers)).layer(from_fn(possible))
}

/// A file inside the program; at the root the page that lists the forms.
async fn inside(State(app): State<Arc<App>>, request: Request) -> Result<Response, HttpError> {
    let path = request.uri().path();
    let name = path.strip_prefix('/').unwrap_or(path);
    let file = match name {
        "" if app.has_widget => None,
        name => Some(app.assets.find(name).ok_or(HttpError::NotFound)?),
    };
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(HttpError::MethodNotAllowed);
    }
    let Some(file) = file else { return Ok(page::start(&app.forms())) };
    let tag: ETag = file.tag.parse().map_err(|_| HttpError::Interrupted)?;
    let known = request.headers().typed_get::<IfNoneMatch>();
    let caching = if asset::is_hashed(name) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let about = [
        (CACHE_CONTROL, HeaderValue::from_static(caching)),
        (VARY, HeaderValue::from_static("accept-encoding")),
    ];
    if known.is_some_and(|known| !known.precondition_passes(&tag)) {
        return Ok((StatusCode::NOT_MODIFIED, TypedHeader(tag), about).into_response());
    }
    let (encoding, ending) = match Encoding::of(request.headers()) {
        Encoding::Brotli => ("br", ".br"),
        Encoding::Gzip => ("gzip", ".gz"),
        Encoding::Identity => ("", ""),
    };
    let packed = Some(ending).filter(|ending| !ending.is_empty());
    let packed = packed.and_then(|ending| app.assets.find(&format!("{name}{ending}")));
    let bytes = packed.unwrap_or(file).bytes.clone();
    let mut response = (TypedHeader(tag), about, [(CONTENT_TYPE, media_type(name))], bytes).into_response();
    if packed.is_some() {
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(response)
}

/// Of the kinds of files that `cargo xtask build` makes.
fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "js" => "text/javascript",
        "css" => "text/css",
        "json" => "application/json",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

/// No file system has names that long: asking it would be an error, and is an address of nothing.
async fn possible(request: Request, next: Next) -> Response {
    let path = percent_decode_str(request.uri().path()).collect::<Vec<u8>>();
    if path.len() > LONGEST_PATH || path.split(|byte| *byte == b'/').any(|name| name.len() > LONGEST_NAME) {
        return HttpError::NotFound.into_response();
    }
    next.run(request).await
}

async fn headers(mut response: Response) -> Response {
    match response.status() {
        StatusCode::NOT_FOUND => return HttpError::NotFound.into_response(),
        StatusCode::METHOD_NOT_ALLOWED => return HttpError::MethodNotAllowed.into_response(),
        _ => {}
    }
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, security::SITE);
    // Nothing here is secret, and a page of a site builder, which keeps no files, takes the widget from here.
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    // Always asked again, so that a rebuilt site is seen; unchanged files cost a 304.
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    response
}
