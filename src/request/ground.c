#include "request/ground.h"

#include "base/buf.h"

static const struct om_ground grounds[] = {
#define OM_GROUND(word, regime, cite, text) { word, regime, cite, text },
#include "request/ground_list.h"
#undef OM_GROUND
};

enum { GROUNDS = sizeof(grounds) / sizeof(grounds[0]) };

const struct om_ground *
om_ground_at(size_t i)
{
	return i < GROUNDS ? &grounds[i] : NULL;
}

const struct om_ground *
om_ground_of(struct om_span word)
{
	for (size_t i = 0; i < GROUNDS; i++)
		if (om_span_is(word, grounds[i].word))
			return &grounds[i];
	return NULL;
}

/* The laws that follow the GDPR take its grounds. */
static bool
is_for(const struct om_ground *g, const char *regime)
{
	bool california = strcmp(regime, "ccpa") == 0;

	return *g->regime == '\0' ||
	       (strcmp(g->regime, "ccpa") == 0) == california;
}

int
om_ground_find(
    const struct om_ground **out, const char *word, const char *regime)
{
	const struct om_ground *found = om_ground_of(om_span_of(word));
	struct om_buf words = OM_BUF(OM_ERROR_MAX);
	int rc;

	if (found != NULL && is_for(found, regime)) {
		*out = found;
		return OM_OK;
	}
	for (size_t i = 0; i < GROUNDS; i++)
		if (is_for(&grounds[i], regime))
			om_buf_format(&words, "%s%s", words.n == 0 ? "" : ", ",
			    grounds[i].word);
	rc = om_fail(OM_USAGE, "no such ground; there are: %s", words.p);
	om_buf_free(&words);
	return rc;
}
