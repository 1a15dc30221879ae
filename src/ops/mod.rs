//! What can be done. One file per verb, one transaction each; [`Request`] in, [`Reply`] out.

mod answer;
mod keyed;
mod refusal;
mod request;

pub use answer::*;
pub use refusal::{Fault, FaultKind, FieldProblem, Refusal, Thing};
pub use request::*;
