#include "policy/policy.h"

static const char *const verdict_words[] = {
#define OM_VERDICT(name, word, holds_for) word,
#include "policy/verdict_list.h"
#undef OM_VERDICT
};

static const char *const verdict_holders[] = {
#define OM_VERDICT(name, word, holds_for) holds_for,
#include "policy/verdict_list.h"
#undef OM_VERDICT
};

static const char *const mark_words[] = {
#define OM_MARK(name, word, meaning) word,
#include "policy/mark_list.h"
#undef OM_MARK
};

static const char *const mark_meanings[] = {
#define OM_MARK(name, word, meaning) meaning,
#include "policy/mark_list.h"
#undef OM_MARK
};

static const char *const confidence_words[] = {
#define OM_CONFIDENCE(name, word, meaning) word,
#include "policy/confidence_list.h"
#undef OM_CONFIDENCE
};

static const char *const class_words[] = {
#define OM_KIND_CLASS(name, word, meaning) word,
#include "policy/kind_class_list.h"
#undef OM_KIND_CLASS
};

static const char *const class_meanings[] = {
#define OM_KIND_CLASS(name, word, meaning) meaning,
#include "policy/kind_class_list.h"
#undef OM_KIND_CLASS
};

static const char *const strength_words[] = {
#define OM_KIND_STRENGTH(name, word) word,
#include "policy/kind_strength_list.h"
#undef OM_KIND_STRENGTH
};

/* Which of n words this is; -1 for none. */
static int
find(struct om_span word, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (om_span_is(word, words[i]))
			return (int)i;
	return -1;
}

const char *
om_verdict_word(enum om_verdict_value value)
{
	return verdict_words[value];
}

const char *
om_verdict_holds_for(enum om_verdict_value value)
{
	return verdict_holders[value];
}

bool
om_verdict_find(enum om_verdict_value *out, struct om_span word)
{
	int i = find(word, verdict_words,
	    sizeof(verdict_words) / sizeof(verdict_words[0]));

	if (i >= 0)
		*out = (enum om_verdict_value)i;
	return i >= 0;
}

const char *
om_mark_word(enum om_mark mark)
{
	return mark_words[mark];
}

const char *
om_mark_meaning(enum om_mark mark)
{
	return mark_meanings[mark];
}

bool
om_mark_find(enum om_mark *out, struct om_span word)
{
	int i = find(word, mark_words, OM_MARK_COUNT);

	if (i >= 0)
		*out = (enum om_mark)i;
	return i >= 0;
}

const char *
om_confidence_word(enum om_confidence confidence)
{
	return confidence_words[confidence];
}

bool
om_confidence_find(enum om_confidence *out, struct om_span word)
{
	int i = find(word, confidence_words,
	    sizeof(confidence_words) / sizeof(confidence_words[0]));

	if (i >= 0)
		*out = (enum om_confidence)i;
	return i >= 0;
}

const char *om_kind_class_word(enum om_kind_class class)
{
	return class_words[class];
}

const char *om_kind_class_meaning(enum om_kind_class class)
{
	return class_meanings[class];
}

const char *
om_kind_strength_word(enum om_kind_strength strength)
{
	return strength_words[strength];
}

bool
om_kind_class_find(enum om_kind_class *out, struct om_span word)
{
	int i = find(
	    word, class_words, sizeof(class_words) / sizeof(class_words[0]));

	if (i >= 0)
		*out = (enum om_kind_class)i;
	return i >= 0;
}

bool
om_kind_strength_find(enum om_kind_strength *out, struct om_span word)
{
	int i = find(word, strength_words,
	    sizeof(strength_words) / sizeof(strength_words[0]));

	if (i >= 0)
		*out = (enum om_kind_strength)i;
	return i >= 0;
}
