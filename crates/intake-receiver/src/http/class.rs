//! Classes of requests, each with its own places: whatever happens in one, there is room in the
//! others. Slow uploads lock no staff out of the inbox, and no watchman out of `/healthz`.

use crate::budget::{Budget, Full, Share};
use crate::client::Client;
use axum::extract::{MatchedPath, Request};
use axum::http::{Method, header};
use std::sync::Arc;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Class {
    /// Submissions with files: long, and most of them on disk.
    Upload,
    /// Submissions without files.
    Post,
    Inbox,
    /// Forms, keys, the site.
    File,
    Health,
}

/// A step of the plain pages.
const FILL: &str = "/fill/{name}/{step}";

impl Class {
    fn of(request: &Request) -> Self {
        let media_type =
            request.headers().get(header::CONTENT_TYPE).map_or(&[][..], |value| value.as_bytes());
        let is_multipart =
            media_type.get(..10).is_some_and(|start| start.eq_ignore_ascii_case(b"multipart/"));
        match request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str) {
            "/submissions" | FILL if request.method() != Method::POST => Self::File,
            "/submissions" | FILL if is_multipart => Self::Upload,
            "/submissions" | FILL => Self::Post,
            "/healthz" => Self::Health,
            route if route.starts_with("/inbox") => Self::Inbox,
            _ => Self::File,
        }
    }
}

/// How many requests of each class there may be at a time.
pub(super) struct Places {
    upload: Arc<Budget>,
    post: Arc<Budget>,
    inbox: Arc<Budget>,
    file: Arc<Budget>,
    health: Arc<Budget>,
}

impl Places {
    /// A whole office, or a village behind one telephone mast, may have one address. Who finds
    /// no place is told to come again, and the form does so.
    pub(super) fn new() -> Self {
        Self {
            upload: Budget::new(128, 16),
            post: Budget::new(256, 64),
            inbox: Budget::new(64, 16),
            file: Budget::new(512, 128),
            health: Budget::new(16, 4),
        }
    }

    pub(super) fn take(&self, request: &Request, client: Client) -> Result<Share, Full> {
        let places = match Class::of(request) {
            Class::Upload => &self.upload,
            Class::Post => &self.post,
            Class::Inbox => &self.inbox,
            Class::File => &self.file,
            Class::Health => &self.health,
        };
        places.take(client, 1)
    }
}
