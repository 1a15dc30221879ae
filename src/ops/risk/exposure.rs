//! The live counters of a draw in one scope. Costs the same however many tickets were sold: at most a thousand rows.

use std::collections::BTreeMap;

use super::{beyond_money, laid, own_scope, path_of};
use crate::{
    domain::{
        BetKind, DrawId, LimitRule, LimitedBet, LimitedDraw, Money, MultiplierId, Number, Right,
        ScopeId, SellerPath, Used,
        exposure::{self, Counter, Takings},
        layoff::Laid,
        limit::{self, Sales},
        view::{DrawRisk, ExposureCell, ExposureView, OverLimit},
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

/// The counters of a draw in the house, a shop or a seller, with the limits measured there.
pub async fn exposure(seat: &Seat, draw: DrawId, scope: ScopeId) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let path = path_of(&mut db, seat, scope, Right::SeeExposure).await?;
    let facts = draws::facts(&mut db, draw).await?;
    let row = store::draw::one(&mut db, draw).await?;
    let row = row.ok_or(Refusal::NotFound { what: Thing::Draw })?;
    let counters = store::risk::counters(&mut db, draw, scope, facts.digits).await?;
    let takings = Takings::of(&counters).map_err(beyond_money)?;
    let limited = LimitedDraw::at(draw, facts.lottery, facts.date, facts.now, seat.me.zone);
    let limits = Limits::read(&mut db, path, scope, limited, takings.stakes).await?;
    let laid = laid(&mut db, seat, draw, scope, facts.digits).await?;
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
        cells,
        stakes: takings.stakes,
        commission: takings.commission,
        laid_cost: laid.cost(),
        worst,
        alert_percent: u8::try_from(facts.alert_percent).unwrap_or(100),
        now: facts.now,
    })))
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
    price: Option<MultiplierId>,
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
        })
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
            ceilings.filter(|ceiling| ceiling.scope == self.scope && ceiling.price.is_none());
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
