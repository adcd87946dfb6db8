#include "request/ground.h"

#include "base/buf.h"

static const struct om_ground grounds[] = {
#define OM_GROUND(word, regime, rights, cite, text) \
	{ word, regime, rights, cite, text },
#include "request/ground_list.h"
#undef OM_GROUND
};

enum { GROUNDS = sizeof(grounds) / sizeof(grounds[0]) };

const struct om_ground *
om_ground_at(size_t i)
{
	return i < GROUNDS ? &grounds[i] : NULL;
}

/* The laws that follow the GDPR take its grounds. */
static bool
is_for(const struct om_ground *g, const char *regime)
{
	return (strcmp(g->regime, "ccpa") == 0) ==
	       (strcmp(regime, "ccpa") == 0);
}

/* No word of a right is a part of another. */
static bool
is_against(const struct om_ground *g, const char *right)
{
	return *g->rights == '\0' || strstr(g->rights, right) != NULL;
}

const struct om_ground *
om_ground_of(const char *word, const char *regime)
{
	for (size_t i = 0; i < GROUNDS; i++)
		if (strcmp(word, grounds[i].word) == 0 &&
		    is_for(&grounds[i], regime))
			return &grounds[i];
	return NULL;
}

int
om_ground_find(const struct om_ground **out, const char *word,
    const char *regime, const char *right)
{
	const struct om_ground *found = om_ground_of(word, regime);
	struct om_buf words = OM_BUF(OM_ERROR_MAX);
	int rc;

	if (found != NULL && is_against(found, right)) {
		*out = found;
		return OM_OK;
	}
	for (size_t i = 0; i < GROUNDS; i++)
		if (is_for(&grounds[i], regime) &&
		    is_against(&grounds[i], right))
			om_buf_format(&words, "%s%s", words.n == 0 ? "" : ", ",
			    grounds[i].word);
	rc = om_fail(OM_USAGE, "no such ground; there are: %s", words.p);
	om_buf_free(&words);
	return rc;
}
