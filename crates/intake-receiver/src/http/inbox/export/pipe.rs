//! From a thread that writes to a body that is sent: a few pieces wait, and who writes waits for
//! who reads.

use axum::body::Bytes;
use futures_core::Stream;
use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc::{self, Receiver, Sender};

/// The bytes of a piece.
const PIECE: usize = 64 << 10;
const WAITING: usize = 4;

pub(super) fn pipe() -> (Pipe, Pieces) {
    let (sender, receiver) = mpsc::channel(WAITING);
    (Pipe { sender, piece: Vec::new() }, Pieces(receiver))
}

/// The end that is written to, from a thread that may block.
pub(super) struct Pipe {
    sender: Sender<io::Result<Bytes>>,
    piece: Vec<u8>,
}

impl Clone for Pipe {
    fn clone(&self) -> Self {
        Self { sender: self.sender.clone(), piece: Vec::new() }
    }
}

impl Pipe {
    pub(super) async fn break_off(self) {
        // Who has gone away needs no error.
        let _ = self.sender.send(Err(io::ErrorKind::Interrupted.into())).await;
    }

    fn send(&mut self) -> io::Result<()> {
        let piece = Bytes::from(std::mem::take(&mut self.piece));
        self.sender.blocking_send(Ok(piece)).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() { Ok(()) } else { self.send() }
    }
}

/// The end that is sent.
pub(super) struct Pieces(Receiver<io::Result<Bytes>>);

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}
