//! A socket between console and server: counts how often the wire turns around, and can be as slow as a far network.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{UnixListener, UnixStream},
};

/// A running relay.
pub struct Wire {
    folder: tempfile::TempDir,
    turns: Arc<AtomicU64>,
}

impl Wire {
    /// Stands before the server whose socket lies in `server`, `delay` away in each direction.
    pub fn before(server: &Path, delay: Duration) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the socket");
        let listener = UnixListener::bind(folder.path().join(".s.PGSQL.5432")).expect("a socket");
        let turns = Arc::new(AtomicU64::new(0));
        let (counted, real) = (Arc::clone(&turns), server.join(".s.PGSQL.5432"));
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = UnixStream::connect(&real)
                    .await
                    .expect("the server answers");
                tokio::spawn(relay(client, server, delay, Arc::clone(&counted)));
            }
        });
        Self { folder, turns }
    }

    /// Where the console finds it.
    pub fn socket(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// How often the client has spoken after the server did.
    pub fn turns(&self) -> u64 {
        self.turns.load(Ordering::SeqCst)
    }
}

async fn relay(client: UnixStream, server: UnixStream, delay: Duration, turns: Arc<AtomicU64>) {
    let (mut client, mut server) = (client, server);
    let (mut from_client, mut from_server) = (vec![0_u8; 65_536], vec![0_u8; 65_536]);
    let mut servers_turn = true;
    loop {
        tokio::select! {
            read = client.read(&mut from_client) => match read {
                Ok(count) if count > 0 => {
                    if servers_turn {
                        turns.fetch_add(1, Ordering::SeqCst);
                        servers_turn = false;
                    }
                    tokio::time::sleep(delay).await;
                    if server.write_all(&from_client[..count]).await.is_err() { return }
                }
                _ => return,
            },
            read = server.read(&mut from_server) => match read {
                Ok(count) if count > 0 => {
                    servers_turn = true;
                    tokio::time::sleep(delay).await;
                    if client.write_all(&from_server[..count]).await.is_err() { return }
                }
                _ => return,
            },
        }
    }
}
