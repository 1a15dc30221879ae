//! A sale of the till with everything that belongs to it.

use chrono::NaiveDate;
use sqlx::{PgConnection, Row, postgres::PgRow};
use uuid::Uuid;

use crate::{
    domain::{
        CategoryId, Money, ReturnId, SaleId, TicketCode, VariantId,
        goods::{ElectronicState, Figures, Item, Line, Quantity, SaleState, TaxRate, TenderKind},
        view::{
            PaidPart, ReturnRow, ReturnState, SaleRow, SaleView, SoldLine, SoldTicketRow, VoidedRow,
        },
    },
    store::{basket, customer, row},
};

/// What is asked of a sale before anything is done with it.
pub struct Head {
    /// Its number.
    pub number: String,
    /// Where it stands.
    pub state: SaleState,
    /// What it came to.
    pub total: Money,
    /// Its tickets that stand, with their stakes.
    pub tickets: Vec<(TicketCode, Money)>,
}

fn unexpected(what: &str) -> sqlx::Error {
    sqlx::Error::Decode(format!("unexpected in a sale: {what}").into())
}

fn money(found: &PgRow, column: &str) -> Result<Money, sqlx::Error> {
    row::money(found.try_get(column)?)
}

fn quantity(found: &PgRow, column: &str) -> Result<Quantity, sqlx::Error> {
    Quantity::try_from_milli(found.try_get(column)?).map_err(|why| unexpected(&why.to_string()))
}

/// A tender's kind out of its column.
pub(super) fn kind(name: &str) -> Result<TenderKind, sqlx::Error> {
    TenderKind::from_name(name).ok_or_else(|| unexpected(name))
}

/// The head of a sale.
pub async fn head(db: &mut PgConnection, sale: SaleId) -> Result<Option<Head>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT number, state, total, business_date FROM sale WHERE sale_id = $1 AND tender = 'listed'",
    )
    .bind(sale.raw())
    .fetch_optional(&mut *db)
    .await?;
    let Some(found) = found else { return Ok(None) };
    let tickets = tickets(db, sale, found.try_get("business_date")?).await?;
    Ok(Some(Head {
        number: found.try_get("number")?,
        state: basket::state(found.try_get("state")?)?,
        total: money(&found, "total")?,
        tickets: tickets
            .into_iter()
            .filter(|ticket| ticket.active)
            .map(|ticket| (ticket.code, ticket.total))
            .collect(),
    }))
}

/// Waits for whoever else takes goods of this sale back.
pub async fn hold(db: &mut PgConnection, sale: SaleId) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT hold_sale($1)")
        .bind(sale.raw())
        .execute(db)
        .await?;
    Ok(())
}

/// The sale with this number, receipt or return.
pub async fn numbered(db: &mut PgConnection, number: &str) -> Result<Option<SaleId>, sqlx::Error> {
    let found: Option<Uuid> = sqlx::query_scalar(
        "SELECT sale_id FROM sale WHERE number = $1 OR receipt = $1
          UNION ALL
         SELECT sale_id FROM sale_return WHERE number = $1
          LIMIT 1",
    )
    .bind(number)
    .fetch_optional(db)
    .await?;
    Ok(found.map(SaleId::new))
}

/// How a document was given back.
pub async fn refunds(
    db: &mut PgConnection,
    document: Uuid,
) -> Result<Vec<(TenderKind, Money)>, sqlx::Error> {
    let rows = sqlx::query("SELECT kind, amount FROM refund WHERE document_id = $1 ORDER BY seq")
        .bind(document)
        .fetch_all(db)
        .await?;
    rows.iter()
        .map(|found| Ok((kind(found.try_get("kind")?)?, money(found, "amount")?)))
        .collect()
}

/// Until when the goods of each line may be brought back.
pub async fn windows(
    db: &mut PgConnection,
    sale: SaleId,
    usual: u16,
) -> Result<Vec<(u16, NaiveDate)>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT l.line, s.business_date + coalesce(c.return_days, $2)::integer AS until
           FROM sale_line l
           JOIN sale s USING (banca_id, sale_id)
           LEFT JOIN category c ON c.banca_id = l.banca_id AND c.category_id = l.category_id
          WHERE l.sale_id = $1",
    )
    .bind(sale.raw())
    .bind(i16::try_from(usual).unwrap_or(i16::MAX))
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|found| {
            let line: i16 = found.try_get("line")?;
            Ok((
                u16::try_from(line).unwrap_or_default(),
                found.try_get("until")?,
            ))
        })
        .collect()
}

