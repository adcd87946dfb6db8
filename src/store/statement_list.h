/*
 * Every statement the store runs: name, text. Those that touch a subject's
 * rows name a subject or a tag, so that the tables can be spread by these
 * two; the exceptions, which go through all of a table, end in _ALL and run
 * only in the background or for the register. One statement an entry.
 */

/* Schema and store. */
OM_STATEMENT(TABLE_EXISTS, "SELECT 1 FROM {tables} AS t WHERE name = $1")
OM_STATEMENT(META_GET, "SELECT value FROM meta WHERE name = $1")
OM_STATEMENT(META_SET,
    "INSERT INTO meta (name, value) VALUES ($1, $2)"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value")
OM_STATEMENT(COUNT_ALL,
    "SELECT (SELECT count(*) FROM subject), (SELECT count(*) FROM profile),"
    " (SELECT count(*) FROM event), (SELECT count(*) FROM identifier),"
    " (SELECT count(*) FROM suppression), (SELECT count(*) FROM request)")

/* Subjects and what is theirs. */
OM_STATEMENT(SUBJECT_GET,
    "SELECT id, state, created, epoch, wrapped_key, tags FROM subject"
    " WHERE id = $1")
OM_STATEMENT(SUBJECT_INSERT,
    "INSERT INTO subject (id, state, created, epoch, wrapped_key, tags)"
    " VALUES ($1, $2, $3, $4, $5, $6)")
OM_STATEMENT(SUBJECT_UPDATE,
    "UPDATE subject SET state = $2, epoch = $3, wrapped_key = $4, tags = $5"
    " WHERE id = $1")
OM_STATEMENT(SUBJECT_SHRED, "UPDATE subject SET wrapped_key = $2 WHERE id = $1")
OM_STATEMENT(SUBJECT_DELETE, "DELETE FROM subject WHERE id = $1")
OM_STATEMENT(SUBJECT_ANY_ALL, "SELECT 1 FROM subject LIMIT 1")
OM_STATEMENT(SUBJECT_AFTER_ALL,
    "SELECT id FROM subject WHERE id > $1 ORDER BY id LIMIT $2")
OM_STATEMENT(SUBJECT_EPOCH_ALL,
    "SELECT id, epoch, wrapped_key FROM subject WHERE id > $1"
    " AND epoch <> $2 ORDER BY id LIMIT $3")
OM_STATEMENT(SUBJECT_REWRAP,
    "UPDATE subject SET epoch = $2, wrapped_key = $3 WHERE id = $1")
OM_STATEMENT(EPOCH_USE_ALL,
    "SELECT (SELECT count(*) FROM subject WHERE epoch = $1)"
    " + (SELECT count(*) FROM request WHERE epoch = $1)"
    " + (SELECT count(*) FROM fact WHERE epoch = $1)")
OM_STATEMENT(EPOCH_STALE_ALL,
    "SELECT (SELECT count(*) FROM subject WHERE epoch <> $1)"
    " + (SELECT count(*) FROM request WHERE epoch <> $1"
    " AND wrapped_key IS NOT NULL)"
    " + (SELECT count(*) FROM fact WHERE epoch <> $1)")
OM_STATEMENT(EPOCHS_ALL,
    "SELECT epoch FROM subject UNION SELECT epoch FROM request"
    " WHERE wrapped_key IS NOT NULL UNION SELECT epoch FROM fact")
OM_STATEMENT(
    PSEUDONYMOUS_ANY_ALL, "SELECT 1 FROM meta WHERE name = 'pseudonymous'")
OM_STATEMENT(ALIAS_GET, "SELECT subject FROM alias WHERE alias = $1")
OM_STATEMENT(ALIAS_INSERT, "INSERT INTO alias (alias, subject) VALUES ($1, $2)")
OM_STATEMENT(ALIAS_MOVE, "UPDATE alias SET subject = $2 WHERE subject = $1")
OM_STATEMENT(ALIAS_DELETE, "DELETE FROM alias WHERE subject = $1")
OM_STATEMENT(
    PROFILE_OF, "SELECT id, sealed FROM profile WHERE subject = $1 ORDER BY id")
OM_STATEMENT(PROFILE_INSERT,
    "INSERT INTO profile (subject, id, sealed) VALUES ($1, $2, $3)")
OM_STATEMENT(PROFILE_UPDATE,
    "UPDATE profile SET sealed = $3 WHERE subject = $1 AND id = $2")
OM_STATEMENT(
    PROFILE_DELETE, "DELETE FROM profile WHERE subject = $1 AND id = $2")
OM_STATEMENT(PROFILE_DELETE_OF, "DELETE FROM profile WHERE subject = $1")
OM_STATEMENT(EVENT_OF,
    "SELECT id, sealed FROM event WHERE subject = $1 AND profile = $2"
    " ORDER BY id")
OM_STATEMENT(EVENT_AFTER,
    "SELECT id, sealed FROM event WHERE subject = $1 AND profile = $2"
    " AND id > $3 ORDER BY id LIMIT $4")
OM_STATEMENT(EVENT_INSERT,
    "INSERT INTO event (subject, profile, id, sealed) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (subject, profile, id) DO NOTHING")
OM_STATEMENT(
    EVENT_DELETE, "DELETE FROM event WHERE subject = $1 AND profile = $2")
OM_STATEMENT(EVENT_DELETE_OF, "DELETE FROM event WHERE subject = $1")
OM_STATEMENT(REMAINING,
    "SELECT (SELECT count(*) FROM subject WHERE id = $1)"
    " + (SELECT count(*) FROM profile WHERE subject = $1)"
    " + (SELECT count(*) FROM event WHERE subject = $1)"
    " + (SELECT count(*) FROM alias WHERE subject = $1)"
    " + (SELECT count(*) FROM restriction WHERE subject = $1)"
    " + (SELECT count(*) FROM request WHERE subject = $1)")

/* What may not be done with a subject's data. */
OM_STATEMENT(RESTRICTION_INSERT,
    "INSERT INTO restriction (subject, request, purpose, ground, at)"
    " VALUES ($1, $2, $3, $4, $5)")
OM_STATEMENT(RESTRICTION_REMOVE,
    "DELETE FROM restriction WHERE subject = $1 AND request = $2"
    " AND purpose = $3")
OM_STATEMENT(RESTRICTION_REMOVE_OF,
    "DELETE FROM restriction WHERE subject = $1 AND request = $2")
OM_STATEMENT(
    RESTRICTION_DELETE_OF, "DELETE FROM restriction WHERE subject = $1")
OM_STATEMENT(RESTRICTION_OF,
    "SELECT request, purpose, ground, at FROM restriction"
    " WHERE subject = $1 ORDER BY at, request, purpose")
OM_STATEMENT(RESTRICTION_ANY_ALL, "SELECT 1 FROM restriction LIMIT 1")
OM_STATEMENT(RESTRICTION_STANDS,
    "SELECT 1 FROM restriction WHERE subject = $1 AND purpose = ''"
    " AND request <> $2 LIMIT 1")
OM_STATEMENT(RESTRICTION_BY_ALL,
    "SELECT subject, purpose, ground, at FROM restriction WHERE request = $1"
    " ORDER BY subject, purpose")
OM_STATEMENT(
    RESTRICTION_REMOVE_ALL, "DELETE FROM restriction WHERE request = $1")
OM_STATEMENT(RESTRICTION_REMOVE_SAME,
    "DELETE FROM restriction WHERE subject = $1 AND EXISTS (SELECT 1"
    " FROM restriction AS same WHERE same.subject = $2"
    " AND same.request = restriction.request"
    " AND same.purpose = restriction.purpose)")
OM_STATEMENT(
    RESTRICTION_MOVE, "UPDATE restriction SET subject = $2 WHERE subject = $1")
OM_STATEMENT(RESTRICTION_COPY,
    "INSERT INTO restriction (subject, request, purpose, ground, at)"
    " SELECT $2, request, purpose, ground, at FROM restriction"
    " WHERE subject = $1")

/* Keys that were destroyed: what is said of it, before and after. */
OM_STATEMENT(DESTRUCTION_ADD,
    "INSERT INTO destruction (kind, version, state, number, salt, statement)"
    " VALUES ($1, $2, $3, $4, $5, $6)")
OM_STATEMENT(DESTRUCTION_GET,
    "SELECT number, salt, statement FROM destruction"
    " WHERE kind = $1 AND version = $2 AND state = $3")
OM_STATEMENT(DESTRUCTION_OPEN,
    "SELECT kind, version FROM destruction AS b WHERE state = 'begun'"
    " AND NOT EXISTS (SELECT 1 FROM destruction AS d WHERE d.kind = b.kind"
    " AND d.version = b.version AND d.state = 'done')"
    " ORDER BY kind, version")
OM_STATEMENT(DESTRUCTION_DONE,
    "SELECT kind, version FROM destruction WHERE state = 'done'"
    " ORDER BY kind, version")

/* Requests that speak of a subject, where she is merged or erased. */
OM_STATEMENT(REQUEST_MOVE, "UPDATE request SET subject = $2 WHERE subject = $1")
OM_STATEMENT(REQUEST_FORGET,
    "UPDATE request SET subject = NULL, epoch = NULL, wrapped_key = NULL,"
    " claim = NULL, certificate = NULL, tag = NULL, code = NULL"
    " WHERE subject = $1")

OM_STATEMENT(REQUEST_EPOCH_ALL,
    "SELECT id, epoch, wrapped_key FROM request WHERE id > $1"
    " AND epoch <> $2 AND wrapped_key IS NOT NULL ORDER BY id LIMIT $3")
OM_STATEMENT(REQUEST_REWRAP,
    "UPDATE request SET epoch = $2, wrapped_key = $3 WHERE id = $1")

/* Notices to those who have a person's data. */
OM_STATEMENT(NOTICE_INSERT,
    "INSERT INTO notice (request, number, recipient, role, type, reference,"
    " state, made, at, reason)"
    " VALUES ($1, $2, $3, $4, $5, $6, 'to_send', 0, $7, '')")
OM_STATEMENT(NOTICE_OF,
    "SELECT number, recipient, role, type, reference, state, made, at, reason"
    " FROM notice WHERE request = $1 ORDER BY number")
OM_STATEMENT(NOTICE_MADE,
    "UPDATE notice SET made = $3 WHERE request = $1 AND number = $2")
OM_STATEMENT(NOTICE_SET, "UPDATE notice SET state = $3, at = $4, reason = $5"
			 " WHERE request = $1 AND number = $2")

/* Free text about a case. */
OM_STATEMENT(FACT_INSERT,
    "INSERT INTO fact (id, of_id, about, epoch, wrapped_key, sealed)"
    " VALUES ($1, $2, $3, $4, $5, $6)")
OM_STATEMENT(FACT_GET,
    "SELECT id, epoch, wrapped_key, sealed FROM fact WHERE of_id = $1"
    " AND about = $2")
OM_STATEMENT(FACT_DELETE, "DELETE FROM fact WHERE of_id = $1 AND about = $2")
OM_STATEMENT(FACT_FORGET, "DELETE FROM fact WHERE of_id = $1"
			  " AND substr(about, 1, length($2)) = $2")
OM_STATEMENT(FACT_FORGET_OF,
    "DELETE FROM fact WHERE of_id IN (SELECT id FROM request"
    " WHERE subject = $1 UNION SELECT id FROM hold WHERE subject = $1)")
OM_STATEMENT(FACT_EPOCH_ALL,
    "SELECT id, epoch, wrapped_key FROM fact WHERE id > $1"
    " AND epoch <> $2 ORDER BY id LIMIT $3")
OM_STATEMENT(
    FACT_REWRAP, "UPDATE fact SET epoch = $2, wrapped_key = $3 WHERE id = $1")

/* Legal holds: a ledger, in which a release stands behind its placing. */
OM_STATEMENT(HOLD_INSERT,
    "INSERT INTO hold (number, id, subject, system, category, ground, until,"
    " released, member, at, line)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
OM_STATEMENT(HOLD_LAST, "SELECT max(number) FROM hold")
OM_STATEMENT(HOLD_FROM,
    "SELECT number, line FROM hold WHERE number > $1 ORDER BY number")
OM_STATEMENT(
    JOURNAL_INSERT, "INSERT INTO journal (number, line) VALUES ($1, $2)")
OM_STATEMENT(JOURNAL_LAST, "SELECT max(number) FROM journal")
OM_STATEMENT(JOURNAL_FROM,
    "SELECT number, line FROM journal WHERE number > $1 ORDER BY number")
OM_STATEMENT(HOLD_STANDING_ALL,
    "SELECT id, subject, system, category, ground, until, member, at"
    " FROM hold AS h WHERE released = 0 AND NOT EXISTS (SELECT 1 FROM hold"
    " AS r WHERE r.id = h.id AND r.released = 1) ORDER BY number")
OM_STATEMENT(HOLD_OF,
    "SELECT id, subject, system, category, ground, until, member, at"
    " FROM hold AS h WHERE released = 0 AND NOT EXISTS (SELECT 1 FROM hold"
    " AS r WHERE r.id = h.id AND r.released = 1) AND (subject = 0"
    " OR subject = $1 OR subject IN (SELECT alias FROM alias"
    " WHERE subject = $1)) ORDER BY number")

/* The index. */
OM_STATEMENT(
    IDENTIFIER_WITH, "SELECT subject FROM identifier WHERE tag = $1 LIMIT 1000")
OM_STATEMENT(
    IDENTIFIER_IS, "SELECT 1 FROM identifier WHERE tag = $1 AND subject = $2")
OM_STATEMENT(IDENTIFIER_INSERT,
    "INSERT INTO identifier (tag, subject) VALUES ($1, $2)"
    " ON CONFLICT (tag, subject) DO NOTHING")
OM_STATEMENT(IDENTIFIER_INSERT_MANY,
    "INSERT INTO identifier (tag, subject) VALUES ($1, $2), ($3, $4),"
    " ($5, $6), ($7, $8), ($9, $10), ($11, $12), ($13, $14), ($15, $16)"
    " ON CONFLICT (tag, subject) DO NOTHING")
OM_STATEMENT(
    IDENTIFIER_DELETE, "DELETE FROM identifier WHERE tag = $1 AND subject = $2")

/* Suppression. */
OM_STATEMENT(SUPPRESSION_ANY, "SELECT 1 FROM suppression LIMIT 1")
OM_STATEMENT(SUPPRESSION_STATE,
    "SELECT lifted, at FROM suppression WHERE tag = $1 AND purpose = $2"
    " ORDER BY number DESC LIMIT 1")
OM_STATEMENT(SUPPRESSION_INSERT,
    "INSERT INTO suppression (number, tag, purpose, lifted, at, line)"
    " VALUES ($1, $2, $3, $4, $5, $6)")
OM_STATEMENT(SUPPRESSION_LAST, "SELECT max(number) FROM suppression")
OM_STATEMENT(SUPPRESSION_FROM,
    "SELECT number, line FROM suppression WHERE number > $1 ORDER BY number")
OM_STATEMENT(SUPPRESSION_LIST,
    "SELECT number, tag, purpose, lifted, at FROM suppression"
    " ORDER BY number")

OM_STATEMENT(SUPPRESSION_OLD,
    "SELECT tag FROM suppression AS s WHERE purpose = $1 AND lifted = 0"
    " AND at < $2 AND number = (SELECT max(number) FROM suppression AS t"
    " WHERE t.tag = s.tag AND t.purpose = s.purpose) LIMIT $3")
OM_STATEMENT(REAPPEARED_CLEAR_ALL, "DELETE FROM reappeared")
OM_STATEMENT(REAPPEARED_DELETE, "DELETE FROM reappeared WHERE subject = $1")
OM_STATEMENT(
    REAPPEARED_INSERT, "INSERT INTO reappeared (subject, at) VALUES ($1, $2)")
OM_STATEMENT(PENDING_INSERT,
    "INSERT INTO pending (id, tag, reason, at) VALUES ($1, $2, $3, $4)")
OM_STATEMENT(PENDING_OF, "SELECT id FROM pending WHERE tag = $1")
OM_STATEMENT(PENDING_GET, "SELECT tag FROM pending WHERE id = $1")
OM_STATEMENT(PENDING_DELETE, "DELETE FROM pending WHERE id = $1")
OM_STATEMENT(PENDING_ALL, "SELECT id, reason, at FROM pending ORDER BY at, id")

/* Members. */
OM_STATEMENT(MEMBER_INSERT,
    "INSERT INTO member (id, name, role, created) VALUES ($1, $2, $3, $4)")
OM_STATEMENT(MEMBER_REMOVE,
    "UPDATE member SET removed = $2 WHERE name = $1 AND removed IS NULL")
OM_STATEMENT(MEMBER_RETURN,
    "UPDATE member SET removed = NULL, role = $2 WHERE name = $1"
    " AND removed IS NOT NULL RETURNING id")
OM_STATEMENT(MEMBER_FIND,
    "SELECT id, role, name, removed IS NOT NULL FROM member"
    " WHERE name = $1 AND removed IS NULL")
OM_STATEMENT(MEMBER_GET,
    "SELECT id, role, name, removed IS NOT NULL FROM member WHERE id = $1")
OM_STATEMENT(MEMBER_LIST,
    "SELECT id, role, name, removed IS NOT NULL FROM member ORDER BY name")

/* The record of processing. */
OM_STATEMENT(PROCESSING_LAST, "SELECT number, record, at, hash FROM processing"
			      " ORDER BY number DESC LIMIT 1")
OM_STATEMENT(PROCESSING_INSERT,
    "INSERT INTO processing (number, at, member, hash, record)"
    " VALUES ((SELECT coalesce(max(number), 0) + 1 FROM processing), $1, $2,"
    " $3, $4)")

/* The audit log. */
OM_STATEMENT(AUDIT_NUMBERS,
    "SELECT (SELECT coalesce(max(number), 0) FROM audit_entry),"
    " (SELECT coalesce(max(number), 0) FROM suppression)")
OM_STATEMENT(AUDIT_INSERT,
    "INSERT INTO audit_entry (writer, number, entry) VALUES ($1, $2, $3)")
OM_STATEMENT(AUDIT_INSERT_MANY,
    "INSERT INTO audit_entry (writer, number, entry) VALUES ($1, $2, $3),"
    " ($1, CAST($2 AS BIGINT) + 1, $4), ($1, CAST($2 AS BIGINT) + 2, $5), ($1, CAST($2 AS BIGINT) + 3, $6),"
    " ($1, CAST($2 AS BIGINT) + 4, $7), ($1, CAST($2 AS BIGINT) + 5, $8), ($1, CAST($2 AS BIGINT) + 6, $9),"
    " ($1, CAST($2 AS BIGINT) + 7, $10), ($1, CAST($2 AS BIGINT) + 8, $11), ($1, CAST($2 AS BIGINT) + 9, $12),"
    " ($1, CAST($2 AS BIGINT) + 10, $13), ($1, CAST($2 AS BIGINT) + 11, $14), ($1, CAST($2 AS BIGINT) + 12, $15),"
    " ($1, CAST($2 AS BIGINT) + 13, $16)")
OM_STATEMENT(AUDIT_LAST, "SELECT coalesce(max(number), 0) FROM audit_entry")
OM_STATEMENT(AUDIT_FROM,
    "SELECT number, entry FROM audit_entry WHERE writer = 1 AND number > $1"
    " ORDER BY number")
OM_STATEMENT(
    AUDIT_GET, "SELECT entry FROM audit_entry WHERE writer = 1 AND number = $1")
OM_STATEMENT(AUDIT_LEAF_OF,
    "SELECT coalesce(leaf, -1), entry FROM audit_entry WHERE writer = $1"
    " AND number = $2")
OM_STATEMENT(AUDIT_PENDING,
    "SELECT number FROM audit_entry WHERE writer = $1 AND leaf IS NULL"
    " AND number > coalesce((SELECT number FROM audit_entry WHERE leaf ="
    " (SELECT max(leaf) FROM audit_entry WHERE leaf >= 0)), 0)"
    " ORDER BY number LIMIT $2")
OM_STATEMENT(AUDIT_PLACE,
    "UPDATE audit_entry SET leaf = $3 WHERE writer = $1 AND number = $2")
OM_STATEMENT(AUDIT_SIZE, "SELECT count(*), count(leaf) FROM audit_entry")
OM_STATEMENT(AUDIT_PLACED,
    "SELECT coalesce(max(leaf) + 1, 0) FROM audit_entry WHERE leaf >= 0")
OM_STATEMENT(AUDIT_LEAVES,
    "SELECT entry, leaf FROM audit_entry WHERE leaf >= $1 ORDER BY leaf"
    " LIMIT $2")
OM_STATEMENT(BALANCE_ALL,
    "SELECT (SELECT count(*) FROM subject), (SELECT count(*) FROM alias),"
    " (SELECT count(*) FROM profile), (SELECT count(*) FROM event),"
    " (SELECT count(*) FROM identifier), (SELECT count(*) FROM suppression),"
    " (SELECT count(*) FROM member), (SELECT count(*) FROM request),"
    " (SELECT count(*) FROM request_event),"
    " (SELECT count(*) FROM request_item),"
    " (SELECT count(*) FROM restriction),"
    " (SELECT count(*) FROM processing), (SELECT count(*) FROM notice),"
    " (SELECT count(*) FROM fact),"
    " (SELECT count(*) FROM pending),"
    " (SELECT count(*) FROM redaction),"
    " (SELECT count(*) FROM letter), (SELECT count(*) FROM hold),"
    " (SELECT count(*) FROM journal)")
OM_STATEMENT(BALANCE_EVENTS_ALL, "SELECT request, kind FROM request_event")
OM_STATEMENT(
    BALANCE_MEMBERS, "SELECT id, role FROM member WHERE removed IS NULL")
OM_STATEMENT(AUDIT_LEAF, "SELECT entry FROM audit_entry WHERE leaf = $1")
OM_STATEMENT(AUDIT_LIST,
    "SELECT coalesce(leaf, -1), entry, number FROM audit_entry WHERE writer ="
    " $1 AND number > (SELECT max(number) FROM audit_entry) - $2"
    " ORDER BY number")

#include "store/statement_request_list.h"
