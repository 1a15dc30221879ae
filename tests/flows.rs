//! The console and a real PostgreSQL together, without a terminal: keys go in, the house answers, the picture is read.

#[path = "flows/live.rs"]
mod live;
#[path = "flows/prize.rs"]
mod prize;
#[path = "screens/stage.rs"]
mod stage;
mod support;
