//! The parts of a `multipart/form-data` body (RFC 7578), one piece at a time: first the field
//! `submission`, then the files, which go to the disk as they come.

use super::bytes::append;
use super::error::HttpError;
use crate::attachment::Named;
use crate::budget::Share;
use crate::client::Client;
use crate::upload::{Spool, Upload};
use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderMap, header};
use futures_core::Stream;
use multer::{Field, Multipart};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

/// The most that the parser may hold back: a part's head, or a boundary that has just begun.
const HELD_BACK: usize = 128 << 10;
/// The most that the parser is given at once.
const PIECE: usize = 32 << 10;
/// Parts of no interest are read, too.
const MOST_PARTS: usize = 1000;

pub(super) struct Parts {
    multipart: Multipart<'static>,
    /// How many bytes the parser may still take before it gives something out.
    allowance: Arc<AtomicUsize>,
    count: usize,
}

/// A field, or a file with its name.
pub(super) struct Part {
    pub(super) name: String,
    pub(super) file_name: Option<String>,
    pub(super) media_type: String,
    pub(super) bytes: Vec<u8>,
}

impl Parts {
    /// The parts of a body of at most so many bytes.
    pub(super) fn new(headers: &HeaderMap, body: Body, limit: usize) -> Result<Self, HttpError> {
        let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let boundary = multer::parse_boundary(content_type.unwrap_or_default());
        let boundary = boundary.map_err(|_| HttpError::BrokenBody)?;
        if body.size_hint().lower() > limit as u64 {
            return Err(HttpError::FilesTooLarge);
        }
        let allowance = Arc::new(AtomicUsize::new(0));
        let pieces =
            Pieces { body, rest: Bytes::new(), left: limit, allowance: allowance.clone(), pause: false };
        Ok(Self { multipart: Multipart::new(pieces, boundary), allowance, count: 0 })
    }

    async fn next(&mut self) -> Result<Option<Field<'static>>, HttpError> {
        self.count += 1;
        if self.count > MOST_PARTS {
            return Err(HttpError::BrokenBody);
        }
        self.allowance.store(HELD_BACK, Ordering::Relaxed);
        self.multipart.next_field().await.map_err(broken)
    }

    async fn piece(&self, field: &mut Field<'static>) -> Result<Option<Bytes>, HttpError> {
        self.allowance.store(HELD_BACK, Ordering::Relaxed);
        field.chunk().await.map_err(broken)
    }

    /// All of them, in memory: the fields and files of a page.
    pub(super) async fn all(mut self, memory: &mut Share) -> Result<Vec<Part>, HttpError> {
        let mut parts = Vec::new();
        while let Some(mut field) = self.next().await? {
            let name = field.name().unwrap_or_default().to_owned();
            let file_name = field.file_name().map(str::to_owned);
            let media_type = field.content_type().map(ToString::to_string).unwrap_or_default();
            let mut bytes = Vec::new();
            while let Some(piece) = self.piece(&mut field).await? {
                append(&mut bytes, &piece, usize::MAX, memory)?;
            }
            parts.push(Part { name, file_name, media_type, bytes });
        }
        Ok(parts)
    }

    /// The text of the field `submission`, which stands before the files.
    pub(super) async fn submission(
        &mut self,
        limit: usize,
        memory: &mut Share,
    ) -> Result<Vec<u8>, HttpError> {
        while let Some(mut field) = self.next().await? {
            match field.name() {
                Some("submission") => {
                    let mut text = Vec::new();
                    while let Some(piece) = self.piece(&mut field).await? {
                        append(&mut text, &piece, limit, memory)?;
                    }
                    return Ok(text);
                }
                Some("attachment[]" | "attachment") => return Err(HttpError::FileFirst),
                _ => while self.piece(&mut field).await?.is_some() {},
            }
        }
        Err(HttpError::FieldMissing)
    }

    /// The files among the rest that are named, by digest and size; nothing else is kept.
    pub(super) async fn files(
        mut self,
        named: &[Named],
        spool: &Spool,
        client: Client,
    ) -> Result<Vec<Upload>, HttpError> {
        let mut uploads: Vec<Upload> = Vec::new();
        let largest = named.iter().filter_map(|file| file.size).max().unwrap_or(0);
        while let Some(mut field) = self.next().await? {
            // The brackets are what PHP needs to see more than one.
            let mut incoming = match field.name() {
                Some("attachment[]" | "attachment") if !named.is_empty() => Some(spool.begin(client).await?),
                _ => None,
            };
            while let Some(piece) = self.piece(&mut field).await? {
                if let Some(file) = &mut incoming {
                    if file.size() + piece.len() as u64 > largest {
                        incoming = None;
                    } else {
                        file.write(&piece).await?;
                    }
                }
            }
            let Some(incoming) = incoming else { continue };
            let upload = incoming.end().await?;
            let is_named = |file: &Named| file.digest == upload.digest && file.size == Some(upload.size);
            let is_here = uploads.iter().any(|other| other.digest == upload.digest);
            if named.iter().any(is_named) && !is_here {
                uploads.push(upload);
            }
        }
        Ok(uploads)
    }
}

fn broken(error: multer::Error) -> HttpError {
    match error {
        multer::Error::StreamReadFailed(cause) if cause.is::<BodyTooLarge>() => HttpError::FilesTooLarge,
        _ => HttpError::BrokenBody,
    }
}

#[derive(Debug, thiserror::Error)]
#[error("the body is too large")]
struct BodyTooLarge;

#[derive(Debug, thiserror::Error)]
#[error("a part's head has no end")]
struct HeldBack;

/// The body in small pieces. The parser would take in all that there is before it looks at it:
/// after each piece it is told that there is no more for the moment.
struct Pieces {
    body: Body,
    rest: Bytes,
    left: usize,
    allowance: Arc<AtomicUsize>,
    pause: bool,
}

impl Stream for Pieces {
    type Item = Result<Bytes, Box<dyn std::error::Error + Send + Sync>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if std::mem::take(&mut self.pause) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        while self.rest.is_empty() {
            match ready!(Pin::new(&mut self.body).poll_frame(cx)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error.into()))),
                Some(Ok(frame)) => self.rest = frame.into_data().unwrap_or_default(),
            }
        }
        let length = self.rest.len().min(PIECE);
        let piece = self.rest.split_to(length);
        let Some(left) = self.left.checked_sub(length) else {
            return Poll::Ready(Some(Err(BodyTooLarge.into())));
        };
        self.left = left;
        let allowance = self.allowance.load(Ordering::Relaxed);
        let Some(allowance) = allowance.checked_sub(length) else {
            return Poll::Ready(Some(Err(HeldBack.into())));
        };
        self.allowance.store(allowance, Ordering::Relaxed);
        self.pause = true;
        Poll::Ready(Some(Ok(piece)))
    }
}
