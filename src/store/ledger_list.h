/*
 * The ledgers: code, file, statement that gives the last number, statement
 * that gives (number, line) from a number on. One line an entry.
 */
OM_LEDGER(OM_LEDGER_AUDIT, "audit", S_AUDIT_LAST, S_AUDIT_FROM)
OM_LEDGER(OM_LEDGER_SUPPRESSION, "suppression", S_SUPPRESSION_LAST,
    S_SUPPRESSION_FROM)
OM_LEDGER(OM_LEDGER_HOLD, "hold", S_HOLD_LAST, S_HOLD_FROM)
OM_LEDGER(OM_LEDGER_JOURNAL, "journal", S_JOURNAL_LAST, S_JOURNAL_FROM)
