//! A shop with goods on its shelf, and short ways to what a cashier does.

use banca::{
    domain::{
        CustomerId, DrawId, Money, SaleId, VariantId,
        goods::{Discount, Given, Means, Quantity, Tender},
        view::{BasketView, SaleView, SoldAtTill},
    },
    ops::{
        Answer, BasketChange, ChangeBasket, CompleteSale, House, Refusal, Request, SellBet, Till,
        TillAnswer,
    },
};
use uuid::Uuid;

use crate::support::{World, colones, done, key, refused};

/// A shop whose cashier has an open drawer, with a world around it.
pub struct Shop {
    /// The world.
    pub world: World,
    /// Marta, at her till.
    pub marta: House,
}

/// A world with a till.
pub async fn shop() -> Shop {
    let world = World::new().await;
    sqlx::query("UPDATE ventana SET negative_stock = true")
        .execute(&mut world.owner().await)
        .await
        .expect("a shop may owe its shelf");
    let marta = world.seller("marta").await;
    Shop { world, marta }
}

impl Shop {
    /// Puts goods into the catalogue; a piece, or a kilogram, cost the first shop so much when it was last received.
    pub async fn goods(
        &self,
        sku: &str,
        price: i64,
        tax: i32,
        weighed: bool,
        cost: i64,
    ) -> VariantId {
        let (product, variant) = (Uuid::now_v7(), Uuid::now_v7());
        let mut owner = self.world.owner().await;
        sqlx::query(
            "INSERT INTO product (banca_id, product_id, name, tax_class_id, sold_by)
             SELECT banca_id, $1, $2, tax_class_id, $3 FROM tax_class WHERE rate_bp = $4",
        )
        .bind(product)
        .bind(format!("Producto {sku}"))
        .bind(if weighed { "weight" } else { "unit" })
        .bind(tax)
        .execute(&mut owner)
        .await
        .expect("a product can be made");
        sqlx::query("INSERT INTO variant (banca_id, variant_id, product_id, sku) SELECT banca_id, $1, $2, $3 FROM banca")
            .bind(variant)
            .bind(product)
            .bind(sku)
            .execute(&mut owner)
            .await
            .expect("a variant can be made");
        sqlx::query(
            "INSERT INTO goods_price (banca_id, price_id, list_id, variant_id, min_milli, price, set_by, command_id)
             SELECT l.banca_id, gen_random_uuid(), l.list_id, $1, 1, $2, u.user_id, gen_random_uuid()
               FROM goods_list l JOIN app_user u USING (banca_id) WHERE l.kind = 'base' AND u.username = 'ana'",
        )
        .bind(variant)
        .bind(price * 100)
        .execute(&mut owner)
        .await
        .expect("a price can be set");
        // The shop may owe its shelf: what a piece costs is all that has to be known.
        sqlx::query(
            "INSERT INTO stock_level (banca_id, ventana_id, variant_id, last_cost)
             SELECT banca_id, ventana_id, $1, $2 FROM ventana WHERE ventana_id = $3",
        )
        .bind(variant)
        .bind(cost * 100)
        .bind(self.world.ventanas[0].raw())
        .execute(&mut owner)
        .await
        .expect("a cost can be known");
        VariantId::new(variant)
    }

    /// A customer.
    pub async fn customer(&self, name: &str) -> CustomerId {
        let customer = CustomerId::new(Uuid::now_v7());
        let asked = banca::ops::SaveCustomer {
            key: key(),
            customer,
            name: name.to_owned(),
            phone: String::new(),
            email: String::new(),
            identification: String::new(),
            group: None,
            active: true,
        };
        done(&self.marta, Request::Till(Till::SaveCustomer(asked))).await;
        customer
    }

    /// What stands on an account of the first shop's book, debit minus credit, in céntimos.
    pub async fn account(&self, code: i16) -> i64 {
        self.world.balance(self.world.ventanas[0].raw(), code).await
    }

