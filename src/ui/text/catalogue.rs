//! The catalogue of goods, and why it says no.

use super::Say;
use crate::domain::catalogue::{BarcodeError, CatalogueProblem, CouponProblem, ScaleProblem};

/// Why the catalogue says no.
pub fn problem(problem: &CatalogueProblem) -> Say {
    match problem {
        CatalogueProblem::SkuTaken { sku, by } => {
            SKU_TAKEN.with("sku", sku.as_str()).with("by", by.as_str())
        }
        CatalogueProblem::PluTaken { plu, by } => {
            PLU_TAKEN.with("plu", plu.as_str()).with("by", by.as_str())
        }
        CatalogueProblem::BarcodeTaken { barcode, by } => BARCODE_TAKEN
            .with("barcode", barcode.as_str())
            .with("by", by.as_str()),
        CatalogueProblem::Barcode { barcode, why } => match why {
            BarcodeError::Unreadable => BARCODE_WRONG.with("barcode", barcode.as_str()),
            BarcodeError::CheckDigit { expected } => BARCODE_DIGIT
                .with("barcode", barcode.as_str())
                .with("expected", i64::from(*expected)),
        },
        CatalogueProblem::Variants => VARIANTS.into(),
        CatalogueProblem::PackOfWeight { barcode } => {
            PACK_OF_WEIGHT.with("barcode", barcode.as_str())
        }
        CatalogueProblem::Template => TEMPLATE.into(),
        CatalogueProblem::Rule => RULE.into(),
        CatalogueProblem::NotYours => NOT_YOURS.into(),
        CatalogueProblem::Scale { code, why } => match why {
            ScaleProblem::CheckDigit { expected } => SCALE_DIGIT
                .with("code", code.as_str())
                .with("expected", i64::from(*expected)),
            ScaleProblem::Zero => SCALE_ZERO.with("code", code.as_str()),
        },
        CatalogueProblem::NotSold { name, active } => {
            let text = if *active { NO_PRICE } else { NOT_ACTIVE };
            text.with("name", name.as_str())
        }
        CatalogueProblem::Coupon { why } => match why {
            CouponProblem::Unknown => COUPON_UNKNOWN,
            CouponProblem::Inactive => COUPON_INACTIVE,
            CouponProblem::Expired => COUPON_EXPIRED,
            CouponProblem::Exhausted => COUPON_EXHAUSTED,
            CouponProblem::Customer => COUPON_CUSTOMER,
            CouponProblem::Used => COUPON_USED,
            CouponProblem::Minimum => COUPON_MINIMUM,
        }
        .into(),
    }
}

