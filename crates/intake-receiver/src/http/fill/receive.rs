//! The fields and files that a browser posts.

use crate::budget::Share;
use crate::client::Client;
use crate::http::app::App;
use crate::http::body::media_type;
use crate::http::bytes::read;
use crate::http::error::HttpError;
use crate::http::part::Parts;
use axum::extract::{FromRequest, Request};
use std::sync::Arc;
use url::form_urlencoded;

/// The most bytes of the fields of one page.
const FIELDS: usize = 1 << 20;

/// What was posted. There is no `Debug`: it holds answers.
pub(super) struct Posted {
    pub(super) client: Client,
    fields: Vec<(String, String)>,
    pub(super) files: Vec<PostedFile>,
    /// For as long as it is in memory.
    _memory: Share,
}

pub(super) struct PostedFile {
    pub(super) field: String,
    pub(super) name: String,
    pub(super) media_type: String,
    pub(super) bytes: Vec<u8>,
}

impl Posted {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

impl FromRequest<Arc<App>> for Posted {
    type Rejection = HttpError;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, HttpError> {
        let client = request.extensions().get().copied().ok_or(HttpError::Interrupted)?;
        let (head, body) = request.into_parts();
        let mut memory = app.limits.memory.take(client, 0)?;
        let (mut fields, mut files) = (Vec::new(), Vec::new());
        match media_type(&head.headers)?.as_str() {
            "application/x-www-form-urlencoded" => {
                let bytes = read(body, FIELDS, &mut memory).await?;
                fields.extend(form_urlencoded::parse(&bytes).into_owned());
            }
            "multipart/form-data" => {
                for part in Parts::new(&head.headers, body, app.body_limit)?.all(&mut memory).await? {
                    match part.file_name {
                        // A field in which no file was chosen.
                        Some(name) if name.is_empty() && part.bytes.is_empty() => {}
                        Some(name) => files.push(PostedFile {
                            field: part.name,
                            name,
                            media_type: part.media_type,
                            bytes: part.bytes,
                        }),
                        None => fields.push((part.name, String::from_utf8_lossy(&part.bytes).into_owned())),
                    }
                }
            }
            _ => return Err(HttpError::MediaType),
        }
        Ok(Self { client, fields, files, _memory: memory })
    }
}
