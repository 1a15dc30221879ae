-- A ticket is found by its code through the index. The code is text of a fixed length; compared with ordinary text it was
-- cast row by row, and every look at a paper read all codes of the house.
CREATE OR REPLACE FUNCTION bearer_ticket() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_session session := my_session();
BEGIN
    RETURN (SELECT c.ticket_id
              FROM app_user u
              JOIN ticket_code c
                ON c.banca_id = u.banca_id AND c.code = nullif(current_setting('banca.code', true), '')::bpchar
             WHERE u.banca_id = v_session.banca_id AND u.user_id = v_session.user_id
               AND (u.role = 'ADMIN' OR c.ventana_id = u.ventana_id));
END $$;
