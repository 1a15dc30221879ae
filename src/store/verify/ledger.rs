//! The books themselves: transfers, their postings, reversals, inline balances, and the two books against each other.

use super::Check;

pub(super) const CHECKS: &[Check] = &[
    Check {
        // Every transfer has a positive amount, two different sides, a book of the house, and a posting of its date: then
        // debits equal credits by construction.
        name: "ledger.transfers",
        within_a_shop: false,
        sql: "WITH t AS (
                  SELECT t.transfer_id,
                         t.amount > 0 AND p.posting_id IS NOT NULL AND p.business_date = t.business_date
                         AND (b.banca_id IS NOT NULL OR v.ventana_id IS NOT NULL) AS stands
                    FROM transfer t
                    LEFT JOIN posting p ON p.banca_id = t.banca_id AND p.posting_id = t.posting_id
                    LEFT JOIN banca b ON b.banca_id = t.banca_id AND b.banca_id = t.book
                    LEFT JOIN ventana v ON v.banca_id = t.banca_id AND v.ventana_id = t.book)
              SELECT count(*), count(*) FILTER (WHERE stands), min(transfer_id::text) FILTER (WHERE NOT stands) FROM t",
    },
    Check {
        // Stakes, the shop's commission and prizes paid move the same amount in the house's book and in the shop's.
        name: "ledger.two_books",
        within_a_shop: false,
        sql: "WITH p AS (
                  SELECT t.banca_id, t.posting_id,
                         CASE WHEN t.code IN ('J02', 'J03', 'J36') THEN 'J01' WHEN t.code = 'J12' THEN 'J10' ELSE t.code END AS code,
                         coalesce(sum(t.amount) FILTER (WHERE t.book = t.banca_id), 0)::bigint AS house,
                         coalesce(sum(t.amount) FILTER (WHERE t.book <> t.banca_id), 0)::bigint AS shop
                    FROM transfer t
                   WHERE t.code IN ('J01', 'J02', 'J03', 'J05', 'J10', 'J11', 'J12', 'J61')
                      OR (t.code = 'J36' AND 2310 IN (t.debit_code, t.credit_code))
                   GROUP BY t.banca_id, t.posting_id, 3)
              SELECT coalesce(sum(house), 0)::bigint, coalesce(sum(shop), 0)::bigint,
                     min(code || ' ' || posting_id) FILTER (WHERE house <> shop) FROM p",
    },
    Check {
        // What a shop owes the house is what the house is owed by the shop.
        name: "ledger.shop_and_house",
        within_a_shop: false,
        sql: "WITH side AS (
                  SELECT banca_id, book AS ventana_id, amount AS owes, 0 AS owed FROM transfer
                   WHERE credit_code = 2310 AND book <> banca_id
                  UNION ALL SELECT banca_id, book, -amount, 0 FROM transfer WHERE debit_code = 2310 AND book <> banca_id
                  UNION ALL SELECT banca_id, debit_key, 0, amount FROM transfer WHERE debit_code = 1320 AND book = banca_id
                  UNION ALL SELECT banca_id, credit_key, 0, -amount FROM transfer WHERE credit_code = 1320 AND book = banca_id
              ), s AS (
                  SELECT coalesce(v.name, s.ventana_id::text) AS shop, sum(s.owes)::bigint AS owes, sum(s.owed)::bigint AS owed
                    FROM side s LEFT JOIN ventana v USING (banca_id, ventana_id)
                   GROUP BY s.banca_id, s.ventana_id, v.name)
              SELECT coalesce(sum(owes), 0)::bigint, coalesce(sum(owed), 0)::bigint, min(shop) FILTER (WHERE owes <> owed) FROM s",
    },
    Check {
        name: "ledger.inline_balances",
        within_a_shop: true,
        sql: "WITH side AS (
                  SELECT banca_id, book, debit_code AS code, debit_key AS key, amount FROM transfer
                   WHERE debit_code IN (1100, 1310, 2340)
                  UNION ALL
                  SELECT banca_id, book, credit_code, credit_key, -amount FROM transfer
                   WHERE credit_code IN (1100, 1310, 2340)
                  UNION ALL
                  SELECT t.banca_id, t.book, 1320, t.debit_key, t.amount
                    FROM transfer t JOIN account a ON a.banca_id = t.banca_id AND a.book = t.book AND a.code = 1320 AND a.key = t.debit_key
                   WHERE t.debit_code = 1320
                  UNION ALL
                  SELECT t.banca_id, t.book, 1320, t.credit_key, -t.amount
                    FROM transfer t JOIN account a ON a.banca_id = t.banca_id AND a.book = t.book AND a.code = 1320 AND a.key = t.credit_key
                   WHERE t.credit_code = 1320
              ), derived AS (
                  SELECT banca_id, book, code, key, sum(amount)::bigint AS balance FROM side GROUP BY banca_id, book, code, key
              ), pair AS (
                  SELECT key, coalesce(a.balance, 0) AS stored, coalesce(d.balance, 0) AS derived
                    FROM account a FULL JOIN derived d USING (banca_id, book, code, key))
              SELECT coalesce(sum(stored), 0)::bigint, coalesce(sum(derived), 0)::bigint,
                     min(key::text) FILTER (WHERE stored <> derived) FROM pair",
    },
    Check {
        // A reversal is the mirror of one earlier transfer and registered under it; cash alone may go another drawer's way.
        name: "ledger.reversals",
        within_a_shop: false,
        sql: "WITH r AS (
                  SELECT coalesce(t.transfer_id, x.reverses_id) AS id, coalesce(t.amount, 0) AS amount, coalesce(o.amount, 0) AS original,
                         t.transfer_id IS NOT NULL AND x.posting_id = t.posting_id AND o.amount = t.amount AND o.book = t.book
                         AND o.code = t.code AND o.debit_code = t.credit_code AND o.credit_code = t.debit_code
                         AND (o.debit_code = 1100 OR o.debit_key = t.credit_key)
                         AND (o.credit_code = 1100 OR o.credit_key = t.debit_key) AS mirrors
                    FROM (SELECT * FROM transfer WHERE reverses_id IS NOT NULL) t
                    FULL JOIN transfer_reversal x ON x.banca_id = t.banca_id AND x.reverses_id = t.reverses_id
                    LEFT JOIN transfer o ON o.banca_id = t.banca_id AND o.transfer_id = t.reverses_id)
              SELECT coalesce(sum(amount), 0)::bigint, coalesce(sum(original), 0)::bigint,
                     min(id::text) FILTER (WHERE mirrors IS NOT TRUE) FROM r",
    },
    Check {
        // What shops earned on standing tickets, in their books and in the house's.
        name: "ledger.shop_commissions",
        within_a_shop: false,
        sql: "WITH sold AS (
                  SELECT banca_id, ventana_id, sum(listero)::bigint AS amount FROM ticket
                   WHERE state = 'ACTIVE' GROUP BY banca_id, ventana_id
              ), side AS (
                  SELECT banca_id, book AS ventana_id, amount FROM transfer WHERE credit_code = 4110
                  UNION ALL SELECT banca_id, book, -amount FROM transfer WHERE debit_code = 4110
              ), booked AS (SELECT banca_id, ventana_id, sum(amount)::bigint AS amount FROM side GROUP BY banca_id, ventana_id),
              pair AS (
                  SELECT coalesce(v.name, ventana_id::text) AS shop, coalesce(b.amount, 0) AS booked, coalesce(s.amount, 0) AS sold
                    FROM booked b FULL JOIN sold s USING (banca_id, ventana_id) LEFT JOIN ventana v USING (banca_id, ventana_id))
              SELECT coalesce(sum(booked), 0)::bigint, coalesce(sum(sold), 0)::bigint,
                     min(shop) FILTER (WHERE booked <> sold) FROM pair",
    },
    Check {
        // What sellers earned on standing tickets.
        name: "ledger.seller_commissions",
        within_a_shop: false,
        sql: "WITH sold AS (
                  SELECT banca_id, vendedor_id AS user_id, sum(vendedor)::bigint AS amount FROM ticket
                   WHERE state = 'ACTIVE' GROUP BY banca_id, vendedor_id
              ), side AS (
                  SELECT banca_id, credit_key AS user_id, amount FROM transfer WHERE credit_code = 2320 AND code IN ('J06', 'J63')
                  UNION ALL SELECT banca_id, debit_key, -amount FROM transfer WHERE debit_code = 2320 AND code IN ('J06', 'J63')
              ), booked AS (SELECT banca_id, user_id, sum(amount)::bigint AS amount FROM side GROUP BY banca_id, user_id),
              pair AS (
                  SELECT coalesce(u.username, user_id::text) AS seller, coalesce(b.amount, 0) AS booked, coalesce(s.amount, 0) AS sold
                    FROM booked b FULL JOIN sold s USING (banca_id, user_id) LEFT JOIN app_user u USING (banca_id, user_id))
              SELECT coalesce(sum(booked), 0)::bigint, coalesce(sum(sold), 0)::bigint,
                     min(seller) FILTER (WHERE booked <> sold) FROM pair",
    },
];
