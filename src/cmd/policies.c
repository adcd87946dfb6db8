#include "cmd/policies.h"

#include "base/file.h"
#include "base/memory.h"
#include "cmd/nearest.h"

const char *
om_policies_folder(struct om_run *run)
{
	char *marker = om_path_join(run->home, "ombud.json");
	char *path = om_path_join(run->home, "policies");
	const char *folder = NULL;

	if (om_file_exists(marker) && om_file_exists(path))
		folder = om_arena_string(&run->arena, om_span_of(path));
	om_free(marker);
	om_free(path);
	return folder;
}

static int
open_file(struct om_policy **out, const struct om_kinds *kinds,
    const char *folder, const char *path)
{
	struct om_buf text = OM_BUF(16 << 20);
	int rc = om_file_read(&text, path);

	if (rc == OM_OK)
		rc = om_policy_parse(
		    out, kinds, folder, path, om_buf_span(&text));
	om_buf_free(&text);
	return rc;
}

int
om_policies_open(struct om_policy **out, struct om_run *run,
    const struct om_kinds *kinds, const char *word)
{
	const char *folder = om_policies_folder(run);
	size_t n = strlen(word);

	if (n > 5 && strcmp(word + n - 5, ".json") == 0)
		return open_file(out, kinds, folder, word);
	return om_policy_open(out, kinds, folder, word);
}

/* What om_policy_each adds to. */
struct adding {
	struct om_policies *to;
	struct om_run *run;
};

static int
add(void *state, const char *name)
{
	const struct adding *a = state;
	struct om_policies *to = a->to;
	int rc;

	to->list = om_resize(to->list, to->n + 1, sizeof(to->list[0]));
	rc = om_policies_open(&to->list[to->n], a->run, to->kinds, name);
	if (rc == OM_OK)
		to->n++;
	return rc;
}

int
om_policies_load(
    struct om_policies *out, struct om_run *run, struct om_words names)
{
	const char *folder = om_policies_folder(run);
	struct om_policies p = { NULL, NULL, 0 };
	struct adding adding = { &p, run };
	int rc = om_kinds_open(&p.kinds, folder);

	for (size_t i = 0; rc == OM_OK && i < names.n; i++)
		rc = add(&adding, names.p[i]);
	if (rc == OM_OK && names.n == 0)
		rc = om_policy_each(folder, add, &adding);
	if (rc == OM_OK)
		*out = p;
	else
		om_policies_close(&p);
	return rc;
}

void
om_policies_close(struct om_policies *p)
{
	for (size_t i = 0; i < p->n; i++)
		om_policy_close(p->list[i]);
	om_free(p->list);
	om_kinds_close(p->kinds);
	*p = (struct om_policies){ NULL, NULL, 0 };
}

/* A kind's name is of our own making, so near ones may be shown. */
static int
fail_kind(const struct om_kinds *kinds, struct om_span word)
{
	struct om_nearest near = { .word = word };

	for (size_t i = 0; i < kinds->n; i++)
		om_nearest_offer(&near, kinds->list[i].name);
	if (near.best == NULL)
		return om_fail(OM_USAGE,
		    "there is no such kind (see 'ombud policy show kinds')");
	return om_fail(OM_USAGE, "there is no such kind; is it %s?", near.best);
}

int
om_policies_set(struct om_kind_set *out, const struct om_kinds *kinds,
    const struct om_words *words)
{
	*out = (struct om_kind_set){ { 0 } };
	for (size_t i = 0; i < words->n; i++) {
		struct om_span word = om_span_of(words->p[i]);
		int kind = om_kinds_find(kinds, word);

		if (kind < 0)
			return fail_kind(kinds, word);
		om_kind_set_add(out, kind);
	}
	return OM_OK;
}
