//! The chart of accounts, as far as anything is booked on it.

/// An account of the chart. The number is its code in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// Cash drawer (shop; drawer session).
    Drawer,
    /// Safe (shop).
    Safe,
    /// Bank and wallet (shop).
    Bank,
    /// Card clearing (shop).
    CardClearing,
    /// Unverified electronic money (shop; payment).
    Unverified,
    /// What customers owe (shop; customer).
    CustomerReceivable,
    /// Stock (shop).
    Stock,
    /// Sales tax payable (shop).
    SalesTax,
    /// Refunds to send (shop; payment or return).
    RefundsToSend,
    /// What the shop owes customers (shop; customer).
    CustomerCredit,
    /// Goods sold (shop).
    GoodsSales,
    /// Discounts on goods (shop).
    Discounts,
    /// Goods that came back (shop).
    Returns,
    /// What goods sold had cost (shop).
    CostOfGoods,
    /// Goods lost (shop).
    Shrinkage,
    /// Rounding of cash (shop).
    CashRounding,
    /// Cash in transit to the house's bank (shop).
    CashInTransit,
    /// Due from ventana (house; ventana).
    DueFromVentana,
    /// Due from staff (shop; user).
    DueFromStaff,
    /// Claims on players and staff after a correction (house; ticket).
    Claims,
    /// Due to banca (shop).
    DueToBanca,
    /// Seller's commission payable (shop; user).
    VendedorPayable,
    /// Due to other houses for what was laid off (house; other house).
    DueToOtherHouses,
    /// Due from other houses of their share in prizes (house; other house).
    DueFromOtherHouses,
    /// Stakes not yet drawn (house; draw).
    StakesNotDrawn,
    /// Prizes payable (house; ticket).
    PrizesPayable,
    /// Finalised prize remainders (house; ticket).
    FinalisedRemainders,
    /// Stakes to be refunded (house; ticket).
    RefundsPayable,
    /// Lottery stakes earned (house).
    LotteryStakes,
    /// The shop's commission income (shop).
    ListeroIncome,
    /// What other houses pay of prizes (house).
    LayOffIncome,
    /// Other income (house).
    OtherIncome,
    /// Prize expense (house).
    PrizeExpense,
    /// The shop's commission as the house's expense (house).
    ListeroExpense,
    /// The seller's commission as the shop's expense (shop).
    VendedorExpense,
    /// What lay-off costs (house).
    LayOffExpense,
    /// Petty expenses (shop).
    Expenses,
    /// What nobody will pay back (house).
    BadDebt,
    /// Over and short of drawers (shop).
    OverShort,
}

impl Account {
    /// The code in the chart of accounts.
    pub const fn code(self) -> i16 {
        match self {
            Account::Drawer => 1100,
            Account::Safe => 1110,
            Account::Bank => 1120,
            Account::CardClearing => 1210,
            Account::Unverified => 1229,
            Account::CustomerReceivable => 1310,
            Account::Stock => 1410,
            Account::SalesTax => 2210,
            Account::RefundsToSend => 2330,
            Account::CustomerCredit => 2340,
            Account::GoodsSales => 4200,
            Account::Discounts => 4210,
            Account::Returns => 4220,
            Account::CostOfGoods => 5200,
            Account::Shrinkage => 6300,
            Account::CashRounding => 6510,
            Account::CashInTransit => 1130,
            Account::DueFromVentana => 1320,
            Account::DueFromStaff => 1330,
            Account::Claims => 1340,
            Account::DueToBanca => 2310,
            Account::VendedorPayable => 2320,
            Account::StakesNotDrawn => 2410,
            Account::PrizesPayable => 2420,
            Account::FinalisedRemainders => 2425,
            Account::RefundsPayable => 2430,
            Account::DueToOtherHouses => 2440,
            Account::DueFromOtherHouses => 2450,
            Account::LotteryStakes => 4100,
            Account::ListeroIncome => 4110,
            Account::LayOffIncome => 4120,
            Account::OtherIncome => 4900,
            Account::PrizeExpense => 5100,
            Account::ListeroExpense => 5110,
            Account::VendedorExpense => 5120,
            Account::LayOffExpense => 5130,
            Account::Expenses => 6100,
            Account::BadDebt => 6500,
            Account::OverShort => 6520,
        }
    }
}
