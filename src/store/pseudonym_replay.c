#include "store/pseudonym.h"

#include <stdlib.h>

#include "base/memory.h"
#include "format/json_reader.h"
#include "store/audit.h"
#include "store/statement.h"
#include "store/subject.h"

enum { HEX = 2 * OM_HASH_SIZE };

/* The reference under which a pseudonymisation began, in hexadecimal. */
struct begun {
	char hex[HEX];
};

struct replay {
	struct om_store *store;
	struct om_arena arena; /* of an entry, of a subject */
	struct begun *begun;
	size_t n, room;
};

static int
by_hex(const void *a, const void *b)
{
	return memcmp(a, b, HEX);
}

static void
keep(struct replay *r, struct om_span reference)
{
	if (r->n == r->room) {
		r->room = r->room == 0 ? 64 : r->room * 2;
		r->begun = om_resize(r->begun, r->room, sizeof(*r->begun));
	}
	memcpy(r->begun[r->n++].hex, reference.p, HEX);
}

static int
collect(void *state, int64_t leaf, struct om_span text)
{
	struct replay *r = state;
	struct om_value *entry;
	const struct om_value *act, *detail, *subject;

	(void)leaf;
	om_arena_wipe(&r->arena);
	if (om_json_read(&entry, &r->arena, text, NULL) != OM_OK)
		return om_fail(OM_CORRUPT, "audit: an entry is damaged");
	act = om_value_member(entry, "act");
	detail = om_value_member(entry, "detail");
	subject = om_value_member(entry, "subject");
	if (act != NULL && detail != NULL && subject != NULL &&
	    om_span_is(act->text, om_act_word(OM_ACT_PSEUDONYMIZE)) &&
	    om_span_is(detail->text, "begun") && subject->text.n == HEX)
		keep(r, subject->text);
	return OM_OK;
}

/* Whether the log says that a subject, plain as she is, was pseudonymised. */
static int
is_named(struct replay *r, int64_t id)
{
	struct om_buf hex = OM_BUF(HEX + 1);
	uint8_t reference[OM_HASH_SIZE];
	struct om_subject *s;
	int rc = om_people_get(om_people_new(r->store, &r->arena), &s, id);

	if (rc == OM_OK)
		rc = om_subject_reference(reference, s);
	if (rc == OM_OK && s->state == OM_SUBJECT_PLAIN) {
		om_buf_hex(&hex, om_span_bytes(reference, sizeof(reference)));
		rc = bsearch(hex.p, r->begun, r->n, sizeof(*r->begun),
			 by_hex) != NULL;
	}
	om_buf_free(&hex);
	om_arena_wipe(&r->arena);
	return rc;
}

static int
replay_page(struct replay *r, const int64_t *ids, size_t n, uint64_t *count)
{
	struct om_pseudonymisation done;
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < n; i++) {
		rc = is_named(r, ids[i]);
		if (rc == 1) {
			rc = om_pseudonymise(&done, r->store, ids[i], 0);
			++*count;
		}
	}
	return rc;
}

int
om_pseudonym_replay(struct om_store *store, uint64_t *count)
{
	struct replay r = { .store = store };
	int64_t ids[OM_SUBJECT_PAGE], after = 0;
	size_t n = OM_SUBJECT_PAGE;
	int rc = om_audit_list(store, INT64_MAX, collect, &r);

	*count = 0;
	if (r.n > 0)
		qsort(r.begun, r.n, sizeof(*r.begun), by_hex);
	while (rc == OM_OK && r.n > 0 && n == OM_SUBJECT_PAGE) {
		rc = om_subject_page(ids, &n, store, after);
		if (rc == OM_OK && n > 0)
			after = ids[n - 1];
		if (rc == OM_OK)
			rc = replay_page(&r, ids, n, count);
	}
	om_arena_free(&r.arena);
	om_free(r.begun);
	return rc;
}