texts! {
    RIGHT_SAVE: "cambiar el catálogo", "change the catalogue";
    THING_PRODUCT: "ese producto", "that product";
    THING_CATEGORY: "esa categoría", "that category";
    THING_TAX: "esa clase de impuesto", "that tax class";
    THING_LIST: "esa lista de precios", "that price list";
    DID_GOODS: "guardó un producto", "saved a product";
    DID_PRICES: "cambió precios de productos", "changed prices of goods";
    DID_SHELF: "cambió el catálogo", "changed the catalogue";
    DID_PROMOTION: "guardó una promoción", "saved a promotion";
    SKU_TAKEN: "El código interno {sku} ya es de {by}. Use otro.", "The SKU {sku} belongs to {by}. Use another.";
    PLU_TAKEN: "El PLU {plu} ya es de {by}. Use otro.", "The PLU {plu} belongs to {by}. Use another.";
    BARCODE_TAKEN: "El código de barras {barcode} ya es de {by}.", "The barcode {barcode} belongs to {by}.";
    BARCODE_WRONG: "{barcode} no es un código de barras: de 4 a 48 letras o cifras.", "{barcode} is no barcode: 4 to 48 letters or figures.";
    BARCODE_DIGIT: "El código {barcode} está mal escrito: la última cifra sería {expected}.", "The code {barcode} is mistyped: its last digit would be {expected}.";
    VARIANTS: "Un producto lleva al menos una presentación, y cada una códigos distintos.", "A product has at least one variant, and each its own codes.";
    PACK_OF_WEIGHT: "Lo que se vende por peso no lleva empaque: {barcode} debe ser de 1.", "What is sold by weight has no packs: {barcode} must be of 1.";
    TEMPLATE: "Esa plantilla no se puede: prefijo 20 a 29, 4 a 6 cifras de artículo, decimales según lo que pese o cueste.", "That template cannot be: prefix 20 to 29, 4 to 6 item digits, decimals by what it weighs or costs.";
    RULE: "Esa regla no rebaja nada o se contradice. Revise cantidades, porcentajes y precios.", "That rule takes nothing off or contradicts itself. Check quantities, percents and prices.";
    NOT_YOURS: "Es de la banca o de otra ventana: pídalo al administrador.", "It belongs to the house or to another shop: ask the administrator.";
    SCALE_DIGIT: "La etiqueta {code} está mal leída: la última cifra sería {expected}. Léala otra vez.", "The label {code} was misread: its last digit would be {expected}. Scan it again.";
    SCALE_ZERO: "La etiqueta {code} pesa o vale cero. Pese otra vez.", "The label {code} weighs or costs nothing. Weigh it again.";
    NO_PRICE: "{name} no tiene precio en esta ventana.", "{name} has no price in this shop.";
    NOT_ACTIVE: "{name} ya no se vende.", "{name} is not sold any more.";
    COUPON_UNKNOWN: "Ese cupón no existe.", "There is no such coupon.";
    COUPON_INACTIVE: "Ese cupón se retiró.", "That coupon was withdrawn.";
    COUPON_EXPIRED: "Ese cupón no vale a esta hora o ya venció.", "That coupon does not hold now, or has expired.";
    COUPON_EXHAUSTED: "Ese cupón ya se usó todas las veces.", "That coupon was used as often as it may be.";
    COUPON_CUSTOMER: "Ese cupón pide el nombre del cliente.", "That coupon needs a named customer.";
    COUPON_USED: "Este cliente ya usó ese cupón.", "This customer has used that coupon.";
    COL_SKU: "Código", "SKU";
    OF_GOODS: "productos", "goods";
    COL_VARIANT: "Presentación", "Variant";
    COL_PACK: "Empaque", "Pack";
    COL_NAME: "Producto", "Product";
    COL_CATEGORY: "Categoría", "Category";
    COL_BRAND: "Marca", "Brand";
    COL_BARCODE: "Código de barras", "Barcode";
    COL_TAX: "Impuesto", "Tax";
    COL_PRICE: "Precio", "Price";
    COL_SOLD_BY: "Se vende", "Sold";
    COL_PLACE: "Lugar", "Place";
    COL_ACTIVE: "Activo", "Active";
    COL_LIST: "Lista", "List";
    COL_FROM: "Desde", "From";
    COL_SINCE: "Desde cuándo", "Since";
    COL_UNTIL: "Hasta", "Until";
    COL_BY: "Quién", "By";
    COL_BEFORE: "Antes", "Before";
    COL_AFTER: "Después", "After";
    COL_RULE: "Rebaja", "Takes off";
    COL_COUPON: "Cupón", "Coupon";
    COL_USES: "Usos", "Uses";
    COL_HOLDS: "Vale ahora", "Holds now";
    COL_RETURN: "Días de devolución", "Days to return";
    COL_KIND: "Para", "For";
    COL_PREFIX: "Prefijo", "Prefix";
    COL_ITEM_DIGITS: "Cifras de artículo", "Item digits";
    COL_DECIMALS: "Decimales", "Decimals";
    COL_CHECK: "Cifra de control", "Check digit";
    FACT_CHANGED: "Precios cambiados", "Prices changed";
    FACT_QUANTITY: "Cantidad", "Quantity";
    FACT_LABEL: "Precio de la etiqueta", "Price on the label";
    FACT_DOUBTFUL: "Cifra de control dudosa", "Check digit in doubt";
    FACT_WEIGH: "Falta pesar", "To be weighed";
    FACT_INCLUDED: "Impuesto incluido", "Tax included";
    FACT_TRACKED: "Lleva existencias", "Stock is counted";
    FACT_PLU: "PLU", "PLU";
    FACT_TAX_CLASS: "Clase de impuesto", "Tax class";
    BY_UNIT: "por unidad", "by the piece";
    BY_WEIGHT: "por peso", "by weight";
    KIND_BASE: "base", "base";
    KIND_PROMOTION: "promoción", "promotion";
    KIND_VENTANA: "ventana", "shop";
    KIND_GROUP: "grupo de clientes", "customer group";
    KIND_CUSTOMER: "cliente", "customer";
    SCALE_WEIGHT: "peso", "weight";
    SCALE_PRICE: "precio", "price";
    SCALE_UNITS: "unidades", "units";
    CHECK_STRICT: "rechaza", "refuses";
    CHECK_WARN: "avisa", "warns";
    CHECK_OFF: "no se mira", "is not looked at";
    COUPON_MINIMUM: "La compra no llega al mínimo de ese cupón.", "The purchase does not reach that coupon's minimum.";
}
