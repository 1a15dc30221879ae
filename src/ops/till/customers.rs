//! Customers: finding one while the queue waits, and writing one down.

use super::answer;
use crate::{
    domain::{Money, goods::loyalty::Tier, view::CustomerRow},
    ops::{
        answer::Answer,
        fail::No,
        refusal::Refusal,
        request::{SaveCustomer, TillAnswer},
        seat::Seat,
        text,
        work::{self, Begun},
    },
    store::{self, activity::Entry},
};

/// Customers whose name, telephone or identification begins so.
pub async fn find(seat: &Seat, typed: &str) -> Result<Answer, No> {
    let typed = text::optional("text", typed, 80)?;
    let mut db = seat.connection().await?;
    let found = store::customer::starting_with(&mut db, &typed).await?;
    Ok(answer(TillAnswer::Customers(found)))
}

/// Adds or changes a customer. Telephone and identification belong to one active customer each.
pub async fn save(seat: &Seat, asked: SaveCustomer) -> Result<Answer, No> {
    let mut problems = Vec::new();
    let mut take = |field: &str, typed: &str, most, wanted: bool| {
        let read = if wanted {
            text::required(field, typed, most)
        } else {
            text::optional(field, typed, most)
        };
        read.map_err(|problem| problems.push(problem)).ok()
    };
    let fields = (
        take("name", &asked.name, 80, true),
        take("phone", &asked.phone, 20, false),
        take("email", &asked.email, 80, false),
        take("identification", &asked.identification, 30, false),
    );
    let (Some(name), Some(phone), Some(email), Some(identification)) = fields else {
        return Err(problems.into());
    };
    let row = CustomerRow {
        customer: asked.customer,
        name,
        phone,
        email,
        identification,
        group: asked.group,
        active: asked.active,
        points: 0,
        tier: Tier::Bronze,
        owes: Money::ZERO,
        credit: Money::ZERO,
    };
    let mut work = match work::begin(seat, asked.key, "save_customer", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let me = work.actor();
    store::customer::save(work.db(), me, &row)
        .await
        .map_err(|failed| {
            let field = match store::constraint(&failed) {
                Some("customer_phone") => "phone",
                Some("customer_identification") => "identification",
                _ => return No::from(failed),
            };
            Refusal::Taken {
                field: field.to_owned(),
            }
            .into()
        })?;
    work.log(Entry {
        details: serde_json::json!({ "customer": asked.customer, "active": asked.active }),
        ..Entry::new("customer.saved", &row.name)
    })
    .await?;
    let saved = store::customer::one(work.db(), asked.customer).await?;
    work.commit(answer(TillAnswer::Customers(saved.into_iter().collect())))
        .await
}
