//! The facts of papers that no document has kept: gathered when such a paper is asked for the first time.

use uuid::Uuid;

use crate::{
    domain::{
        DrawerId, MovementId, PayoutId, VentanaId,
        receipt::{
            CashSlip, DrawerPaper, DrawerZ, ListPaper, ListPaperLine, PaymentProof, PayoutVoucher,
            Receipt, ReceiptHead, ReceiptKind, StatementPaper, StatementRow, TicketBet, TicketPart,
            TicketReceipt,
        },
        view::{MovementReceipt, NumberList, Statement},
    },
    ops::{
        accounts,
        answer::Answer,
        fail::{No, fault},
        lists,
        refusal::{FaultKind, Refusal, Thing},
        request::{AskList, PaperOf},
        seat::Seat,
    },
    store::{self, paper::Head},
};

/// A paper and what it is of.
pub struct Paper {
    /// What names the document.
    pub document: Uuid,
    /// The shop whose paper it is; none for the house's.
    pub ventana: Option<VentanaId>,
    /// What stands on it.
    pub receipt: Receipt,
}

fn missing(what: Thing) -> No {
    Refusal::NotFound { what }.into()
}

/// What every paper begins with, for a shop.
pub async fn head(seat: &Seat, db: &mut store::Db, ventana: &str) -> Result<ReceiptHead, No> {
    let texts = store::receipt::texts(&mut *db).await?;
    let mine = seat.me.ventana.as_ref().map(|(id, _)| *id);
    let (at, date) = store::receipt::now(db, mine).await?;
    Ok(ReceiptHead {
        banca: seat.me.banca_name.clone(),
        licence: texts.licence,
        legal_id: texts.legal_id,
        ventana: ventana.to_owned(),
        terminal: seat.me.terminal.1.clone(),
        cashier: seat.me.name.clone(),
        number: String::new(),
        date,
        at,
        legal: texts.legal,
    })
}

/// A ticket whose paper was shown.
pub async fn ticket(seat: &Seat, db: &mut store::Db, ticket: &Head) -> Result<Paper, No> {
    let view = store::ticket_view::view(&mut *db, ticket).await?;
    let extras = store::receipt::ticket_extras(&mut *db, ticket).await?;
    let head = ReceiptHead {
        terminal: extras.terminal,
        cashier: view.vendedor,
        number: view.serial.clone(),
        date: ticket.date,
        at: ticket.sold_at,
        ..head(seat, db, &view.ventana).await?
    };
    let bets = view.bets.iter().map(|bet| TicketBet {
        kind: bet.kind,
        number: bet.number,
        stake: bet.stake,
        factor: bet.factor,
        origin: bet.origin,
    });
    Ok(Paper {
        document: ticket.ticket.raw(),
        ventana: Some(ticket.ventana),
        receipt: Receipt::Ticket(TicketReceipt {
            head,
            ticket: TicketPart {
                code: view.code,
                serial: view.serial,
                draw: view.draw.name,
                draw_at: view.draw.at,
                bets: bets.collect(),
                total: view.total,
                note: view.note.unwrap_or_default(),
                previous_seal: extras.previous_seal,
                expires: extras.expires,
            },
        }),
    })
}

/// A payout within reach.
pub async fn payout(seat: &Seat, db: &mut store::Db, payout: PayoutId) -> Result<Paper, No> {
    let paid = store::receipt::payout(&mut *db, payout)
        .await?
        .ok_or_else(|| missing(Thing::Payout))?;
    let left = paid
        .prize
        .checked_sub(paid.before)
        .and_then(|left| left.checked_sub(paid.amount));
    let head = ReceiptHead {
        terminal: paid.terminal,
        cashier: paid.user,
        number: format!("{}-{}", paid.code, paid.seq),
        date: paid.date,
        at: paid.at,
        ..head(seat, db, &paid.ventana.1).await?
    };
    Ok(Paper {
        document: payout.raw(),
        ventana: Some(paid.ventana.0),
        receipt: Receipt::Payout(PayoutVoucher {
            head,
            code: paid.code,
            draw: paid.draw,
            draw_at: paid.draw_at,
            what: paid.kind,
            prize: paid.prize,
            amount: paid.amount,
            remaining: left.unwrap_or_default(),
            method: Some(paid.method),
            notes: paid.notes,
            approved_by: paid.approved_by,
        }),
    })
}

