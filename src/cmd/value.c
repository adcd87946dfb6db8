#include "cmd/value.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>

#include "cmd/command.h"

/* One of "text|csv|json". */
static bool
is_choice(const char *choices, struct om_span text)
{
	struct om_span rest = om_span_of(choices), word;

	while (om_span_cut(&word, &rest, rest, '|'))
		if (om_span_equal(word, text))
			return true;
	return om_span_equal(rest, text);
}

/* Digits with at most one '.', so that neither "nan" nor "0x1" passes. */
static bool
read_decimal(double *out, const char *text)
{
	char *end;

	if (*text == '\0' || text[strspn(text, "0123456789.")] != '\0')
		return false;
	errno = 0;
	*out = strtod(text, &end);
	return *end == '\0' && end != text && errno == 0;
}

static void
add_word(struct om_run *run, struct om_words *words, struct om_span word)
{
	const char **p = om_arena_new(&run->arena, words->n + 2, sizeof(*p));

	if (words->n > 0)
		memcpy(p, words->p, words->n * sizeof(*p));
	p[words->n++] = om_arena_string(&run->arena, word);
	words->p = p;
}

static void
add_list(struct om_run *run, struct om_words *words, const char *text)
{
	struct om_span rest = om_span_of(text), word;

	while (om_span_cut(&word, &rest, rest, ','))
		if (word.n > 0)
			add_word(run, words, word);
	if (rest.n > 0)
		add_word(run, words, rest);
}

/* What a value of that kind has to be; NULL where text is one. */
static const char *
take(struct om_run *run, struct om_option_value *value, const char *text)
{
	const struct om_option *o = value->option;

	switch (o->kind) {
	case OM_OPTION_NUMBER:
		return om_span_u64(&value->number, om_span_of(text))
			   ? NULL
			   : "a whole number";
	case OM_OPTION_DECIMAL:
		return read_decimal(&value->decimal, text) ? NULL : "a number";
	case OM_OPTION_CHOICE:
		return is_choice(o->placeholder, om_span_of(text))
			   ? NULL
			   : o->placeholder;
	case OM_OPTION_LIST:
		add_list(run, &value->list, text);
		return value->list.n > 0 ? NULL : "a list of words";
	case OM_OPTION_FLAG:
	case OM_OPTION_TEXT:
		break;
	}
	return NULL;
}

int
om_value_take(
    struct om_run *run, struct om_option_value *value, const char *text)
{
	const struct om_option *o = value->option;
	const char *wanted;

	if (value->text != NULL && o->kind != OM_OPTION_LIST &&
	    o->kind != OM_OPTION_FLAG)
		return om_fail(OM_USAGE, "--%s is given twice", o->name);
	wanted = take(run, value, text);
	if (wanted != NULL)
		return om_fail(OM_USAGE, "--%s must be %s", o->name, wanted);
	value->text = text == NULL ? "" : text;
	return OM_OK;
}

static const struct om_option_value *
find(const struct om_run *run, const char *name, enum om_option_kind kind)
{
	const struct om_option_value *v = run->values;

	while (v->option != NULL && strcmp(v->option->name, name) != 0)
		v++;
	assert(v->option != NULL);
	assert(v->option->kind == kind ||
	       (v->option->kind == OM_OPTION_CHOICE && kind == OM_OPTION_TEXT));
	return v;
}

bool
om_option_flag(const struct om_run *run, const char *name)
{
	return find(run, name, OM_OPTION_FLAG)->text != NULL;
}

const char *
om_option_text(const struct om_run *run, const char *name)
{
	return find(run, name, OM_OPTION_TEXT)->text;
}

uint64_t
om_option_number(const struct om_run *run, const char *name, uint64_t otherwise)
{
	const struct om_option_value *v = find(run, name, OM_OPTION_NUMBER);

	return v->text == NULL ? otherwise : v->number;
}

double
om_option_decimal(const struct om_run *run, const char *name, double otherwise)
{
	const struct om_option_value *v = find(run, name, OM_OPTION_DECIMAL);

	return v->text == NULL ? otherwise : v->decimal;
}

struct om_words
om_option_list(const struct om_run *run, const char *name)
{
	return find(run, name, OM_OPTION_LIST)->list;
}
