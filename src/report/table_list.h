/*
 * What a report can read; nothing of it is sealed, wrapped or a tag.
 *
 *	OM_TABLE_VIEW	name, columns, what of the store is shown
 *	OM_TABLE_COPY	the same, copied once, where it is asked for often
 *	OM_TABLE_MADE	name, columns, the function of tables.c that fills it
 *
 * Days stand as text and, with _day, as numbers: days since 1970. A request's
 * number stands as id for people and as request to join with. One an entry.
 */
OM_TABLE_MADE("clock", "today, today_day", fill_clock)
OM_TABLE_MADE("right_word", "asked, right, title", fill_rights)
OM_TABLE_MADE("ground", "regime, ground, cite", fill_grounds)
OM_TABLE_MADE("setting", "name, value", fill_settings)
OM_TABLE_MADE("activity",
    "activity, title, capacity, purposes, bases, subjects, data, recipients,"
    " transfers, retention, security, sources, joint, controllers",
    fill_activities)
OM_TABLE_COPY("member", "member, name, role, removed",
    "SELECT id(id), name, role, removed IS NOT NULL FROM main.member")
OM_TABLE_VIEW("request",
    "request, id, asked, right, laws, country, received, received_day,"
    " channel, role, controller, capacity, language, taken_in_by",
    "SELECT r.id, id(r.id), r.right_name, coalesce((SELECT right FROM"
    " right_word WHERE asked = r.right_name), r.right_name), r.regime,"
    " r.country, day(r.received), r.received, r.channel, r.role,"
    " r.controller, r.capacity, r.language, (SELECT name FROM member"
    " WHERE member = id(r.requester)) FROM main.request AS r")
OM_TABLE_VIEW("letter",
    "request, id, number, kind, language, made, sent, sent_day, channel",
    "SELECT request, id(request), number, kind, language,"
    " day(made / 86400000), day(sent), sent, channel FROM main.letter")
OM_TABLE_VIEW("notice",
    "request, id, number, recipient, role, type, state, made, date, reason",
    "SELECT request, id(request), number, recipient, role, type, state,"
    " day(nullif(made, 0) / 86400000), day(at / 86400000), reason"
    " FROM main.notice")
OM_TABLE_VIEW("hold", "system, category, ground, until, until_day, placed",
    "SELECT h.system, h.category, h.ground, day(nullif(h.until, 0)),"
    " nullif(h.until, 0), day(h.at / 86400000) FROM main.hold AS h"
    " WHERE h.released = 0 AND NOT EXISTS (SELECT 1 FROM main.hold AS x"
    " WHERE x.id = h.id AND x.released <> 0)")
OM_TABLE_VIEW("request_state",
    "request, id, asked, right, regime, received, received_day, due, due_day,"
    " state, open, waiting, extended, replied, replied_day, closed,"
    " closed_day, outcome, reason, days, days_late",
    "SELECT request, id(request), right_name, coalesce((SELECT right FROM"
    " right_word WHERE asked = right_name), right_name), regime,"
    " day(received), received, day(due), due, state, opened, as_of IS NOT"
    " NULL, extended, day(replied), replied, day(closed), closed, outcome,"
    " reason, replied - received, max(0, coalesce(replied, CASE opened WHEN 1"
    " THEN (SELECT today_day FROM clock) END, due) - due)"
    " FROM main.request_due")
OM_TABLE_VIEW("request_event",
    "request, id, number, date, day, event, detail, member",
    "SELECT request, id(request), number, day(day), day, kind, detail,"
    " (SELECT name FROM member WHERE member = id(e.member))"
    " FROM main.request_event AS e")
OM_TABLE_VIEW("request_item",
    "request, id, number, system, part, source, type, action, code, ground,"
    " statute, until, until_day, state",
    "SELECT request, id(request), number, system, part, source, type,"
    " action, code, ground, statute, day(nullif(until, 0)),"
    " nullif(until, 0), state FROM main.request_item")
OM_TABLE_VIEW("request_step",
    "request, id, system, state, grade, located, acted, remaining, events,"
    " identifiers",
    "SELECT request, id(request), system, state, grade, located, acted,"
    " remaining, events, identifiers FROM main.request_step")
OM_TABLE_VIEW("audit_entry",
    "number, at, date, month, act, member, request, detail, counts",
    "SELECT number, json_extract(CAST(entry AS TEXT), '$.at'),"
    " substr(json_extract(CAST(entry AS TEXT), '$.at'), 1, 10),"
    " substr(json_extract(CAST(entry AS TEXT), '$.at'), 1, 7),"
    " json_extract(CAST(entry AS TEXT), '$.act'), (SELECT name FROM member"
    " WHERE member = json_extract(CAST(entry AS TEXT), '$.member')),"
    " json_extract(CAST(entry AS TEXT), '$.request'),"
    " json_extract(CAST(entry AS TEXT), '$.detail'),"
    " json_extract(CAST(entry AS TEXT), '$.counts')"
    " FROM main.audit_entry")
OM_TABLE_VIEW("suppression", "number, purpose, lifted, date",
    "SELECT number, purpose, lifted, day(at / 86400000)"
    " FROM main.suppression")
OM_TABLE_VIEW("key_destruction", "kind, version, state, destroyed, how",
    "SELECT kind, version, state,"
    " substr(json_extract(CAST(statement AS TEXT), '$.destroyed'), 1, 10),"
    " json_extract(CAST(statement AS TEXT), '$.how') FROM main.destruction")
OM_TABLE_VIEW("held", "subjects, profiles, events, identifiers, suppressions",
    "SELECT (SELECT count(id) FROM main.subject),"
    " (SELECT count(id) FROM main.profile),"
    " (SELECT count(id) FROM main.event),"
    " (SELECT count(subject) FROM main.identifier),"
    " (SELECT count(number) FROM main.suppression)")