/// The Z of a closed drawer: its frozen report.
pub async fn drawer_z(seat: &Seat, db: &mut store::Db, drawer: DrawerId) -> Result<Paper, No> {
    let found = store::receipt::drawer(&mut *db, drawer)
        .await?
        .ok_or_else(|| missing(Thing::Drawer))?;
    let report = found.report.ok_or_else(|| missing(Thing::Drawer))?;
    let head = ReceiptHead {
        terminal: report.terminal,
        cashier: report.user,
        number: format!("Z {}", report.z_number),
        date: found.date,
        at: report.closed_at,
        ..head(seat, db, &found.ventana.1).await?
    };
    Ok(Paper {
        document: drawer.raw(),
        ventana: Some(found.ventana.0),
        receipt: Receipt::DrawerZ(DrawerPaper {
            opened_at: report.opened_at,
            float: report.float,
            sales: report.sales,
            cancelled: report.cancelled,
            payouts: report.payouts,
            pay_in: report.pay_in,
            drops: report.drops,
            pay_out: report.pay_out,
            expected: Some(report.expected),
            z: Some(DrawerZ {
                number: report.z_number,
                closed_at: report.closed_at,
                counted: report.counted,
                difference: report.difference,
                hash: report.hash,
            }),
            ..drawer_paper(head)
        }),
    })
}

/// A drawer in between, each time anew. The own one does not tell what it should hold: that would make the count less blind.
pub async fn drawer_x(seat: &Seat, db: &mut store::Db, drawer: DrawerId) -> Result<Paper, No> {
    let found = store::receipt::drawer(&mut *db, drawer)
        .await?
        .filter(|found| found.report.is_none())
        .ok_or_else(|| missing(Thing::Drawer))?;
    let sums = store::drawer::sums(&mut *db, drawer).await?;
    let head = ReceiptHead {
        terminal: found.terminal,
        cashier: found.user,
        number: format!("X {}", drawer.short()),
        ..head(seat, db, &found.ventana.1).await?
    };
    let mut paper = DrawerPaper {
        opened_at: found.opened_at,
        float: found.float,
        ..drawer_paper(head)
    };
    if found.own {
        // Only what the cashier has put in and taken out with the own hands.
        (paper.pay_in, paper.drops, paper.pay_out) = (sums.pay_in, sums.drops, sums.pay_out);
    } else {
        (paper.sales, paper.cancelled, paper.payouts) = (sums.sales, sums.cancelled, sums.payouts);
        (paper.pay_in, paper.drops, paper.pay_out) = (sums.pay_in, sums.drops, sums.pay_out);
        paper.expected = paper.sum();
    }
    Ok(Paper {
        document: Uuid::now_v7(),
        ventana: Some(found.ventana.0),
        receipt: Receipt::DrawerX(paper),
    })
}

fn drawer_paper(head: ReceiptHead) -> DrawerPaper {
    use crate::domain::Money;
    DrawerPaper {
        opened_at: head.at,
        head,
        float: Money::ZERO,
        sales: Money::ZERO,
        cancelled: Money::ZERO,
        payouts: Money::ZERO,
        goods: Money::ZERO,
        refunds: Money::ZERO,
        settled: Money::ZERO,
        pay_in: Money::ZERO,
        drops: Money::ZERO,
        pay_out: Money::ZERO,
        other: Money::ZERO,
        expected: None,
        tenders: Vec::new(),
        z: None,
    }
}

/// Cash put into a drawer or taken out.
pub async fn cash(seat: &Seat, db: &mut store::Db, movement: Option<Uuid>) -> Result<Paper, No> {
    let moved = store::receipt::cash(&mut *db, movement)
        .await?
        .ok_or_else(|| missing(Thing::Movement))?;
    let found = store::receipt::drawer(&mut *db, moved.drawer)
        .await?
        .ok_or_else(|| missing(Thing::Drawer))?;
    let head = ReceiptHead {
        number: format!(
            "{}-{}-{}",
            found.terminal,
            moved.drawer.short(),
            moved.place
        ),
        terminal: found.terminal,
        cashier: moved.user,
        date: found.date,
        at: moved.at,
        ..head(seat, db, &found.ventana.1).await?
    };
    Ok(Paper {
        document: moved.id,
        ventana: Some(found.ventana.0),
        receipt: Receipt::CashSlip(CashSlip {
            head,
            what: moved.kind,
            amount: moved.amount,
            reason: moved.reason,
            approved_by: moved.approved_by,
        }),
    })
}

