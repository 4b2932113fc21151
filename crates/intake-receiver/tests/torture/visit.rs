//! One request on a connection of its own, from an address of its own, as a browser's first is.

use crate::parcel::Parcel;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpSocket;

/// The whole answer, its head included.
pub async fn visit(from: Ipv4Addr, to: SocketAddr, request: &[u8]) -> io::Result<String> {
    let socket = TcpSocket::new_v4()?;
    socket.bind((from, 0).into())?;
    let mut stream = socket.connect(to).await?;
    stream.write_all(request).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

pub fn submission(parcel: &Parcel) -> Vec<u8> {
    let head = format!(
        "POST /submissions HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: {}\r\n\
         content-length: {}\r\n\r\n",
        parcel.media_type,
        parcel.body.len()
    );
    [head.as_bytes(), &parcel.body].concat()
}

/// Of an answer `HTTP/1.1 201 …`.
pub fn status(answer: &str) -> &str {
    answer.get(9..12).unwrap_or_default()
}
