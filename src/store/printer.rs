//! Printers and their queue.

use sqlx::{PgConnection, Row, postgres::PgRow, types::Json};
use uuid::Uuid;

use super::row;
use crate::domain::{
    Codepage, Columns, CommandKey, Lang, PrintJobId, PrintState, PrinterId, PrinterTarget,
    ReceiptId, VentanaId,
    receipt::{Receipt, ReceiptKind},
    view::{PrintJobRow, PrintQueue, PrintWork, PrinterFacts, PrinterRow},
};

fn strange(what: &str, name: &str) -> sqlx::Error {
    sqlx::Error::Decode(format!("unexpected {what}: {name}").into())
}

fn kinds(names: Vec<String>) -> Result<Vec<ReceiptKind>, sqlx::Error> {
    let one = |name: String| ReceiptKind::from_name(&name).ok_or_else(|| strange("kind", &name));
    names.into_iter().map(one).collect()
}

fn facts(found: &PgRow) -> Result<PrinterFacts, sqlx::Error> {
    let target: String = found.try_get("target")?;
    let letters: String = found.try_get("language")?;
    let words: String = found.try_get("words")?;
    let columns: i16 = found.try_get("columns")?;
    let terminal: Option<String> = found.try_get("terminal")?;
    Ok(PrinterFacts {
        name: found.try_get("name")?,
        terminal: terminal.unwrap_or_default(),
        target: PrinterTarget::from_name(&target).ok_or_else(|| strange("target", &target))?,
        address: found.try_get("address")?,
        columns: usize::try_from(columns)
            .ok()
            .and_then(Columns::of)
            .unwrap_or_default(),
        letters: Codepage::from_name(&letters).ok_or_else(|| strange("letters", &letters))?,
        words: Lang::from_name(&words).unwrap_or_default(),
        cut: found.try_get("cut")?,
        kick: found.try_get("kick")?,
        automatic: kinds(found.try_get("automatic")?)?,
        active: found.try_get("active")?,
    })
}

/// The columns of a printer with its terminal.
macro_rules! printers_where {
    ($condition:literal) => {
        concat!(
            "SELECT p.printer_id, p.ventana_id, v.name AS ventana, p.name, e.name AS terminal, p.target, p.address, p.columns,
                    p.language, p.words, p.cut, p.kick, p.automatic, p.active,
                    (SELECT count(*) FROM print_job j WHERE j.banca_id = p.banca_id AND j.printer_id = p.printer_id
                                                        AND j.state IN ('queued', 'sending')) AS waiting,
                    (SELECT count(*) FROM print_job j WHERE j.banca_id = p.banca_id AND j.printer_id = p.printer_id
                                                        AND j.state = 'failed') AS failed,
                    CASE WHEN p.terminal_id IS NULL
                         THEN p.ventana_id = coalesce(my_ventana(), (SELECT t.ventana_id FROM terminal t
                                                                      WHERE t.banca_id = p.banca_id AND t.terminal_id = my_terminal()))
                         ELSE p.terminal_id = my_terminal() END AS mine
               FROM printer p
               JOIN ventana v USING (banca_id, ventana_id)
               LEFT JOIN terminal e ON e.banca_id = p.banca_id AND e.terminal_id = p.terminal_id
              WHERE ",
            $condition
        )
    };
}

/// The printers within reach, by shop and name.
pub async fn all(db: &mut PgConnection) -> Result<Vec<PrinterRow>, sqlx::Error> {
    let found = sqlx::query(printers_where!("true ORDER BY v.name, lower(p.name)"))
        .fetch_all(db)
        .await?;
    found
        .iter()
        .map(|found| {
            Ok(PrinterRow {
                id: found.try_get::<Uuid, _>("printer_id")?.into(),
                ventana: found.try_get::<Uuid, _>("ventana_id")?.into(),
                ventana_name: found.try_get("ventana")?,
                facts: facts(found)?,
                waiting: found.try_get("waiting")?,
                failed: found.try_get("failed")?,
                mine: found
                    .try_get::<Option<bool>, _>("mine")?
                    .unwrap_or_default(),
            })
        })
        .collect()
}

/// Adds or changes a printer.
pub async fn save(
    db: &mut PgConnection,
    key: CommandKey,
    printer: PrinterId,
    ventana: VentanaId,
    facts: &PrinterFacts,
) -> Result<(), sqlx::Error> {
    let names: Vec<&str> = facts.automatic.iter().map(|kind| kind.name()).collect();
    let told = serde_json::json!({
        "name": facts.name, "target": facts.target, "address": facts.address, "columns": facts.columns.count(),
        "language": facts.letters, "words": facts.words.name(), "cut": facts.cut, "kick": facts.kick, "automatic": names,
        "active": facts.active,
    });
    sqlx::query("SELECT save_printer($1, $2, $3, $4, $5)")
        .bind(key.raw())
        .bind(printer.raw())
        .bind(ventana.raw())
        .bind(&facts.terminal)
        .bind(Json(told))
        .execute(db)
        .await?;
    Ok(())
}

/// Puts a test page into a printer's queue.
pub async fn test(
    db: &mut PgConnection,
    key: CommandKey,
    printer: PrinterId,
) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT test_printer($1, $2, $3)")
        .bind(key.raw())
        .bind(printer.raw())
        .bind(Uuid::now_v7())
        .execute(db)
        .await?;
    Ok(())
}