    /// What the shop holds of a variant: thousandths and céntimos.
    pub async fn stock(&self, variant: VariantId) -> (i64, i64) {
        sqlx::query_as(
            "SELECT milli, value FROM stock_level WHERE variant_id = $1 AND ventana_id = $2",
        )
        .bind(variant.raw())
        .bind(self.world.ventanas[0].raw())
        .fetch_one(&mut self.world.owner().await)
        .await
        .expect("the level can be read")
    }
}

/// A new sale.
pub fn new_sale() -> SaleId {
    SaleId::new(Uuid::now_v7())
}

/// A change of a basket as a request.
pub fn change(sale: SaleId, change: BasketChange) -> Request {
    Request::Till(Till::Change(ChangeBasket {
        key: key(),
        sale,
        version: None,
        change,
        approval: None,
    }))
}

/// The basket of an answer.
pub fn basket(answer: Answer) -> BasketView {
    match answer {
        Answer::Till(TillAnswer::Basket(view)) => *view,
        other => panic!("a basket is told, not {other:?}"),
    }
}

/// Changes a basket, and shows it.
pub async fn changed(house: &House, sale: SaleId, what: BasketChange) -> BasketView {
    basket(done(house, change(sale, what)).await)
}

/// Scans a code.
pub async fn scan(house: &House, sale: SaleId, code: &str) -> BasketView {
    changed(house, sale, scanned(code, None)).await
}

/// The scan of a code, with a quantity.
pub fn scanned(code: &str, quantity: Option<&str>) -> BasketChange {
    BasketChange::Scan {
        code: code.to_owned(),
        quantity: quantity.map(|text| Quantity::parse(text).expect("a quantity")),
        note: String::new(),
    }
}

/// A discount on the whole sale.
pub fn discount(discount: Discount) -> BasketChange {
    BasketChange::Discount {
        line: None,
        given: Some(Given {
            discount,
            reason: "Cliente frecuente".to_owned(),
        }),
    }
}

/// Numbers on a draw.
pub fn numbers(draw: DrawId, bets: Vec<SellBet>) -> BasketChange {
    BasketChange::Numbers {
        draws: vec![draw],
        bets,
        note: None,
    }
}

/// Completing a basket.
pub fn complete(view: &BasketView, tenders: Vec<Tender>) -> CompleteSale {
    CompleteSale {
        key: key(),
        sale: view.sale,
        version: view.version,
        expected_total: Some(view.totals.total),
        tenders,
        approval: None,
        lift: None,
    }
}

/// A completed basket.
pub async fn completed(house: &House, view: &BasketView, tenders: Vec<Tender>) -> SoldAtTill {
    let asked = Request::Till(Till::Complete(complete(view, tenders)));
    match done(house, asked).await {
        Answer::Till(TillAnswer::Sold(sold)) => *sold,
        other => panic!("a sale is told, not {other:?}"),
    }
}

/// What is said against completing a basket like this.
pub async fn not_completed(house: &House, view: &BasketView, tenders: Vec<Tender>) -> Vec<Refusal> {
    refused(
        house,
        Request::Till(Till::Complete(complete(view, tenders))),
    )
    .await
}

/// A completed sale with everything that belongs to it.
pub async fn sale(house: &House, sale: SaleId) -> SaleView {
    match done(house, Request::Till(Till::Sale { sale })).await {
        Answer::Till(TillAnswer::Sale(view)) => *view,
        other => panic!("a sale is told, not {other:?}"),
    }
}

/// Cash handed over for an amount.
pub fn cash(amount: Money, received: i64) -> Tender {
    Tender {
        amount,
        means: Means::Cash {
            received: colones(received),
        },
    }
}

/// A card that was charged.
pub fn card(amount: i64) -> Tender {
    Tender {
        amount: colones(amount),
        means: Means::Card {
            last4: "4242".to_owned(),
            authorisation: "AUTH_123456".to_owned(),
        },
    }
}

/// A SINPE Móvil that somebody says was sent.
pub fn sinpe(amount: i64, reference: &str) -> Tender {
    Tender {
        amount: colones(amount),
        means: Means::Sinpe {
            reference: reference.to_owned(),
            phone: "8888-8888".to_owned(),
        },
    }
}
