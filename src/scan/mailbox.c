#include "scan/mailbox.h"

#include "base/memory.h"
#include "policy/source.h"
#include "scan/terms.h"

struct om_mailboxes {
	struct om_arena arena;
	struct om_terms *terms;
};

static int
read_file(struct om_mailboxes *m, const struct om_config *c)
{
	static const struct om_config_key keys[] = {
		{ "about", OM_CONFIG_STRINGS, false },
		{ "types", OM_CONFIG_ARRAY, true },
		{ "role_mailboxes", OM_CONFIG_STRINGS, true },
	};
	int rc = om_config_check(
	    c, "", c->root, keys, sizeof(keys) / sizeof(keys[0]));

	if (rc != OM_OK)
		return rc;
	return om_terms_add(
	    m->terms, c, json_object_get(c->root, "role_mailboxes"), 0);
}

int
om_mailboxes_open(struct om_mailboxes **out, const char *folder)
{
	struct om_mailboxes *m = om_new(1, sizeof(*m));
	struct om_config config = { 0 };
	int rc = om_policy_load(&config, folder, "identifiers.json");

	m->terms = om_terms_new(&m->arena);
	if (rc == OM_OK)
		rc = read_file(m, &config);
	om_config_close(&config);
	if (rc == OM_OK)
		*out = m;
	else
		om_mailboxes_close(m);
	return rc;
}

void
om_mailboxes_close(struct om_mailboxes *m)
{
	if (m == NULL)
		return;
	om_arena_free(&m->arena);
	om_free(m);
}

bool
om_mailboxes_has(const struct om_mailboxes *m, struct om_span local)
{
	const char *plus = memchr(local.p, '+', local.n);

	if (plus != NULL)
		local.n = (size_t)(plus - local.p);
	return om_terms_find(m->terms, local) >= 0;
}
