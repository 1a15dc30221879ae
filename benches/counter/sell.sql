-- The sale as pgbench can drive it: documents like the console's lie ready as text, get fresh ids, and the same function
-- applies them. One seller per client, as one terminal per console.
CREATE TABLE bench_seller (client integer PRIMARY KEY, token text NOT NULL, session_id uuid NOT NULL, user_id uuid NOT NULL);
CREATE TABLE bench_document (client integer, n integer, body text NOT NULL, PRIMARY KEY (client, n));

CREATE FUNCTION bench_draw(p_draw uuid, p_at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_banca uuid;
BEGIN
    SELECT banca_id INTO v_banca FROM banca;
    UPDATE lottery SET rules = rules || '{"max_ticket": 800000000000}';
    INSERT INTO draw (banca_id, draw_id, lottery_id, at, cutoff, business_date, digits, rules, outcomes)
    SELECT v_banca, p_draw, lottery_id, p_at, p_at, business_date(v_banca, NULL, p_at), digits, rules, rules -> 'outcomes'
      FROM lottery WHERE name = 'Tica';
    PERFORM open_draw(v_banca, p_draw);
END $$;

CREATE FUNCTION bench_person(p_username text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO app_user (banca_id, user_id, username, name, role, ventana_id, salt, verifier_hash)
    SELECT banca_id, gen_random_uuid(), p_username, p_username, 'VENDEDOR',
           (SELECT ventana_id FROM ventana WHERE name = 'Centro'), salt, verifier_hash
      FROM app_user WHERE username = 'ana'
    ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION bench_prepare(p_clients integer, p_draw uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_banca uuid;
    v_token text;
    v_id    uuid;
BEGIN
    SELECT banca_id INTO v_banca FROM banca;
    FOR v_client IN 0 .. p_clients - 1 LOOP
        CONTINUE WHEN EXISTS (SELECT FROM bench_seller WHERE client = v_client);
        v_token := md5(random()::text) || md5(random()::text);
        v_id := gen_random_uuid();
        INSERT INTO app_user (banca_id, user_id, username, name, role, ventana_id, salt, verifier_hash)
        SELECT banca_id, v_id, 'bench' || v_client, 'Bench', 'VENDEDOR',
               (SELECT ventana_id FROM ventana WHERE name = 'Centro'), salt, verifier_hash
          FROM app_user WHERE username = 'ana';
        INSERT INTO terminal (banca_id, terminal_id, ventana_id, name)
        SELECT v_banca, v_id, ventana_id, 'bench' || v_client FROM ventana WHERE name = 'Centro';
        INSERT INTO session (banca_id, session_id, user_id, terminal_id, token_hash)
        VALUES (v_banca, v_id, v_id, v_id, sha256(convert_to(v_token, 'UTF8')));
        INSERT INTO drawer (banca_id, drawer_id, ventana_id, terminal_id, user_id, business_date, float_minor)
        SELECT v_banca, v_id, ventana_id, v_id, v_id, business_date(v_banca, ventana_id, banca_now()), 0
          FROM ventana WHERE name = 'Centro';
        INSERT INTO bench_seller VALUES (v_client, v_token, v_id, v_id);
    END LOOP;
    TRUNCATE bench_document;
    INSERT INTO bench_document
    SELECT s.client, n, bench_body(s, p_draw) FROM bench_seller s, generate_series(1, 200) n WHERE s.client < p_clients;
    ANALYZE bench_seller, bench_document;
END $$;

-- One sale of eight numbers by Zipf's law, with places for the ids.
CREATE FUNCTION bench_body(p_seller bench_seller, p_draw uuid) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    v_banca   uuid;
    v_ventana uuid;
    v_price   multiplier;
    v_bets    jsonb;
    v_total   bigint;
BEGIN
    SELECT banca_id, ventana_id INTO v_banca, v_ventana FROM app_user WHERE user_id = p_seller.user_id;
    SELECT m.* INTO v_price
      FROM multiplier m JOIN draw d USING (banca_id, lottery_id)
     WHERE d.draw_id = p_draw AND m.kind = 0 AND m.usual;
    SELECT jsonb_agg(jsonb_build_object(
               'line', line, 'kind', 0, 'number', number, 'stake', 20000, 'multiplier', v_price.multiplier_id,
               'factor', v_price.factor::text, 'origin', 'typed',
               'listero_percent', '0', 'listero', 0, 'listero_source', '"nothing"'::jsonb,
               'vendedor_percent', '0', 'vendedor', 0, 'vendedor_source', '"nothing"'::jsonb))
      INTO v_bets
      FROM (SELECT row_number() OVER () AS line, number
              FROM (SELECT DISTINCT floor(power(100, random()) - 1)::int AS number FROM generate_series(1, 40)) n
             LIMIT 8) b;
    v_total := jsonb_array_length(v_bets) * 20000;
    RETURN jsonb_build_object(
        'sale', '@sale', 'total', v_total,
        'tickets', jsonb_build_array(jsonb_build_object(
            'ticket', '@ticket', 'draw', p_draw, 'code', '@code', 'total', v_total, 'listero', 0, 'vendedor', 0, 'bets', v_bets,
            'legs', jsonb_build_array(
                jsonb_build_object('code', 'J01', 'book', v_ventana, 'debit', 1100, 'debit_key', p_seller.session_id,
                                   'credit', 2310, 'credit_key', '00000000-0000-0000-0000-000000000000', 'amount', v_total),
                jsonb_build_object('code', 'J01', 'book', v_banca, 'debit', 1320, 'debit_key', v_ventana,
                                   'credit', 2410, 'credit_key', p_draw, 'amount', v_total)))))::text;
END $$;
