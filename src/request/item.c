#include "request/item.h"

#include "request/inside.h"
#include "store/statement.h"

bool
om_item_is_record(const struct om_request_item *item)
{
	return *item->source != '\0';
}

static bool
does(const struct om_request_item *item, const char *action)
{
	return strcmp(item->action, action) == 0;
}

bool
om_item_stays(const struct om_request_item *item)
{
	return (does(item, "keep") || does(item, "mask")) &&
	       strcmp(item->state, "ended") != 0;
}

const char *
om_item_outcome(const struct om_request_item *item)
{
	if (!om_item_is_record(item))
		return NULL;
	if (does(item, "keep") || does(item, "withhold"))
		return "denied";
	return does(item, "mask") ? "partial" : "granted";
}

const char *
om_items_outcome(const struct om_request *r)
{
	size_t granted = 0, all = 0;

	for (size_t i = 0; i < r->item_count; i++) {
		const char *one = om_item_outcome(&r->items[i]);

		all += one != NULL;
		granted += one != NULL && strcmp(one, "granted") == 0;
		if (one != NULL && strcmp(one, "partial") == 0)
			return "partial";
	}
	if (granted == all)
		return "granted";
	return granted == 0 ? "denied" : "partial";
}

struct om_request_item *
om_item_find(
    const struct om_request *r, const char *reference, const char *part)
{
	for (size_t i = 0; i < r->item_count; i++)
		if (strcmp(r->items[i].reference, reference) == 0 &&
		    strcmp(r->items[i].part, part) == 0)
			return &r->items[i];
	return NULL;
}

struct om_request_item *
om_item_part(
    struct om_request *r, const struct om_request_item *whole, const char *part)
{
	struct om_request_item *item = om_item_find(r, whole->reference, part);

	if (item == NULL) {
		item = &r->items[r->item_count++];
		*item = *whole;
		item->events = item->identifiers = item->attributes = 0;
	}
	item->part = part;
	return item;
}

void
om_item_keep_findable(struct om_request *r, const struct om_request_item *kept)
{
	static const char part[] = "/identifiers";
	const struct om_request_item *whole =
	    om_item_find(r, kept->reference, "");

	if (om_item_stays(kept) && *kept->part != '\0' &&
	    !om_item_stays(whole) &&
	    om_item_find(r, kept->reference, part) == NULL)
		om_item_part(r, kept, part)->action = "keep";
}

void
om_item_keep(struct om_request *r, struct om_request_item *whole,
    const struct om_item_keeping *why)
{
	struct om_request_item *item = om_item_part(r, whole, why->part);

	item->action = "keep";
	item->code = why->code;
	item->ground = why->ground;
	item->statute = why->statute;
	item->until = why->until;
	item->hold = why->hold;
	om_item_keep_findable(r, item);
}

const char *
om_item_fact(struct om_case *c, size_t number)
{
	struct om_buf text = OM_BUF(64);
	const char *s;

	om_buf_format(&text, "item/%zu", number);
	s = om_case_string(c, om_buf_span(&text));
	om_buf_free(&text);
	return s;
}

void
om_item_read(struct om_request_item *out, struct om_case *c)
{
	struct om_sql *sql = c->om->store->sql;
	const int s = S_REQUEST_ITEM_OF;
	const char **const texts[] = { &out->system, &out->reference,
		&out->part, &out->source, &out->type, NULL, NULL, NULL,
		&out->action, &out->code, &out->ground, &out->statute, NULL,
		&out->state };

	for (int i = 0; i < (int)(sizeof(texts) / sizeof(texts[0])); i++)
		if (texts[i] != NULL)
			*texts[i] = om_case_string(c, om_sql_data(sql, s, i));
	out->events = om_sql_integer(sql, s, 5);
	out->identifiers = om_sql_integer(sql, s, 6);
	out->attributes = om_sql_integer(sql, s, 7);
	out->until = (int32_t)om_sql_integer(sql, s, 12);
	out->hold = om_sql_integer(sql, s, 14);
}

int
om_item_write(
    struct om_case *c, size_t number, const struct om_request_item *item)
{
	return OM_SQL_RUN(c->om->store->sql, S_REQUEST_ITEM_INSERT,
	    OM_INT(c->id), OM_INT((int64_t)number), OM_STRING(item->system),
	    OM_STRING(item->reference), OM_STRING(item->part),
	    OM_STRING(item->source), OM_STRING(item->type),
	    OM_INT(item->events), OM_INT(item->identifiers),
	    OM_INT(item->attributes), OM_STRING(item->action),
	    OM_STRING(item->code), OM_STRING(item->ground),
	    OM_STRING(item->statute), OM_INT(item->until),
	    OM_STRING(item->state), OM_INT(item->hold));
}

int
om_item_set(
    struct om_case *c, size_t number, const struct om_request_item *item)
{
	return OM_SQL_RUN(c->om->store->sql, S_REQUEST_ITEM_SET, OM_INT(c->id),
	    OM_INT((int64_t)number), OM_STRING(item->reference),
	    OM_STRING(item->state), OM_STRING(item->code),
	    OM_STRING(item->ground), OM_STRING(item->statute),
	    OM_INT(item->until), OM_INT(item->hold));
}
