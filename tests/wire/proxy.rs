//! A wire between console and server that understands as much of PostgreSQL's protocol as is needed to break at a chosen
//! place: requests end with a Sync or are a simple query, answers end with ReadyForQuery.

use std::{
    io,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream, UnixStream},
    sync::Semaphore,
};

/// Where and how the wire breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Before the server has any of the request.
    Before,
    /// When the server has half of it.
    Within,
    /// When the server has all of it and has not answered.
    After,
    /// When the server has answered, so has committed, and the console has nothing of the answer.
    Unanswered,
    /// When the console has half of the answer.
    HalfAnswered,
    /// A black hole: the server gets nothing, the console hears nothing, until the wire is let go.
    Swallowed,
    /// A black hole: the server has answered, the console hears nothing, until the wire is let go.
    Silent,
    /// The console is cut off; the request reaches the server when the wire is let go.
    Late,
    /// It does not break, but takes this long each way.
    Slow(Duration),
}

/// Which request is struck.
#[derive(Debug, Clone, Copy)]
pub enum At {
    /// The next sale.
    Sale,
    /// The request after so many others, whatever it is.
    Request(u64),
}

/// One console's wire.
#[derive(Clone)]
pub struct Wire {
    address: SocketAddr,
    state: Arc<State>,
}

struct State {
    server: PathBuf,
    armed: Mutex<Option<(At, Fault)>>,
    heard: Mutex<Vec<String>>,
    committed: Mutex<u64>,
    /// A permit for each fault that has struck and waits.
    struck: Semaphore,
    /// A permit for each wire that may go on.
    let_go: Semaphore,
    /// A permit for each request that reached the server late.
    delivered: Semaphore,
}

impl Wire {
    /// A wire to the server whose socket is in this folder.
    pub async fn to(socket: &Path) -> Wire {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let wire = Wire {
            address: listener.local_addr().unwrap(),
            state: Arc::new(State {
                server: socket.join(".s.PGSQL.5432"),
                armed: Mutex::default(),
                heard: Mutex::default(),
                committed: Mutex::default(),
                struck: Semaphore::new(0),
                let_go: Semaphore::new(0),
                delivered: Semaphore::new(0),
            }),
        };
        let state = Arc::clone(&wire.state);
        tokio::spawn(async move {
            while let Ok((console, _)) = listener.accept().await {
                let state = Arc::clone(&state);
                tokio::spawn(async move {
                    // A broken wire is what it is for.
                    let _ = Line::new(console, state).await?.carry().await;
                    io::Result::Ok(())
                });
            }
        });
        wire
    }

    /// How the application connects through it.
    pub fn options(&self, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .host("127.0.0.1")
            .port(self.address.port())
            .username(banca::postgres::APP_ROLE)
            .database(database)
            .ssl_mode(PgSslMode::Disable)
    }

    /// Breaks once.
    pub fn arm(&self, at: At, fault: Fault) {
        *self.state.armed.lock().unwrap() = Some((at, fault));
    }

    /// Takes the fault back; true if it has struck already.
    pub fn disarm(&self) -> bool {
        self.state.armed.lock().unwrap().take().is_none()
    }

    /// Waits until a fault that holds the wire has struck.
    pub async fn struck(&self) {
        self.state.struck.acquire().await.unwrap().forget();
    }

    /// Lets a held wire go.
    pub fn let_go(&self) {
        self.state.let_go.add_permits(1);
    }

    /// Waits until a late request was answered by the server.
    pub async fn delivered(&self) {
        self.state.delivered.acquire().await.unwrap().forget();
    }

    /// How many struck sales were committed while the console did not get the answer.
    pub fn committed(&self) -> u64 {
        *self.state.committed.lock().unwrap()
    }

    /// What was requested since this was last asked.
    pub fn heard(&self) -> Vec<String> {
        std::mem::take(&mut *self.state.heard.lock().unwrap())
    }
}

impl State {
    /// The fault that strikes this request.
    fn strikes(&self, request: &Request) -> Option<Fault> {
        let mut armed = self.armed.lock().unwrap();
        match armed.as_mut()? {
            (At::Sale, _) if request.name != SALE => return None,
            (At::Request(left), _) if *left > 0 => {
                *left -= 1;
                return None;
            }
            (At::Sale | At::Request(_), _) => {}
        }
        armed.take().map(|(_, fault)| fault)
    }
}

