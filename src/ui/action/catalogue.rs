//! The actions of the catalogue.

use super::{Action, ActionRow, Layer};
use crate::domain::Right;
use crate::ui::screen::ScreenId;
use crate::ui::text::{Text, catalogue as t};

const fn row(
    action: Action,
    name: &'static str,
    keys: &'static [&'static str],
    [label, help]: [Text; 2],
    right: Right,
) -> ActionRow {
    ActionRow {
        action,
        name,
        keys,
        label,
        help,
        layer: Layer::Screen(ScreenId::Catalogue),
        danger: false,
        right: Some(right),
    }
}

/// Layer `Catalogue`.
pub const CATALOGUE: &[ActionRow] = &[
    row(
        Action::CatalogueNew,
        "catalogue.new",
        &["n"],
        [t::ACT_NEW, t::ACT_NEW_HELP],
        Right::SaveGoods,
    ),
    row(
        Action::CatalogueEdit,
        "catalogue.edit",
        &["e"],
        [t::ACT_EDIT, t::ACT_EDIT_HELP],
        Right::SaveGoods,
    ),
    row(
        Action::CatalogueVariant,
        "catalogue.variant",
        &["v"],
        [t::ACT_VARIANT, t::ACT_VARIANT_HELP],
        Right::SaveGoods,
    ),
    row(
        Action::CataloguePrice,
        "catalogue.price",
        &["p"],
        [t::ACT_PRICE, t::ACT_PRICE_HELP],
        Right::SaveGoods,
    ),
    row(
        Action::CatalogueHistory,
        "catalogue.history",
        &["h"],
        [t::ACT_HISTORY, t::ACT_HISTORY_HELP],
        Right::Sell,
    ),
    row(
        Action::CatalogueFavourite,
        "catalogue.favourite",
        &["f"],
        [t::ACT_FAVOURITE, t::ACT_FAVOURITE_HELP],
        Right::SaveGoods,
    ),
    row(
        Action::CatalogueImport,
        "catalogue.import",
        &["i"],
        [t::ACT_IMPORT, t::ACT_IMPORT_HELP],
        Right::RunHouse,
    ),
    row(
        Action::CatalogueCsv,
        "catalogue.csv",
        &["c"],
        [t::ACT_CSV, t::ACT_CSV_HELP],
        Right::Sell,
    ),
    row(
        Action::CatalogueXlsx,
        "catalogue.xlsx",
        &["x"],
        [t::ACT_XLSX, t::ACT_XLSX_HELP],
        Right::Sell,
    ),
];
