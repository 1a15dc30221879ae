//! The console and a real PostgreSQL together, without a terminal: keys go in, the house answers, the picture is read.

#![expect(clippy::unwrap_used, reason = "in a test it is the assertion itself")]

#[path = "flows/live.rs"]
mod live;
#[path = "flows/prize.rs"]
mod prize;
#[path = "screens/stage.rs"]
mod stage;
mod support;
