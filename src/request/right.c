#include "request/right.h"

#include "base/buf.h"

static const struct om_right *const rights[] = {
#define OM_RIGHT(word) &om_right_##word,
#include "request/right_list.h"
#undef OM_RIGHT
	NULL,
};

static const struct {
	const char *word, *right, *regime;
} aliases[] = {
#define OM_ALIAS(word, right, regime) { word, right, regime },
#include "request/right_alias_list.h"
#undef OM_ALIAS
};

enum { ALIASES = sizeof(aliases) / sizeof(aliases[0]) };

const struct om_right *
om_right_at(size_t i)
{
	return i < sizeof(rights) / sizeof(rights[0]) ? rights[i] : NULL;
}

static const struct om_right *
find_own(struct om_span word)
{
	for (size_t i = 0; rights[i] != NULL; i++)
		if (om_span_is(word, rights[i]->word))
			return rights[i];
	return NULL;
}

static int
fail_unknown(void)
{
	struct om_buf words = OM_BUF(OM_ERROR_MAX);
	int rc;

	for (size_t i = 0; rights[i] != NULL; i++)
		om_buf_format(
		    &words, "%s%s", i == 0 ? "" : ", ", rights[i]->word);
	for (size_t i = 0; i < ALIASES; i++)
		if (aliases[i].regime != NULL)
			om_buf_format(&words, ", %s (%s)", aliases[i].word,
			    aliases[i].regime);
	rc = om_fail(OM_USAGE, "no such right; there are: %s", words.p);
	om_buf_free(&words);
	return rc;
}

int
om_right_find(
    const struct om_right **out, const char **regime, struct om_span word)
{
	const struct om_right *found = find_own(word);

	*regime = NULL;
	for (size_t i = 0; found == NULL && i < ALIASES; i++)
		if (om_span_is(word, aliases[i].word)) {
			found = find_own(om_span_of(aliases[i].right));
			*regime = aliases[i].regime;
		}
	if (found == NULL)
		return fail_unknown();
	if (found->gdpr == NULL)
		*regime = "ccpa";
	*out = found;
	return OM_OK;
}

const char *
om_right_cite(const struct om_right *right, const char *regime)
{
	return strcmp(regime, "ccpa") == 0 ? right->ccpa : right->gdpr;
}

bool
om_right_has_result(const struct om_right *right, struct om_span word)
{
	for (size_t i = 0; right->results != NULL && right->results[i] != NULL;
	     i++)
		if (om_span_is(word, right->results[i]))
			return true;
	return false;
}
