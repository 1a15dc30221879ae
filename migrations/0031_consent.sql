-- Consent is asked for what can be done, and for what is done.

CREATE OR REPLACE FUNCTION pg_temp.amend(p_function regprocedure, p_old text, p_new text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_text text := pg_get_functiondef(p_function);
BEGIN
    IF (length(v_text) - length(replace(v_text, p_old, ''))) <> length(p_old) THEN
        RAISE EXCEPTION '% has not exactly one %', p_function, p_old;
    END IF;
    EXECUTE replace(v_text, p_old, p_new);
END $$;

-- A cancellation that waited for the close of its draw is told that it came too late, and not to ask a supervisor first.
CREATE OR REPLACE FUNCTION cancel_ticket(p_command uuid, p_ticket uuid, p_date date, p_drawer uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_ticket ticket;
BEGIN
    IF NOT claimed(p_command, '{cancel_ticket}')
       OR abs(p_date - business_date(my_banca(), my_ventana(), banca_now())) > 1 THEN
        RAISE EXCEPTION 'no command of this session cancels' USING ERRCODE = 'BA403';
    END IF;
    SELECT t.* INTO v_ticket
      FROM ticket_code c
      JOIN ticket t ON t.banca_id = c.banca_id AND t.business_date = c.business_date AND t.ticket_id = c.ticket_id
     WHERE c.banca_id = my_banca() AND c.ticket_id = p_ticket;
    -- What nobody may cancel is refused here, before anybody's consent is asked for.
    PERFORM take_back_ticket(p_command, p_ticket, p_date, p_drawer);
    IF v_ticket.vendedor_id IS DISTINCT FROM my_user()
       OR banca_now() - v_ticket.sold_at > (SELECT make_interval(mins => void_minutes) FROM banca WHERE banca_id = my_banca())
    THEN
        PERFORM want_consent(p_command, 'cancel_any', v_ticket.code, v_ticket.total);
    END IF;
END $$;

-- The reversal that reopens a finalised prize is that of the last payout that stands, not of one that was taken back before.
SELECT pg_temp.amend('due_legs(uuid, uuid, text, smallint, date)',
    'WHERE banca_id = v_banca AND ticket_id = v_award.ticket_id ORDER BY seq DESC LIMIT 1;',
    'WHERE banca_id = v_banca AND ticket_id = v_award.ticket_id
               AND NOT EXISTS (SELECT FROM payout_reversal r
                                WHERE r.banca_id = payout.banca_id AND r.payout_id = payout.payout_id)
             ORDER BY seq DESC LIMIT 1;');
