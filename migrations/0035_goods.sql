-- The catalogue of goods: tax classes, categories, products with variants, barcodes with pack sizes, scale templates, price
-- lists with tiers, favourites, promotions and coupons. Everybody of the house reads it. Administrators write it; who runs a
-- shop writes the shop's own: its products, its price lists, its promotions, its favourites.

-- --- what is kept -----------------------------------------------------------------------------------------------------

CREATE TABLE tax_class (
    banca_id     uuid    NOT NULL REFERENCES banca,
    tax_class_id uuid    NOT NULL,
    name         text    NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    -- Basis points: 1300 is 13 %.
    rate_bp      integer NOT NULL CHECK (rate_bp BETWEEN 0 AND 10000),
    active       boolean NOT NULL DEFAULT true,
    PRIMARY KEY (banca_id, tax_class_id)
);
CREATE UNIQUE INDEX tax_class_name ON tax_class (banca_id, lower(name));

CREATE TABLE category (
    banca_id    uuid     NOT NULL REFERENCES banca,
    category_id uuid     NOT NULL,
    name        text     NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    -- How long its goods may be brought back; nothing: as the house decides.
    return_days smallint CHECK (return_days BETWEEN 0 AND 365),
    active      boolean  NOT NULL DEFAULT true,
    PRIMARY KEY (banca_id, category_id)
);
CREATE UNIQUE INDEX category_name ON category (banca_id, lower(name));

CREATE TABLE product (
    banca_id     uuid    NOT NULL REFERENCES banca,
    product_id   uuid    NOT NULL,
    -- The shop whose own it is; nothing: the house's.
    ventana_id   uuid,
    name         text    NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    category_id  uuid,
    brand        text    NOT NULL DEFAULT '' CHECK (length(brand) <= 40),
    tax_class_id uuid    NOT NULL,
    -- Whether its prices include the tax.
    tax_included boolean NOT NULL DEFAULT true,
    sold_by      text    NOT NULL DEFAULT 'unit' CHECK (sold_by IN ('unit', 'weight')),
    -- Whether its stock is counted: a service has none.
    tracked      boolean NOT NULL DEFAULT true,
    active       boolean NOT NULL DEFAULT true,
    PRIMARY KEY (banca_id, product_id),
    FOREIGN KEY (banca_id, ventana_id) REFERENCES ventana,
    FOREIGN KEY (banca_id, category_id) REFERENCES category,
    FOREIGN KEY (banca_id, tax_class_id) REFERENCES tax_class
);
CREATE INDEX product_by_name ON product (banca_id, lower(name), product_id);
CREATE INDEX product_of_category ON product (banca_id, category_id);

CREATE TABLE variant (
    banca_id   uuid    NOT NULL,
    variant_id uuid    NOT NULL,
    product_id uuid    NOT NULL,
    -- What sets it apart within its product: nothing where it is the only one.
    name       text    NOT NULL DEFAULT '' CHECK (length(name) <= 40),
    sku        text    NOT NULL CHECK (sku ~ '^[[:graph:]]{1,40}$'),
    -- What a scale calls it by, without leading zeros.
    plu        text    CHECK (plu ~ '^[1-9][0-9]{0,5}$'),
    active     boolean NOT NULL DEFAULT true,
    PRIMARY KEY (banca_id, variant_id),
    FOREIGN KEY (banca_id, product_id) REFERENCES product
);
CREATE UNIQUE INDEX variant_sku ON variant (banca_id, lower(sku));
CREATE UNIQUE INDEX variant_plu ON variant (banca_id, plu);
CREATE INDEX variant_of_product ON variant (banca_id, product_id);

CREATE TABLE barcode (
    banca_id   uuid    NOT NULL,
    barcode    text    NOT NULL CHECK (barcode ~ '^[0-9A-Za-z./+-]{4,48}$'),
    variant_id uuid    NOT NULL,
    -- How many units one scan sells.
    pack       integer NOT NULL DEFAULT 1 CHECK (pack BETWEEN 1 AND 10000),
    -- Taken off its product; it may be given to another.
    active     boolean NOT NULL DEFAULT true,
    PRIMARY KEY (banca_id, barcode),
    FOREIGN KEY (banca_id, variant_id) REFERENCES variant
);
CREATE INDEX barcode_of_variant ON barcode (banca_id, variant_id);

-- How a scale writes item and value into the thirteen digits it prints: prefix, item, value, check digit.
CREATE TABLE scale_template (
    banca_id     uuid     NOT NULL REFERENCES banca,
    prefix       text     NOT NULL CHECK (prefix ~ '^2[0-9]$'),
    item_digits  smallint NOT NULL CHECK (item_digits BETWEEN 4 AND 6),
    value_digits smallint NOT NULL,
    kind         text     NOT NULL CHECK (kind IN ('weight', 'price', 'units')),
    -- Of the value: a weight's kilogram, a price's colón.
    decimals     smallint NOT NULL CHECK (decimals BETWEEN 0 AND 3),
    check_policy text     NOT NULL CHECK (check_policy IN ('strict', 'warn', 'off')),
    active       boolean  NOT NULL DEFAULT true,
    PRIMARY KEY (banca_id, prefix),
    CHECK (item_digits + value_digits = 10),
    CHECK (kind <> 'price' OR decimals <= 2),
    CHECK (kind <> 'units' OR decimals = 0)
);

