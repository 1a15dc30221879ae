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
    COL_SINCE: "Empieza", "Since";
    COL_UNTIL: "Hasta", "Until";
    COL_BY: "Quién", "By";
    COL_BEFORE: "Antes", "Before";
    COL_AFTER: "Después", "After";
    COL_PROMOTION: "Promoción", "Promotion";
    COL_VALUE: "Valor", "Value";
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
    COL_STOCK: "Existencia", "Stock";
    ACT_GO: "Catálogo", "Catalogue";
    ACT_GO_HELP: "Va a los productos, sus precios y las promociones.", "Goes to the goods, their prices and the promotions.";
    ACT_NEW: "Nuevo", "New";
    ACT_NEW_HELP: "Escribe uno nuevo en la lista que se ve.", "Writes a new one in the list that is shown.";
    ACT_EDIT: "Cambiar", "Change";
    ACT_EDIT_HELP: "Cambia lo escogido.", "Changes what is chosen.";
    ACT_VARIANT: "Otra presentación", "Another variant";
    ACT_VARIANT_HELP: "Agrega otra presentación del mismo producto.", "Adds another variant of the same product.";
    ACT_PRICE: "Precio", "Price";
    ACT_PRICE_HELP: "Pone o quita un precio en una lista, desde una cantidad.", "Sets a price in a list or takes it back, from a quantity on.";
    ACT_HISTORY: "Historia de precios", "Price history";
    ACT_HISTORY_HELP: "Muestra lo que costó antes y quién lo cambió.", "Shows what it cost before and who changed it.";
    ACT_IN_FORCE: "Precios de ahora", "Prices now";
    ACT_FAVOURITE: "Favorito", "Favourite";
    ACT_FAVOURITE_HELP: "Lo pone en un lugar de los favoritos de la ventana, o quita el del lugar escogido.", "Puts it on a place of the shop's favourites, or clears the chosen place.";
    ACT_CLEAR: "Quitar", "Clear";
    ACT_IMPORT: "Importar", "Import";
    ACT_IMPORT_HELP: "Trae productos de una tabla.", "Brings goods in from a table.";
    ACT_CSV: "Guardar CSV", "Save CSV";
    ACT_CSV_HELP: "Guarda todos los productos como archivo CSV.", "Saves all goods as a CSV file.";
    ACT_XLSX: "Guardar Excel", "Save Excel";
    ACT_XLSX_HELP: "Guarda todos los productos como archivo de Excel.", "Saves all goods as an Excel file.";
    ACT_FIND: "Buscar", "Find";
    FIELD_FIND: "Nombre, marca o código", "Name, brand or code";
    FIND_HINT: "vacío: todos", "empty: all";
    READING: "Leyendo…", "Reading…";
    NONE_CHOSEN: "No hay nada escogido.", "Nothing is chosen.";
    NO_LIST: "La ventana no tiene lista de precios propia. Un producto propio con precio la crea.", "The shop has no price list of its own. An own product with a price makes it.";
    SAVED: "Guardado.", "Saved.";
    NOT_SAVED: "No se pudo guardar: {why}", "It could not be saved: {why}";
    PANE_GOODS: "Productos", "Goods";
    PANE_FOUND: "Productos con «{text}»", "Goods with “{text}”";
    PANE_FAVOURITES: "Favoritos de la ventana", "Favourites of the shop";
    PANE_PROMOTIONS: "Promociones y cupones", "Promotions and coupons";
    PANE_CATEGORIES: "Categorías", "Categories";
    PANE_TEMPLATES: "Plantillas de balanza", "Scale templates";
    PANE_PRICES: "Precios de ahora", "Prices now";
    PANE_HISTORY: "Lo que costó", "What it cost";
    FOOT: "{n} {n|producto|productos}", "{n} {n|product|products}";
    EMPTY: "Todavía no hay productos. {key} escribe el primero.", "There are no goods yet. {key} writes the first one.";
    NOT_FOUND: "Ningún producto con «{text}».", "No goods with “{text}”.";
    EMPTY_FAVOURITES: "No hay favoritos. {key} pone uno desde la lista de productos.", "There are no favourites. {key} puts one from the list of goods.";
    EMPTY_PROMOTIONS: "No hay promociones. {key} escribe una.", "There are no promotions. {key} writes one.";
    EMPTY_CATEGORIES: "No hay categorías. {key} escribe una.", "There are no categories. {key} writes one.";
    EMPTY_TEMPLATES: "No hay plantillas. {key} escribe una.", "There are no templates. {key} writes one.";
    EMPTY_PRICES: "No tiene precio. {key} le pone uno.", "It has no price. {key} sets one.";
    FORM_PRODUCT: "Producto", "Product";
    FORM_PROMOTION: "Promoción", "Promotion";
    FORM_CATEGORY: "Categoría", "Category";
    FORM_TEMPLATE: "Plantilla de balanza", "Scale template";
    FORM_PRICE: "Precio", "Price";
    FORM_FAVOURITE: "Favorito", "Favourite";
    VARIANT_HINT: "tamaño o sabor; vacío si es uno solo", "size or flavour; empty if there is only one";
    BARCODE_HINT: "varios separados; empaques como 744…*6", "several apart; packs as 744…*6";
    PRICE_HINT: "vacío: queda como está", "empty: stays as it is";
    NO_CATEGORY: "sin categoría", "no category";
    ALL_GOODS: "todos los productos", "all goods";
    RETURN_HINT: "vacío: como diga la banca", "empty: as the house says";
    PREFIX_HINT: "20 a 29", "20 to 29";
    PREFIX_STANDS: "El prefijo no se cambia: escriba otra plantilla.", "The prefix stands: write another template.";
    TIER_HINT: "vacío: cualquier cantidad", "empty: any quantity";
    NO_PRICE_HINT: "vacío: quita el precio", "empty: takes the price back";
    PLACE_HINT: "1 a 24", "1 to 24";
    COUNT_WRONG: "No se entiende. Por ejemplo: 12", "This cannot be read. For example: 12";
    FIELD_DEAL: "Qué rebaja", "What it takes off";
    FIELD_VALUE: "Cuánto", "How much";
    VALUE_HINT: "10 · 500 · 3x2 · 10=5 50=10", "10 · 500 · 3x2 · 10=5 50=10";
    DEAL_PERCENT: "porcentaje", "percent";
    DEAL_AMOUNT: "monto", "amount";
    DEAL_BUY_PAY: "lleve y pague", "take and pay";
    DEAL_VOLUME: "por cantidad", "by quantity";
    DEAL_BUNDLE: "combo", "bundle";
    FIELD_MINIMUM: "Compra mínima", "Least purchase";
    FIELD_CAP: "Rebaja máxima", "Most taken off";
    FROM_HINT: "vacío: ya", "empty: now";
    UNTIL_HINT: "ese día incluido; vacío: sin fin", "that day included; empty: no end";
    FIELD_DAYS: "Días", "Days";
    DAYS_HINT: "67 es sábado y domingo; vacío: todos", "67 is Saturday and Sunday; empty: all";
    FIELD_HOURS: "Horas", "Hours";
    HOURS_HINT: "14:00-16:00; vacío: todas", "14:00-16:00; empty: all";
    COUPON_HINT: "vacío: vale sin cupón", "empty: holds without a coupon";
    FIELD_USES: "Usos en total", "Uses in all";
    FIELD_EACH: "Usos por cliente", "Uses a customer";
    FIELD_ALONE: "No se combina", "Stands alone";
    COUPON_MINIMUM: "La compra no llega al mínimo de ese cupón.", "The purchase does not reach that coupon's minimum.";
}
