//! Which sales are shown.

use super::{CUSTOMERS, FILTER, Sales};
use crate::domain::goods::SaleState;
use crate::domain::view::CustomerRow;
use crate::ops::{Request, SaleFilter, Till as Asked};
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Pick, Prompt};
use crate::ui::text::{Say, frame, sales as t, till};
use crate::ui::widgets::{Field, typed_date};

fn at(values: &[String], place: usize) -> &str {
    values.get(place).map_or("", |typed| typed.trim())
}

impl Sales {
    pub(super) fn ask_filter(&self, ctx: &Ctx) -> Vec<Effect> {
        let mut states = vec![Say::from(t::ALL_STATES)];
        states.extend(SaleState::ALL.map(|state| Say::from(till::state(state))));
        let state = self.filter.state.and_then(|wanted| {
            let mut all = SaleState::ALL.iter();
            all.position(|state| *state == wanted)
        });
        let own = ctx.session.map(|me| me.user);
        let mine = usize::from(self.filter.cashier.is_some() && self.filter.cashier == own);
        let date = self.filter.date.map(|date| ctx.voice.date(date));
        let fields = vec![
            Field::choice(t::COL_STATE, states).chosen(state.map_or(0, |place| place + 1)),
            Field::choice(t::COL_CASHIER, [t::EVERYBODY, t::ONLY_MINE]).chosen(mine),
            Field::text(t::COL_DATE, 12)
                .hint(t::DATE_HINT)
                .value(date.unwrap_or_default()),
            Field::text(t::COL_NUMBER, 20).value(self.filter.number.clone().unwrap_or_default()),
            Field::text(t::COL_CUSTOMER, 80).value(self.customer.clone()),
        ];
        let prompt = Prompt::new(t::FILTER, Vec::new(), fields).checked(a_date);
        vec![Effect::open(FILTER, prompt)]
    }

    pub(super) fn filtered(&mut self, values: &[String], ctx: &Ctx) -> Vec<Effect> {
        let place: usize = at(values, 0).parse().unwrap_or(0);
        let state = place.checked_sub(1);
        let number = at(values, 3);
        let customer = at(values, 4).to_owned();
        let kept = self.filter.customer.filter(|_| customer == self.customer);
        self.filter = SaleFilter {
            state: state.and_then(|place| SaleState::ALL.get(place)).copied(),
            cashier: ctx
                .session
                .map(|me| me.user)
                .filter(|_| at(values, 1) == "1"),
            date: typed_date(at(values, 2), ctx).unwrap_or_default(),
            number: (!number.is_empty()).then(|| number.to_uppercase()),
            customer: kept.filter(|_| !customer.is_empty()),
            ..SaleFilter::default()
        };
        let asks = !customer.is_empty() && self.filter.customer.is_none();
        self.customer = if asks {
            String::new()
        } else {
            customer.clone()
        };
        self.grid = crate::ui::widgets::Grid::default();
        let mut effects = vec![self.read()];
        if asks {
            let asked = Asked::Customers { text: customer };
            effects.push(Effect::Ask(CUSTOMERS, Request::Till(asked)));
        }
        effects
    }

    pub(super) fn customers_found(&mut self, found: &[CustomerRow]) -> Vec<Effect> {
        self.found = found.to_vec();
        match found {
            [] => vec![Effect::bad(t::NO_SUCH_CUSTOMER)],
            [_] => self.customer_picked(&[0]),
            several => {
                let item = |row: &CustomerRow| {
                    let words = format!("{} {}", row.name, row.phone);
                    frame::PLAIN.with("text", words)
                };
                let items = several.iter().map(item).collect();
                vec![Effect::open(
                    CUSTOMERS,
                    Pick::one(t::COL_CUSTOMER, items, 0),
                )]
            }
        }
    }

    pub(super) fn customer_picked(&mut self, places: &[usize]) -> Vec<Effect> {
        let found = places.first().and_then(|place| self.found.get(*place));
        let Some(row) = found else {
            return Vec::new();
        };
        self.filter.customer = Some(row.customer);
        self.customer.clone_from(&row.name);
        self.grid = crate::ui::widgets::Grid::default();
        vec![self.read()]
    }

    /// The filter in words.
    pub(super) fn filter_told(&self, ctx: &Ctx) -> String {
        let mut words = Vec::new();
        if let Some(state) = self.filter.state {
            words.push(ctx.text(till::state(state)).to_owned());
        }
        if self.filter.cashier.is_some() {
            words.push(ctx.text(t::ONLY_MINE).to_owned());
        }
        if let Some(date) = self.filter.date {
            words.push(ctx.voice.date(date));
        }
        words.extend(self.filter.number.clone());
        if self.filter.customer.is_some() {
            words.push(crate::ui::plain::plain(&self.customer).into_owned());
        }
        words.join(", ")
    }
}

fn a_date(values: &[String], ctx: &Ctx) -> Result<(), (usize, Say)> {
    let read = typed_date(at(values, 2), ctx);
    read.map(|_| ()).map_err(|why| (2, why))
}
