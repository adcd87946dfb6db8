/*
 * The tables whose rows the audit log accounts for, in the order of
 * S_BALANCE_ALL: code, word in entries (never change one), and whether a
 * restore begins its account anew. One line an entry.
 */
OM_BALANCE(OM_BALANCE_SUBJECT, "subject", true)
OM_BALANCE(OM_BALANCE_ALIAS, "alias", true)
OM_BALANCE(OM_BALANCE_PROFILE, "profile", true)
OM_BALANCE(OM_BALANCE_EVENT, "event", true)
OM_BALANCE(OM_BALANCE_IDENTIFIER, "identifier", true)
OM_BALANCE(OM_BALANCE_SUPPRESSION, "suppression", false)
OM_BALANCE(OM_BALANCE_MEMBER, "member", true)
OM_BALANCE(OM_BALANCE_REQUEST, "request", true)
OM_BALANCE(OM_BALANCE_REQUEST_EVENT, "request_event", true)
OM_BALANCE(OM_BALANCE_REQUEST_ITEM, "request_item", true)
OM_BALANCE(OM_BALANCE_RESTRICTION, "restriction", true)
OM_BALANCE(OM_BALANCE_PROCESSING, "processing", true)
OM_BALANCE(OM_BALANCE_NOTICE, "notice", true)
OM_BALANCE(OM_BALANCE_FACT, "fact", true)
OM_BALANCE(OM_BALANCE_PENDING, "pending", true)
OM_BALANCE(OM_BALANCE_REDACTION, "redaction", true)
OM_BALANCE(OM_BALANCE_LETTER, "letter", true)
OM_BALANCE(OM_BALANCE_HOLD, "hold", true)
OM_BALANCE(OM_BALANCE_JOURNAL, "journal", false)
