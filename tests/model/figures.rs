//! The figures that everybody sees, of the model and of the house, under the same names.

use sqlx::Row;
use uuid::Uuid;

use crate::{
    bank::{Bank, Book, Mark},
    command::Scope,
    play::{Figures, Stage, scope_name},
};

/// The accounts that are compared.
const ACCOUNTS: [i16; 15] = [
    1100, 1110, 1120, 1320, 1340, 2310, 2320, 2410, 2420, 2425, 4100, 4110, 5100, 5110, 5120,
];

/// The figures of the model. A figure that is zero is left out.
pub fn of_model(bank: &Bank) -> Figures {
    let mut figures = Figures::new();
    for ((draw, scope, number), (straight, reventado)) in &bank.exposure {
        let scope = match scope {
            Scope::Seller(at) => scope_name(1, *at),
            Scope::Shop(at) => scope_name(2, *at),
            Scope::House => scope_name(3, 0),
        };
        figures.insert(
            format!("straight on {number} draw {draw} {scope}"),
            *straight,
        );
        figures.insert(
            format!("reventado on {number} draw {draw} {scope}"),
            *reventado,
        );
    }
    for ((book, code), balance) in &bank.accounts {
        if ACCOUNTS.contains(code) {
            figures.insert(format!("{code} {}", book_name(*book)), *balance);
        }
    }
    for (at, seller) in bank.sellers.iter().enumerate() {
        figures.insert(
            format!("drawer {at}"),
            seller.drawer.as_ref().map_or(0, |drawer| drawer.balance),
        );
    }
    for (at, ticket) in bank.tickets.iter().enumerate() {
        if let Some(award) = ticket.award {
            let (paid, mark) = (bank.paid(at), mark(award.mark));
            figures.insert(format!("paid on ticket {at}"), paid);
            figures.insert(
                format!("remaining on ticket {at} {mark}"),
                (award.prize - paid).max(0),
            );
        }
    }
    figures.retain(|_, figure| *figure != 0);
    figures
}

fn book_name(book: Book) -> String {
    match book {
        Book::House => "house".to_owned(),
        Book::Shop(at) => format!("shop {at}"),
    }
}

fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Open => "OPEN",
        Mark::Finalized => "FINALIZED",
        Mark::Reversed => "REVERSED",
    }
}

/// The same figures of the house.
pub async fn of_house(stage: &mut Stage) -> Result<Figures, sqlx::Error> {
    let mut figures = Figures::new();
    exposure(stage, &mut figures).await?;
    accounts(stage, &mut figures).await?;
    prizes(stage, &mut figures).await?;
    figures.retain(|_, figure| *figure != 0);
    Ok(figures)
}

async fn exposure(stage: &mut Stage, figures: &mut Figures) -> Result<(), sqlx::Error> {
    let rows = sqlx::query(
        "SELECT draw_id, scope_rank, scope_id, number, straight, reventado FROM exposure",
    )
    .fetch_all(&mut stage.owner)
    .await?;
    for row in rows {
        let (draw, rank, scope): (Uuid, i16, Uuid) = (row.get(0), row.get(1), row.get(2));
        let draw = stage
            .draws
            .iter()
            .position(|known| known.raw() == draw)
            .expect("a known draw");
        let at = match rank {
            1 => stage.users.iter().position(|known| known.raw() == scope),
            2 => stage
                .world
                .ventanas
                .iter()
                .position(|known| known.raw() == scope),
            _ => Some(0),
        };
        let scope = scope_name(rank, at.expect("a known scope"));
        let number: i16 = row.get(3);
        figures.insert(
            format!("straight on {number} draw {draw} {scope}"),
            row.get(4),
        );
        figures.insert(
            format!("reventado on {number} draw {draw} {scope}"),
            row.get(5),
        );
    }
    Ok(())
}

async fn accounts(stage: &mut Stage, figures: &mut Figures) -> Result<(), sqlx::Error> {
    let rows = sqlx::query(
        "SELECT book, code, sum(amount)::bigint
           FROM (SELECT book, debit_code AS code, amount FROM transfer
                 UNION ALL SELECT book, credit_code, -amount FROM transfer) side
          GROUP BY book, code",
    )
    .fetch_all(&mut stage.owner)
    .await?;
    for row in rows {
        let (book, code): (Uuid, i16) = (row.get(0), row.get(1));
        let book = match stage
            .world
            .ventanas
            .iter()
            .position(|shop| shop.raw() == book)
        {
            Some(at) => Book::Shop(at),
            None => Book::House,
        };
        if ACCOUNTS.contains(&code) {
            figures.insert(format!("{code} {}", book_name(book)), row.get(2));
        }
    }
    for (at, drawer) in stage.drawers.clone().into_iter().enumerate() {
        if let Some(drawer) = drawer {
            let balance: i64 =
                sqlx::query_scalar("SELECT balance FROM account WHERE code = 1100 AND key = $1")
                    .bind(drawer.raw())
                    .fetch_one(&mut stage.owner)
                    .await?;
            figures.insert(format!("drawer {at}"), balance);
        }
    }
    Ok(())
}

async fn prizes(stage: &mut Stage, figures: &mut Figures) -> Result<(), sqlx::Error> {
    let rows = sqlx::query(
        "SELECT a.code, a.prize, a.mark,
                (SELECT coalesce(sum(p.amount), 0)::bigint FROM payout p
                  WHERE p.ticket_id = a.ticket_id
                    AND NOT EXISTS (SELECT FROM payout_reversal r WHERE r.payout_id = p.payout_id))
           FROM award a
          WHERE a.result_version = (SELECT max(x.result_version) FROM award x WHERE x.ticket_id = a.ticket_id)",
    )
    .fetch_all(&mut stage.owner)
    .await?;
    for row in rows {
        let (code, prize, mark, paid): (String, i64, String, i64) =
            (row.get(0), row.get(1), row.get(2), row.get(3));
        let at = stage
            .tickets
            .iter()
            .position(|known| known.digits() == code)
            .expect("a known ticket");
        figures.insert(format!("paid on ticket {at}"), paid);
        figures.insert(
            format!("remaining on ticket {at} {mark}"),
            (prize - paid).max(0),
        );
    }
    Ok(())
}
