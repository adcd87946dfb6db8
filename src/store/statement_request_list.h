/* The statements of requests; a part of statement_list.h. */
OM_STATEMENT(REQUEST_INSERT,
    "INSERT INTO request (id, right_name, regime, country, received,"
    " requester, controller, role, channel, capacity, language, epoch,"
    " wrapped_key, claim, tag) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,"
    " $10, $11, $12, $13, $14, $15)")
OM_STATEMENT(REQUEST_RETURN,
    "INSERT INTO request (id, right_name, regime, country, received,"
    " requester, controller, role, channel, capacity, language)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
OM_STATEMENT(REQUEST_TWIN,
    "SELECT id FROM request WHERE tag = $1 AND right_name = $2 AND id <> $3"
    " ORDER BY id LIMIT 1")
OM_STATEMENT(REQUEST_CODE_SET, "UPDATE request SET code = $2 WHERE id = $1")
OM_STATEMENT(REQUEST_GET,
    "SELECT right_name, regime, country, received, requester,"
    " coalesce(subject, 0), subject_reference, controller, role, channel,"
    " capacity, language, about FROM request WHERE id = $1")
OM_STATEMENT(REQUEST_SET_ABOUT, "UPDATE request SET about = $2 WHERE id = $1")
OM_STATEMENT(REQUEST_CLAIM,
    "SELECT epoch, wrapped_key, claim, code FROM request"
    " WHERE id = $1 AND claim IS NOT NULL")
OM_STATEMENT(REQUEST_WIPE,
    "UPDATE request SET epoch = NULL, wrapped_key = NULL, claim = NULL,"
    " certificate = NULL, tag = NULL, code = NULL WHERE id = $1")
OM_STATEMENT(REQUEST_CERTIFY,
    "UPDATE request SET epoch = $2, wrapped_key = $3, claim = NULL,"
    " certificate = $4, tag = NULL, code = NULL WHERE id = $1")
OM_STATEMENT(REQUEST_CERTIFICATE,
    "SELECT epoch, wrapped_key, certificate FROM request"
    " WHERE id = $1 AND certificate IS NOT NULL")
OM_STATEMENT(REQUEST_LOCATED,
    "UPDATE request SET subject = $2, subject_reference = $3 WHERE id = $1")
OM_STATEMENT(REQUEST_OF,
    "SELECT id FROM request WHERE subject = $1 ORDER BY id DESC LIMIT $2")
OM_STATEMENT(REDACTION_INSERT,
    "INSERT INTO redaction (request, item, path, kind, ground, member, at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)")
OM_STATEMENT(REDACTION_DELETE,
    "DELETE FROM redaction WHERE request = $1 AND item = $2 AND path = $3")
OM_STATEMENT(REDACTION_OF,
    "SELECT item, path, kind, ground, member, at FROM redaction"
    " WHERE request = $1 ORDER BY item, path")
OM_STATEMENT(REQUEST_AFTER_ALL,
    "SELECT id FROM request WHERE id > $1 ORDER BY id LIMIT 1")
OM_STATEMENT(REQUEST_UNLOCATED_ALL,
    "SELECT id FROM request WHERE id > $1 AND claim IS NOT NULL"
    " AND subject IS NULL ORDER BY id LIMIT 1")
OM_STATEMENT(REQUEST_EVENT_INSERT,
    "INSERT INTO request_event (request, number, at, member, kind, detail,"
    " day, typed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
OM_STATEMENT(REQUEST_EVENT_LAST,
    "SELECT number, day FROM request_event WHERE request = $1"
    " ORDER BY number DESC LIMIT 1")
OM_STATEMENT(REQUEST_EVENT_OF,
    "SELECT at, member, kind, detail, day, typed FROM request_event"
    " WHERE request = $1"
    " ORDER BY number")
OM_STATEMENT(REQUEST_ITEM_INSERT,
    "INSERT INTO request_item (request, number, system, reference, part,"
    " source, type, events, identifiers, attributes, action, code, ground,"
    " statute, until, state, hold) VALUES ($1, $2, $3, $4, $5, $6, $7, $8,"
    " $9, $10, $11, $12, $13, $14, $15, $16, $17)")
OM_STATEMENT(REQUEST_ITEM_OF,
    "SELECT system, reference, part, source, type, events, identifiers,"
    " attributes, action, code, ground, statute, until, state, hold"
    " FROM request_item WHERE request = $1 ORDER BY number")
OM_STATEMENT(REQUEST_ITEM_SET,
    "UPDATE request_item SET reference = $3, state = $4, code = $5,"
    " ground = $6, statute = $7, until = $8, hold = $9"
    " WHERE request = $1 AND number = $2")
OM_STATEMENT(REQUEST_ITEM_FOLLOW,
    "UPDATE request_item SET reference = $2 WHERE reference = $1")
OM_STATEMENT(REQUEST_ITEM_KEPT_OF,
    "SELECT code, ground, statute, until FROM request_item"
    " WHERE reference = $1 AND request <> $2 AND state = 'kept' AND hold = 0"
    " ORDER BY until = 0 DESC, until DESC, request LIMIT 1")
OM_STATEMENT(REQUEST_KEEPING_ALL,
    "SELECT request FROM request_item WHERE state = 'kept' AND request > $1"
    " ORDER BY request LIMIT 1")
OM_STATEMENT(REQUEST_CERTIFIED_ALL,
    "SELECT id FROM request WHERE certificate IS NOT NULL AND id > $1"
    " ORDER BY id LIMIT 1")
OM_STATEMENT(REQUEST_ITEM_CLEAR, "DELETE FROM request_item WHERE request = $1")
OM_STATEMENT(REQUEST_STEP_SET,
    "INSERT INTO request_step (request, system, state, grade, located, acted,"
    " remaining, events, identifiers)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    " ON CONFLICT (request, system) DO UPDATE SET state = excluded.state,"
    " grade = excluded.grade, located = excluded.located,"
    " acted = excluded.acted, remaining = excluded.remaining,"
    " events = excluded.events, identifiers = excluded.identifiers")
OM_STATEMENT(REQUEST_STEP_OF,
    "SELECT system, state, grade, located, acted, remaining, events,"
    " identifiers FROM request_step WHERE request = $1"
    " ORDER BY system <> 'store', system")
OM_STATEMENT(LETTER_INSERT,
    "INSERT INTO letter (request, number, kind, language, made, sha256,"
    " signatory) VALUES ($1, $2, $3, $4, $5, $6, $7)")
OM_STATEMENT(LETTER_OF,
    "SELECT number, kind, language, made, sha256, signatory,"
    " coalesce(sent, 0), coalesce(channel, ''), coalesce(address, ''),"
    " coalesce(evidence, '') FROM letter WHERE request = $1 ORDER BY number")
OM_STATEMENT(LETTER_SEND,
    "UPDATE letter SET sent = $3, channel = $4, address = $5, evidence = $6"
    " WHERE request = $1 AND number = $2")
OM_STATEMENT(REQUEST_DUE_SET,
    "INSERT INTO request_due AS d (request, regime, right_name, received, due,"
    " state, opened, extended, replied, closed, outcome, reason, as_of)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
    " ON CONFLICT (request, regime) DO UPDATE SET due = excluded.due,"
    " state = excluded.state, opened = excluded.opened,"
    " extended = excluded.extended, replied = excluded.replied,"
    " closed = excluded.closed, outcome = excluded.outcome,"
    " reason = excluded.reason, as_of = excluded.as_of"
    " WHERE (d.due, d.state, d.opened, d.extended, d.replied, d.closed,"
    " d.outcome, d.reason, d.as_of) IS DISTINCT FROM (excluded.due,"
    " excluded.state, excluded.opened, excluded.extended, excluded.replied,"
    " excluded.closed, excluded.outcome, excluded.reason, excluded.as_of)")
OM_STATEMENT(REQUEST_DUE_MOVED_ALL,
    "SELECT request FROM request_due WHERE as_of < $1 AND request > $2"
    " ORDER BY request LIMIT 1")
OM_STATEMENT(REQUEST_CLOSED_ALL,
    "SELECT request FROM request_due WHERE opened = 0 AND request > $1"
    " ORDER BY request LIMIT 1")
OM_STATEMENT(REQUEST_NEEDED_ALL,
    "SELECT 1 FROM request_item WHERE request = $1 AND state = 'kept'"
    " UNION ALL SELECT 1 FROM restriction WHERE request = $1")
OM_STATEMENT(REQUEST_DELETE, "DELETE FROM request WHERE id = $1")
OM_STATEMENT(
    REQUEST_EVENT_DELETE, "DELETE FROM request_event WHERE request = $1")
OM_STATEMENT(REQUEST_DUE_DELETE, "DELETE FROM request_due WHERE request = $1")
OM_STATEMENT(REDACTION_DELETE_OF, "DELETE FROM redaction WHERE request = $1")
OM_STATEMENT(NOTICE_DELETE_OF, "DELETE FROM notice WHERE request = $1")
OM_STATEMENT(LETTER_DELETE_OF, "DELETE FROM letter WHERE request = $1")
OM_STATEMENT(REQUEST_LIST_ALL,
    "SELECT request, right_name, regime, received, due, state, extended,"
    " replied, closed, outcome, opened FROM request_due WHERE opened >= $1"
    " ORDER BY request, regime")
OM_STATEMENT(REQUEST_INBOX_ALL,
    "SELECT request, right_name, regime, received, due, state, extended,"
    " replied, closed, outcome, opened FROM request_due WHERE opened = 1"
    " AND due < $1 ORDER BY due, request")
OM_STATEMENT(REQUEST_STEP_CLEAR, "DELETE FROM request_step WHERE request = $1")
