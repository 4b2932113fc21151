//! `--site`: a folder of static files, the demo site and the widget, under the strict policy.

use super::{HttpError, security};
use axum::Router;
use axum::extract::Request;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::any_service;
use percent_encoding::percent_decode_str;
use std::path::Path;
use tower_http::services::ServeDir;

/// Bytes, as Linux has them; the folder's own path takes some of the 4096.
const LONGEST_NAME: usize = 255;
const LONGEST_PATH: usize = 3000;

pub(super) fn files(folder: &Path) -> Router {
    let files = ServeDir::new(folder).precompressed_br().precompressed_gzip();
    Router::new().fallback_service(any_service(files)).layer(map_response(headers)).layer(from_fn(possible))
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
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
