#include "store/schema.h"

#include "store/statement.h"

/*
 * Personal values stand only in the columns `sealed`, `claim` and
 * `certificate`, under the key of their subject, request or fact. A subject's
 * own rows carry its id, the index is keyed by tag: the two columns by which
 * the tables can be spread.
 *
 *   subject     one natural person: wrapped key, and the tags under which
 *               the index lists her (16 bytes each, one behind the other)
 *   alias       the id a subject had before it was merged into another
 *   profile     a name tag of one source, sealed as a whole
 *   event       what happened to a profile, sealed as a whole
 *   identifier  the index: tag -> subject
 *   restriction what may not be done with a subject's data, by request
 *   suppression who must not come back, by tags under keys of their own
 *   reappeared  who is there although the ledger names her, when last looked
 *   pending     records of an import kept out that a person decides about;
 *               each is a fact of its own
 *   request     a right exercised; the claimed identifier is sealed, and
 *               after an erasure what her certificate is made from; its tag
 *               finds the same request again, code is the hash of one that
 *               was sent; all of it goes with the wrapped key
 *   letter      what was written to the person, and how it went out
 *   request_due what follows from a request's events under each law: may be
 *               made anew from them at any time
 *   processing  the organisation's record of processing, each version as it
 *               was imported: which one an answer was made from can be told
 *   notice      whom of those who have her data was told what befell it
 *   fact        free text about a request or a hold, under its own key
 *   redaction   what a person decided to leave out of an answer, and why
 *   hold        data that must stay while a claim is pending: a ledger
 *   journal     what befell requests and restrictions, again: a ledger
 *   destruction of which keys, and what the log attests of it
 *   audit_entry what was done: numbered by its writer, placed by the
 *               sequencer in the log (leaf)
 */