/// The name of a request that sells.
pub const SALE: &str = "sale";

/// Everything the console sends before it waits.
struct Request {
    bytes: Vec<u8>,
    name: String,
    answered: bool,
}

/// One connection.
struct Line {
    console: Half<tokio::net::tcp::OwnedReadHalf>,
    to_console: tokio::net::tcp::OwnedWriteHalf,
    server: Half<tokio::net::unix::OwnedReadHalf>,
    to_server: tokio::net::unix::OwnedWriteHalf,
    state: Arc<State>,
    greeted: bool,
    /// The names of the prepared statements that sell.
    selling: Vec<Vec<u8>>,
}

/// One direction and what has arrived of it.
struct Half<R> {
    from: R,
    bytes: Vec<u8>,
}

impl<R: AsyncRead + Unpin> Half<R> {
    /// Waits for more; false at the end.
    async fn more(&mut self) -> io::Result<bool> {
        Ok(self.from.read_buf(&mut self.bytes).await? > 0)
    }

    /// The messages that have arrived whole: kind, begin of the body, end.
    fn messages(&self) -> impl Iterator<Item = (u8, &[u8], usize)> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let head = self.bytes.get(at..at + 5)?;
            let length = u32::from_be_bytes(head[1..].try_into().unwrap());
            let end = at + 1 + usize::try_from(length).unwrap();
            let body = self.bytes.get(at + 5..end)?;
            at = end;
            Some((head[0], body, end))
        })
    }

    fn take(&mut self, end: usize) -> Vec<u8> {
        self.bytes.drain(..end).collect()
    }
}

impl Line {
    async fn new(console: TcpStream, state: Arc<State>) -> io::Result<Line> {
        console.set_nodelay(true)?;
        let (from_server, to_server) = UnixStream::connect(&state.server).await?.into_split();
        let (from_console, to_console) = console.into_split();
        Ok(Line {
            console: Half {
                from: from_console,
                bytes: Vec::new(),
            },
            to_console,
            server: Half {
                from: from_server,
                bytes: Vec::new(),
            },
            to_server,
            state,
            greeted: false,
            selling: Vec::new(),
        })
    }

    /// Carries requests and answers until one side ends or the wire breaks.
    async fn carry(mut self) -> io::Result<()> {
        loop {
            let Some(request) = self.request().await? else {
                return Ok(());
            };
            self.state.heard.lock().unwrap().push(request.name.clone());
            let Some(fault) = self.state.strikes(&request) else {
                self.to_server.write_all(&request.bytes).await?;
                if request.answered && !self.pass_answer().await? {
                    return Ok(());
                }
                continue;
            };
            if let Fault::Slow(while_) = fault {
                tokio::time::sleep(while_).await;
                self.to_server.write_all(&request.bytes).await?;
                tokio::time::sleep(while_).await;
                if request.answered && !self.pass_answer().await? {
                    return Ok(());
                }
                continue;
            }
            return self.broken(request, fault).await;
        }
    }

    /// Breaks; the line is dropped at the end.
    async fn broken(mut self, request: Request, fault: Fault) -> io::Result<()> {
        let half = request.bytes.len() / 2;
        match fault {
            Fault::Before | Fault::Slow(_) => {}
            Fault::Within => self.to_server.write_all(&request.bytes[..half]).await?,
            Fault::After => self.to_server.write_all(&request.bytes).await?,
            Fault::Unanswered => {
                self.answer_to(&request).await?;
            }
            Fault::HalfAnswered => {
                let answer = self.answer_to(&request).await?;
                self.to_console
                    .write_all(&answer[..answer.len() / 2])
                    .await?;
            }
            Fault::Swallowed => self.hold().await,
            Fault::Silent => {
                self.answer_to(&request).await?;
                self.hold().await;
            }
            Fault::Late => {
                let state = Arc::clone(&self.state);
                let Line {
                    console,
                    to_console,
                    mut to_server,
                    mut server,
                    ..
                } = self;
                drop((console, to_console));
                state.let_go.acquire().await.unwrap().forget();
                to_server.write_all(&request.bytes).await?;
                while answer_end(&server).is_none() && server.more().await? {}
                state.delivered.add_permits(1);
            }
        }
        Ok(())
    }

