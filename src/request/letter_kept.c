#include "request/item.h"
#include "request/letter.h"

/* What was not granted, item by item, with article, statute and until when. */

/* The part of an item's ground that the letter tells: article and statute. */
static void
set_kept(const struct om_letter *l, const struct om_request_item *item)
{
	struct om_view *row = om_view_add(l->v, "kept");
	const struct om_ground *g =
	    om_ground_of(item->code, l->c->request->regime);

	om_view_string(
	    row, "system", *item->source == '\0' ? item->system : item->source);
	om_view_string(row, "type", item->type == NULL ? "" : item->type);
	om_view_string(row, "part", item->part == NULL ? "" : item->part);
	om_letter_cite(
	    row, l, "ground_cite", g == NULL ? item->ground : g->cite);
	om_view_string(row, "statute", item->statute);
	om_view_string(row, "kept_until", "");
	if (item->until != 0)
		om_letter_day(row, l, "kept_until", item->until);
}

static int
set_ground_text(const struct om_letter *l, const struct om_request_item *item)
{
	const struct om_view_value *list = om_view_find(l->v, OM_SPAN("kept"));

	om_view_string(list->last, "ground_text", "");
	if (om_ground_of(item->code, l->c->request->regime) == NULL)
		return OM_OK;
	return om_letter_word(list->last, l, "ground_text",
	    l->california ? "ground.ccpa" : "ground.gdpr", item->code);
}

int
om_letter_kept(const struct om_letter *l)
{
	const struct om_request *r = l->c->request;
	bool any = false;
	int rc = OM_OK;

	om_view_list(l->v, "kept");
	for (size_t i = 0; rc == OM_OK && i < r->item_count; i++) {
		const char *outcome = om_item_outcome(&r->items[i]);

		if (outcome == NULL || strcmp(outcome, "granted") == 0)
			continue;
		set_kept(l, &r->items[i]);
		rc = set_ground_text(l, &r->items[i]);
		any = true;
	}
	om_view_flag(l->v, "kept_any", any);
	return rc == OM_OK ? om_letter_part(l, "kept_data", "letter_kept.html")
			   : rc;
}
