//! What is cancelled in the middle: a future that is dropped at any of its awaits leaves no open transaction behind, into
//! which somebody else's acknowledged work could fall.
//!
//! The short form goes through every await once. The long form does so `BANCA_ROUNDS` (50) times:
//!
//! ```text
//! cargo test --release --test cancel -- --ignored --nocapture
//! ```
#![expect(
    clippy::unwrap_used,
    reason = "an attack whose stage cannot be set has failed"
)]

#[path = "../attack/mod.rs"]
mod attack;
mod pool;
#[path = "../support/mod.rs"]
mod support;
mod verbs;

use std::{future::poll_fn, pin::pin, task::Poll};

/// Polls a future as often as this, each time when it was woken, and drops it. What it came to, if it came to its end.
async fn polled<F: Future>(future: F, times: usize) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut left = times;
    poll_fn(|context| {
        left -= 1;
        match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending if left == 0 => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}
