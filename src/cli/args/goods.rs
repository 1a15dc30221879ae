//! The arguments of `banca goods`.

use clap::Subcommand;

use super::{
    Asked, Consent,
    value::{money, percent, quantity},
};
use crate::domain::{Money, Percent, goods::Quantity};

#[derive(Debug, Subcommand)]
pub enum GoodsCommand {
    List {
        #[arg(value_name = "TEXT", default_value = "")]
        text: String,
        #[arg(long, value_name = "NAME")]
        category: Option<String>,
        #[arg(long, value_name = "NAME")]
        brand: Option<String>,
        #[arg(long)]
        inactive: bool,
        #[arg(long, value_name = "ROWS", default_value_t = 100)]
        rows: u16,
        #[command(flatten)]
        asked: Asked,
    },
    Show(NamedGoods),
    Lookup(NamedGoods),
    History(NamedGoods),
    Price {
        #[command(flatten)]
        goods: NamedGoods,
        #[arg(value_name = "AMOUNT", value_parser = money, required_unless_present = "end", conflicts_with = "end")]
        price: Option<Money>,
        #[arg(long, value_name = "NAME")]
        list: Option<String>,
        #[arg(long, value_name = "QUANTITY", value_parser = quantity)]
        from: Option<Quantity>,
        #[arg(long)]
        end: bool,
        #[command(flatten)]
        consent: Consent,
    },
    Move {
        #[arg(value_name = "PERCENT", value_parser = percent)]
        percent: Percent,
        #[arg(long)]
        down: bool,
        #[arg(long, value_name = "NAME")]
        list: Option<String>,
        #[arg(long, value_name = "NAME")]
        category: Option<String>,
        #[arg(long, value_name = "NAME")]
        brand: Option<String>,
        #[arg(long, value_name = "AMOUNT", value_parser = money)]
        step: Option<Money>,
        #[arg(long)]
        apply: bool,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        consent: Consent,
    },
    Favourites(Asked),
    Promotions(Asked),
    Shelf(Asked),
}

#[derive(Debug, clap::Args)]
pub struct NamedGoods {
    #[arg(value_name = "CODE")]
    pub code: String,
    #[command(flatten)]
    pub asked: Asked,
}

impl GoodsCommand {
    /// Who asks, and how the answer is printed.
    pub const fn asked(&self) -> &Asked {
        match self {
            GoodsCommand::Show(goods)
            | GoodsCommand::Lookup(goods)
            | GoodsCommand::History(goods)
            | GoodsCommand::Price { goods, .. } => &goods.asked,
            GoodsCommand::List { asked, .. }
            | GoodsCommand::Move { asked, .. }
            | GoodsCommand::Favourites(asked)
            | GoodsCommand::Promotions(asked)
            | GoodsCommand::Shelf(asked) => asked,
        }
    }
}
