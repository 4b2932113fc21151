//! Four kinds of attack, each from an address of its own, kept up until they are ended: what the
//! server ends, the attacker begins again.

use crate::burn;
use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// How many of each kind there are at a time.
pub struct Plan {
    slow: usize,
    idle: usize,
    unsigned: usize,
    /// MiB of a body.
    size: usize,
    burning: usize,
    pub seconds: u64,
}

impl Plan {
    pub fn new(full: bool) -> Self {
        if full {
            Self { slow: 200, idle: 5000, unsigned: 200, size: 25, burning: 16, seconds: 60 }
        } else {
            Self { slow: 150, idle: 600, unsigned: 16, size: 24, burning: 4, seconds: 3 }
        }
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { slow, idle, unsigned, size, burning, .. } = self;
        write!(
            f,
            "{slow} slow bodies, {idle} idle connections, {unsigned} unsigned bodies of {size} MiB and {burning} \
             burning submissions at a time"
        )
    }
}

/// How often each kind was begun.
#[derive(Default)]
struct Count {
    slow: AtomicUsize,
    idle: AtomicUsize,
    unsigned: AtomicUsize,
    burning: AtomicUsize,
}

pub struct Attacker {
    tasks: JoinSet<()>,
    count: Arc<Count>,
}

pub struct Attacked {
    slow: usize,
    idle: usize,
    unsigned: usize,
    burning: usize,
}

impl Attacked {
    /// Whether every kind took part.
    pub fn is_one(&self) -> bool {
        [self.slow, self.idle, self.unsigned, self.burning].iter().all(|count| *count > 0)
    }
}

impl fmt::Display for Attacked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { slow, idle, unsigned, burning } = self;
        write!(f, "begun {slow} slow, {idle} idle, {unsigned} unsigned, {burning} burning")
    }
}

impl Attacker {
    pub async fn begin(to: SocketAddr, plan: &Plan) -> Self {
        let (mut tasks, count) = (JoinSet::new(), Arc::new(Count::default()));
        for _ in 0..plan.idle {
            tasks.spawn(kept_up(count.clone(), 11, to, |count| &count.idle, idle));
        }
        for _ in 0..plan.slow {
            tasks.spawn(kept_up(count.clone(), 12, to, |count| &count.slow, slow));
        }
        let size = plan.size << 20;
        for kind in 0..plan.unsigned {
            let attack = move |stream| unsigned(stream, kind, size);
            tasks.spawn(kept_up(count.clone(), 13, to, |count| &count.unsigned, attack));
        }
        for _ in 0..plan.burning {
            tasks.spawn(kept_up(count.clone(), 14, to, |count| &count.burning, burning));
        }
        // Everybody has connected, or been turned away.
        sleep(Duration::from_secs(2)).await;
        Self { tasks, count }
    }

    pub fn end(mut self) -> Attacked {
        self.tasks.abort_all();
        let Count { slow, idle, unsigned, burning } = &*self.count;
        let [slow, idle, unsigned, burning] =
            [slow, idle, unsigned, burning].map(|count| count.load(Ordering::Relaxed));
        Attacked { slow, idle, unsigned, burning }
    }
}

async fn kept_up<F: Future<Output = io::Result<()>>>(
    count: Arc<Count>,
    address: u8,
    to: SocketAddr,
    kind: fn(&Count) -> &AtomicUsize,
    attack: impl Fn(TcpStream) -> F,
) {
    loop {
        if let Ok(stream) = connect(address, to).await {
            kind(&count).fetch_add(1, Ordering::Relaxed);
            // However it ends, it begins again.
            let _ = attack(stream).await;
        }
        sleep(Duration::from_millis(500)).await;
    }
}

async fn connect(address: u8, to: SocketAddr) -> io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind((Ipv4Addr::new(127, 0, 0, address), 0).into())?;
    timeout(Duration::from_secs(10), socket.connect(to)).await?
}

async fn idle(mut stream: TcpStream) -> io::Result<()> {
    stream.read(&mut [0; 1024]).await.map(drop)
}

/// A byte a second, of a body that never ends.
async fn slow(stream: TcpStream) -> io::Result<()> {
    let (mut reading, mut writing) = stream.into_split();
    let head = head("application/json", 1_000_000);
    writing.write_all(head.as_bytes()).await?;
    let drip = async {
        loop {
            writing.write_all(b" ").await?;
            sleep(Duration::from_secs(1)).await;
        }
    };
    let mut answer = [0; 1024];
    tokio::select! { ended = drip => ended, ended = reading.read(&mut answer) => ended.map(drop) }
}

/// As much as there may be, as fast as it goes, in a body that nobody signed: after a document
/// that is none, before it, and in the head of a part that never ends.
async fn unsigned(stream: TcpStream, kind: usize, size: usize) -> io::Result<()> {
    let (mut reading, mut writing) = stream.into_split();
    let part = |name: &str| format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
    let start = match kind % 4 {
        0 => format!(
            "{}{{\"format\":1,\"signature\":\"a..b\"}}\r\n{}",
            part("submission"),
            part("attachment[]")
        ),
        1 => part("attachment[]"),
        2 => "--b\r\ncontent-disposition: form-data; name=\"".into(),
        _ => String::new(),
    };
    let send = async {
        writing.write_all(head("multipart/form-data; boundary=b", size).as_bytes()).await?;
        writing.write_all(start.as_bytes()).await?;
        let piece = vec![b'x'; 1 << 16];
        for _ in 0..size >> 16 {
            writing.write_all(&piece).await?;
        }
        // One byte is missing to the end.
        std::future::pending::<io::Result<()>>().await
    };
    let mut answer = [0; 1024];
    tokio::select! { ended = send => ended, ended = reading.read(&mut answer) => ended.map(drop) }
}

async fn burning(mut stream: TcpStream) -> io::Result<()> {
    let document = burn::submission();
    stream.write_all(head("application/json", document.len()).as_bytes()).await?;
    stream.write_all(document.as_bytes()).await?;
    stream.read(&mut [0; 1024]).await.map(drop)
}

fn head(media_type: &str, length: usize) -> String {
    format!(
        "POST /submissions HTTP/1.1\r\nhost: localhost\r\ncontent-type: {media_type}\r\ncontent-length: {length}\r\n\r\n"
    )
}
