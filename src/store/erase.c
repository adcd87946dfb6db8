#include "store/erase.h"

#include "crypto/seal.h"
#include "store/audit.h"
#include "store/fact.h"
#include "store/people.h"
#include "store/statement.h"
#include "store/subject.h"
#include "store/suppression.h"

/* The first act: without the wrapped key everything of hers is noise. */
static int
shred(struct om_store *store, const struct om_subject *s)
{
	static const uint8_t zeros[OM_WRAPPED_SIZE];

	return OM_SQL_RUN(store->sql, S_SUBJECT_SHRED, OM_INT(s->id),
	    OM_BYTES(om_span_bytes(zeros, sizeof(zeros))));
}

static int
remove_index(struct om_store *store, const struct om_subject *s, uint64_t *n)
{
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < s->tag_count; i++) {
		rc = OM_SQL_RUN(store->sql, S_IDENTIFIER_DELETE,
		    OM_BYTES(om_tag_span(&s->tags[i])), OM_INT(s->id));
		*n += (uint64_t)om_sql_changes(store->sql);
	}
	return rc;
}

static int
remove_rows(
    struct om_erasure *out, struct om_store *store, const struct om_subject *s)
{
	static const int statements[] = { S_EVENT_DELETE_OF,
		S_PROFILE_DELETE_OF, S_ALIAS_DELETE, S_RESTRICTION_DELETE_OF,
		S_REAPPEARED_DELETE, S_REQUEST_FORGET, S_SUBJECT_DELETE };
	uint64_t *const counts[] = { &out->events, &out->profiles, NULL, NULL,
		NULL, NULL, NULL };
	int rc = remove_index(store, s, &out->identifiers);

	if (rc == OM_OK)
		rc = om_fact_forget_subject(store, s->id);
	for (size_t i = 0;
	     rc == OM_OK && i < sizeof(statements) / sizeof(statements[0]);
	     i++) {
		rc = OM_SQL_RUN(store->sql, statements[i], OM_INT(s->id));
		if (counts[i] != NULL)
			*counts[i] = (uint64_t)om_sql_changes(store->sql);
	}
	return rc;
}

/* By her id too: a backup may hold her under identifiers unknown now. */
static int
suppress(
    struct om_erasure *out, struct om_store *store, const struct om_subject *s)
{
	struct om_tag tag;
	int rc = om_tag_subject(store->tagger, &tag, s->id);

	if (rc == OM_OK)
		rc = om_suppression_add(store, &tag, OM_PURPOSE_ERASURE, false);
	if (rc == OM_OK)
		out->suppressed++;
	for (size_t i = 0; rc == OM_OK && i < s->profile_count; i++)
		rc = om_suppression_add_profile(store, &s->profiles[i].profile,
		    OM_PURPOSE_ERASURE, &out->suppressed);
	return rc;
}

static int
count_remaining(
    struct om_erasure *out, struct om_store *store, const struct om_subject *s)
{
	int rc = OM_SQL_FIRST(store->sql, S_REMAINING, OM_INT(s->id));

	if (rc == 1)
		out->remaining =
		    (uint64_t)om_sql_integer(store->sql, S_REMAINING, 0);
	om_sql_stop(store->sql, S_REMAINING);
	for (size_t i = 0; rc >= 0 && i < s->tag_count; i++) {
		rc = OM_SQL_FIRST(store->sql, S_IDENTIFIER_IS,
		    OM_BYTES(om_tag_span(&s->tags[i])), OM_INT(s->id));
		out->remaining += rc == 1;
		om_sql_stop(store->sql, S_IDENTIFIER_IS);
	}
	if (rc >= 0 && out->remaining > 0)
		return om_fail(OM_CORRUPT,
		    "store: %llu rows of an erased subject remain",
		    (unsigned long long)out->remaining);
	return rc < 0 ? rc : OM_OK;
}

int
om_erase_record(const struct om_erasure *out, struct om_store *store,
    int64_t request, struct om_erase_attest *attest)
{
	struct om_audit_entry entry = { .act = OM_ACT_ERASE,
		.reference =
		    om_span_bytes(out->reference, sizeof(out->reference)),
		.request = request,
		.counts = { { "profiles", (int64_t)out->profiles },
		    { "events", (int64_t)out->events },
		    { "identifiers", (int64_t)out->identifiers },
		    { "suppressed", (int64_t)out->suppressed },
		    { "remaining", (int64_t)out->remaining } } };
	bool in_part = out->reduced + out->kept + out->masked > 0;
	int rc;

	if (in_part) {
		entry.detail = "in part";
		entry.counts[5].name = "parts";
		entry.counts[5].value = (int64_t)out->parts;
		entry.counts[6].name = "masked";
		entry.counts[6].value = (int64_t)out->masked;
		entry.counts[7].name = "kept";
		entry.counts[7].value = (int64_t)out->kept;
	}
	if (attest == NULL)
		return om_audit_add(store, &entry);
	om_attested_begin(&attest->attested);
	rc = attest->make(attest->state, &attest->attested, out);
	return rc == OM_OK ? om_attested_add(store, &attest->attested, &entry)
			   : rc;
}

static int
erase(struct om_erasure *out, struct om_store *store, struct om_arena *arena,
    int64_t subject)
{
	struct om_subject *s;
	int rc = om_people_get(om_people_new(store, arena), &s, subject);

	if (rc == OM_OK)
		rc = om_subject_reference(out->reference, s);
	if (rc == OM_OK)
		rc = shred(store, s);
	if (rc == OM_OK)
		rc = remove_rows(out, store, s);
	if (rc == OM_OK)
		rc = suppress(out, store, s);
	/* The re-reading: a row that stayed undoes the whole. */
	if (rc == OM_OK)
		rc = count_remaining(out, store, s);
	if (rc == OM_OK)
		out->epoch = s->epoch;
	return rc;
}

int
om_erase_attested(struct om_erasure *out, struct om_store *store,
    int64_t subject, int64_t request, struct om_erase_attest *attest)
{
	struct om_erasure erasure = { 0 };
	struct om_arena arena = { 0 };
	int rc = om_store_begin(store);

	if (rc == OM_OK) {
		rc = erase(&erasure, store, &arena, subject);
		if (rc == OM_OK)
			rc = om_erase_record(&erasure, store, request, attest);
		rc = om_store_end(store, rc);
	}
	om_sealer_forget(store->sealer);
	om_arena_free(&arena);
	if (rc == OM_OK)
		*out = erasure;
	return rc;
}

int
om_erase(struct om_erasure *out, struct om_store *store, int64_t subject,
    int64_t request)
{
	return om_erase_attested(out, store, subject, request, NULL);
}

int
om_erase_settle(struct om_erasure *out, struct om_store *store)
{
	int rc = om_sql_flush(store->sql);

	out->flushed = rc == OM_OK;
	return rc;
}
