#include "base/memory.h"
#include "request/answer.h"

/*
 * What names say is asked for every value of every event, and there are few
 * of them: the first ones are kept, the rest live as long as their event.
 */
enum { NAMES = 512, SLOTS = 2048 };

struct om_answer_fields {
	struct om_answer_field list[NAMES];
	uint16_t slots[SLOTS]; /* places in the list, from 1 */
	size_t n;
};

/* FNV-1a: who chooses names so that they meet here slows her own answer. */
static size_t
slot_of(struct om_span name)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < name.n; i++)
		h = (h ^ (uint8_t)name.p[i]) * 16777619u;
	return h % SLOTS;
}

static int
fill(struct om_answer_field *f, struct om_answer *a, struct om_arena *arena,
    struct om_span name)
{
	struct om_span shown;
	int rc = om_answer_mask(&shown, a, arena, name, NULL);

	if (rc != OM_OK)
		return rc;
	*f = (struct om_answer_field){ .name = om_arena_copy(arena, name),
		.shown = om_arena_copy(arena, shown),
		.kind = om_answer_kind(a, name) };
	f->telling = om_scanner_field(a->scanner, &f->words, name);
	return OM_OK;
}

int
om_answer_field(const struct om_answer_field **out, struct om_answer *a,
    struct om_span name)
{
	struct om_answer_fields *all = a->fields;
	size_t slot = slot_of(name);
	struct om_answer_field *f;
	int rc;

	if (all == NULL)
		all = a->fields = om_new(1, sizeof(*all));
	for (; all->slots[slot] != 0; slot = (slot + 1) % SLOTS) {
		f = &all->list[all->slots[slot] - 1];
		if (om_span_equal(f->name, name)) {
			*out = f;
			return OM_OK;
		}
	}
	if (all->n == NAMES) {
		f = om_arena_new(&a->scratch, 1, sizeof(*f));
		rc = fill(f, a, &a->scratch, name);
	} else {
		f = &all->list[all->n];
		rc = fill(f, a, a->arena, name);
		if (rc == OM_OK)
			all->slots[slot] = (uint16_t)++all->n;
	}
	if (rc != OM_OK)
		return rc;
	*out = f;
	return OM_OK;
}

void
om_answer_fields_close(struct om_answer *a)
{
	om_free(a->fields);
	a->fields = NULL;
}