CREATE TABLE goods_list (
    banca_id uuid        NOT NULL REFERENCES banca,
    list_id  uuid        NOT NULL,
    kind     text        NOT NULL CHECK (kind IN ('base', 'promotion', 'ventana', 'group', 'customer')),
    -- The shop, the group of customers or the customer it is for.
    scope_id uuid,
    name     text        NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    starts   timestamptz NOT NULL DEFAULT banca_now(),
    ends     timestamptz,
    active   boolean     NOT NULL DEFAULT true,
    PRIMARY KEY (banca_id, list_id),
    CHECK ((kind IN ('base', 'promotion')) = (scope_id IS NULL)),
    CHECK (ends > starts),
    CHECK (kind <> 'base' OR (ends IS NULL AND active))
);
CREATE UNIQUE INDEX goods_list_base ON goods_list (banca_id) WHERE kind = 'base';
CREATE UNIQUE INDEX goods_list_name ON goods_list (banca_id, lower(name));
CREATE INDEX goods_list_scope ON goods_list (banca_id, scope_id) WHERE active;

-- Versions of prices: one in force per list, variant and tier. What is in force ends when another follows or it is taken back.
CREATE TABLE goods_price (
    banca_id   uuid        NOT NULL,
    price_id   uuid        NOT NULL,
    list_id    uuid        NOT NULL,
    variant_id uuid        NOT NULL,
    -- From this quantity on, in thousandths of a unit or a kilogram; 1 for any.
    min_milli  bigint      NOT NULL CHECK (min_milli BETWEEN 1 AND 1000000000),
    -- Céntimos for one unit or one kilogram.
    price      bigint      NOT NULL CHECK (price BETWEEN 0 AND 900000000000000),
    set_at     timestamptz NOT NULL DEFAULT banca_now(),
    set_by     uuid        NOT NULL,
    command_id uuid        NOT NULL,
    ended_at   timestamptz CHECK (ended_at >= set_at),
    ended_by   uuid,
    PRIMARY KEY (banca_id, price_id),
    FOREIGN KEY (banca_id, list_id) REFERENCES goods_list,
    FOREIGN KEY (banca_id, variant_id) REFERENCES variant,
    FOREIGN KEY (banca_id, set_by) REFERENCES app_user,
    FOREIGN KEY (banca_id, ended_by) REFERENCES app_user,
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX goods_price_in_force ON goods_price (banca_id, variant_id, list_id, min_milli) WHERE ended_at IS NULL;
CREATE INDEX goods_price_history ON goods_price (banca_id, variant_id, set_at);

CREATE TABLE favourite (
    banca_id   uuid     NOT NULL,
    ventana_id uuid     NOT NULL,
    slot       smallint NOT NULL CHECK (slot BETWEEN 1 AND 24),
    -- Nothing: the slot is empty again.
    variant_id uuid,
    PRIMARY KEY (banca_id, ventana_id, slot),
    FOREIGN KEY (banca_id, ventana_id) REFERENCES ventana,
    FOREIGN KEY (banca_id, variant_id) REFERENCES variant
);

-- `domain::catalogue::promotion` reads the rule and evaluates it.
CREATE TABLE promotion (
    banca_id     uuid        NOT NULL REFERENCES banca,
    promotion_id uuid        NOT NULL,
    -- The shop where it holds; nothing: in all.
    ventana_id   uuid,
    name         text        NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    rule         jsonb       NOT NULL CHECK (jsonb_typeof(rule) = 'object' AND rule ? 'kind'),
    starts       timestamptz NOT NULL DEFAULT banca_now(),
    ends         timestamptz,
    -- ISO days, Monday is 1; none for all.
    weekdays     smallint[]  NOT NULL DEFAULT '{}' CHECK (weekdays <@ '{1,2,3,4,5,6,7}'),
    hour_from    time,
    hour_to      time,
    -- The greater goes first.
    priority     smallint    NOT NULL DEFAULT 0 CHECK (priority BETWEEN -100 AND 100),
    exclusive    boolean     NOT NULL DEFAULT false,
    -- What the customer has to say; nothing: it holds by itself.
    coupon       text        CHECK (coupon ~ '^[[:graph:]]{3,24}$'),
    max_uses     integer     CHECK (max_uses > 0),
    per_customer integer     CHECK (per_customer > 0),
    active       boolean     NOT NULL DEFAULT true,
    PRIMARY KEY (banca_id, promotion_id),
    FOREIGN KEY (banca_id, ventana_id) REFERENCES ventana,
    CHECK (ends > starts),
    CHECK ((hour_from IS NULL) = (hour_to IS NULL)),
    CHECK (coupon IS NOT NULL OR (max_uses IS NULL AND per_customer IS NULL))
);
CREATE UNIQUE INDEX promotion_name ON promotion (banca_id, lower(name));
CREATE UNIQUE INDEX promotion_coupon ON promotion (banca_id, lower(coupon));

-- A coupon that a sale used; a sale that is voided gives it back.
CREATE TABLE coupon_use (
    banca_id     uuid        NOT NULL,
    promotion_id uuid        NOT NULL,
    sale_id      uuid        NOT NULL,
    customer_id  uuid,
    at           timestamptz NOT NULL DEFAULT banca_now(),
    released_at  timestamptz,
    PRIMARY KEY (banca_id, promotion_id, sale_id),
    FOREIGN KEY (banca_id, promotion_id) REFERENCES promotion
);
CREATE INDEX coupon_use_of_customer ON coupon_use (banca_id, promotion_id, customer_id) WHERE released_at IS NULL;
CREATE INDEX coupon_use_of_sale ON coupon_use (banca_id, sale_id);

DO $$
DECLARE
    v_table record;
BEGIN
    FOR v_table IN SELECT * FROM (VALUES
        ('tax_class', '''name'', ''active'''),
        ('category', '''name'', ''return_days'', ''active'''),
        ('product', '''name'', ''category_id'', ''brand'', ''tax_class_id'', ''tax_included'', ''sold_by'', ''tracked'', ''active'''),
        ('variant', '''name'', ''sku'', ''plu'', ''active'''),
        ('barcode', '''variant_id'', ''pack'', ''active'''),
        ('scale_template', '''item_digits'', ''value_digits'', ''kind'', ''decimals'', ''check_policy'', ''active'''),
        ('goods_list', '''name'', ''starts'', ''ends'', ''active'''),
        ('goods_price', '''ended_at'', ''ended_by'''),
        ('favourite', '''variant_id'''),
        ('promotion', '''name'', ''rule'', ''starts'', ''ends'', ''weekdays'', ''hour_from'', ''hour_to'', ''priority'', ''exclusive'',
                       ''coupon'', ''max_uses'', ''per_customer'', ''active'''),
        ('coupon_use', '''released_at''')) AS t(name, but)
    LOOP
        EXECUTE format('CREATE TRIGGER guard_immutable BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION guard_immutable(%s)',
                       v_table.name, v_table.but);
        EXECUTE format('CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION guard_truncate()', v_table.name);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', v_table.name);
        EXECUTE format('CREATE POLICY tenant ON %I AS RESTRICTIVE TO banca_app USING (banca_id = (SELECT my_banca()))', v_table.name);
        EXECUTE format('CREATE POLICY reach ON %I FOR SELECT TO banca_app USING (%s)', v_table.name,
                       CASE v_table.name WHEN 'coupon_use' THEN '(SELECT my_role()) IN (''ADMIN'', ''VENTANA'')' ELSE 'true' END);
        EXECUTE format('GRANT SELECT ON %I TO banca_app', v_table.name);
    END LOOP;
END $$;

-- What ended stays ended: a price is never put in force again.
CREATE FUNCTION guard_goods_price() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'a price that ended stays so' USING ERRCODE = 'BA403';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_goods_price BEFORE UPDATE ON goods_price FOR EACH ROW EXECUTE FUNCTION guard_goods_price();

-- --- what every house has ------------------------------------------------------------------------------------------------

-- Costa Rica's tax classes, the usual scale templates and the list of base prices.
CREATE FUNCTION stock_catalogue(p_banca uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO tax_class (banca_id, tax_class_id, name, rate_bp)
    SELECT p_banca, gen_random_uuid(), c.name, c.rate
      FROM (VALUES ('IVA 13 %', 1300), ('IVA 4 %', 400), ('IVA 2 %', 200), ('IVA 1 %', 100), ('Exento', 0)) AS c(name, rate);
    INSERT INTO scale_template (banca_id, prefix, item_digits, value_digits, kind, decimals, check_policy)
    SELECT p_banca, t.prefix, 5, 5, t.kind, t.decimals, t.policy
      FROM (VALUES ('20', 'weight', 3, 'strict'), ('21', 'price', 0, 'strict'), ('23', 'weight', 3, 'strict'),
                   ('25', 'units', 0, 'warn'), ('27', 'weight', 3, 'strict'), ('28', 'price', 0, 'strict')) AS t(prefix, kind, decimals, policy);
    INSERT INTO goods_list (banca_id, list_id, kind, name) VALUES (p_banca, gen_random_uuid(), 'base', 'Base');
$$;
CREATE FUNCTION new_banca_catalogue() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM stock_catalogue(NEW.banca_id);
    RETURN NULL;
END $$;
CREATE TRIGGER new_banca_catalogue AFTER INSERT ON banca FOR EACH ROW EXECUTE FUNCTION new_banca_catalogue();
SELECT stock_catalogue(banca_id) FROM banca;

-- --- which price holds -----------------------------------------------------------------------------------------------------

-- The price in force now for one unit or one kilogram: the customer's before the group's, the shop's, a promotion's and the
-- base; of several lists of a kind the one that began last; of its tiers the highest that the quantity reaches. No row where
-- there is no price. `domain::catalogue::price` states the same.
CREATE FUNCTION goods_price_at(p_banca uuid, p_now timestamptz, p_ventana uuid, p_variant uuid, p_milli bigint, p_customer uuid, p_group uuid)
RETURNS TABLE (list_id uuid, price bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
        SELECT p.list_id, p.price
          FROM goods_price p
          JOIN goods_list l ON l.banca_id = p.banca_id AND l.list_id = p.list_id
         WHERE p.banca_id = p_banca AND p.variant_id = p_variant AND p.ended_at IS NULL AND p.min_milli <= p_milli
           AND l.active AND l.starts <= p_now AND (l.ends IS NULL OR p_now < l.ends)
           AND CASE l.kind WHEN 'base' THEN true WHEN 'promotion' THEN true WHEN 'ventana' THEN l.scope_id = p_ventana
                           WHEN 'group' THEN l.scope_id = p_group ELSE l.scope_id = p_customer END
         ORDER BY CASE l.kind WHEN 'customer' THEN 1 WHEN 'group' THEN 2 WHEN 'ventana' THEN 3 WHEN 'promotion' THEN 4 ELSE 5 END,
                  l.starts DESC, l.list_id, p.min_milli DESC
         LIMIT 1;
END $$;
CREATE FUNCTION goods_price_of(p_ventana uuid, p_variant uuid, p_milli bigint, p_customer uuid, p_group uuid)
RETURNS TABLE (list_id uuid, price bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT p.list_id, p.price
                   FROM goods_price_at(my_banca(), banca_now(), p_ventana, p_variant, p_milli, p_customer, p_group) p;
END $$;

-- --- finding goods -----------------------------------------------------------------------------------------------------------

-- What the till and the catalogue show of a variant: with its price in a shop now, and what the shop has of it.
CREATE TYPE goods_row AS (
    found_by smallint, pack integer, product_id uuid, variant_id uuid, ventana_id uuid, name text, variant_name text, sku text, plu text,
    barcode text, category_id uuid, category_name text, brand text, tax_class_id uuid, rate_bp integer, tax_included boolean,
    sold_by text, tracked boolean, active boolean, list_id uuid, price bigint, stock bigint);

-- How many thousandths a shop has of a variant; nothing where nobody counts them.
CREATE FUNCTION goods_stock(p_banca uuid, p_ventana uuid, p_variant uuid) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT s.milli FROM stock_level s WHERE s.banca_id = p_banca AND s.ventana_id = p_ventana AND s.variant_id = p_variant);
END $$;

CREATE FUNCTION goods_row_of(p_banca uuid, p_now timestamptz, p_found smallint, p_pack integer, p_ventana uuid, p_variant uuid,
                             p_milli bigint, p_customer uuid, p_group uuid) RETURNS goods_row
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_row goods_row;
BEGIN
    SELECT p_found, p_pack, p.product_id, v.variant_id, p.ventana_id, p.name, v.name, v.sku, v.plu,
           (SELECT b.barcode FROM barcode b WHERE b.banca_id = p_banca AND b.variant_id = v.variant_id AND b.active
             ORDER BY b.pack, b.barcode LIMIT 1),
           p.category_id, coalesce(c.name, ''), p.brand, t.tax_class_id, t.rate_bp, p.tax_included,
           p.sold_by, p.tracked, p.active AND v.active, o.list_id, o.price, goods_stock(p_banca, p_ventana, v.variant_id)
      INTO v_row
      FROM variant v
      JOIN product p ON p.banca_id = v.banca_id AND p.product_id = v.product_id
      JOIN tax_class t ON t.banca_id = p.banca_id AND t.tax_class_id = p.tax_class_id
      LEFT JOIN category c ON c.banca_id = p.banca_id AND c.category_id = p.category_id
      LEFT JOIN LATERAL goods_price_at(p_banca, p_now, p_ventana, v.variant_id, p_milli, p_customer, p_group) o ON true
     WHERE v.banca_id = p_banca AND v.variant_id = p_variant;
    RETURN v_row;
END $$;

-- What a code means: an exact barcode, then what a scale wrote, then a SKU, then a PLU. The price is that of the quantity: the
-- pack's pieces, or what the scale wrote.
CREATE FUNCTION goods_found(p_ventana uuid, p_code text, p_scale_plu text, p_scale_milli bigint, p_customer uuid, p_group uuid)
RETURNS SETOF goods_row LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca uuid := my_banca();
    v_now   timestamptz := banca_now();
    v_hit   record;
BEGIN
    SELECT h.* INTO v_hit FROM (
        SELECT 1::smallint AS found_by, b.variant_id, b.pack, b.pack * 1000::bigint AS milli
          FROM barcode b WHERE b.banca_id = v_banca AND b.barcode = p_code AND b.active
        UNION ALL
        SELECT 2::smallint, v.variant_id, 1, coalesce(p_scale_milli, 1000) FROM variant v WHERE v.banca_id = v_banca AND v.plu = p_scale_plu
        UNION ALL
        SELECT 3::smallint, v.variant_id, 1, 1000 FROM variant v WHERE v.banca_id = v_banca AND lower(v.sku) = lower(p_code)
        UNION ALL
        SELECT 4::smallint, v.variant_id, 1, 1000 FROM variant v
         WHERE v.banca_id = v_banca AND p_code ~ '^[0-9]{1,6}$' AND v.plu = ltrim(p_code, '0')) h
     ORDER BY h.found_by LIMIT 1;
    IF FOUND THEN
        RETURN NEXT goods_row_of(v_banca, v_now, v_hit.found_by, v_hit.pack, p_ventana, v_hit.variant_id, v_hit.milli, p_customer, p_group);
    END IF;
END $$;

-- One variant, with the price of a quantity of it.
CREATE FUNCTION goods_one(p_ventana uuid, p_variant uuid, p_milli bigint, p_customer uuid, p_group uuid)
RETURNS SETOF goods_row LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT r.* FROM goods_row_of(my_banca(), banca_now(), NULL, 1, p_ventana, p_variant, p_milli, p_customer, p_group) r
                  WHERE r.variant_id IS NOT NULL;
END $$;

-- A name as it is searched: in small letters, without accents, its words apart.
CREATE FUNCTION goods_words(p_name text, p_brand text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
    SELECT to_tsvector('simple', regexp_replace(
        translate(lower(p_name || ' ' || p_brand), 'áàäéèëíìïóòöúùüñ', 'aaaeeeiiiooouuun'), '[^[:alnum:]]+', ' ', 'g'))
$$;
CREATE INDEX product_words ON product USING gin (goods_words(name, brand));
CREATE INDEX variant_sku_begins ON variant (banca_id, lower(sku) text_pattern_ops);

-- A page of goods by name. p_query: words and beginnings of words, as a tsquery; p_code: the same typed text, for those who type
-- a SKU or a barcode. p_active: those that are sold, those that are not, or all.
CREATE FUNCTION goods_search(p_ventana uuid, p_query text, p_code text, p_category uuid, p_brand text, p_active boolean,
                             p_after_name text, p_after uuid, p_limit integer)
RETURNS SETOF goods_row LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca uuid := my_banca();
    v_now   timestamptz := banca_now();
BEGIN
    IF p_query IS NULL THEN
        RETURN QUERY
            SELECT r.*
              FROM (SELECT v.variant_id, lower(p.name) AS name
                      FROM product p JOIN variant v ON v.banca_id = p.banca_id AND v.product_id = p.product_id
                     WHERE p.banca_id = v_banca
                       AND (p_category IS NULL OR p.category_id = p_category) AND (p_brand IS NULL OR lower(p.brand) = lower(p_brand))
                       AND (p_active IS NULL OR (p.active AND v.active) = p_active)
                       AND (p_after IS NULL OR (lower(p.name), v.variant_id) > (p_after_name, p_after))
                     ORDER BY lower(p.name), v.variant_id LIMIT p_limit) g
             CROSS JOIN LATERAL goods_row_of(v_banca, v_now, NULL, 1, p_ventana, g.variant_id, 1000, NULL, NULL) r
             ORDER BY g.name, g.variant_id;
        RETURN;
    END IF;
    RETURN QUERY
        WITH hit AS (
            SELECT v.variant_id FROM product p JOIN variant v ON v.banca_id = p.banca_id AND v.product_id = p.product_id
             WHERE p.banca_id = v_banca AND p_query <> '' AND goods_words(p.name, p.brand) @@ p_query::tsquery
            UNION
            SELECT v.variant_id FROM variant v
             WHERE v.banca_id = v_banca AND lower(v.sku) LIKE replace(replace(lower(p_code), '%', '\%'), '_', '\_') || '%'
            UNION
            SELECT b.variant_id FROM barcode b WHERE b.banca_id = v_banca AND b.barcode = p_code AND b.active
        )
        SELECT r.*
          FROM (SELECT v.variant_id, lower(p.name) AS name
                  FROM hit
                  JOIN variant v ON v.banca_id = v_banca AND v.variant_id = hit.variant_id
                  JOIN product p ON p.banca_id = v_banca AND p.product_id = v.product_id
                 WHERE (p_category IS NULL OR p.category_id = p_category) AND (p_brand IS NULL OR lower(p.brand) = lower(p_brand))
                   AND (p_active IS NULL OR (p.active AND v.active) = p_active)
                   AND (p_after IS NULL OR (lower(p.name), v.variant_id) > (p_after_name, p_after))
                 ORDER BY lower(p.name), v.variant_id LIMIT p_limit) g
         CROSS JOIN LATERAL goods_row_of(v_banca, v_now, NULL, 1, p_ventana, g.variant_id, 1000, NULL, NULL) r
         ORDER BY g.name, g.variant_id;
END $$;

-- The favourites of a shop, slot by slot; an empty slot is left out.
CREATE FUNCTION goods_favourites(p_ventana uuid) RETURNS TABLE (slot smallint, item goods_row)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT f.slot, goods_row_of(f.banca_id, banca_now(), NULL, 1, p_ventana, f.variant_id, 1000, NULL, NULL)
                   FROM favourite f
                  WHERE f.banca_id = my_banca() AND f.ventana_id = p_ventana AND f.variant_id IS NOT NULL
                  ORDER BY f.slot;
END $$;

-- --- who writes what ---------------------------------------------------------------------------------------------------------

-- Refuses whoever does not write this: administrators write everything, who runs a shop what is the shop's own.
CREATE FUNCTION want_goods(p_command uuid, p_verbs text[], p_ventana uuid) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_role text := my_role();
BEGIN
    IF v_role IS DISTINCT FROM 'ADMIN' AND v_role IS DISTINCT FROM 'VENTANA' THEN
        PERFORM refuse(jsonb_build_object('refusal', 'not_allowed', 'right', 'save_goods', 'role', v_role));
    END IF;
    IF v_role = 'VENTANA' AND p_ventana IS DISTINCT FROM my_ventana() THEN
        PERFORM refuse('{"refusal": "catalogue", "problem": "not_yours"}');
    END IF;
    IF NOT claimed(p_command, p_verbs) THEN
        RAISE EXCEPTION 'no command of this session writes this in the catalogue' USING ERRCODE = 'BA403';
    END IF;
END $$;

-- Refuses a shop that the house does not have.
CREATE FUNCTION want_ventana(p_ventana uuid) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF p_ventana IS NOT NULL AND NOT EXISTS (SELECT FROM ventana WHERE banca_id = my_banca() AND ventana_id = p_ventana) THEN
        PERFORM refuse('{"refusal": "not_found", "what": "ventana"}');
    END IF;
END $$;

CREATE FUNCTION save_category(p_command uuid, p_category uuid, p_name text, p_return_days smallint, p_active boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM want_goods(p_command, '{save_category,import}', NULL);
    PERFORM pg_advisory_xact_lock(7735, hashtext(my_banca()::text));
    IF EXISTS (SELECT FROM category WHERE banca_id = my_banca() AND lower(name) = lower(p_name) AND category_id <> p_category) THEN
        PERFORM refuse('{"refusal": "taken", "field": "name"}');
    END IF;
    INSERT INTO category (banca_id, category_id, name, return_days, active)
    VALUES (my_banca(), p_category, p_name, p_return_days, p_active)
    ON CONFLICT (banca_id, category_id) DO UPDATE SET name = p_name, return_days = p_return_days, active = p_active;
END $$;

-- A rate stands once it is written: another rate is another class.
CREATE FUNCTION save_tax_class(p_command uuid, p_class uuid, p_name text, p_rate integer, p_active boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM want_goods(p_command, '{save_tax_class}', NULL);
    PERFORM pg_advisory_xact_lock(7735, hashtext(my_banca()::text));
    IF EXISTS (SELECT FROM tax_class WHERE banca_id = my_banca() AND lower(name) = lower(p_name) AND tax_class_id <> p_class) THEN
        PERFORM refuse('{"refusal": "taken", "field": "name"}');
    END IF;
    INSERT INTO tax_class (banca_id, tax_class_id, name, rate_bp, active) VALUES (my_banca(), p_class, p_name, p_rate, p_active)
    ON CONFLICT (banca_id, tax_class_id) DO UPDATE SET name = p_name, active = p_active, rate_bp = p_rate;
END $$;

-- Writes a product with its variants and barcodes. A barcode that is not named any more is taken off; a variant stays as it is.
CREATE FUNCTION save_product(p_command uuid, p_product jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca   uuid := my_banca();
    v_product uuid := p_product ->> 'product';
    v_known   product;
    v_taken   record;
    v_variant record;
BEGIN
    PERFORM pg_advisory_xact_lock(7735, hashtext(v_banca::text));
    SELECT * INTO v_known FROM product WHERE banca_id = v_banca AND product_id = v_product;
    PERFORM want_goods(p_command, '{save_product,import}',
                       CASE WHEN v_known.product_id IS NULL THEN (p_product ->> 'ventana')::uuid ELSE v_known.ventana_id END);
    SELECT v.sku, v.plu, p.name, lower(v.sku) = lower(r.sku) AS same_sku INTO v_taken
      FROM jsonb_to_recordset(p_product -> 'variants') AS r(variant uuid, sku text, plu text)
      JOIN variant v ON v.banca_id = v_banca AND v.variant_id <> r.variant AND (lower(v.sku) = lower(r.sku) OR v.plu = r.plu)
      JOIN product p ON p.banca_id = v.banca_id AND p.product_id = v.product_id
     LIMIT 1;
    IF FOUND THEN
        PERFORM refuse(CASE WHEN v_taken.same_sku
            THEN jsonb_build_object('refusal', 'catalogue', 'problem', 'sku_taken', 'sku', v_taken.sku, 'by', v_taken.name)
            ELSE jsonb_build_object('refusal', 'catalogue', 'problem', 'plu_taken', 'plu', v_taken.plu, 'by', v_taken.name) END);
    END IF;
    SELECT b.barcode, p.name INTO v_taken
      FROM jsonb_to_recordset(p_product -> 'variants') AS r(variant uuid, barcodes jsonb)
     CROSS JOIN LATERAL jsonb_to_recordset(r.barcodes) AS c(barcode text)
      JOIN barcode b ON b.banca_id = v_banca AND b.barcode = c.barcode AND b.active AND b.variant_id <> r.variant
      JOIN variant v ON v.banca_id = b.banca_id AND v.variant_id = b.variant_id
      JOIN product p ON p.banca_id = v.banca_id AND p.product_id = v.product_id
     WHERE v.product_id <> v_product
     LIMIT 1;
    IF FOUND THEN
        PERFORM refuse(jsonb_build_object('refusal', 'catalogue', 'problem', 'barcode_taken', 'barcode', v_taken.barcode, 'by', v_taken.name));
    END IF;
    IF NOT EXISTS (SELECT FROM tax_class WHERE banca_id = v_banca AND tax_class_id = (p_product ->> 'tax_class')::uuid) THEN
        PERFORM refuse('{"refusal": "not_found", "what": "tax_class"}');
    END IF;
    PERFORM want_ventana((p_product ->> 'ventana')::uuid);
    INSERT INTO product (banca_id, product_id, ventana_id, name, category_id, brand, tax_class_id, tax_included, sold_by, tracked, active)
    SELECT v_banca, v_product, r.ventana, r.name, r.category, r.brand, r.tax_class, r.tax_included, r.sold_by, r.tracked, r.active
      FROM jsonb_to_record(p_product) AS r(ventana uuid, name text, category uuid, brand text, tax_class uuid, tax_included boolean,
                                           sold_by text, tracked boolean, active boolean)
    ON CONFLICT (banca_id, product_id) DO UPDATE
       SET name = excluded.name, category_id = excluded.category_id, brand = excluded.brand, tax_class_id = excluded.tax_class_id,
           tax_included = excluded.tax_included, sold_by = excluded.sold_by, tracked = excluded.tracked, active = excluded.active;
    IF EXISTS (SELECT FROM jsonb_to_recordset(p_product -> 'variants') AS r(variant uuid)
                 JOIN variant v ON v.banca_id = v_banca AND v.variant_id = r.variant AND v.product_id <> v_product) THEN
        PERFORM refuse('{"refusal": "catalogue", "problem": "variants"}');
    END IF;
    INSERT INTO variant (banca_id, variant_id, product_id, name, sku, plu, active)
    SELECT v_banca, r.variant, v_product, r.name, r.sku, r.plu, r.active
      FROM jsonb_to_recordset(p_product -> 'variants') AS r(variant uuid, name text, sku text, plu text, active boolean)
    ON CONFLICT (banca_id, variant_id) DO UPDATE
       SET name = excluded.name, sku = excluded.sku, plu = excluded.plu, active = excluded.active;
    IF NOT EXISTS (SELECT FROM variant WHERE banca_id = v_banca AND product_id = v_product) THEN
        PERFORM refuse('{"refusal": "catalogue", "problem": "variants"}');
    END IF;
    FOR v_variant IN SELECT r.variant, r.barcodes FROM jsonb_to_recordset(p_product -> 'variants') AS r(variant uuid, barcodes jsonb) LOOP
        UPDATE barcode b SET active = false
         WHERE b.banca_id = v_banca AND b.variant_id = v_variant.variant AND b.active
           AND NOT EXISTS (SELECT FROM jsonb_to_recordset(v_variant.barcodes) AS c(barcode text) WHERE c.barcode = b.barcode);
    END LOOP;
    INSERT INTO barcode (banca_id, barcode, variant_id, pack)
    SELECT v_banca, c.barcode, r.variant, c.pack
      FROM jsonb_to_recordset(p_product -> 'variants') AS r(variant uuid, barcodes jsonb)
     CROSS JOIN LATERAL jsonb_to_recordset(r.barcodes) AS c(barcode text, pack integer)
    ON CONFLICT (banca_id, barcode) DO UPDATE SET variant_id = excluded.variant_id, pack = excluded.pack, active = true;
END $$;

CREATE FUNCTION save_goods_list(p_command uuid, p_list uuid, p_kind text, p_scope uuid, p_name text, p_starts timestamptz,
                                p_ends timestamptz, p_active boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM want_goods(p_command, '{save_goods_list,save_product}', CASE p_kind WHEN 'ventana' THEN p_scope END);
    PERFORM pg_advisory_xact_lock(7735, hashtext(my_banca()::text));
    IF EXISTS (SELECT FROM goods_list WHERE banca_id = my_banca() AND lower(name) = lower(p_name) AND list_id <> p_list) THEN
        PERFORM refuse('{"refusal": "taken", "field": "name"}');
    END IF;
    IF EXISTS (SELECT FROM goods_list WHERE banca_id = my_banca() AND list_id = p_list
                                        AND (kind, scope_id) IS DISTINCT FROM (p_kind, p_scope)) THEN
        PERFORM refuse('{"refusal": "not_found", "what": "goods_list"}');
    END IF;
    PERFORM want_ventana(CASE p_kind WHEN 'ventana' THEN p_scope END);
    INSERT INTO goods_list (banca_id, list_id, kind, scope_id, name, starts, ends, active)
    VALUES (my_banca(), p_list, p_kind, p_scope, p_name, p_starts, p_ends, p_active)
    ON CONFLICT (banca_id, list_id) DO UPDATE SET name = p_name, starts = p_starts, ends = p_ends, active = p_active;
END $$;

-- Sets prices, or takes them back where none is given: what was in force ends, and the new one begins, in one moment. A price
-- that is in force already stays. Tells how many changed.
CREATE FUNCTION set_goods_prices(p_command uuid, p_prices jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca uuid := my_banca();
    v_now   timestamptz := banca_now();
    v_list  record;
    v_ended bigint;
    v_begun bigint;
BEGIN
    FOR v_list IN SELECT DISTINCT l.list_id, l.kind, l.scope_id
                    FROM jsonb_to_recordset(p_prices) AS r(list uuid) LEFT JOIN goods_list l ON l.banca_id = v_banca AND l.list_id = r.list
    LOOP
        IF v_list.list_id IS NULL THEN
            PERFORM refuse('{"refusal": "not_found", "what": "goods_list"}');
        END IF;
        PERFORM want_goods(p_command, '{set_goods_prices,move_goods_prices,save_product,import}',
                           CASE v_list.kind WHEN 'ventana' THEN v_list.scope_id END);
    END LOOP;
    IF EXISTS (SELECT FROM jsonb_to_recordset(p_prices) AS r(variant uuid)
                WHERE NOT EXISTS (SELECT FROM variant v WHERE v.banca_id = v_banca AND v.variant_id = r.variant)) THEN
        PERFORM refuse('{"refusal": "not_found", "what": "product"}');
    END IF;
    PERFORM pg_advisory_xact_lock(7736, hashtext(v_banca::text));
    UPDATE goods_price p SET ended_at = greatest(v_now, p.set_at), ended_by = my_user()
      FROM jsonb_to_recordset(p_prices) AS r(list uuid, variant uuid, "from" bigint, price bigint)
     WHERE p.banca_id = v_banca AND p.list_id = r.list AND p.variant_id = r.variant AND p.min_milli = r."from" AND p.ended_at IS NULL
       AND p.price IS DISTINCT FROM r.price;
    GET DIAGNOSTICS v_ended = ROW_COUNT;
    INSERT INTO goods_price (banca_id, price_id, list_id, variant_id, min_milli, price, set_at, set_by, command_id)
    SELECT v_banca, gen_random_uuid(), r.list, r.variant, r."from", r.price, v_now, my_user(), p_command
      FROM jsonb_to_recordset(p_prices) AS r(list uuid, variant uuid, "from" bigint, price bigint)
     WHERE r.price IS NOT NULL
       AND NOT EXISTS (SELECT FROM goods_price p
                        WHERE p.banca_id = v_banca AND p.list_id = r.list AND p.variant_id = r.variant AND p.min_milli = r."from"
                          AND p.ended_at IS NULL);
    GET DIAGNOSTICS v_begun = ROW_COUNT;
    RETURN greatest(v_ended, v_begun);
END $$;

CREATE FUNCTION save_scale_template(p_command uuid, p_prefix text, p_item_digits smallint, p_kind text, p_decimals smallint,
                                    p_check text, p_active boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM want_goods(p_command, '{save_scale_template}', NULL);
    INSERT INTO scale_template (banca_id, prefix, item_digits, value_digits, kind, decimals, check_policy, active)
    VALUES (my_banca(), p_prefix, p_item_digits, 10 - p_item_digits, p_kind, p_decimals, p_check, p_active)
    ON CONFLICT (banca_id, prefix) DO UPDATE
       SET item_digits = p_item_digits, value_digits = 10 - p_item_digits, kind = p_kind, decimals = p_decimals,
           check_policy = p_check, active = p_active;
END $$;

-- Puts goods on a place of a shop's favourites, or clears it.
CREATE FUNCTION save_favourite(p_command uuid, p_ventana uuid, p_slot smallint, p_variant uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM want_goods(p_command, '{save_favourite}', p_ventana);
    PERFORM want_ventana(p_ventana);
    IF p_variant IS NOT NULL AND NOT EXISTS (SELECT FROM variant WHERE banca_id = my_banca() AND variant_id = p_variant) THEN
        PERFORM refuse('{"refusal": "not_found", "what": "product"}');
    END IF;
    INSERT INTO favourite (banca_id, ventana_id, slot, variant_id) VALUES (my_banca(), p_ventana, p_slot, p_variant)
    ON CONFLICT (banca_id, ventana_id, slot) DO UPDATE SET variant_id = p_variant;
END $$;

CREATE FUNCTION save_promotion(p_command uuid, p_promotion jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca uuid := my_banca();
    v_new   promotion;
    v_known promotion;
BEGIN
    v_new := jsonb_populate_record(NULL::promotion, p_promotion);
    v_new.banca_id := v_banca;
    SELECT * INTO v_known FROM promotion WHERE banca_id = v_banca AND promotion_id = v_new.promotion_id;
    PERFORM want_goods(p_command, '{save_promotion}',
                       CASE WHEN v_known.promotion_id IS NULL THEN v_new.ventana_id ELSE v_known.ventana_id END);
    PERFORM pg_advisory_xact_lock(7735, hashtext(v_banca::text));
    IF EXISTS (SELECT FROM promotion p WHERE p.banca_id = v_banca AND p.promotion_id <> v_new.promotion_id
                                         AND lower(p.name) = lower(v_new.name)) THEN
        PERFORM refuse('{"refusal": "taken", "field": "name"}');
    END IF;
    IF EXISTS (SELECT FROM promotion p WHERE p.banca_id = v_banca AND p.promotion_id <> v_new.promotion_id
                                         AND lower(p.coupon) = lower(v_new.coupon)) THEN
        PERFORM refuse('{"refusal": "taken", "field": "coupon"}');
    END IF;
    PERFORM want_ventana(v_new.ventana_id);
    INSERT INTO promotion SELECT v_new.*
    ON CONFLICT (banca_id, promotion_id) DO UPDATE
       SET name = excluded.name, rule = excluded.rule, starts = excluded.starts, ends = excluded.ends, weekdays = excluded.weekdays,
           hour_from = excluded.hour_from, hour_to = excluded.hour_to, priority = excluded.priority, exclusive = excluded.exclusive,
           coupon = excluded.coupon, max_uses = excluded.max_uses, per_customer = excluded.per_customer, active = excluded.active;
END $$;

-- --- coupons -----------------------------------------------------------------------------------------------------------------

-- Uses a coupon up for a sale, within its transaction; refused where it was used often enough. Locks the promotion.
CREATE FUNCTION take_coupon(p_promotion uuid, p_sale uuid, p_customer uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca uuid := my_banca();
    v_one   promotion;
BEGIN
    SELECT * INTO v_one FROM promotion WHERE banca_id = v_banca AND promotion_id = p_promotion FOR UPDATE;
    IF v_one.coupon IS NULL OR NOT v_one.active THEN
        PERFORM refuse('{"refusal": "catalogue", "problem": "coupon", "why": "unknown"}');
    END IF;
    IF (SELECT count(*) FROM coupon_use u WHERE u.banca_id = v_banca AND u.promotion_id = p_promotion AND u.released_at IS NULL)
       >= v_one.max_uses THEN
        PERFORM refuse('{"refusal": "catalogue", "problem": "coupon", "why": "exhausted"}');
    END IF;
    IF v_one.per_customer IS NOT NULL THEN
        IF p_customer IS NULL THEN
            PERFORM refuse('{"refusal": "catalogue", "problem": "coupon", "why": "customer"}');
        END IF;
        IF (SELECT count(*) FROM coupon_use u
             WHERE u.banca_id = v_banca AND u.promotion_id = p_promotion AND u.customer_id = p_customer AND u.released_at IS NULL)
           >= v_one.per_customer THEN
            PERFORM refuse('{"refusal": "catalogue", "problem": "coupon", "why": "used"}');
        END IF;
    END IF;
    INSERT INTO coupon_use (banca_id, promotion_id, sale_id, customer_id) VALUES (v_banca, p_promotion, p_sale, p_customer);
END $$;

-- Gives back what coupons a sale used: within the transaction that voids it.
CREATE FUNCTION release_coupons(p_sale uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE coupon_use SET released_at = banca_now() WHERE banca_id = my_banca() AND sale_id = p_sale AND released_at IS NULL
$$;

REVOKE ALL ON FUNCTION
    guard_goods_price(), stock_catalogue(uuid), new_banca_catalogue(),
    goods_price_at(uuid, timestamptz, uuid, uuid, bigint, uuid, uuid), goods_price_of(uuid, uuid, bigint, uuid, uuid),
    goods_stock(uuid, uuid, uuid), goods_row_of(uuid, timestamptz, smallint, integer, uuid, uuid, bigint, uuid, uuid),
    goods_found(uuid, text, text, bigint, uuid, uuid), goods_one(uuid, uuid, bigint, uuid, uuid), goods_words(text, text),
    goods_search(uuid, text, text, uuid, text, boolean, text, uuid, integer), goods_favourites(uuid),
    want_goods(uuid, text[], uuid), want_ventana(uuid), save_category(uuid, uuid, text, smallint, boolean),
    save_tax_class(uuid, uuid, text, integer, boolean), save_product(uuid, jsonb),
    save_goods_list(uuid, uuid, text, uuid, text, timestamptz, timestamptz, boolean), set_goods_prices(uuid, jsonb),
    save_scale_template(uuid, text, smallint, text, smallint, text, boolean), save_favourite(uuid, uuid, smallint, uuid),
    save_promotion(uuid, jsonb), take_coupon(uuid, uuid, uuid), release_coupons(uuid)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    goods_price_of(uuid, uuid, bigint, uuid, uuid), goods_found(uuid, text, text, bigint, uuid, uuid),
    goods_one(uuid, uuid, bigint, uuid, uuid),
    goods_search(uuid, text, text, uuid, text, boolean, text, uuid, integer), goods_favourites(uuid),
    save_category(uuid, uuid, text, smallint, boolean), save_tax_class(uuid, uuid, text, integer, boolean), save_product(uuid, jsonb),
    save_goods_list(uuid, uuid, text, uuid, text, timestamptz, timestamptz, boolean), set_goods_prices(uuid, jsonb),
    save_scale_template(uuid, text, smallint, text, smallint, text, boolean), save_favourite(uuid, uuid, smallint, uuid),
    save_promotion(uuid, jsonb)
    TO banca_app;