/// What another verb tells already, before any command begins: it looks itself who may see it.
pub async fn told(seat: &Seat, of: &PaperOf) -> Result<Option<(ReceiptKind, Paper)>, No> {
    let answer = match of {
        PaperOf::Movement { movement } => accounts::receipt(seat, *movement).await?,
        PaperOf::Statement { holder, from, to } => {
            let (holder, from, to) = (*holder, *from, *to);
            accounts::statement(seat, holder, from, to).await?
        }
        PaperOf::List { draw, scope } => {
            let (draw, scope) = (*draw, *scope);
            lists::numbers(seat, AskList { draw, scope }).await?
        }
        PaperOf::Ticket { .. }
        | PaperOf::Kept { .. }
        | PaperOf::Payout { .. }
        | PaperOf::Drawer { .. }
        | PaperOf::DrawerX { .. }
        | PaperOf::Cash { .. } => return Ok(None),
    };
    let mine = seat.me.ventana.as_ref();
    let name = mine.map_or(seat.me.banca_name.as_str(), |(_, name)| name.as_str());
    let mut db = seat.connection().await?;
    let head = head(seat, &mut db, name).await?;
    let ventana = mine.map(|(id, _)| *id);
    let paper = match (answer, of) {
        (Answer::MovementReceipt(told), PaperOf::Movement { movement }) => {
            proof(head, ventana, *movement, &told)
        }
        (Answer::Statement(told), _) => statement(head, ventana, &told),
        (Answer::List(told), _) => list(head, ventana, &told),
        (other, _) => {
            let why = format!("{other:?} is no paper");
            return Err(No::Failed(fault(FaultKind::Inconsistent, &why)));
        }
    };
    Ok(Some((paper.receipt.kind(), paper)))
}

fn of_holder(ventana: &str, vendedor: Option<&str>) -> String {
    vendedor.map_or_else(
        || ventana.to_owned(),
        |seller| format!("{seller} · {ventana}"),
    )
}

fn proof(
    head: ReceiptHead,
    ventana: Option<VentanaId>,
    id: MovementId,
    told: &MovementReceipt,
) -> Paper {
    let movement = &told.movement;
    let (number, date, at, by) = movement.reversed.as_ref().map_or(
        (movement.number, movement.date, movement.at, &movement.by),
        |back| (back.number, back.date, back.at, &back.by),
    );
    let taken_back = movement.reversed.as_ref();
    Paper {
        // A movement and its reversal are two papers.
        document: taken_back.map_or(id.raw(), |_| Uuid::from_u128(!id.raw().as_u128())),
        ventana,
        receipt: Receipt::PaymentProof(PaymentProof {
            head: ReceiptHead {
                number: number.to_string(),
                cashier: by.clone(),
                date,
                at,
                terminal: String::new(),
                ..head
            },
            what: movement.kind,
            holder: of_holder(&movement.ventana, movement.vendedor.as_deref()),
            amount: movement.amount,
            method: movement.method,
            reference: movement.reference.clone(),
            note: movement.note.clone(),
            takes_back: taken_back.map(|back| (movement.number, back.reason.clone())),
            balance: told.balance,
        }),
    }
}

fn statement(head: ReceiptHead, ventana: Option<VentanaId>, told: &Statement) -> Paper {
    let rows = told.days.iter().map(|line| StatementRow {
        date: line.day.date,
        sales: line.day.sums.sales,
        payouts: line.day.sums.payouts,
        commission: line.day.sums.commission,
        other: line.day.sums.other,
        paid: line.day.sums.paid,
        collected: line.day.sums.collected,
        remaining: line.remaining,
    });
    Paper {
        document: Uuid::now_v7(),
        ventana,
        receipt: Receipt::Statement(StatementPaper {
            head: ReceiptHead {
                number: format!("{} / {}", told.from, told.to),
                ..head
            },
            holder: of_holder(&told.ventana, told.vendedor.as_deref()),
            from: told.from,
            to: told.to,
            opening: told.opening,
            rows: rows.collect(),
            closing: told.closing,
        }),
    }
}

fn list(head: ReceiptHead, ventana: Option<VentanaId>, told: &NumberList) -> Paper {
    let lines = told.lines.iter().map(|line| ListPaperLine {
        number: line.number,
        straight: line.straight,
        reventado: line.reventado,
    });
    Paper {
        document: Uuid::now_v7(),
        ventana,
        receipt: Receipt::List(ListPaper {
            head: ReceiptHead {
                number: told.draw.id.short(),
                ..head
            },
            of: of_holder(&told.of.ventana, told.of.vendedor.as_deref()),
            draw: told.draw.name.clone(),
            draw_at: told.draw.at,
            lines: lines.collect(),
            tickets: told.sums.tickets,
            total: told.sums.stakes,
            excluded: told.excluded.is_some(),
        }),
    }
}
