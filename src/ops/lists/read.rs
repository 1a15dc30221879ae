//! Reading lists: those of a draw, one number by number, its tickets.

use super::of;
use crate::{
    domain::{
        DrawId, Role, ScopeId,
        view::{DrawLists, Exclusion, ListOf, ListRow, ListSums, ListTicketPage, NumberList},
    },
    ops::{
        answer::Answer,
        draws,
        fail::{No, fault},
        page,
        refusal::{FaultKind, FieldProblem, Refusal, Thing},
        request::{AskList, AskListTickets},
        seat::Seat,
    },
    store,
};

/// The lists of a draw within the asker's reach.
pub async fn draw(seat: &Seat, draw: DrawId) -> Result<Answer, No> {
    let mut db = seat.one_view().await?;
    let row = store::draw::one(&mut db, draw).await?;
    let row = row.ok_or(Refusal::NotFound { what: Thing::Draw })?;
    let sold = store::list::sold(&mut db, draw).await?;
    let (banca, now) = store::list::house(&mut db).await?;
    let out = store::list::exclusions(&mut db, draw).await?;
    let mut rows = rows(seat, banca, sold, &out)?;
    for one in &out {
        add_empty(&mut db, seat, &mut rows, one).await?;
    }
    Ok(Answer::Lists(Box::new(DrawLists {
        draw: row,
        rows,
        now,
    })))
}

/// What excludes a list: its own exclusion, or for a seller's that of the shop.
fn out_by(out: &[Exclusion], own: ScopeId, shop: Option<ScopeId>) -> Option<Exclusion> {
    let of = |scope| out.iter().find(|one| Some(one.scope) == scope).cloned();
    of(Some(own)).or_else(|| of(shop))
}

/// A list that is excluded before anything was sold has its row, too, so that it can be included again: a seller's below
/// the shop's.
async fn add_empty(
    db: &mut store::Db,
    seat: &Seat,
    rows: &mut Vec<ListRow>,
    out: &Exclusion,
) -> Result<(), No> {
    let there = |rows: &[ListRow], scope| rows.iter().position(|row| row.of.scope == scope);
    if there(rows, out.scope).is_some() {
        return Ok(());
    }
    let whose = match of(db, seat, out.scope).await {
        Ok(whose) => whose,
        // Not the asker's to see: the shop's exclusion is told on the own row.
        Err(No::Refused(_)) => return Ok(()),
        Err(failed) => return Err(failed),
    };
    let row = |list, excluded| ListRow {
        of: list,
        sums: ListSums::default(),
        excluded,
    };
    let mut place = rows.len();
    if let Some(shop) = whose.shop.filter(|_| seat.me.role != Role::Vendedor) {
        if there(rows, shop).is_none() {
            rows.push(row(of(db, seat, shop).await?.list, None));
        }
        let below = there(rows, shop).map(|place| place.saturating_add(1));
        place = below.unwrap_or(place);
    }
    rows.insert(place, row(whose.list, Some(out.clone())));
    Ok(())
}

/// The house's list, then each shop's and below it its sellers'; a seller sees the own alone.
fn rows(
    seat: &Seat,
    banca: String,
    sold: Vec<store::list::Sold>,
    out: &[Exclusion],
) -> Result<Vec<ListRow>, No> {
    let mut rows: Vec<ListRow> = Vec::new();
    let mut house = ListSums::default();
    // Where the present shop's row stands.
    let mut shop: Option<usize> = None;
    for one in sold {
        house = house.plus(&one.sums).map_err(beyond)?;
        let scope = ScopeId::Ventana(one.ventana);
        if seat.me.role != Role::Vendedor {
            match shop.and_then(|place| rows.get_mut(place)) {
                Some(row) if row.of.scope == scope => {
                    row.sums = row.sums.plus(&one.sums).map_err(beyond)?;
                }
                Some(_) | None => {
                    shop = Some(rows.len());
                    rows.push(ListRow {
                        of: ListOf {
                            scope,
                            ventana: one.place.clone(),
                            vendedor: None,
                        },
                        sums: one.sums,
                        excluded: out_by(out, scope, None),
                    });
                }
            }
        }
        let own = ScopeId::Vendedor(one.vendedor);
        rows.push(ListRow {
            of: ListOf {
                scope: own,
                ventana: one.place,
                vendedor: Some(one.name),
            },
            sums: one.sums,
            excluded: out_by(out, own, Some(scope)),
        });
    }
    if seat.me.role == Role::Admin {
        let of = ListOf {
            scope: ScopeId::Banca(seat.me.banca),
            ventana: banca,
            vendedor: None,
        };
        let row = ListRow {
            of,
            sums: house,
            excluded: None,
        };
        rows.insert(0, row);
    }
    Ok(rows)
}

/// A list, number by number.
pub async fn numbers(seat: &Seat, asked: AskList) -> Result<Answer, No> {
    let AskList { draw, scope } = asked;
    let mut db = seat.one_view().await?;
    let of = of(&mut db, seat, scope).await?;
    let facts = draws::facts(&mut db, draw).await?;
    let row = store::draw::one(&mut db, draw).await?;
    let row = row.ok_or(Refusal::NotFound { what: Thing::Draw })?;
    let lines = store::list::lines(&mut db, draw, scope, facts.digits).await?;
    let mut sums = ListSums::default();
    for one in store::list::sold(&mut db, draw).await? {
        let counts = match scope {
            ScopeId::Banca(_) => true,
            ScopeId::Ventana(ventana) => one.ventana == ventana,
            ScopeId::Vendedor(vendedor) => one.vendedor == vendedor,
        };
        if counts {
            sums = sums.plus(&one.sums).map_err(beyond)?;
        }
    }
    let (banca, now) = store::list::house(&mut db).await?;
    let out = store::list::exclusions(&mut db, draw).await?;
    let excluded = out_by(&out, scope, of.shop);
    Ok(Answer::List(Box::new(NumberList {
        banca,
        draw: row,
        of: of.list,
        lines,
        sums,
        excluded,
        now,
    })))
}

/// The tickets of a list, or of a number of it.
pub async fn tickets(seat: &Seat, asked: AskListTickets) -> Result<Answer, No> {
    let AskListTickets {
        draw,
        scope,
        number,
        after,
    } = asked;
    let rows = page::rows(None)?;
    let after = after
        .map(|mark| mark.parse::<uuid::Uuid>())
        .transpose()
        .map_err(|_| wrong("after", FieldProblem::Unreadable))?;
    let mut db = seat.connection().await?;
    of(&mut db, seat, scope).await?;
    let facts = draws::facts(&mut db, draw).await?;
    if number.is_some_and(|number| number.digits() != facts.digits) {
        return Err(wrong("number", FieldProblem::OutOfRange).into());
    }
    let asked = store::list::Asked {
        draw,
        scope,
        number,
        after,
        limit: page::read(rows),
    };
    let (rows, next) = page::cut(store::list::tickets(&mut db, &asked).await?, rows);
    Ok(Answer::ListTickets(ListTicketPage {
        rows,
        next: next.map(|mark| mark.simple().to_string()),
    }))
}

fn wrong(field: &str, problem: FieldProblem) -> Refusal {
    Refusal::Field {
        field: field.to_owned(),
        problem,
    }
}

/// Counts that add up beyond the range of money are broken books, not a refusal.
pub(super) fn beyond(why: crate::domain::MoneyError) -> No {
    No::Failed(fault(FaultKind::Inconsistent, &why))
}
