#include "policy/judge.h"

void
om_kind_set_text(struct om_buf *out, const struct om_kinds *kinds,
    const struct om_kind_set *s)
{
	int first = om_kind_set_next(s, 0);

	for (int i = first; i >= 0; i = om_kind_set_next(s, i + 1))
		om_buf_format(
		    out, "%s%s", i == first ? "" : " ", kinds->list[i].name);
}

/* Between the members of a condition. */
static const char *
joint(const struct om_condition *c)
{
	if (c->at_least == 1)
		return " or ";
	return c->every ? " and " : ", ";
}

void
om_condition_text(struct om_buf *out, const struct om_kinds *kinds,
    const struct om_condition *c)
{
	const char *between = "";

	if (joint(c)[0] == ',')
		om_buf_format(out, "%u of ", c->at_least);
	for (int i = om_kind_set_next(&c->of, 0); i >= 0;
	     i = om_kind_set_next(&c->of, i + 1)) {
		om_buf_format(out, "%s%s", between, kinds->list[i].name);
		between = joint(c);
	}
	for (size_t i = 0; i < c->inner_count; i++) {
		om_buf_format(out, "%s(", between);
		om_condition_text(out, kinds, &c->inner[i]);
		om_buf_byte(out, ')');
		between = joint(c);
	}
}