/// Sends a paper again, or takes it off the queue.
pub async fn move_job(
    db: &mut PgConnection,
    key: CommandKey,
    job: PrintJobId,
    to: PrintState,
) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT move_print_job($1, $2, $3)")
        .bind(key.raw())
        .bind(job.raw())
        .bind(to.name())
        .execute(db)
        .await?;
    Ok(())
}

/// A page of the queue, newest first: `limit` rows after the place `after`.
pub async fn queue(
    db: &mut PgConnection,
    after: Option<i64>,
    limit: i64,
) -> Result<PrintQueue, sqlx::Error> {
    let found = sqlx::query(
        "SELECT j.seq, j.job_id, p.name AS printer, r.kind, r.number, coalesce(j.n, 0) AS n, j.state, j.attempts, j.next_at,
                j.last_error, j.at, coalesce(user_name(j.user_id), '') AS by
           FROM print_job j
           JOIN printer p USING (banca_id, printer_id)
           LEFT JOIN receipt r ON r.banca_id = j.banca_id AND r.receipt_id = j.receipt_id
          WHERE $1::bigint IS NULL OR j.seq < $1
          ORDER BY j.seq DESC
          LIMIT $2",
    )
    .bind(after)
    .bind(limit)
    .fetch_all(&mut *db)
    .await?;
    let mut rows = Vec::with_capacity(found.len());
    let mut last = None;
    for found in &found {
        last = Some(found.try_get("seq")?);
        let kind: Option<String> = found.try_get("kind")?;
        let number: Option<String> = found.try_get("number")?;
        let state: String = found.try_get("state")?;
        let receipt = match (kind, number) {
            (Some(kind), Some(number)) => Some((
                ReceiptKind::from_name(&kind).ok_or_else(|| strange("kind", &kind))?,
                number,
            )),
            _ => None,
        };
        rows.push(PrintJobRow {
            id: found.try_get::<Uuid, _>("job_id")?.into(),
            printer: found.try_get("printer")?,
            receipt,
            n: found.try_get::<i32, _>("n")?.into(),
            state: PrintState::from_name(&state).ok_or_else(|| strange("state", &state))?,
            attempts: found.try_get::<i16, _>("attempts")?.into(),
            next_at: found.try_get("next_at")?,
            last_error: found.try_get("last_error")?,
            at: found.try_get("at")?,
            by: found.try_get("by")?,
        });
    }
    let sums = sqlx::query(
        "SELECT count(*) FILTER (WHERE state IN ('queued', 'sending')) AS waiting, count(*) FILTER (WHERE state = 'failed') AS failed
           FROM print_job WHERE state IN ('queued', 'sending', 'failed')",
    )
    .fetch_one(db)
    .await?;
    let full = i64::try_from(rows.len()).is_ok_and(|count| count >= limit);
    Ok(PrintQueue {
        rows,
        next: last.filter(|_| full),
        waiting: sums.try_get("waiting")?,
        failed: sums.try_get("failed")?,
    })
}

/// Takes the next paper that this terminal is to send.
pub async fn take(
    db: &mut PgConnection,
    lease: Uuid,
    zone: chrono_tz::Tz,
) -> Result<Option<PrintWork>, sqlx::Error> {
    let taken = sqlx::query("SELECT job_id, printer_id, receipt_id, n FROM take_print_job($1)")
        .bind(lease)
        .fetch_optional(&mut *db)
        .await?;
    let Some(taken) = taken else { return Ok(None) };
    let printer: Uuid = taken.try_get("printer_id")?;
    let found = sqlx::query(printers_where!("p.printer_id = $1"))
        .bind(printer)
        .fetch_one(&mut *db)
        .await?;
    let receipt: Option<Uuid> = taken.try_get("receipt_id")?;
    let receipt = match receipt {
        Some(id) => Some(Box::new(snapshot(db, id.into()).await?)),
        None => None,
    };
    let n: Option<i32> = taken.try_get("n")?;
    Ok(Some(PrintWork {
        job: taken.try_get::<Uuid, _>("job_id")?.into(),
        printer: facts(&found)?,
        receipt,
        n: n.unwrap_or(1).into(),
        zone,
    }))
}

async fn snapshot(db: &mut PgConnection, receipt: ReceiptId) -> Result<Receipt, sqlx::Error> {
    let found = sqlx::query("SELECT snapshot FROM receipt WHERE receipt_id = $1")
        .bind(receipt.raw())
        .fetch_one(db)
        .await?;
    row::json(found.try_get("snapshot")?)
}

/// How sending ended. Where the paper stands now; nothing where the lease was lost.
pub async fn end(
    db: &mut PgConnection,
    job: PrintJobId,
    lease: Uuid,
    error: &str,
) -> Result<Option<PrintState>, sqlx::Error> {
    let state: Option<String> = sqlx::query_scalar("SELECT end_print_job($1, $2, $3)")
        .bind(job.raw())
        .bind(lease)
        .bind(error)
        .fetch_one(db)
        .await?;
    state
        .map(|name| PrintState::from_name(&name).ok_or_else(|| strange("state", &name)))
        .transpose()
}