    async fn hold(&self) {
        self.state.struck.add_permits(1);
        self.state.let_go.acquire().await.unwrap().forget();
    }

    /// Has the server answer and keeps the answer.
    async fn answer_to(&mut self, request: &Request) -> io::Result<Vec<u8>> {
        self.to_server.write_all(&request.bytes).await?;
        while answer_end(&self.server).is_none() {
            if !self.server.more().await? {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        let done = self.server.messages().any(|(kind, ..)| kind == b'C');
        let failed = self.server.messages().any(|(kind, ..)| kind == b'E');
        if request.name == SALE && done && !failed {
            *self.state.committed.lock().unwrap() += 1;
        }
        let end = answer_end(&self.server).unwrap_or_default();
        Ok(self.server.take(end))
    }

    /// Passes one whole answer; false when the server has hung up.
    async fn pass_answer(&mut self) -> io::Result<bool> {
        loop {
            if let Some(end) = answer_end(&self.server) {
                let answer = self.server.take(end);
                self.to_console.write_all(&answer).await?;
                return Ok(true);
            }
            if !self.server.more().await? {
                self.to_console.write_all(&self.server.bytes).await?;
                return Ok(false);
            }
        }
    }

    /// The next request; none when one side has hung up.
    async fn request(&mut self) -> io::Result<Option<Request>> {
        loop {
            if let Some(request) = self.whole_request() {
                return Ok(Some(request));
            }
            tokio::select! {
                more = self.console.more() => if !more? { return Ok(None) },
                more = self.server.more() => {
                    // A server that stops says so unasked.
                    let more = more?;
                    let said = std::mem::take(&mut self.server.bytes);
                    self.to_console.write_all(&said).await?;
                    if !more { return Ok(None) }
                }
            }
        }
    }

    fn whole_request(&mut self) -> Option<Request> {
        if !self.greeted {
            let head = self.console.bytes.get(..4)?;
            let length = u32::from_be_bytes(head.try_into().unwrap());
            let end = usize::try_from(length).unwrap();
            self.console.bytes.get(..end)?;
            self.greeted = true;
            return Some(Request {
                bytes: self.console.take(end),
                name: "greeting".to_owned(),
                answered: true,
            });
        }
        let mut name = None;
        let mut whole = None;
        let mut prepared = Vec::new();
        for (kind, body, end) in self.console.messages() {
            let mut words = body.split(|byte| *byte == 0);
            match kind {
                b'P' => {
                    let statement = words.next().unwrap_or_default();
                    let text = words.next().unwrap_or_default();
                    if text.windows(12).any(|part| part == b"SELECT sell(") {
                        prepared.push(statement.to_owned());
                    }
                    name = Some("prepare".to_owned());
                }
                b'B' => {
                    let statement = words.nth(1).unwrap_or_default();
                    let sells = self.selling.iter().chain(&prepared);
                    let sells = sells.into_iter().any(|known| known == statement);
                    name = Some(if sells { SALE } else { "statement" }.to_owned());
                }
                b'Q' => {
                    name = Some(String::from_utf8_lossy(words.next().unwrap_or_default()).into());
                    whole = Some((end, true));
                }
                b'S' => whole = Some((end, true)),
                b'X' => {
                    name = Some("goodbye".to_owned());
                    whole = Some((end, false));
                }
                _ => {}
            }
            if whole.is_some() {
                break;
            }
        }
        let (end, answered) = whole?;
        self.selling.extend(prepared);
        Some(Request {
            bytes: self.console.take(end),
            name: name.unwrap_or_else(|| "ping".to_owned()),
            answered,
        })
    }
}

/// Where the first whole answer ends.
fn answer_end<R: AsyncRead + Unpin>(half: &Half<R>) -> Option<usize> {
    half.messages()
        .find(|(kind, ..)| *kind == b'Z')
        .map(|(.., end)| end)
}
