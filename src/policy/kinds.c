#include "policy/kinds.h"

static int
compare_to(const struct om_kinds *k, struct om_span name, size_t place)
{
	return om_span_compare(
	    name, om_span_of(k->list[k->by_name[place]].name));
}

int
om_kinds_find(const struct om_kinds *k, struct om_span name)
{
	size_t low = 0, high = k->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare_to(k, name, middle);

		if (order == 0)
			return k->by_name[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return -1;
}

void
om_kinds_expand(const struct om_kinds *k, struct om_kind_set *s)
{
	struct om_kind_set given = *s;

	for (int i = om_kind_set_next(&given, 0); i >= 0;
	     i = om_kind_set_next(&given, i + 1))
		om_kind_set_join(s, &k->list[i].above);
	for (int i = om_kind_set_next(&k->wholes, 0); i >= 0;
	     i = om_kind_set_next(&k->wholes, i + 1))
		if (om_kind_set_within(&k->list[i].parts, s))
			om_kind_set_join(s, &k->list[i].above);
}

/* Whether a kind that is there made another one present. */
static bool
is_source(const struct om_kinds *k, int kind, const struct om_kind_set *found,
    const struct om_kind_set *from)
{
	if (om_kind_set_meets(&k->list[kind].above, found))
		return true;
	for (int i = om_kind_set_next(&k->wholes, 0); i >= 0;
	     i = om_kind_set_next(&k->wholes, i + 1))
		if (om_kind_set_has(&k->list[i].parts, kind) &&
		    om_kind_set_within(&k->list[i].parts, from) &&
		    om_kind_set_meets(&k->list[i].above, found))
			return true;
	return false;
}

void
om_kinds_sources(const struct om_kinds *k, struct om_kind_set *out,
    const struct om_kind_set *found, const struct om_kind_set *from)
{
	*out = (struct om_kind_set){ 0 };
	for (int i = om_kind_set_next(from, 0); i >= 0;
	     i = om_kind_set_next(from, i + 1))
		if (is_source(k, i, found, from))
			om_kind_set_add(out, i);
}
