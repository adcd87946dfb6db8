#include "policy/reader.h"

size_t
om_policy_enter(struct om_policy_reader *r, const char *name)
{
	size_t from = r->path.n;

	om_buf_format(&r->path, "%s%s", from == 0 ? "" : ".", name);
	return from;
}

size_t
om_policy_enter_item(struct om_policy_reader *r, size_t index)
{
	size_t from = r->path.n;

	om_buf_format(&r->path, "[%zu]", index);
	return from;
}

void
om_policy_leave(struct om_policy_reader *r, size_t from)
{
	r->path.n = from;
	if (r->path.p != NULL)
		r->path.p[from] = '\0';
}

const char *
om_policy_place(const struct om_policy_reader *r)
{
	return r->path.n == 0 ? "" : r->path.p;
}

int
om_policy_fail(struct om_policy_reader *r, const char *what, const char *name)
{
	return om_config_fail(&r->p->config, om_policy_place(r), "%s%s%s", what,
	    name == NULL ? "" : " ", name == NULL ? "" : name);
}

int
om_policy_check_keys(struct om_policy_reader *r, const json_t *object,
    const struct om_config_key *keys, size_t n)
{
	return om_config_check(
	    &r->p->config, om_policy_place(r), object, keys, n);
}
