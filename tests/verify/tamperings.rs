//! What somebody with the owner's rights might change past every guard, one statement each.

/// Every tampering, past triggers and policies, and the identity that must find it.
pub const TAMPERINGS: [(&str, &str); 120] = [
    (
        "layoffs.lines",
        "UPDATE layoff_line SET stake = stake + 10000 WHERE number = 23",
    ),
    (
        "layoffs.lines",
        "UPDATE layoff SET percent = 5 WHERE state = 'SETTLED'",
    ),
    (
        "layoffs.lines",
        "DELETE FROM layoff_step WHERE layoff_id = (SELECT layoff_id FROM layoff WHERE number = 2); DELETE FROM layoff_line WHERE layoff_id = (SELECT layoff_id FROM layoff WHERE number = 2); DELETE FROM layoff WHERE number = 2",
    ),
    (
        "layoffs.steps",
        "UPDATE layoff SET state = 'ACCEPTED' WHERE state = 'WITHDRAWN'",
    ),
    (
        "layoffs.steps",
        "DELETE FROM layoff_step WHERE step = 'sent'",
    ),
    (
        "layoffs.steps",
        "UPDATE layoff_step SET user_id = (SELECT user_id FROM app_user WHERE username = 'olga') WHERE step = 'accepted'",
    ),
    (
        "layoffs.shares",
        "UPDATE layoff SET share = share + 100 WHERE share > 0",
    ),
    (
        "layoffs.shares",
        "UPDATE layoff_line SET number = 24 WHERE number = 23",
    ),
    (
        "layoffs.books",
        "UPDATE transfer SET amount = amount + 100 WHERE debit_code = 5130",
    ),
    (
        "layoffs.books",
        "DELETE FROM transfer WHERE debit_code = 2450 AND credit_code = 4120",
    ),
    (
        "layoffs.books",
        "UPDATE layoff_step SET due = due + 100 WHERE step = 'settled'",
    ),
    (
        "activity.documents",
        "UPDATE layoff_step SET answered = 'Doña Luna' WHERE step = 'accepted'",
    ),
    (
        "lists.excluded",
        "UPDATE list_exclusion SET tickets = tickets + 1 WHERE ended_at IS NULL",
    ),
    (
        "lists.excluded",
        "UPDATE list_exclusion SET user_id = (SELECT user_id FROM app_user WHERE username = 'olga') WHERE ended_at IS NULL",
    ),
    (
        "lists.tickets",
        "UPDATE ticket SET state = 'ACTIVE', cancelled_at = NULL WHERE state = 'EXCLUDED'",
    ),
    (
        "lists.tickets",
        "UPDATE list_exclusion SET ended_at = NULL, ended_by = NULL, ended_reason = NULL, ended_command_id = NULL, ended_approval_id = NULL",
    ),
    (
        "lists.tickets",
        "UPDATE transfer SET amount = amount + 100 WHERE transfer_id = (SELECT t.transfer_id FROM transfer t JOIN posting p USING (posting_id) JOIN list_exclusion x USING (command_id) WHERE x.ended_at IS NULL AND t.debit_code = 2410 LIMIT 1)",
    ),
    (
        "activity.documents",
        "UPDATE list_exclusion SET reason = 'otra cosa' WHERE ended_at IS NULL",
    ),
    (
        "approvals.named",
        "UPDATE list_exclusion SET approval_id = ended_approval_id WHERE ended_at IS NOT NULL",
    ),
    (
        "draws.annulled",
        "UPDATE award SET prize = prize + 100 WHERE kind = 'REFUND'",
    ),
    (
        "draws.annulled",
        "UPDATE draw_step SET tickets = 7 WHERE step = 'annulled'",
    ),
    (
        "draws.steps",
        "UPDATE draw SET at = at + interval '1 hour' WHERE state = 'ANNULLED'",
    ),
    (
        "draws.steps",
        "UPDATE draw SET suspended = true WHERE state = 'OPEN'",
    ),
    (
        "prizes.payable",
        "UPDATE award SET kind = 'REFUND' WHERE award_id = (SELECT award_id FROM award WHERE kind = 'PRIZE' AND mark = 'OPEN' LIMIT 1)",
    ),
    (
        "activity.documents",
        "UPDATE draw_step SET reason = 'porque sí' WHERE step = 'rescheduled'",
    ),
    (
        "ledger.two_books",
        "UPDATE transfer SET amount = amount + 100 WHERE transfer_id = (SELECT transfer_id FROM transfer WHERE code = 'J01' AND credit_code = 2410 LIMIT 1)",
    ),
    (
        "ledger.shop_and_house",
        "UPDATE transfer SET amount = amount - 100 WHERE transfer_id = (SELECT transfer_id FROM transfer WHERE code = 'J10' AND debit_code = 2310 LIMIT 1)",
    ),
    (
        "ledger.transfers",
        "DELETE FROM posting WHERE event = 'moved'",
    ),
    (
        "ledger.inline_balances",
        "UPDATE account SET balance = balance + 1 WHERE balance > 0 AND key = (SELECT key FROM account WHERE balance > 0 LIMIT 1)",
    ),
    (
        "ledger.reversals",
        "DELETE FROM transfer_reversal WHERE reverses_id = (SELECT reverses_id FROM transfer_reversal LIMIT 1)",
    ),
    (
        "ledger.shop_commissions",
        "UPDATE transfer SET amount = amount + 1 WHERE transfer_id = (SELECT transfer_id FROM transfer WHERE credit_code = 4110 LIMIT 1)",
    ),
    (
        "ledger.seller_commissions",
        "DELETE FROM transfer WHERE transfer_id = (SELECT transfer_id FROM transfer WHERE code = 'J06' AND reverses_id IS NULL LIMIT 1)",
    ),
    (
        "drawer.movements",
        "UPDATE drawer SET float_minor = float_minor + 100 WHERE state = 'open'",
    ),
    ("drawer.movements", "DELETE FROM cash_movement"),
    ("drawer.closed", "DELETE FROM transfer WHERE code = 'J50'"),
    (
        "drawer.reports",
        "UPDATE drawer SET report = jsonb_set(report, '{counted}', '1') WHERE state = 'closed'",
    ),
    (
        "drawer.reports",
        "UPDATE drawer SET report = jsonb_set(report, '{counted}', '1'), report_hash = drawer_report_hash(jsonb_set(report, '{counted}', '1')) WHERE state = 'closed'",
    ),
    (
        "drawer.z_numbers",
        "UPDATE terminal SET last_z = 2 WHERE name = 'caja-marta'",
    ),
    (
        "drawer.counts",
        "UPDATE drawer_count SET total = total + 100",
    ),
    (
        "tickets.bets",
        "UPDATE bet SET stake = stake + 100 WHERE number = 45",
    ),
    (
        "tickets.bets",
        "UPDATE bet SET vendedor = vendedor - 1 WHERE number = 7",
    ),
    (
        "tickets.hashes",
        "UPDATE bet SET number = 46 WHERE number = 45",
    ),
    (
        "tickets.hashes",
        "UPDATE bet SET factor = factor + 10 WHERE number = 7",
    ),
    (
        "tickets.books",
        "UPDATE ticket SET total = total + 100 WHERE ticket_id = (SELECT ticket_id FROM ticket LIMIT 1)",
    ),
    (
        "tickets.books",
        "UPDATE ticket SET state = 'ACTIVE' WHERE state = 'CANCELLED'",
    ),
    (
        "tickets.books",
        "UPDATE ticket SET state = 'CANCELLED' WHERE ticket_id IN (SELECT ticket_id FROM bet WHERE number = 7)",
    ),
    (
        "tickets.codes",
        "DELETE FROM ticket WHERE ticket_id IN (SELECT ticket_id FROM bet WHERE number = 7)",
    ),
    ("tickets.chain", "DELETE FROM ticket WHERE serial = 1"),
    (
        "tickets.chain_heads",
        "DELETE FROM ticket t WHERE serial = (SELECT max(serial) FROM ticket x WHERE x.terminal_id = t.terminal_id)",
    ),
    (
        "tickets.chain",
        "UPDATE ticket SET previous_hash = sha256(hash) WHERE serial = 2",
    ),
    (
        "tickets.documents",
        "DELETE FROM sale WHERE sale_id = (SELECT sale_id FROM sale LIMIT 1)",
    ),
    (
        "tickets.documents",
        "DELETE FROM command WHERE verb = 'sell'",
    ),
    (
        "tickets.before_cutoff",
        "UPDATE ticket SET sold_at = '2026-11-16 19:30:00Z' WHERE serial = 1",
    ),
    (
        "prizes.payable",
        "UPDATE award SET mark = 'OPEN' WHERE mark = 'FINALIZED'",
    ),
    (
        "prizes.winners",
        "UPDATE award SET prize = prize + 100 WHERE award_id = (SELECT award_id FROM award WHERE kind = 'PRIZE' LIMIT 1)",
    ),
    (
        "prizes.expense",
        "UPDATE award SET mark = 'REVERSED' WHERE award_id = (SELECT award_id FROM award WHERE kind = 'PRIZE' LIMIT 1)",
    ),
    (
        "prizes.not_overpaid",
        "UPDATE payout SET amount = amount * 10 WHERE method = 'transfer'",
    ),
    (
        "prizes.payouts",
        "UPDATE payout SET drawer_id = gen_random_uuid() WHERE method = 'cash'",
    ),
    (
        "prizes.payable",
        "DELETE FROM payout WHERE method = 'transfer'",
    ),
    ("prizes.payouts", "DELETE FROM payout_reversal"),
    (
        "prizes.claims",
        "INSERT INTO claim (banca_id, claim_id, ticket_id, code, draw_id, result_version, owner_id, amount) SELECT banca_id, gen_random_uuid(), ticket_id, code, draw_id, 9, vendedor_id, 100 FROM ticket LIMIT 1",
    ),
    (
        "prizes.winners",
        "UPDATE draw SET result_number = 45 WHERE state = 'EVALUATED'",
    ),
    (
        "draws.two_people",
        "UPDATE result_withdrawal w SET entry_id = e.entry_id FROM result_entry e WHERE e.step = 'entered' AND e.number = 23",
    ),
    (
        "activity.results",
        "UPDATE result_withdrawal SET reason = 'otro'",
    ),
    (
        "draws.two_people",
        "UPDATE result_entry SET user_id = (SELECT user_id FROM result_entry WHERE step = 'entered' LIMIT 1) WHERE step = 'confirmed'",
    ),
    (
        "draws.stakes",
        "UPDATE transfer SET credit_key = gen_random_uuid() WHERE credit_code = 2410",
    ),
    ("draws.earned", "DELETE FROM transfer WHERE code = 'J07'"),
    (
        "draws.seals",
        "UPDATE ticket SET state = 'CANCELLED' WHERE state = 'ACTIVE' AND draw_id IN (SELECT draw_id FROM draw_seal)",
    ),
    ("draws.seals", "UPDATE draw_seal SET root = sha256(root)"),
    ("draws.seals", "DELETE FROM draw_seal"),
    (
        "draws.seal_chain",
        "UPDATE banca SET seal_head = sha256(seal_head)",
    ),
    (
        "draws.counts",
        "UPDATE draw_count SET tickets = tickets + 1",
    ),
    (
        "draws.bands",
        "UPDATE draw_band SET vendedor = vendedor + 1",
    ),
    (
        "exposure.counters",
        "UPDATE exposure SET straight = straight + 100 WHERE scope_rank = 3",
    ),
    (
        "exposure.counters",
        "UPDATE exposure SET tickets = tickets + 1 WHERE scope_rank = 1 AND number = 7",
    ),
    (
        "commands.answered",
        "UPDATE command SET answer = NULL WHERE verb = 'pay'",
    ),
    (
        "commands.documents",
        "DELETE FROM sale WHERE sale_id = (SELECT sale_id FROM sale LIMIT 1)",
    ),
    (
        "commands.documents",
        "DELETE FROM command WHERE verb = 'pay'",
    ),
    (
        "approvals.second_person",
        "ALTER TABLE approval DROP CONSTRAINT approval_check; UPDATE approval SET granted_by = asked_by",
    ),
    (
        "approvals.named",
        "UPDATE approval SET command_id = (SELECT command_id FROM command WHERE verb = 'finalise') WHERE \"right\" = 'reverse_payout'",
    ),
    (
        "approvals.named",
        "UPDATE approval SET consumed_at = NULL WHERE \"right\" = 'move_cash'",
    ),
    (
        "activity.complete",
        "DELETE FROM activity WHERE action = 'prize.paid'",
    ),
    (
        "audit.blocks",
        "UPDATE activity SET note = 'x' WHERE action = 'prize.finalised'",
    ),
    (
        "audit.blocks",
        "UPDATE audit_block SET sealed_at = sealed_at + interval '1 second'",
    ),
    (
        "audit.rows",
        "DELETE FROM activity WHERE activity_id = (SELECT activity_id FROM activity LIMIT 1)",
    ),
    (
        "audit.rows",
        "INSERT INTO activity (banca_id, business_date, activity_id, action, run, xid) SELECT banca_id, business_date, gen_random_uuid(), 'made up', run, xid FROM activity LIMIT 1",
    ),
    (
        "audit.rows",
        "UPDATE activity SET run = run - interval '1 second' WHERE activity_id = (SELECT activity_id FROM activity LIMIT 1)",
    ),
    ("audit.chain", "DELETE FROM audit_block WHERE block_no = 1"),
    (
        "audit.chain",
        "UPDATE audit_block SET root = sha256(root) WHERE block_no = 1",
    ),
    (
        "audit.watermark",
        "UPDATE audit_block SET to_xid = '99999999999' WHERE block_no = (SELECT max(block_no) FROM audit_block)",
    ),
    (
        "audit.printed",
        "UPDATE drawer SET report = jsonb_set(report, '{audit,root}', '\"00\"') WHERE state = 'closed'",
    ),
    ("audit.printed", "DELETE FROM audit_block"),
    (
        "tickets.copies",
        "UPDATE bet SET draw_id = (SELECT draw_id FROM draw WHERE draw_id <> bet.draw_id LIMIT 1) WHERE number = 7",
    ),
    ("tickets.copies", "UPDATE payout SET seq = seq + 5"),
    (
        "ledger.table",
        "UPDATE transfer SET debit_code = 6100 WHERE code = 'J47' AND debit_code = 1110",
    ),
    (
        "ledger.table",
        "UPDATE transfer SET code = 'J47' WHERE code = 'J46'",
    ),
    (
        "ledger.table",
        "UPDATE transfer SET credit_key = gen_random_uuid() WHERE code = 'J06' AND reverses_id IS NULL",
    ),
    (
        "ledger.table",
        "UPDATE command SET verb = 'save_user' WHERE verb = 'open_drawer'",
    ),
    (
        "ledger.postings",
        "UPDATE posting SET version = 2 WHERE event = 'opened'",
    ),
    (
        "ledger.postings",
        "UPDATE payout SET business_date = business_date + 1",
    ),
    (
        "drawer.accounts",
        "UPDATE account SET key = gen_random_uuid() WHERE balance = 0",
    ),
    (
        "exposure.keys",
        "INSERT INTO exposure (banca_id, draw_id, scope_rank, scope_id, number) SELECT banca_id, draw_id, 3, banca_id, 99 FROM draw LIMIT 1",
    ),
    (
        "activity.documents",
        "UPDATE cash_movement SET reason = 'otro'",
    ),
    (
        "activity.documents",
        "UPDATE payout SET notes = 'otra nota'",
    ),
    (
        "activity.documents",
        "UPDATE payout SET approval_id = gen_random_uuid()",
    ),
    (
        "activity.documents",
        "UPDATE activity SET amount = amount + 1 WHERE action = 'ticket.sold'",
    ),
    (
        "activity.consents",
        "UPDATE approval SET amount = amount + 1",
    ),
    (
        "activity.consents",
        "UPDATE approval SET granted_by = gen_random_uuid()",
    ),
    (
        "activity.consents",
        "DELETE FROM activity WHERE action = 'approval.granted'",
    ),
    (
        "activity.sessions",
        "UPDATE activity SET user_id = gen_random_uuid() WHERE action = 'prize.finalised'",
    ),
    (
        "activity.sessions",
        "UPDATE command SET session_id = gen_random_uuid() WHERE verb = 'finalise'",
    ),
    (
        "commands.logged",
        "DELETE FROM activity WHERE action = 'prize.finalised'",
    ),
    (
        "commands.logged",
        "UPDATE command SET verb = 'reprint' WHERE verb = 'finalise'",
    ),
    (
        "activity.counts",
        "UPDATE drawer_count SET user_id = gen_random_uuid()",
    ),
    (
        "draws.rules",
        "UPDATE draw SET cutoff = cutoff - interval '1 minute' WHERE state = 'EVALUATED'",
    ),
    (
        "draws.rules",
        "UPDATE draw SET single_person = true WHERE state = 'EVALUATED'",
    ),
    (
        "activity.results",
        "UPDATE result_entry SET user_id = gen_random_uuid() WHERE step = 'entered'",
    ),
    (
        "draws.prices_and_days",
        "UPDATE award SET expires = expires + 30",
    ),
    (
        "draws.prices_and_days",
        "UPDATE bet SET multiplier_id = gen_random_uuid() WHERE number = 45",
    ),
    (
        "draws.prices_and_days",
        "UPDATE ticket SET cancelled_at = NULL WHERE state = 'CANCELLED'",
    ),
];
