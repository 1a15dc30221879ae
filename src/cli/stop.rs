//! SIGINT, SIGTERM and SIGHUP: the first one asks the command to leave when it can do so cleanly, the second one ends it.

use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};

/// Whether the command was asked to leave.
#[derive(Debug, Clone)]
pub struct Stop(watch::Receiver<Option<u8>>);

impl Stop {
    /// Listens from now on, in a task of the present runtime.
    pub fn listen() -> Self {
        let (tell, told) = watch::channel(None);
        for (kind, number) in [
            (SignalKind::hangup(), 1),
            (SignalKind::interrupt(), 2),
            (SignalKind::terminate(), 15),
        ] {
            // Without the handler the system ends the process by itself, which is the best that is left.
            let Ok(mut arrived) = signal(kind) else {
                continue;
            };
            let tell = tell.clone();
            tokio::spawn(async move {
                while arrived.recv().await.is_some() {
                    if tell.send_replace(Some(number)).is_some() {
                        super::secret::show_typing_again();
                        std::process::exit(128 + i32::from(number));
                    }
                }
            });
        }
        Self(told)
    }

    /// The number of the signal, if one came.
    pub fn asked(&self) -> Option<u8> {
        *self.0.borrow()
    }

    /// Returns the number of the signal when one comes. May be dropped at any time.
    pub async fn wait(&mut self) -> u8 {
        loop {
            if let Some(number) = self.asked() {
                return number;
            }
            if self.0.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }
}