/// A sale with everything that belongs to it.
pub async fn view(db: &mut PgConnection, sale: SaleId) -> Result<Option<SaleView>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT s.number, s.receipt, s.state, s.ventana_id, v.name AS ventana, s.vendedor_id, user_name(s.vendedor_id) AS person,
                t.name AS terminal, s.business_date, s.customer_id, c.name AS customer, s.total, s.goods, s.rounding, s.sold_at,
                coalesce((SELECT sum(r.total) FROM sale_return r
                           WHERE r.banca_id = s.banca_id AND r.sale_id = s.sale_id), 0)::bigint AS back,
                coalesce((SELECT sum(e.points) FROM loyalty_entry e
                           WHERE e.banca_id = s.banca_id
                             AND (e.document_id = s.sale_id
                                  OR e.document_id IN (SELECT r.return_id FROM sale_return r
                                                        WHERE r.banca_id = s.banca_id AND r.sale_id = s.sale_id))), 0)::bigint
                    AS points,
                w.reason AS void_reason, w.at AS void_at, user_name(w.user_id) AS void_by,
                user_name(a.granted_by) AS void_approved
           FROM sale s
           JOIN ventana v ON v.banca_id = s.banca_id AND v.ventana_id = s.ventana_id
           JOIN terminal t ON t.banca_id = s.banca_id AND t.terminal_id = s.terminal_id
           LEFT JOIN customer c ON c.banca_id = s.banca_id AND c.customer_id = s.customer_id
           LEFT JOIN sale_void w ON w.banca_id = s.banca_id AND w.sale_id = s.sale_id
           LEFT JOIN approval a ON a.banca_id = w.banca_id AND a.approval_id = w.approval_id
          WHERE s.sale_id = $1 AND s.tender = 'listed'",
    )
    .bind(sale.raw())
    .fetch_optional(&mut *db)
    .await?;
    let Some(found) = found else { return Ok(None) };
    let lines = lines(db, sale).await?;
    let tickets = tickets(db, sale, found.try_get("business_date")?).await?;
    let tenders = tenders(db, sale).await?;
    let returns = returns(db, sale).await?;
    let who: Option<Uuid> = found.try_get("customer_id")?;
    let buyer = match who {
        Some(id) => customer::one(db, id.into()).await?,
        None => None,
    };
    let tax = Money::try_sum(lines.iter().map(|line| line.figures.tax))
        .map_err(|why| unexpected(&why.to_string()))?;
    let voided = match found.try_get::<Option<String>, _>("void_reason")? {
        Some(reason) => Some(VoidedRow {
            user: found
                .try_get::<Option<String>, _>("void_by")?
                .unwrap_or_default(),
            approved_by: found.try_get("void_approved")?,
            reason,
            at: found.try_get("void_at")?,
        }),
        None => None,
    };
    let count = lines.len().saturating_add(tickets.len());
    Ok(Some(SaleView {
        row: SaleRow {
            sale,
            number: found.try_get("number")?,
            state: basket::state(found.try_get("state")?)?,
            returned: returned(&lines),
            ventana: found.try_get("ventana")?,
            cashier: found
                .try_get::<Option<String>, _>("person")?
                .unwrap_or_default(),
            customer: found.try_get("customer")?,
            lines: u32::try_from(count).unwrap_or(u32::MAX),
            total: money(&found, "total")?,
            back: money(&found, "back")?,
            tenders: tenders
                .iter()
                .map(|part| (part.kind, part.amount))
                .collect(),
            at: found.try_get("sold_at")?,
        },
        receipt: found.try_get("receipt")?,
        ventana: found.try_get::<Uuid, _>("ventana_id")?.into(),
        user: found.try_get::<Uuid, _>("vendedor_id")?.into(),
        terminal: found.try_get("terminal")?,
        date: found.try_get("business_date")?,
        customer: buyer,
        goods: money(&found, "goods")?,
        tax,
        rounding: money(&found, "rounding")?,
        points: found.try_get("points")?,
        lines,
        tickets,
        tenders,
        returns,
        voided,
    }))
}

fn returned(lines: &[SoldLine]) -> ReturnState {
    if lines.iter().all(|line| line.returned.is_zero()) {
        ReturnState::None
    } else if lines.iter().all(|line| line.returned == line.line.quantity) {
        ReturnState::Full
    } else {
        ReturnState::Partial
    }
}

async fn lines(db: &mut PgConnection, sale: SaleId) -> Result<Vec<SoldLine>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT l.*, coalesce(r.milli, 0)::bigint AS back_milli, coalesce(r.total, 0)::bigint AS back_total
           FROM sale_line l
           LEFT JOIN (SELECT b.line, sum(b.milli) AS milli, sum(b.total) AS total
                        FROM sale_return_line b WHERE b.sale_id = $1 GROUP BY b.line) r ON r.line = l.line
          WHERE l.sale_id = $1
          ORDER BY l.line",
    )
    .bind(sale.raw())
    .fetch_all(db)
    .await?;
    rows.iter().map(line).collect()
}

