//! The names of the accounts of the books.

use crate::domain::view::LedgerAccount;

/// The name of an account by its code.
pub const fn name(code: i16) -> Text {
    match code {
        1100 => DRAWER,
        1110 => SAFE,
        1120 => BANK,
        1130 => TRANSIT,
        1320 => FROM_VENTANA,
        1330 => FROM_STAFF,
        1340 => CLAIMS,
        2310 => TO_BANCA,
        2320 => VENDEDOR_PAYABLE,
        2410 => STAKES_WAITING,
        2420 => PRIZES_PAYABLE,
        2430 => REFUNDS,
        2440 => TO_HOUSES,
        2450 => FROM_HOUSES,
        4120 => LAYOFF_INCOME,
        5130 => LAYOFF_EXPENSE,
        6500 => BAD_DEBT,
        2425 => REMAINDERS,
        4100 => STAKES,
        4110 => LISTERO_INCOME,
        4900 => OTHER_INCOME,
        5100 => PRIZES,
        5110 => LISTERO_EXPENSE,
        5120 => VENDEDOR_EXPENSE,
        6100 => EXPENSES,
        6520 => OVER_SHORT,
        _ => UNNAMED,
    }
}

/// Whether every book's debits equal its credits.
pub fn even(rows: &[LedgerAccount]) -> bool {
    let mut books: Vec<uuid::Uuid> = rows.iter().map(|row| row.book).collect();
    books.dedup();
    books.into_iter().all(|book| {
        let of_book = rows.iter().filter(|row| row.book == book);
        crate::domain::Money::try_sum(of_book.map(|row| row.balance))
            .is_ok_and(crate::domain::Money::is_zero)
    })
}

texts! {
    DRAWER: "Cajas", "Drawers";
    SAFE: "Caja fuerte", "Safe";
    BANK: "Banco y billetera", "Bank and wallet";
    TRANSIT: "Efectivo en camino", "Cash in transit";
    FROM_VENTANA: "Deben las ventanas", "Due from shops";
    FROM_STAFF: "Debe el personal", "Due from staff";
    CLAIMS: "Por recuperar", "To be reclaimed";
    TO_BANCA: "Se debe a la banca", "Due to the house";
    VENDEDOR_PAYABLE: "Comisión de vendedores", "Sellers' commission";
    STAKES_WAITING: "Jugado sin sortear", "Stakes not yet drawn";
    PRIZES_PAYABLE: "Premios por pagar", "Prizes payable";
    REFUNDS: "Devoluciones por pagar", "Refunds payable";
    TO_HOUSES: "Se debe a otras bancas", "Due to other houses";
    FROM_HOUSES: "Deben otras bancas", "Due from other houses";
    LAYOFF_INCOME: "Premios de bajadas", "Lay-off income";
    LAYOFF_EXPENSE: "Costo de bajadas", "Lay-off expense";
    BAD_DEBT: "Incobrables", "Bad debt";
    REMAINDERS: "Restos finalizados", "Finalised remainders";
    STAKES: "Ventas de lotería", "Lottery stakes";
    LISTERO_INCOME: "Comisión ganada", "Commission income";
    OTHER_INCOME: "Otros ingresos", "Other income";
    PRIZES: "Premios", "Prizes";
    LISTERO_EXPENSE: "Comisión de ventanas", "Shops' commission";
    VENDEDOR_EXPENSE: "Comisión pagada", "Commission paid";
    EXPENSES: "Gastos", "Expenses";
    OVER_SHORT: "Sobrantes y faltantes", "Over and short";
    UNNAMED: "Otra cuenta", "Other account";
}
