#include "format/json_reader.h"
#include "scan/sieve_inside.h"

enum { KEY_LEAST = 6 };

static const struct om_json_limits limits = {
	.depth = 200, .string = OM_SIEVE_RECORD, .values = 1 << 17
};

/* Where the walk is: below which names, in which column. */
struct place {
	uint64_t alive; /* pointers of which all parts so far fit */
	size_t depth;
	const struct om_sieve_field *field; /* of what all is in */
	uint16_t column;
};

static bool
fits(struct om_span part, struct om_span key, size_t index)
{
	uint64_t number;

	if (key.p != NULL)
		return om_span_equal(part, key);
	return om_span_is(part, "*") ||
	       (om_span_u64(&number, part) && number == index);
}

/* The pointer that ends with this key; those that go on stay alive. */
static const struct om_sieve_field *
find_pointer(const struct om_sieve_rules *rules, struct place *at,
    struct om_span key, size_t index)
{
	const struct om_sieve_field *found = NULL;
	uint64_t left = at->alive;

	for (at->alive = 0; left != 0; left &= left - 1) {
		size_t i = (size_t)__builtin_ctzll(left);
		const struct om_sieve_field *f = &rules->fields[i];

		if (!fits(f->parts[at->depth], key, index))
			continue;
		if (f->count == at->depth + 1)
			found = f;
		else
			at->alive |= UINT64_C(1) << i;
	}
	at->depth++;
	return found;
}

/* The field that a member is, if any; pointers go before mere names. */
static const struct om_sieve_field *
find(const struct om_sieve_rules *rules, struct place *at, struct om_span key,
    size_t index)
{
	const struct om_sieve_field *found = NULL;

	if (at->alive != 0)
		found = find_pointer(rules, at, key, index);
	if (found != NULL || key.p == NULL ||
	    (rules->starts & om_sieve_start(key)) == 0)
		return found;
	for (size_t i = 0; i < rules->field_count; i++)
		if (!rules->fields[i].pointer &&
		    om_span_equal(rules->fields[i].name, key))
			return &rules->fields[i];
	return NULL;
}

static enum om_sieve_form
form_of(const struct om_value *v)
{
	return v->type == OM_VALUE_STRING ? OM_SIEVE_STRING : OM_SIEVE_BARE;
}

static bool
is_leaf(const struct om_value *v)
{
	return v->type != OM_VALUE_OBJECT && v->type != OM_VALUE_ARRAY &&
	       v->type != OM_VALUE_NULL && v->text.n > 0;
}

/*
 * A key may be somebody's address or number itself. One with escapes was
 * decoded: where it stands is not known but that it ends before the colon.
 */
static void
add_key(struct om_sieve_worker *w, const struct om_value *v)
{
	bool verbatim = v->key.p >= w->base && v->key.p < v->raw.p;

	om_sieve_add_spot(w,
	    &(struct om_sieve_spot){
		.p = verbatim ? v->key.p : v->raw.p - v->key.n - 3,
		.n = (uint32_t)v->key.n,
		.text = v->key,
		.form = OM_SIEVE_KEY },
	    0);
}

static void
add_leaf(
    struct om_sieve_worker *w, const struct om_value *v, const struct place *at)
{
	struct om_sieve_spot spot = { .p = v->raw.p,
		.n = (uint32_t)v->raw.n,
		.text = v->text,
		.field = at->field,
		.form = form_of(v) };

	if (at->field != NULL || (w->open && om_value_is_text(v)))
		om_sieve_add_spot(w, &spot, at->column);
}

/*
 * A field that is an object: its members' names may be values themselves, so
 * that it goes or is held back as a whole.
 */
static int
add_whole(struct om_sieve_worker *w, const struct om_value *v,
    const struct om_sieve_field *field)
{
	const struct om_sieve_spot spot = { .p = v->raw.p,
		.n = (uint32_t)v->raw.n,
		.text = v->raw,
		.field = field,
		.form = OM_SIEVE_BARE };

	switch (field->change.action) {
	case OM_SIEVE_KEEP:
	case OM_SIEVE_REMOVE:
	case OM_SIEVE_DIVERT:
	case OM_SIEVE_BLOCK:
		om_sieve_add_spot(w, &spot, 0);
		return OM_OK;
	default:
		return om_fail(OM_INPUT,
		    "%.*s is an object: rules can name its members",
		    OM_SPAN_ARG(field->name));
	}
}

static int walk(struct om_sieve_worker *w, const struct om_value *v,
    const struct place *at);

static int
step(struct om_sieve_worker *w, const struct om_value *m,
    const struct place *at, size_t index)
{
	struct place next = *at;

	if (at->field == NULL) {
		next.field =
		    find(w->sieve->options.rules, &next, m->key, index);
		if (w->open && next.field == NULL) {
			next.column = om_json_columns_step(w->columns,
			    &w->sheet, at->column,
			    m->key.p == NULL ? OM_SPAN("*") : m->key);
			if (next.column == 0)
				return om_fail(
				    OM_LIMIT, "too many different fields");
		}
	}
	if (w->open && m->key.n >= KEY_LEAST)
		add_key(w, m);
	return walk(w, m, &next);
}

static int
walk(
    struct om_sieve_worker *w, const struct om_value *v, const struct place *at)
{
	size_t index = 0;
	int rc = OM_OK;

	if (at->field != NULL && v->type == OM_VALUE_OBJECT)
		return add_whole(w, v, at->field);
	if (is_leaf(v))
		add_leaf(w, v, at);
	for (const struct om_value *m = v->first; m != NULL && rc == OM_OK;
	     m = m->next)
		rc = step(w, m, at, index++);
	return rc;
}

int
om_sieve_read_json(struct om_sieve_worker *w, struct om_span record)
{
	const struct place top = { .alive = w->sieve->options.rules->pointers,
		.column = OM_JSON_ROOT };
	struct om_value *v;
	int rc = om_json_read(&v, &w->arena, om_sieve_body(record), &limits);

	return rc == OM_OK ? walk(w, v, &top) : rc;
}
