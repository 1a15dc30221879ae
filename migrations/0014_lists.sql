-- Lists and counts beside millions of tickets: a page of all tickets by time reads its fifty rows from an index, and what a
-- draw has sold is counted in one.
CREATE INDEX ticket_by_time ON ticket (banca_id, sold_at DESC, ticket_id DESC);
DROP INDEX ticket_of_draw;
CREATE INDEX ticket_of_draw ON ticket (banca_id, draw_id, ticket_id) INCLUDE (state, total);