static const char *const steps[] = {
	"CREATE TABLE meta (name TEXT PRIMARY KEY, value {bytes} NOT NULL)"
	" {clustered};"
	"INSERT INTO meta VALUES ('schema', '1');"

	"CREATE TABLE subject (id {id} PRIMARY KEY, state INTEGER NOT NULL,"
	" created {id} NOT NULL, epoch INTEGER NOT NULL,"
	" wrapped_key {bytes} NOT NULL, tags {bytes} NOT NULL);"
	"CREATE TABLE alias (alias {id} PRIMARY KEY,"
	" subject {id} NOT NULL);"
	"CREATE INDEX alias_subject ON alias (subject);"
	"CREATE TABLE profile (subject {id} NOT NULL, id {id} NOT NULL,"
	" sealed {bytes} NOT NULL, PRIMARY KEY (subject, id)) {clustered};"
	"CREATE TABLE event (subject {id} NOT NULL, profile {id} NOT NULL,"
	" id {bytes} NOT NULL, sealed {bytes} NOT NULL,"
	" PRIMARY KEY (subject, profile, id)) {clustered};"
	"CREATE TABLE identifier (tag {bytes} NOT NULL,"
	" subject {id} NOT NULL, PRIMARY KEY (tag, subject)) {clustered};"

	"CREATE TABLE restriction (subject {id} NOT NULL,"
	" request {id} NOT NULL, purpose TEXT NOT NULL, ground TEXT NOT NULL,"
	" at {id} NOT NULL, PRIMARY KEY (subject, request, purpose))"
	" {clustered};"

	"CREATE TABLE suppression (number {id} PRIMARY KEY,"
	" tag {bytes} NOT NULL, purpose INTEGER NOT NULL,"
	" lifted INTEGER NOT NULL, at {id} NOT NULL, line {bytes} NOT NULL);"
	"CREATE INDEX suppression_tag ON suppression (tag, purpose, number);"

	"CREATE TABLE reappeared (subject {id} PRIMARY KEY, at {id} NOT NULL);"
	"CREATE TABLE pending (id {id} PRIMARY KEY, tag {bytes} NOT NULL UNIQUE,"
	" reason TEXT NOT NULL, at {id} NOT NULL);"

	"CREATE TABLE member (id {id} PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
	" role TEXT NOT NULL, created {id} NOT NULL,"
	" removed {id});"

	"CREATE TABLE request (id {id} PRIMARY KEY, right_name TEXT NOT NULL,"
	" regime TEXT NOT NULL, country TEXT NOT NULL,"
	" received INTEGER NOT NULL, requester {id} NOT NULL,"
	" controller TEXT NOT NULL, role TEXT NOT NULL,"
	" channel TEXT NOT NULL, capacity TEXT NOT NULL,"
	" language TEXT NOT NULL,"
	" subject {id}, subject_reference {bytes}, epoch INTEGER,"
	" wrapped_key {bytes}, claim {bytes}, certificate {bytes},"
	" tag {bytes}, code {bytes}, about TEXT NOT NULL DEFAULT '');"
	"CREATE INDEX request_tag ON request (tag) WHERE tag IS NOT NULL;"
	"CREATE INDEX request_subject ON request (subject);"
	"CREATE TABLE request_event (request {id} NOT NULL,"
	" number INTEGER NOT NULL, at {id} NOT NULL, member {id} NOT NULL,"
	" kind TEXT NOT NULL, detail TEXT NOT NULL,"
	" day INTEGER NOT NULL, typed {id} NOT NULL,"
	" PRIMARY KEY (request, number)) {clustered};"
	"CREATE TABLE request_item (request {id} NOT NULL,"
	" number INTEGER NOT NULL, system TEXT NOT NULL,"
	" reference TEXT NOT NULL, part TEXT NOT NULL, source TEXT NOT NULL,"
	" type TEXT NOT NULL, events INTEGER NOT NULL,"
	" identifiers INTEGER NOT NULL, attributes INTEGER NOT NULL,"
	" action TEXT NOT NULL, code TEXT NOT NULL, ground TEXT NOT NULL,"
	" statute TEXT NOT NULL, until INTEGER NOT NULL,"
	" state TEXT NOT NULL, hold {id} NOT NULL,"
	" PRIMARY KEY (request, number)) {clustered};"
	"CREATE INDEX request_item_reference ON request_item (reference);"
	"CREATE INDEX request_item_kept ON request_item (state)"
	" WHERE state = 'kept';"
	"CREATE TABLE request_step (request {id} NOT NULL,"
	" system TEXT NOT NULL, state TEXT NOT NULL, located INTEGER NOT NULL,"
	" acted INTEGER NOT NULL, remaining INTEGER NOT NULL,"
	" events INTEGER NOT NULL, identifiers INTEGER NOT NULL,"
	" grade TEXT NOT NULL, PRIMARY KEY (request, system)) {clustered};"

	"CREATE TABLE letter (request {id} NOT NULL,"
	" number INTEGER NOT NULL, kind TEXT NOT NULL,"
	" language TEXT NOT NULL, made {id} NOT NULL, sha256 TEXT NOT NULL,"
	" signatory TEXT NOT NULL, sent INTEGER, channel TEXT, address TEXT,"
	" evidence TEXT, PRIMARY KEY (request, number)) {clustered};"
	"CREATE INDEX letter_unsent ON letter (request) WHERE sent IS NULL;"

	"CREATE TABLE request_due (request {id} NOT NULL,"
	" regime TEXT NOT NULL, right_name TEXT NOT NULL,"
	" received INTEGER NOT NULL, due INTEGER, state TEXT NOT NULL,"
	" opened INTEGER NOT NULL, extended INTEGER NOT NULL,"
	" replied INTEGER, closed INTEGER, outcome TEXT, reason TEXT,"
	" as_of INTEGER, PRIMARY KEY (request, regime)) {clustered};"
	"CREATE INDEX request_due_open ON request_due (opened, due);"
	"CREATE INDEX request_due_moving ON request_due (as_of)"
	" WHERE as_of IS NOT NULL;"
	"CREATE TABLE processing (number {id} PRIMARY KEY, at {id} NOT NULL,"
	" member {id} NOT NULL, hash TEXT NOT NULL, record {bytes} NOT NULL);"

	"CREATE TABLE notice (request {id} NOT NULL, number INTEGER NOT NULL,"
	" recipient TEXT NOT NULL, role TEXT NOT NULL, type TEXT NOT NULL,"
	" reference TEXT NOT NULL, state TEXT NOT NULL, made {id} NOT NULL,"
	" at {id} NOT NULL, reason TEXT NOT NULL,"
	" PRIMARY KEY (request, number)) {clustered};"

	"CREATE TABLE fact (id {id} PRIMARY KEY, of_id {id} NOT NULL,"
	" about TEXT NOT NULL, epoch INTEGER NOT NULL,"
	" wrapped_key {bytes} NOT NULL, sealed {bytes} NOT NULL);"
	"CREATE UNIQUE INDEX fact_about ON fact (of_id, about);"
	"CREATE TABLE hold (number {id} PRIMARY KEY, id {id} NOT NULL,"
	" subject {id} NOT NULL, system TEXT NOT NULL,"
	" category TEXT NOT NULL, ground TEXT NOT NULL,"
	" until INTEGER NOT NULL, released INTEGER NOT NULL,"
	" member {id} NOT NULL, at {id} NOT NULL, line {bytes} NOT NULL);"
	"CREATE INDEX hold_id ON hold (id, released);"
	"CREATE TABLE journal (number {id} PRIMARY KEY, line {bytes} NOT NULL);"
	"CREATE TABLE redaction (request {id} NOT NULL, item TEXT NOT NULL,"
	" path TEXT NOT NULL, kind TEXT NOT NULL, ground TEXT NOT NULL,"
	" member {id} NOT NULL, at {id} NOT NULL,"
	" PRIMARY KEY (request, item, path)) {clustered};"

	"CREATE TABLE destruction (kind TEXT NOT NULL,"
	" version INTEGER NOT NULL, state TEXT NOT NULL, number {id} NOT NULL,"
	" salt {bytes} NOT NULL, statement {bytes} NOT NULL,"
	" PRIMARY KEY (kind, version, state)) {clustered};"

	"CREATE TABLE audit_entry (writer {id} NOT NULL,"
	" number {id} PRIMARY KEY, leaf {id}, entry {bytes} NOT NULL);"
	"CREATE UNIQUE INDEX audit_leaf ON audit_entry (leaf)"
	" WHERE leaf IS NOT NULL;",
};

