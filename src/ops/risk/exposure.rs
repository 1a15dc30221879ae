//! The live counters of a draw in one scope. Costs the same however many tickets were sold: at most a thousand rows.

use std::collections::BTreeMap;

use super::{beyond_money, check_number, laid, own_scope, path_of};
use crate::{
    domain::{
        BetKind, DrawId, LimitRule, LimitedBet, LimitedDraw, Money, MultiplierId, Number, Right,
        ScopeId, SellerPath, Used,
        exposure::{self, Counter, Takings},
        layoff::Laid,
        limit::{self, Sales},
        view::{DrawRisk, ExposureCell, ExposureView, NumberScope, OverLimit},
    },
    ops::{
        answer::Answer,
        draws,
        fail::No,
        refusal::{Refusal, Thing},
        seat::Seat,
    },
    store,
};

/// The counters of a draw in the house, a shop or a seller, with the limits measured there; all of it, or one price.
pub async fn exposure(
    seat: &Seat,
    draw: DrawId,
    scope: ScopeId,
    price: Option<MultiplierId>,
) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let path = path_of(&mut db, seat, scope, Right::SeeExposure).await?;
    let facts = draws::facts(&mut db, draw).await?;
    let row = store::draw::one(&mut db, draw).await?;
    let row = row.ok_or(Refusal::NotFound { what: Thing::Draw })?;
    let prices = store::risk::prices(&mut db, draw).await?;
    if price.is_some_and(|asked| prices.iter().all(|known| known.id != asked)) {
        let what = Thing::Multiplier;
        return Err(Refusal::NotFound { what }.into());
    }
    let all = store::risk::counters(&mut db, draw, scope, facts.digits).await?;
    let limited = LimitedDraw::at(draw, facts.lottery, facts.date, facts.now, seat.me.zone);
    let sold = Takings::of(&all).map_err(beyond_money)?.stakes;
    let limits = Limits::read(&mut db, path, scope, limited, sold).await?;
    // What other houses bear is of all that was sold, whatever its price.
    let (counters, limits, laid) = match price {
        None => {
            let laid = laid(&mut db, seat, draw, scope, facts.digits).await?;
            (all, limits, laid)
        }
        Some(price) => {
            let counters = store::risk::at_price(&mut db, draw, scope, price, facts.digits).await?;
            (counters, limits.of_price(price), Laid::default())
        }
    };
    let takings = Takings::of(&counters).map_err(beyond_money)?;
    let worst = exposure::worst(&counters, &laid).map_err(beyond_money)?;
    let mut by_number: BTreeMap<Number, Counter> = counters
        .into_iter()
        .map(|counter| (counter.number, counter))
        .collect();
    let mut cells = Vec::new();
    for number in Number::all(facts.digits) {
        cells.extend(limits.cell(number, by_number.remove(&number), &laid)?);
    }
    Ok(Answer::Exposure(Box::new(ExposureView {
        draw: row,
        scope,
        price,
        prices,
        cells,
        stakes: takings.stakes,
        commission: takings.commission,
        laid_cost: laid.cost(),
        worst,
        alert_percent: u8::try_from(facts.alert_percent).unwrap_or(100),
        now: facts.now,
    })))
}

/// One number in the house, its shops and its sellers, as far as the asker sees them, with what is used of their limits.
pub async fn number_scopes(seat: &Seat, draw: DrawId, number: Number) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    own_scope(seat)?;
    let facts = draws::facts(&mut db, draw).await?;
    check_number(number, facts.digits)?;
    let limited = LimitedDraw::at(draw, facts.lottery, facts.date, facts.now, seat.me.zone);
    let found = store::risk::scopes_of(&mut db, draw, number).await?;
    // The house's rules bound whoever sells, also where the house itself is out of the asker's sight.
    let mut scopes: Vec<ScopeId> = found.iter().map(|one| one.scope).collect();
    scopes.push(ScopeId::Banca(seat.me.banca));
    let rules = store::limit::of_scopes(&mut db, &scopes).await?;
    let usual = store::risk::usual_price(&mut db, draw).await?;
    let nobody = uuid::Uuid::nil();
    let mut rows = Vec::with_capacity(found.len());
    for one in found {
        let shop = one.ventana.as_ref().map(|(shop, _)| *shop);
        let (ventana, vendedor) = match one.scope {
            ScopeId::Banca(_) => (nobody.into(), nobody.into()),
            ScopeId::Ventana(shop) => (shop, nobody.into()),
            ScopeId::Vendedor(seller) => (shop.unwrap_or(nobody.into()), seller),
        };
        let mut sales = Sales::default();
        sales.add(draw, one.scope, one.sold);
        let limits = Limits {
            rules: rules.clone(),
            path: SellerPath {
                banca: seat.me.banca,
                ventana,
                vendedor,
            },
            scope: one.scope,
            draw: limited,
            sales,
            price: usual,
            of: None,
        };
        if let Some(cell) = limits.cell(number, Some(one.counter), &Laid::default())? {
            rows.push(NumberScope {
                scope: one.scope,
                name: one.name,
                ventana: one.ventana.map(|(_, name)| name),
                cell,
                sold: one.sold,
            });
        }
    }
    Ok(Answer::NumberScopes(rows))
}

