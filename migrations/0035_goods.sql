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
CREATE FUNCTION goods_price_of(p_ventana uuid, p_variant uuid, p_milli bigint, p_customer uuid, p_group uuid)
RETURNS TABLE (list_id uuid, price bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca uuid := my_banca();
    v_now   timestamptz := banca_now();
BEGIN
    RETURN QUERY
        SELECT p.list_id, p.price
          FROM goods_price p
          JOIN goods_list l ON l.banca_id = p.banca_id AND l.list_id = p.list_id
         WHERE p.banca_id = v_banca AND p.variant_id = p_variant AND p.ended_at IS NULL AND p.min_milli <= p_milli
           AND l.active AND l.starts <= v_now AND (l.ends IS NULL OR v_now < l.ends)
           AND CASE l.kind WHEN 'base' THEN true WHEN 'promotion' THEN true WHEN 'ventana' THEN l.scope_id = p_ventana
                           WHEN 'group' THEN l.scope_id = p_group ELSE l.scope_id = p_customer END
         ORDER BY CASE l.kind WHEN 'customer' THEN 1 WHEN 'group' THEN 2 WHEN 'ventana' THEN 3 WHEN 'promotion' THEN 4 ELSE 5 END,
                  l.starts DESC, l.list_id, p.min_milli DESC
         LIMIT 1;
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
    guard_goods_price(), stock_catalogue(uuid), new_banca_catalogue(), goods_price_of(uuid, uuid, bigint, uuid, uuid),
    take_coupon(uuid, uuid, uuid), release_coupons(uuid)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION goods_price_of(uuid, uuid, bigint, uuid, uuid) TO banca_app;
