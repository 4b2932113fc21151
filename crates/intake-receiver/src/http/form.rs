//! `GET /forms` and `GET /forms/{name}.json`: the definitions that are open now, for any site.

use super::body::json;
use super::{App, HttpError, method_not_allowed};
use crate::publication::Publication;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use intake_core::json::Json;
use std::sync::Arc;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{Any, CorsLayer};

pub(super) fn routes() -> Router<Arc<App>> {
    let cors = CorsLayer::new().allow_origin(Any).expose_headers([header::ETAG]);
    // In six languages a definition has 190 KB, of which 40 travel.
    let compression = CompressionLayer::new().quality(CompressionLevel::Precise(5));
    Router::new()
        .route("/forms", get(list))
        .route("/forms/{file}", get(definition))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(compression)
        .layer(cors)
}

async fn list(State(app): State<Arc<App>>) -> impl IntoResponse {
    let entry = |form: &Publication| {
        Json::object(
            [
                ("name", &form.row.name),
                ("version", &form.row.version),
                ("title", &form.title),
                ("digest", &form.row.digest),
                ("href", &format!("/forms/{}.json", form.row.name)),
            ]
            .map(|(name, value)| (name, Json::string(value))),
        )
    };
    json(&Json::object([("forms", Json::Array(app.forms.iter().map(entry).collect()))]))
}

/// The file exactly as it is in the folder; its digest is its entity tag.
async fn definition(
    State(app): State<Arc<App>>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let name = file.strip_suffix(".json").ok_or(HttpError::NotFound)?;
    let form = app.forms.iter().find(|form| form.row.name == name).ok_or(HttpError::NotFound)?;
    let tag = format!("\"{}\"", form.row.digest);
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let known = known.is_some_and(|tags| {
        tags.split(',').map(str::trim).any(|t| t == "*" || t.trim_start_matches("W/") == tag)
    });
    let caching = [(header::ETAG, tag), (header::CACHE_CONTROL, "no-cache".to_owned())];
    if known {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let media_type = [(header::CONTENT_TYPE, "application/json")];
    Ok((caching, media_type, form.row.definition.clone()).into_response())
}
