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
