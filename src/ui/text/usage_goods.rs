//! The help of `banca goods`.

texts! {
    GOODS: "El catálogo: productos, precios, promociones", "The catalogue: goods, prices, promotions";
    GOODS_LIST: "Productos por nombre", "Goods by name";
    GOODS_SHOW: "Un producto con sus códigos y precios", "A product with its codes and prices";
    GOODS_LOOKUP: "Lo que la caja entiende de un código o un nombre", "What the till makes of a code or a name";
    GOODS_HISTORY: "Lo que algo costó y desde cuándo", "What something cost, and since when";
    GOODS_PRICE: "Pone un precio en una lista, o lo quita", "Sets a price in a list, or takes it back";
    GOODS_MOVE: "Sube o baja los precios de una lista por porcentaje; sin --apply solo los muestra", "Moves the prices of a list by percent; without --apply it only shows them";
    GOODS_FAVOURITES: "Los favoritos de la ventana", "The favourites of the shop";
    GOODS_PROMOTIONS: "Las promociones y cupones", "The promotions and coupons";
    GOODS_SHELF: "Categorías, impuestos, listas de precios y plantillas de balanza", "Categories, taxes, price lists and scale templates";
    IMPORT_GOODS: "Productos: código, producto, presentación, categoría, marca, código de barras, empaque, PLU, impuesto, precio, se vende, activo", "Goods: SKU, product, variant, category, brand, barcode, pack, PLU, tax, price, sold by, active";
    EXPORT_GOODS: "Productos con sus precios base", "Goods with their base prices";
    A_TEXT: "Palabras del nombre o de la marca, o el principio del código", "Words of name or brand, or the beginning of the SKU";
    A_CATEGORY: "Solo de esta categoría", "Only of this category";
    A_BRAND: "Solo de esta marca", "Only of this brand";
    A_INACTIVE: "Los que ya no se venden", "Those that are not sold any more";
    A_CODE: "El código del producto o su código de barras", "The product's SKU or barcode";
    A_SCANNED: "Código de barras, etiqueta de balanza, código, PLU o nombre", "Barcode, scale label, SKU, PLU or name";
    A_PRICE: "Por unidad o por kilo", "For one piece or one kilogram";
    A_LIST: "La lista de precios; sin ella, la base", "The price list; without it, the base";
    A_FROM: "Desde esta cantidad", "From this quantity on";
    A_END: "Quita el precio", "Takes the price back";
    A_PERCENT: "Cuánto por ciento", "By how many percent";
    A_DOWN: "Hacia abajo", "Downwards";
    A_STEP: "Redondea a múltiplos de este monto", "Rounds to multiples of this amount";
    A_APPLY: "Lo hace; si no, solo se muestra", "Does it; otherwise it is only shown";
    V_QUANTITY: "CANTIDAD", "QUANTITY";
}