fn line(found: &PgRow) -> Result<SoldLine, sqlx::Error> {
    let no: i16 = found.try_get("line")?;
    let points: i32 = found.try_get("tax_bp")?;
    let category: Option<Uuid> = found.try_get("category_id")?;
    let promotions: Vec<Taken> = row::json(found.try_get("promotions")?)?;
    let label: Option<i64> = found.try_get("label")?;
    Ok(SoldLine {
        line: Line {
            no: u16::try_from(no).unwrap_or_default(),
            item: Item {
                variant: VariantId::new(found.try_get("variant_id")?),
                sku: found.try_get("sku")?,
                barcode: found.try_get("barcode")?,
                name: found.try_get("name")?,
                category: category.map(CategoryId::new),
                category_name: found.try_get("category")?,
                brand: found.try_get("brand")?,
                weighed: found.try_get("weighed")?,
                tracked: found.try_get("tracked")?,
                price: money(found, "price")?,
                tax: TaxRate::from_basis_points(points.into())
                    .ok_or_else(|| unexpected("a rate"))?,
                tax_included: found.try_get("tax_included")?,
            },
            quantity: quantity(found, "milli")?,
            label: label.map(row::money).transpose()?,
            given: None,
            note: found.try_get("note")?,
        },
        figures: Figures {
            gross: money(found, "gross")?,
            promotion: money(found, "promotion")?,
            given: money(found, "given")?,
            shared: money(found, "shared")?,
            points: money(found, "points")?,
            total: money(found, "total")?,
            net: money(found, "net")?,
            tax: money(found, "tax")?,
            net_before: money(found, "net_before")?,
        },
        returned: quantity(found, "back_milli")?,
        refunded: money(found, "back_total")?,
        promotions: promotions
            .into_iter()
            .map(|one| (one.name, one.amount))
            .collect(),
        reason: found.try_get("reason")?,
    })
}

/// A promotion as it is kept on a line.
#[derive(serde::Deserialize)]
struct Taken {
    name: String,
    amount: Money,
}

async fn tickets(
    db: &mut PgConnection,
    sale: SaleId,
    date: NaiveDate,
) -> Result<Vec<SoldTicketRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT t.code, coalesce(d.special, l.name) AS lottery, d.at, t.total, t.state = 'ACTIVE' AS active
           FROM ticket t
           JOIN draw d ON d.banca_id = t.banca_id AND d.draw_id = t.draw_id
           JOIN lottery l ON l.banca_id = d.banca_id AND l.lottery_id = d.lottery_id
          WHERE t.business_date = $2
            AND (t.vendedor_id, t.sold_at) = (SELECT s.vendedor_id, s.sold_at FROM sale s WHERE s.sale_id = $1)
            AND t.sale_id = $1
          ORDER BY t.serial",
    )
    .bind(sale.raw())
    .bind(date)
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|found| {
            Ok(SoldTicketRow {
                code: row::code(found.try_get("code")?)?,
                lottery: found.try_get("lottery")?,
                at: found.try_get("at")?,
                total: money(found, "total")?,
                active: found.try_get("active")?,
            })
        })
        .collect()
}

async fn tenders(db: &mut PgConnection, sale: SaleId) -> Result<Vec<PaidPart>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT t.kind, t.amount, t.received, t.last4, coalesce(t.authorisation, e.reference) AS reference, e.state, p.code
           FROM tender t
           LEFT JOIN electronic e ON e.banca_id = t.banca_id AND e.electronic_id = t.electronic_id
           LEFT JOIN payout p ON p.banca_id = t.banca_id AND p.payout_id = t.payout_id
          WHERE t.sale_id = $1
          ORDER BY t.seq",
    )
    .bind(sale.raw())
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|found| {
            let state: Option<String> = found.try_get("state")?;
            let code: Option<String> = found.try_get("code")?;
            let received: Option<i64> = found.try_get("received")?;
            Ok(PaidPart {
                kind: kind(found.try_get("kind")?)?,
                amount: money(found, "amount")?,
                received: received.map(row::money).transpose()?,
                last4: found.try_get("last4")?,
                reference: found.try_get("reference")?,
                electronic: state
                    .map(|state| {
                        ElectronicState::from_name(&state).ok_or_else(|| unexpected(&state))
                    })
                    .transpose()?,
                code: code.map(|code| row::code(&code)).transpose()?,
            })
        })
        .collect()
}

async fn returns(db: &mut PgConnection, sale: SaleId) -> Result<Vec<ReturnRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT return_id, number, total, user_name(user_id) AS person, at FROM sale_return
          WHERE sale_id = $1 ORDER BY at",
    )
    .bind(sale.raw())
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|found| {
            Ok(ReturnRow {
                id: ReturnId::new(found.try_get("return_id")?),
                number: found.try_get("number")?,
                total: money(found, "total")?,
                user: found
                    .try_get::<Option<String>, _>("person")?
                    .unwrap_or_default(),
                at: found.try_get("at")?,
            })
        })
        .collect()
}

/// What was given back for each line of a return.
pub async fn returned_lines(
    db: &mut PgConnection,
    id: ReturnId,
) -> Result<Vec<(u16, Money)>, sqlx::Error> {
    let rows =
        sqlx::query("SELECT line, total FROM sale_return_line WHERE return_id = $1 ORDER BY line")
            .bind(id.raw())
            .fetch_all(db)
            .await?;
    rows.iter()
        .map(|found| {
            let line: i16 = found.try_get("line")?;
            Ok((
                u16::try_from(line).unwrap_or_default(),
                money(found, "total")?,
            ))
        })
        .collect()
}
