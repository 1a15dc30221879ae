-- The sale as pgbench can drive it: a document like the console's is built in the database, then the same function applies
-- it. One seller per client, as one terminal per console.
CREATE TABLE bench_seller (client integer PRIMARY KEY, token text NOT NULL, draw_id uuid NOT NULL);

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
    v_terminal uuid;
BEGIN
    SELECT banca_id INTO v_banca FROM banca;
    FOR v_client IN 0 .. p_clients - 1 LOOP
        CONTINUE WHEN EXISTS (SELECT FROM bench_seller WHERE client = v_client);
        v_token := md5(random()::text) || md5(random()::text);
        v_terminal := gen_random_uuid();
        INSERT INTO app_user (banca_id, user_id, username, name, role, ventana_id, salt, verifier_hash)
        SELECT banca_id, v_terminal, 'bench' || v_client, 'Bench', 'VENDEDOR',
               (SELECT ventana_id FROM ventana WHERE name = 'Centro'), salt, verifier_hash
          FROM app_user WHERE username = 'ana';
        INSERT INTO terminal (banca_id, terminal_id, ventana_id, name)
        SELECT v_banca, v_terminal, ventana_id, 'bench' || v_client FROM ventana WHERE name = 'Centro';
        INSERT INTO session (banca_id, session_id, user_id, terminal_id, token_hash)
        VALUES (v_banca, v_terminal, v_terminal, v_terminal, sha256(convert_to(v_token, 'UTF8')));
        INSERT INTO drawer (banca_id, drawer_id, ventana_id, terminal_id, user_id, business_date, float_minor)
        SELECT v_banca, v_terminal, ventana_id, v_terminal, v_terminal, business_date(v_banca, ventana_id, banca_now()), 0
          FROM ventana WHERE name = 'Centro';
        INSERT INTO bench_seller VALUES (v_client, v_token, p_draw);
    END LOOP;
END $$;

CREATE FUNCTION bench_sell(p_client integer) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    v_seller  bench_seller;
    v_session session;
    v_ventana uuid;
    v_price   multiplier;
    v_bets    jsonb;
BEGIN
    SELECT * INTO v_seller FROM bench_seller WHERE client = p_client;
    SELECT * INTO v_session FROM session WHERE token_hash = sha256(convert_to(v_seller.token, 'UTF8'));
    SELECT ventana_id INTO v_ventana FROM app_user WHERE banca_id = v_session.banca_id AND user_id = v_session.user_id;
    SELECT m.* INTO v_price
      FROM multiplier m JOIN draw d USING (banca_id, lottery_id)
     WHERE d.banca_id = v_session.banca_id AND d.draw_id = v_seller.draw_id AND m.kind = 0 AND m.usual;
    SELECT jsonb_agg(jsonb_build_object(
               'line', line, 'kind', 0, 'number', number, 'stake', 20000, 'multiplier', v_price.multiplier_id,
               'factor', v_price.factor::text, 'origin', 'typed', 'listero_percent', '0', 'listero', 0,
               'listero_source', 'nothing', 'vendedor_percent', '0', 'vendedor', 0, 'vendedor_source', 'nothing'))
      INTO v_bets
      FROM (SELECT row_number() OVER () AS line, number
              FROM (SELECT DISTINCT floor(power(100, random()) - 1)::int AS number FROM generate_series(1, 40)) n
             LIMIT 8) b;
    RETURN sell(v_seller.token, gen_random_uuid(), sha256(uuid_send(gen_random_uuid())), jsonb_build_object(
        'sale', gen_random_uuid(), 'total', jsonb_array_length(v_bets) * 20000,
        'tickets', jsonb_build_array(jsonb_build_object(
            'ticket', gen_random_uuid(), 'draw', v_seller.draw_id,
            'code', lpad((floor(random() * 1e12))::bigint::text, 12, '0'),
            'total', jsonb_array_length(v_bets) * 20000, 'listero', 0, 'vendedor', 0, 'bets', v_bets,
            'legs', jsonb_build_array(
                jsonb_build_object('code', 'J01', 'book', v_ventana, 'debit', 1100, 'debit_key', v_session.session_id,
                                   'credit', 2310, 'credit_key', '00000000-0000-0000-0000-000000000000',
                                   'amount', jsonb_array_length(v_bets) * 20000),
                jsonb_build_object('code', 'J01', 'book', v_session.banca_id, 'debit', 1320, 'debit_key', v_ventana,
                                   'credit', 2410, 'credit_key', v_seller.draw_id,
                                   'amount', jsonb_array_length(v_bets) * 20000))))));
END $$;
