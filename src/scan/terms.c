#include "scan/terms.h"

#include "base/text.h"

enum { SLOTS = 1024, FULL = SLOTS / 2 };

struct om_terms {
	struct om_arena *arena;
	struct term {
		struct om_span text; /* squeezed; p NULL: nothing here */
		int number;
	} slots[SLOTS];
	size_t n;
};

struct om_terms *
om_terms_new(struct om_arena *arena)
{
	struct om_terms *t = om_arena_new(arena, 1, sizeof(*t));

	t->arena = arena;
	return t;
}

static uint32_t
hash_of(struct om_span text)
{
	uint32_t h = UINT32_C(0x811c9dc5);

	for (size_t i = 0; i < text.n; i++)
		h = (h ^ (unsigned char)text.p[i]) * UINT32_C(0x01000193);
	return h;
}

/* Where the term is, or would be. */
static size_t
slot_of(const struct om_terms *t, struct om_span text)
{
	size_t at = hash_of(text) % SLOTS;

	while (t->slots[at].text.p != NULL &&
	       !om_span_equal(t->slots[at].text, text))
		at = (at + 1) % SLOTS;
	return at;
}

static int
add(struct om_terms *t, const struct om_config *c, const char *text, int number)
{
	char squeezed[OM_TERM_MAX];
	struct om_span term = { squeezed, 0 };
	struct term *slot;

	if (text == NULL)
		return om_config_fail(c, "", "has a term that is no string");
	if (!om_text_squeeze(
		squeezed, sizeof(squeezed), &term.n, om_span_of(text)) ||
	    term.n == 0)
		return om_config_fail(
		    c, "", "has a term that is empty or too long: %s", text);
	slot = &t->slots[slot_of(t, term)];
	if (slot->text.p != NULL && slot->number != number)
		return om_config_fail(
		    c, "", "has a term with two meanings: %s", text);
	if (slot->text.p != NULL)
		return OM_OK;
	if (t->n == FULL)
		return om_config_fail(c, "", "has more than %d terms", FULL);
	t->n++;
	*slot = (struct term){ om_arena_copy(t->arena, term), number };
	return OM_OK;
}

int
om_terms_add(struct om_terms *t, const struct om_config *c, const json_t *list,
    int number)
{
	const json_t *text;
	size_t i;
	int rc = OM_OK;

	if (list != NULL && !json_is_array(list))
		return om_config_fail(c, "", "has a term that is no string");
	json_array_foreach ((json_t *)list, i, text) {
		rc = add(t, c, json_string_value(text), number);
		if (rc != OM_OK)
			break;
	}
	return rc;
}

int
om_terms_find(const struct om_terms *t, struct om_span text)
{
	char squeezed[OM_TERM_MAX];
	struct om_span term = { squeezed, 0 };
	const struct term *slot;

	if (!om_text_squeeze(squeezed, sizeof(squeezed), &term.n, text))
		return -1;
	slot = &t->slots[slot_of(t, term)];
	return term.n == 0 || slot->text.p == NULL ? -1 : slot->number;
}
