//! What goods are ordered by: categories, tax classes, scale templates, favourites, promotions.

use serde_json::json;

use super::{answer, shop, wrong};
use crate::{
    domain::{catalogue::CatalogueProblem, catalogue::Promotion, view::catalogue::CategoryRow},
    ops::{
        answer::Answer,
        fail::No,
        refusal::{FieldProblem, Refusal},
        request::{
            CatalogueAnswer, SaveCategory, SaveFavourite, SavePromotion, SaveTaxClass, SaveTemplate,
        },
        seat::Seat,
        text,
        work::{self, Begun, Work},
    },
    store::{self, activity::Entry},
};

/// Places of a shop's favourites.
const PLACES: u8 = 24;
/// Longest time in which goods are brought back, in days.
const DAYS: u16 = 365;

/// Adds or changes a category.
pub async fn category(seat: &Seat, asked: SaveCategory) -> Result<Answer, No> {
    let key = asked.key;
    let mut work = match work::begin(seat, key, "save_category", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let category = CategoryRow {
        name: text::required("name", &asked.category.name, 60)?,
        ..asked.category
    };
    if category.return_days.is_some_and(|days| days > DAYS) {
        return Err(wrong("return_days", FieldProblem::OutOfRange).into());
    }
    let before = store::catalogue::category(work.db(), category.id).await?;
    store::catalogue::save_category(work.db(), key, &category).await?;
    let details = json!({ "what": "category", "before": before, "after": category });
    shelved(work, &category.id.to_string(), &category.name, details).await
}

/// Adds or changes a tax class; its rate stands once it is written.
pub async fn tax_class(seat: &Seat, asked: SaveTaxClass) -> Result<Answer, No> {
    let key = asked.key;
    let mut work = match work::begin(seat, key, "save_tax_class", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let name = text::required("name", &asked.name, 40)?;
    let shelf = store::catalogue::shelf(work.db()).await?;
    let before = shelf
        .tax_classes
        .into_iter()
        .find(|known| known.id == asked.tax_class);
    if before
        .as_ref()
        .is_some_and(|before| before.rate != asked.rate)
    {
        return Err(wrong("rate", FieldProblem::OutOfRange).into());
    }
    let (class, rate, active) = (asked.tax_class, asked.rate, asked.active);
    store::catalogue::tax_class(work.db(), key, class, &name, rate, active).await?;
    let details = json!({ "what": "tax_class", "before": before, "name": name, "rate": rate, "active": active });
    shelved(work, &class.to_string(), &name, details).await
}

/// Adds or changes the template of a scale's prefix.
pub async fn template(seat: &Seat, asked: SaveTemplate) -> Result<Answer, No> {
    let key = asked.key;
    let mut work = match work::begin(seat, key, "save_scale_template", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let template = asked.template;
    if !template.stands() {
        return Err(Refusal::Catalogue(CatalogueProblem::Template).into());
    }
    let known = store::catalogue::templates(work.db()).await?;
    let before = known
        .into_iter()
        .find(|known| known.prefix == template.prefix);
    store::catalogue::template(work.db(), key, &template).await?;
    let prefix = template.prefix.to_string();
    let details = json!({ "what": "scale_template", "before": before, "after": template });
    shelved(work, &prefix, &prefix, details).await
}

/// Puts goods on a place of a shop's favourites, or clears it.
pub async fn favourite(seat: &Seat, asked: SaveFavourite) -> Result<Answer, No> {
    let key = asked.key;
    let ventana = shop(seat, asked.ventana)?.ok_or(Refusal::NoVentana)?;
    let mut work = match work::begin(seat, key, "save_favourite", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    if asked.slot == 0 || asked.slot > PLACES {
        return Err(wrong("slot", FieldProblem::OutOfRange).into());
    }
    store::catalogue::favourite(work.db(), key, ventana, asked.slot, asked.variant).await?;
    let target = ventana.to_string();
    let mut entry = Entry::new("catalogue.saved", &target);
    entry.details = json!({ "what": "favourite", "slot": asked.slot, "variant": asked.variant });
    work.log(entry).await?;
    let rows = store::catalogue::favourites(work.db(), ventana).await?;
    work.commit(answer(CatalogueAnswer::Favourites(rows))).await
}

/// Adds or changes a promotion.
pub async fn promotion(seat: &Seat, asked: SavePromotion) -> Result<Answer, No> {
    let key = asked.key;
    let mut work = match work::begin(seat, key, "save_promotion", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let promotion = checked(asked.promotion)?;
    let known = store::catalogue::promotions(work.db()).await?;
    let before = known
        .into_iter()
        .find(|known| known.promotion.id == promotion.id);
    if before
        .as_ref()
        .is_some_and(|before| before.promotion.ventana != promotion.ventana)
    {
        return Err(Refusal::Catalogue(CatalogueProblem::NotYours).into());
    }
    store::catalogue::promotion(work.db(), key, &promotion).await?;
    let target = promotion.id.to_string();
    let mut entry = Entry::new("promotion.saved", &target);
    entry.note = &promotion.name;
    entry.details = json!({ "before": before.map(|before| before.promotion), "after": promotion });
    work.log(entry).await?;
    let mut rows = store::catalogue::promotions(work.db()).await?;
    for row in &mut rows {
        row.holds = row.promotion.holds(seat.now(), seat.me.zone);
    }
    work.commit(answer(CatalogueAnswer::Promotions(rows))).await
}

/// A promotion as it can be kept.
fn checked(asked: Promotion) -> Result<Promotion, Refusal> {
    let coupon = asked.coupon.as_deref().map(str::trim);
    let coupon = coupon.filter(|word| !word.is_empty()).map(str::to_owned);
    let fine = |word: &String| {
        (3..=24).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_graphic())
    };
    if !coupon.as_ref().is_none_or(fine) {
        return Err(wrong("coupon", FieldProblem::Unreadable));
    }
    let counted = asked.max_uses.is_some() || asked.per_customer.is_some();
    let most = |count: u32| (1..=1_000_000).contains(&count);
    if (coupon.is_none() && counted)
        || !asked.max_uses.is_none_or(most)
        || !asked.per_customer.is_none_or(most)
    {
        return Err(wrong("max_uses", FieldProblem::OutOfRange));
    }
    if asked.ends.is_some_and(|ends| ends <= asked.starts) {
        return Err(wrong("ends", FieldProblem::OutOfRange));
    }
    let days = asked.weekdays.iter().all(|day| (1..=7).contains(day));
    if !days || !(-100..=100).contains(&asked.priority) || !asked.rule.stands() {
        return Err(Refusal::Catalogue(CatalogueProblem::Rule));
    }
    Ok(Promotion {
        name: text::required("name", &asked.name, 60)?,
        coupon,
        ..asked
    })
}

/// Logs a change of what goods are ordered by, and answers with all of it.
async fn shelved(
    mut work: Work<'_>,
    target: &str,
    note: &str,
    details: serde_json::Value,
) -> Result<Answer, No> {
    let mut entry = Entry::new("catalogue.saved", target);
    entry.note = note;
    entry.details = details;
    work.log(entry).await?;
    let shelf = store::catalogue::shelf(work.db()).await?;
    work.commit(answer(CatalogueAnswer::Shelf(Box::new(shelf))))
        .await
}
