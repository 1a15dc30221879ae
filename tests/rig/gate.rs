//! A gate: a session that holds a lock which a command needs, so that the command stands still exactly there until the
//! gate opens. Whether somebody waits is asked of the server; nothing here sleeps.

use std::future::Future;

use sqlx::{Connection, Executor, PgConnection, Row};
use tokio::task::JoinHandle;

use crate::support::World;

/// How often the server is asked before it counts as certain that nobody comes.
const ASKED: usize = 20_000;

/// A session that holds something.
pub struct Gate {
    held: PgConnection,
    pid: i32,
    eye: PgConnection,
}

/// What became of a command that was watched.
pub enum Seen<T> {
    /// It waits, on this backend.
    Waits(i32, JoinHandle<T>),
    /// It came to its end.
    Ended(T),
}

impl Gate {
    /// Shuts a gate by a statement that takes a lock, such as `SELECT … FOR UPDATE`.
    pub async fn shut(world: &World, lock: &str) -> Gate {
        let mut held = world.owner().await;
        let pid = sqlx::query_scalar("SELECT pg_backend_pid()")
            .fetch_one(&mut held)
            .await
            .expect("a session has a number");
        held.execute("BEGIN").await.expect("a transaction begins");
        let locked = sqlx::raw_sql(sqlx::AssertSqlSafe(lock.to_owned()))
            .fetch_all(&mut held)
            .await
            .expect("the lock is taken");
        assert!(!locked.is_empty(), "a gate holds something: {lock}");
        Gate {
            held,
            pid,
            eye: world.owner().await,
        }
    }

    /// The backend that holds the gate.
    pub fn pid(&self) -> i32 {
        self.pid
    }

    /// Starts a command that has to wait for this gate.
    pub async fn stops<T: Send + 'static>(
        &mut self,
        command: impl Future<Output = T> + Send + 'static,
    ) -> (i32, JoinHandle<T>) {
        match self.watch(&[self.pid], command).await {
            Seen::Waits(pid, task) => (pid, task),
            Seen::Ended(_) => panic!("the command went through the gate"),
        }
    }

    /// Starts a command and watches whether it comes to wait for one of some backends or to its end.
    pub async fn watch<T: Send + 'static>(
        &mut self,
        others: &[i32],
        command: impl Future<Output = T> + Send + 'static,
    ) -> Seen<T> {
        let before = self.waiting_for(others).await;
        let task = tokio::spawn(command);
        for _ in 0..ASKED {
            if task.is_finished() {
                return Seen::Ended(task.await.expect("the command ends"));
            }
            let now = self.waiting_for(others).await;
            if let Some(pid) = now.into_iter().find(|pid| !before.contains(pid)) {
                return Seen::Waits(pid, task);
            }
        }
        panic!("the command neither waits for {others:?} nor ends");
    }

    /// Starts a command that has to wait for backend `other`.
    pub async fn behind<T: Send + 'static>(
        &mut self,
        other: i32,
        command: impl Future<Output = T> + Send + 'static,
    ) -> (i32, JoinHandle<T>) {
        match self.watch(&[other], command).await {
            Seen::Waits(pid, task) => (pid, task),
            Seen::Ended(_) => panic!("the command did not wait"),
        }
    }

    async fn waiting_for(&mut self, others: &[i32]) -> Vec<i32> {
        sqlx::query_scalar(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pg_blocking_pids(pid) && $1",
        )
        .bind(others)
        .fetch_all(&mut self.eye)
        .await
        .expect("the server answers")
    }

    /// The tables that a backend has locked to write or to lock rows of them, and whether it holds a fence.
    pub async fn holds(&mut self, pid: i32) -> Vec<String> {
        let rows = sqlx::query(
            "SELECT DISTINCT CASE WHEN l.locktype = 'advisory' THEN 'fence'
                                  ELSE regexp_replace(c.relname, '_[0-9]{6}$', '') END AS name
               FROM pg_locks l LEFT JOIN pg_class c ON c.oid = l.relation AND c.relkind IN ('r', 'p')
              WHERE l.pid = $1 AND l.granted
                AND ((l.locktype = 'advisory' AND l.classid = 7701)
                     OR (c.oid IS NOT NULL AND l.mode IN ('RowShareLock', 'RowExclusiveLock')))
              ORDER BY name",
        )
        .bind(pid)
        .fetch_all(&mut self.eye)
        .await
        .expect("the server answers");
        rows.iter().map(|row| row.get(0)).collect()
    }

    /// Opens the gate.
    pub async fn open(self) {
        // Ends the transaction with the connection.
        self.held.close().await.expect("the gate opens");
        self.eye.close().await.expect("the watcher leaves");
    }
}
