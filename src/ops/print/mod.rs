//! Printing: receipts from what was kept, copies counted and marked, printers, and the queue that a console works off.

mod facts;
mod paper;
mod printers;
mod queue;

pub(in crate::ops) use facts::{head, ticket};

use super::{answer::Answer, fail::No, request::Print, seat::Seat};

/// Answers what is asked of printing.
pub async fn run(seat: &Seat, asked: Print) -> Result<Answer, No> {
    match asked {
        Print::Preview { of } => paper::preview(seat, &of).await,
        Print::Print(asked) => paper::print(seat, asked).await,
        Print::Queue { after } => queue::read(seat, after).await,
        Print::Retry { key, job } => queue::retry(seat, key, job).await,
        Print::Cancel { key, job } => queue::cancel(seat, key, job).await,
        Print::Printers => printers::list(seat).await,
        Print::SavePrinter(asked) => printers::save(seat, asked).await,
        Print::Test { key, printer } => printers::test(seat, key, printer).await,
        Print::Texts => printers::texts(seat).await,
        Print::SaveTexts { key, texts } => printers::save_texts(seat, key, texts).await,
        Print::Take { lease } => queue::take(seat, lease).await,
        Print::End { job, lease, error } => queue::end(seat, job, lease, &error).await,
    }
}
