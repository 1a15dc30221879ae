-- Price lists: which of a lottery's prices a seller may use, and which is the usual one. Set for a seller, a shop or the
-- house; the most specific list that names a price of the kind decides, and without one every price of the lottery is
-- offered. `domain::price_list` states the same rule.

CREATE TABLE price_list (
    banca_id    uuid     NOT NULL REFERENCES banca,
    list_id     uuid     NOT NULL,
    scope_rank  smallint NOT NULL CHECK (scope_rank IN (1, 2, 3)),
    scope_id    uuid     NOT NULL,
    lottery_id  uuid     NOT NULL,
    multipliers uuid[]   NOT NULL CHECK (cardinality(multipliers) BETWEEN 1 AND 100),
    -- Of those, what is sold to whoever names none; at most one of each kind.
    usual       uuid[]   NOT NULL DEFAULT '{}' CHECK (usual <@ multipliers),
    date_from   date,
    date_to     date,
    reason      text     NOT NULL DEFAULT '' CHECK (length(reason) <= 200),
    set_by      uuid     NOT NULL,
    set_at      timestamptz NOT NULL DEFAULT banca_now(),
    ended_by    uuid,
    ended_at    timestamptz,
    PRIMARY KEY (banca_id, list_id),
    FOREIGN KEY (banca_id, lottery_id) REFERENCES lottery,
    CHECK (date_from <= date_to),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL))
);
CREATE UNIQUE INDEX price_list_in_force ON price_list (banca_id, scope_id, lottery_id) WHERE ended_at IS NULL;

-- What a list names is of its lottery, and of each kind one is the usual one at most.
CREATE FUNCTION guard_price_list() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (SELECT count(*) FROM multiplier m
         WHERE m.banca_id = NEW.banca_id AND m.lottery_id = NEW.lottery_id AND m.multiplier_id = ANY (NEW.multipliers))
       <> cardinality(NEW.multipliers) THEN
        RAISE EXCEPTION 'a price list names prices of its own lottery, each once' USING ERRCODE = 'BA403';
    END IF;
    IF EXISTS (SELECT FROM multiplier m
                WHERE m.banca_id = NEW.banca_id AND m.multiplier_id = ANY (NEW.usual)
                GROUP BY m.kind HAVING count(*) > 1) THEN
        RAISE EXCEPTION 'one price of a kind is the usual one' USING ERRCODE = 'BA403';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION guard_price_list() FROM PUBLIC;
CREATE TRIGGER guard_price_list BEFORE INSERT ON price_list FOR EACH ROW EXECUTE FUNCTION guard_price_list();
CREATE TRIGGER guard_immutable BEFORE UPDATE OR DELETE ON price_list
    FOR EACH ROW EXECUTE FUNCTION guard_immutable('ended_by', 'ended_at');
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON price_list FOR EACH STATEMENT EXECUTE FUNCTION guard_truncate();

GRANT SELECT ON price_list TO banca_app;
GRANT INSERT (banca_id, list_id, scope_rank, scope_id, lottery_id, multipliers, usual, date_from, date_to, reason, set_by)
    ON price_list TO banca_app;
GRANT UPDATE (ended_by, ended_at) ON price_list TO banca_app;
ALTER TABLE price_list ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON price_list AS RESTRICTIVE TO banca_app
    USING (banca_id = (SELECT my_banca())) WITH CHECK (banca_id = (SELECT my_banca()));
CREATE POLICY reach ON price_list FOR SELECT TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR scope_id IN ((SELECT my_user()), (SELECT my_ventana()), (SELECT my_banca()))
           OR ((SELECT my_role()) = 'VENTANA' AND scope_rank = 1
               AND scope_id IN (SELECT u.user_id FROM app_user u WHERE u.ventana_id = (SELECT my_ventana()))));
CREATE POLICY house_insert ON price_list FOR INSERT TO banca_app
    WITH CHECK ((SELECT my_role()) = 'ADMIN' AND set_by = (SELECT my_user()));
CREATE POLICY house_update ON price_list FOR UPDATE TO banca_app USING ((SELECT my_role()) = 'ADMIN');

-- Whether a seller sells at this price in a draw of this date: one that is offered, and where none was named the usual one. A
-- part of `sell`, and granted to nobody.
CREATE FUNCTION price_stands(p_banca uuid, p_ventana uuid, p_user uuid, p_lottery uuid, p_kind smallint, p_multiplier uuid,
                             p_named boolean, p_date date)
RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_list record;
BEGIN
    SELECT l.multipliers, l.usual INTO v_list
      FROM price_list l
     WHERE l.banca_id = p_banca AND l.lottery_id = p_lottery AND l.ended_at IS NULL
       AND l.scope_id IN (p_user, p_ventana, p_banca)
       AND (l.date_from IS NULL OR p_date >= l.date_from)
       AND (l.date_to IS NULL OR p_date <= l.date_to)
       AND EXISTS (SELECT FROM multiplier m
                    WHERE m.banca_id = p_banca AND m.multiplier_id = ANY (l.multipliers) AND m.kind = p_kind AND m.active)
     ORDER BY l.scope_rank
     LIMIT 1;
    IF FOUND AND p_multiplier <> ALL (v_list.multipliers) THEN
        RETURN false;
    END IF;
    RETURN p_named IS TRUE
        OR p_multiplier = (SELECT m.multiplier_id
                             FROM multiplier m
                            WHERE m.banca_id = p_banca AND m.lottery_id = p_lottery AND m.kind = p_kind AND m.active
                              AND (v_list IS NULL OR m.multiplier_id = ANY (v_list.multipliers))
                            ORDER BY m.multiplier_id = ANY (coalesce(v_list.usual, '{}')) DESC, m.usual DESC, m.factor
                            LIMIT 1);
END $$;
REVOKE ALL ON FUNCTION price_stands(uuid, uuid, uuid, uuid, smallint, uuid, boolean, date) FROM PUBLIC;
