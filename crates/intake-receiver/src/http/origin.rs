//! What changes something is asked for by our own pages only: no other site signs a browser in
//! or out (cross-site request forgery).

use super::app::App;
use super::error::HttpError;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use url::Url;

pub(super) async fn check(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    if request.method().is_safe() || is_own(request.headers(), app.public.as_ref()) {
        next.run(request).await
    } else {
        HttpError::Origin.into_response()
    }
}

/// A browser says in `Sec-Fetch-Site` whose page asks, where the connection is one that it trusts,
/// and else in `Origin`. What says neither is no browser, and holds no cookie of one.
fn is_own(headers: &HeaderMap, public: Option<&Url>) -> bool {
    let text =
        |name| headers.get(name).map(|value: &axum::http::HeaderValue| value.to_str().unwrap_or_default());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN) else { return true };
    let Ok(origin) = Url::parse(origin) else { return false };
    // A proxy may ask under a name of its own: then the public address is the one to compare with.
    let authority = origin.authority();
    public.is_some_and(|public| public.origin() == origin.origin())
        || text(header::HOST).is_some_and(|host| host.eq_ignore_ascii_case(authority))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    fn own(lines: &[(&'static str, &'static str)]) -> bool {
        let lines = lines
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        is_own(&lines.collect(), Url::parse("https://forms.example.org").ok().as_ref())
    }

    #[test]
    fn only_our_own_pages_change_something() {
        assert!(own(&[]));
        assert!(own(&[("sec-fetch-site", "same-origin"), ("origin", "https://forms.example.org")]));
        assert!(own(&[("sec-fetch-site", "none")]));
        assert!(own(&[("origin", "https://forms.example.org"), ("host", "127.0.0.1:8080")]));
        assert!(own(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")]));
        for (site, origin) in [
            ("cross-site", "https://forms.example.org"),
            ("same-site", "https://evil.example.org"),
            ("", "https://forms.example.org"),
        ] {
            assert!(!own(&[("sec-fetch-site", site), ("origin", origin)]), "{site}");
        }
        for origin in
            ["null", "", "https://evil.example", "http://forms.example.org", "http://127.0.0.1:8081"]
        {
            assert!(!own(&[("origin", origin), ("host", "127.0.0.1:8080")]), "{origin}");
        }
    }
}