enum { NEWEST = sizeof(steps) / sizeof(steps[0]) };

int
om_schema_newest(void)
{
	return NEWEST;
}

int
om_schema_version(int *out, struct om_sql *sql)
{
	int rc = OM_SQL_FIRST(sql, S_TABLE_EXISTS, OM_STRING("meta"));

	om_sql_stop(sql, S_TABLE_EXISTS);
	if (rc == 0) {
		*out = 0;
		return OM_OK;
	}
	if (rc == 1)
		rc = OM_SQL_FIRST(sql, S_META_GET, OM_STRING("schema"));
	if (rc == 1) {
		int64_t version = om_sql_integer(sql, S_META_GET, 0);

		om_sql_stop(sql, S_META_GET);
		if (version < 1 || version > NEWEST)
			return om_fail(OM_CORRUPT,
			    "store: schema version %lld is not one that this "
			    "program knows (newest: %d)",
			    (long long)version, NEWEST);
		*out = (int)version;
		return OM_OK;
	}
	return rc < 0 ? rc : om_fail(OM_CORRUPT, "store: not an Ombud store");
}

int
om_schema_migrate(struct om_sql *sql)
{
	int version, rc = om_sql_begin(sql);

	if (rc != OM_OK)
		return rc;
	rc = om_schema_version(&version, sql);
	for (; rc == OM_OK && version < NEWEST; version++)
		rc = om_sql_script(sql, steps[version]);
	if (rc == OM_OK)
		rc = OM_SQL_RUN(
		    sql, S_META_SET, OM_STRING("schema"), OM_INT(NEWEST));
	if (rc == OM_OK)
		return om_sql_commit(sql);
	om_sql_rollback(sql);
	return rc;
}
