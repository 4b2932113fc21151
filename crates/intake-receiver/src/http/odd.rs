//! Requests that no browser sends, and answers of libraries that say nothing: every refusal has
//! a body that tells what to do.

use super::error::HttpError;
use axum::body::HttpBody;
use axum::extract::Request;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Version, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Whether a request names its server as RFC 9112 §3.2 wants it: once, and as a host. Two names
/// may mean two servers to two programs on the way.
pub(super) fn names_one_host(request: &Request) -> bool {
    let mut names = request.headers().get_all(header::HOST).into_iter();
    match (names.next(), names.next()) {
        (None, _) => request.version() < Version::HTTP_11,
        (Some(name), None) => {
            let name = name.to_str().unwrap_or("@");
            // An empty one is allowed where the address has no name either.
            name.is_empty() || !name.contains('@') && name.parse::<Authority>().is_ok()
        }
        _ => false,
    }
}

/// Puts a problem in place of a refusal that has no body for a program, and none for a person.
pub(super) async fn told(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) || says_enough(&response) {
        return response;
    }
    let (parts, _) = response.into_parts();
    let mut response = HttpError::Status(status).into_response();
    keep(parts.headers, response.headers_mut());
    response
}

fn says_enough(response: &Response) -> bool {
    let media_type = response.headers().get(header::CONTENT_TYPE).map_or(&[][..], HeaderValue::as_bytes);
    let is_ours = media_type == b"application/problem+json" || media_type.starts_with(b"text/html");
    is_ours && (!response.body().is_end_stream() || status_has_no_body(response.status()))
}

fn status_has_no_body(status: StatusCode) -> bool {
    status.is_informational() || status == StatusCode::NO_CONTENT || status == StatusCode::NOT_MODIFIED
}

/// The headers that say more of the refusal, such as `Allow`.
fn keep(old: HeaderMap, new: &mut HeaderMap) {
    let mut last = None;
    for (name, value) in old {
        last = name.or(last);
        if let Some(name) = &last
            && !matches!(*name, header::CONTENT_TYPE | header::CONTENT_LENGTH | header::CONTENT_ENCODING)
            && !new.contains_key(name)
        {
            new.insert(name.clone(), value);
        }
    }
}