/// The numbers of a scope that stand above a limit measured there.
pub async fn over_limits(
    db: &mut store::Db,
    seat: &Seat,
    draw: DrawId,
    scope: ScopeId,
) -> Result<Vec<OverLimit>, No> {
    let path = path_of(db, seat, scope, Right::SeeExposure).await?;
    let facts = draws::facts(db, draw).await?;
    let counters = store::risk::counters(db, draw, scope, facts.digits).await?;
    let takings = Takings::of(&counters).map_err(beyond_money)?;
    let limited = LimitedDraw::at(draw, facts.lottery, facts.date, facts.now, seat.me.zone);
    let limits = Limits::read(db, path, scope, limited, takings.stakes).await?;
    let mut over = Vec::new();
    for counter in counters {
        let number = counter.number;
        let cell = limits.cell(number, Some(counter), &Laid::default())?;
        if let Some((limit, percent)) = cell.and_then(|cell| Some((cell.limit?, cell.share?)))
            && percent > 100
        {
            over.push(OverLimit {
                scope,
                number,
                limit,
                percent,
            });
        }
    }
    Ok(over)
}

/// What draws may cost within the asker's widest scope, one line each.
pub async fn of_draws(
    db: &mut store::Db,
    seat: &Seat,
    all: &[DrawId],
) -> Result<Vec<DrawRisk>, No> {
    let scope = own_scope(seat)?;
    let path = path_of(db, seat, scope, Right::SeeExposure).await?;
    let mut risks = Vec::with_capacity(all.len());
    for draw in all.iter().copied() {
        let facts = draws::facts(db, draw).await?;
        let counters = store::risk::counters(db, draw, scope, facts.digits).await?;
        let takings = Takings::of(&counters).map_err(beyond_money)?;
        let laid = laid(db, seat, draw, scope, facts.digits).await?;
        let worst = exposure::worst(&counters, &laid).map_err(beyond_money)?;
        let paid = worst.map_or(Money::ZERO, |(_, paid)| paid);
        let limited = LimitedDraw::at(draw, facts.lottery, facts.date, facts.now, seat.me.zone);
        let limits = Limits::read(db, path, scope, limited, takings.stakes).await?;
        let mut shares = Vec::new();
        for counter in counters {
            let number = counter.number;
            let share = limits
                .cell(number, Some(counter), &laid)?
                .and_then(|cell| cell.share);
            shares.extend(share.map(|share| (number, share)));
        }
        let told = u16::try_from(facts.alert_percent).unwrap_or(100);
        risks.push(DrawRisk {
            draw,
            worst,
            net: takings
                .net(paid)
                .and_then(|net| exposure::with_layoff(net, laid.cost(), Money::ZERO))
                .map_err(beyond_money)?,
            alerts: shares.iter().filter(|(_, share)| *share >= told).count(),
            nearest: shares
                .into_iter()
                .max_by_key(|(number, share)| (*share, std::cmp::Reverse(*number))),
        });
    }
    Ok(risks)
}

/// The rules that a number of this draw is held against in this scope.
struct Limits {
    rules: Vec<LimitRule>,
    path: SellerPath,
    scope: ScopeId,
    draw: LimitedDraw,
    /// What was sold in this scope: ceilings on other counters are left out.
    sales: Sales,
    /// The price that decides whether a number is blocked.
    price: Option<MultiplierId>,
    /// The price that the counters are of, where they are of one.
    of: Option<MultiplierId>,
}

impl Limits {
    /// Reads the rules of a scope, given what it sold.
    async fn read(
        db: &mut store::Db,
        path: SellerPath,
        scope: ScopeId,
        draw: LimitedDraw,
        sold: Money,
    ) -> Result<Limits, No> {
        let mut sales = Sales::default();
        sales.add(draw.draw, scope, sold);
        Ok(Limits {
            rules: store::limit::of_scopes(db, &path.scopes()).await?,
            path,
            scope,
            draw,
            sales,
            price: store::risk::usual_price(db, draw.draw).await?,
            of: None,
        })
    }

    /// The same for the counters of one price.
    fn of_price(self, price: MultiplierId) -> Limits {
        Limits {
            price: Some(price),
            of: Some(price),
            ..self
        }
    }

    /// The cell of a number; nothing where it has neither stakes nor limits.
    fn cell(
        &self,
        number: Number,
        counter: Option<Counter>,
        laid: &Laid,
    ) -> Result<Option<ExposureCell>, No> {
        let multiplier = self.price.unwrap_or_else(|| uuid::Uuid::nil().into());
        let in_force = |kind| {
            let bet = LimitedBet {
                kind,
                number,
                multiplier,
            };
            limit::in_force(&self.rules, self.path, self.draw, bet, &self.sales)
        };
        let straight = in_force(BetKind::Straight);
        let reventado = in_force(BetKind::Reventado);
        // A ceiling on another counter, of another scope or of one price, says nothing about this one.
        let ceilings = straight.ceilings.iter().chain(&reventado.ceilings);
        let measured =
            ceilings.filter(|ceiling| ceiling.scope == self.scope && ceiling.price == self.of);
        let used = counter
            .as_ref()
            .map_or(Used::default(), |counter| counter.used);
        let share = exposure::share(used, measured);
        let blocked = straight.blocked.is_some();
        if share.is_none() && !blocked && counter.is_none() {
            return Ok(None);
        }
        let liability = counter
            .as_ref()
            .map(Counter::liability)
            .transpose()
            .map_err(beyond_money)?;
        Ok(Some(ExposureCell {
            number,
            used,
            liability: liability.unwrap_or_default(),
            laid_off: laid.most(number).map_err(beyond_money)?,
            tickets: counter.map_or(0, |counter| counter.tickets),
            limit: share.map(|share| share.limit),
            share: share.map(|share| share.percent),
            blocked,
        }))
    }
}
