#include "request/kept.h"

#include "policy/part.h"
#include "request/inside.h"
#include "request/item.h"
#include "store/erase_parts.h"
#include "store/id.h"
#include "store/restriction.h"
#include "store/statement.h"

bool
om_kept_any(const struct om_request *r)
{
	for (size_t i = 0; i < r->item_count; i++)
		if (om_item_is_record(&r->items[i]) &&
		    om_item_stays(&r->items[i]))
			return true;
	return false;
}

bool
om_kept_has(const struct om_request *r, const char *reference)
{
	for (size_t i = 0; i < r->item_count; i++)
		if (strcmp(r->items[i].reference, reference) == 0 &&
		    om_item_stays(&r->items[i]))
			return true;
	return false;
}

bool
om_kept_waits(const struct om_request *r)
{
	for (size_t i = 0; i < r->item_count; i++)
		if (strcmp(r->items[i].state, "kept") == 0)
			return true;
	return false;
}

/* The item that says most precisely what becomes of a part. */
static const struct om_request_item *
item_at(const struct om_request *r, const char *reference, struct om_span path)
{
	const struct om_request_item *best = NULL;

	for (size_t i = 0; i < r->item_count; i++) {
		const struct om_request_item *item = &r->items[i];

		if (strcmp(item->reference, reference) == 0 &&
		    om_part_covers(item->part, path) &&
		    (best == NULL || strlen(item->part) > strlen(best->part)))
			best = item;
	}
	return best;
}

static int
action_at(void *state, int64_t profile, struct om_span path)
{
	struct om_case *c = state;
	const char *reference = om_case_id(c, profile);
	const struct om_request_item *item;

	/* What came in later, on a ground of its own, is not meant. */
	if (om_item_find(c->request, reference, "") == NULL)
		return OM_PART_KEEP;
	if (path.n == 0)
		return om_kept_has(c->request, reference) ? OM_PART_KEEP
							  : OM_PART_ERASE;
	item = item_at(c->request, reference, path);
	if (item == NULL || !om_item_stays(item))
		return OM_PART_ERASE;
	return strcmp(item->action, "mask") == 0 ? OM_PART_MASK : OM_PART_KEEP;
}

static int
follow(void *state, int64_t was, int64_t is)
{
	struct om_case *c = state;
	const char *old = om_case_id(c, was), *new = om_case_id(c, is);
	int rc = OM_OK;

	for (size_t i = 0; i < c->request->item_count; i++)
		if (strcmp(c->request->items[i].reference, old) == 0)
			c->request->items[i].reference = new;
	/* Another request may keep a part of the same profile. */
	if (rc == OM_OK)
		rc = OM_SQL_RUN(c->om->store->sql, S_REQUEST_ITEM_FOLLOW,
		    OM_STRING(old), OM_STRING(new));
	return rc;
}

int
om_kept_erase(
    struct om_erasure *out, struct om_case *c, struct om_erase_attest *attest)
{
	const struct om_erase_parts how = { .at = action_at,
		.moved = follow,
		.state = c,
		.request = c->id,
		.attest = attest };

	return om_erase_parts(out, c->om->store, c->request->subject, &how);
}

int
om_kept_restrict(struct om_case *c)
{
	const struct om_restriction what = {
		.request = c->id, .ground = OM_RESTRICTED_KEPT, .purpose = ""
	};
	struct om_store *store = c->om->store;
	uint8_t reference[OM_HASH_SIZE];
	struct om_subject *s;
	int rc = om_people_get(
	    om_people_new(store, c->arena), &s, c->request->subject);

	if (rc == OM_OK)
		rc = om_restriction_add(store, s, &what);
	if (rc == OM_OK)
		rc = om_subject_reference(reference, s);
	return rc == OM_OK ? om_case_set_subject(c, s->id,
				 om_span_bytes(reference, sizeof(reference)))
			   : rc;
}

int
om_kept_settle_items(struct om_case *c)
{
	struct om_request *r = c->request;
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < r->item_count; i++) {
		struct om_request_item *item = &r->items[i];

		if (!om_item_is_record(item))
			continue;
		item->state =
		    strcmp(item->action, "keep") == 0 ? "kept" : "done";
		rc = om_item_set(c, i + 1, item);
	}
	return rc;
}
