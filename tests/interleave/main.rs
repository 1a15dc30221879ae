//! Two commands and a gate: a third session holds a lock that the first command needs, so that it stands still at a chosen
//! statement while the second one meets it. Whether one waits for the other is asked of the server, never of a clock; what
//! came of both is the same whichever was first.

mod locks;
mod money;
#[path = "../rig/mod.rs"]
mod rig;
mod selling;
mod stage;
#[path = "../support/mod.rs"]
mod support;
