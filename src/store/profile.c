#include "store/profile.h"

#include "base/clock.h"
#include "base/text.h"

/* Every member that a profile object may have. */
static const char *const members[] = { "id", "source", "type", "identifiers",
	"attributes", "user_id", "name", "created_at", "updated_at", "events" };

static const struct {
	const char *type;
	const char *before;
} default_names[] = {
	/* In the order in which Zendesk looks for one. */
	{ "email", "" },
	{ "external_id", "User " },
	{ "phone_number", "User " },
	{ "twitter", "Twitter user " },
	{ "facebook", "Facebook user " },
	{ "sdk", "SDK user " },
};

size_t
om_profile_characters(struct om_span s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return n;
}

static int
check_members(const struct om_value *object)
{
	for (const struct om_value *m = object->first; m; m = m->next) {
		bool known = false;

		for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++)
			known = known || om_span_is(m->key, members[i]);
		if (!known)
			return om_fail(OM_INPUT,
			    "a profile has no such member (one of %zu bytes)",
			    m->key.n);
	}
	return OM_OK;
}

/* A whole number is taken as its digits; 1.5 or 1e9 are not identifiers. */
static bool
is_text_or_whole(const struct om_value *v)
{
	if (om_value_is(v, OM_VALUE_STRING))
		return true;
	if (!om_value_is(v, OM_VALUE_NUMBER))
		return false;
	return memchr(v->text.p, '.', v->text.n) == NULL &&
	       memchr(v->text.p, 'e', v->text.n) == NULL &&
	       memchr(v->text.p, 'E', v->text.n) == NULL;
}

/* An optional text member; null counts as absent. */
static int
optional(struct om_span *out, struct om_arena *arena,
    const struct om_value *object, const char *key, bool number)
{
	const struct om_value *v = om_value_member(object, key);

	*out = OM_SPAN_NONE;
	if (v == NULL || v->type == OM_VALUE_NULL)
		return OM_OK;
	if (!(number ? is_text_or_whole(v) : om_value_is(v, OM_VALUE_STRING)))
		return om_fail(OM_INPUT, "%s must be a string%s", key,
		    number ? " or a whole number" : "");
	if (v->text.n > OM_PROFILE_VALUE_MAX)
		return om_fail(OM_INPUT, "%s is longer than %d bytes", key,
		    OM_PROFILE_VALUE_MAX);
	*out = om_arena_copy(arena, v->text);
	return OM_OK;
}

static int
required(struct om_span *out, struct om_arena *arena,
    const struct om_value *object, const char *key, size_t most)
{
	int rc = optional(out, arena, object, key, false);

	if (rc != OM_OK)
		return rc;
	if (out->n == 0)
		return om_fail(OM_INPUT, "%s is missing", key);
	if (om_profile_characters(*out) > most)
		return om_fail(
		    OM_INPUT, "%s is longer than %zu characters", key, most);
	if (memchr(out->p, ':', out->n) != NULL)
		return om_fail(OM_INPUT, "%s must not hold a ':'", key);
	return OM_OK;
}

static int
time_member(struct om_span *out, struct om_arena *arena,
    const struct om_value *object, const char *key)
{
	int64_t ms;
	int rc = optional(out, arena, object, key, false);

	if (rc == OM_OK && out->n > 0 && om_time_parse(&ms, *out) != OM_OK)
		rc = om_fail(OM_INPUT, "%s is not a time (RFC 3339)", key);
	return rc;
}

static int
read_value(struct om_span *out, struct om_arena *arena, struct om_span type,
    const struct om_value *v)
{
	/* Folding makes of three bytes 33 at the most. */
	struct om_buf folded = OM_BUF(11 * OM_PROFILE_VALUE_MAX + 1);
	int rc = OM_OK;

	if (!is_text_or_whole(v))
		return om_fail(OM_INPUT,
		    "identifiers.value must be a string or a whole number");
	if (v->text.n == 0 || v->text.n > OM_PROFILE_VALUE_MAX)
		return om_fail(OM_INPUT,
		    "identifiers.value must have 1 to %d bytes",
		    OM_PROFILE_VALUE_MAX);
	if (om_span_is(type, "email") || om_span_is(type, "twitter")) {
		rc = om_text_fold(&folded, v->text);
		if (rc == OM_OK &&
		    (folded.n == 0 || folded.n > OM_PROFILE_VALUE_MAX))
			rc = om_fail(OM_INPUT,
			    "identifiers.value must have 1 to %d bytes, also "
			    "when folded",
			    OM_PROFILE_VALUE_MAX);
		if (rc == OM_OK)
			*out = om_arena_copy(arena, om_buf_span(&folded));
	} else
		*out = om_arena_copy(arena, v->text);
	om_buf_free(&folded);
	return rc;
}

static int
read_identifier(
    struct om_identifier *out, struct om_arena *arena, const struct om_value *v)
{
	int rc;

	if (!om_value_is(v, OM_VALUE_OBJECT) || v->count != 2)
		return om_fail(
		    OM_INPUT, "identifiers must be {\"type\",\"value\"}");
	rc = required(
	    &out->type, arena, v, "type", OM_PROFILE_IDENTIFIER_TYPE_MAX);
	if (rc != OM_OK)
		return rc;
	return read_value(
	    &out->value, arena, out->type, om_value_member(v, "value"));
}

static int
read_identifiers(
    struct om_profile *p, struct om_arena *arena, const struct om_value *list)
{
	if (!om_value_is(list, OM_VALUE_ARRAY) || list->count == 0)
		return om_fail(
		    OM_INPUT, "identifiers must be an array of at least one");
	if (list->count > OM_PROFILE_IDENTIFIERS_MAX)
		return om_fail(OM_INPUT, "more than %d identifiers",
		    OM_PROFILE_IDENTIFIERS_MAX);
	p->identifiers =
	    om_arena_new(arena, list->count, sizeof(*p->identifiers));
	for (const struct om_value *v = list->first; v; v = v->next) {
		struct om_identifier one;
		int rc = read_identifier(&one, arena, v);

		if (rc != OM_OK)
			return rc;
		if (!om_profile_has(p, one.type, one.value))
			p->identifiers[p->n++] = one;
	}
	return OM_OK;
}

static int
read_attributes(
    struct om_profile *p, struct om_arena *arena, const struct om_value *v)
{
	struct om_buf text = OM_BUF(16 << 20);
	struct om_json j = OM_JSON(&text, false);
	int rc;

	if (v == NULL || v->type == OM_VALUE_NULL || v->count == 0) {
		p->attributes = OM_SPAN("{}");
		if (v != NULL && v->type != OM_VALUE_NULL &&
		    v->type != OM_VALUE_OBJECT)
			return om_fail(
			    OM_INPUT, "attributes must be an object");
		return OM_OK;
	}
	if (v->type != OM_VALUE_OBJECT)
		return om_fail(OM_INPUT, "attributes must be an object");
	om_value_write(&j, NULL, v);
	rc = om_buf_check(&text, "attributes");
	if (rc == OM_OK)
		p->attributes = om_arena_copy(arena, om_buf_span(&text));
	om_buf_free(&text);
	return rc;
}

static int
read_texts(
    struct om_profile *p, struct om_arena *arena, const struct om_value *v)
{
	int rc =
	    required(&p->source, arena, v, "source", OM_PROFILE_SOURCE_MAX);

	if (rc == OM_OK && om_span_is(p->source, "zendesk"))
		rc = om_fail(OM_INPUT, "source \"zendesk\" is reserved");
	if (rc == OM_OK)
		rc = required(&p->type, arena, v, "type", OM_PROFILE_TYPE_MAX);
	if (rc == OM_OK)
		rc = optional(&p->outer_id, arena, v, "id", false);
	if (rc == OM_OK)
		rc = optional(&p->user_id, arena, v, "user_id", true);
	if (rc == OM_OK)
		rc = optional(&p->name, arena, v, "name", false);
	if (rc == OM_OK)
		rc = time_member(&p->created_at, arena, v, "created_at");
	if (rc == OM_OK)
		rc = time_member(&p->updated_at, arena, v, "updated_at");
	return rc;
}

int
om_profile_read(struct om_profile *out, struct om_arena *arena,
    const struct om_value *record, const struct om_value **events)
{
	struct om_profile p = { 0 };
	const struct om_value *list;
	int rc;

	if (!om_value_is(record, OM_VALUE_OBJECT))
		return om_fail(OM_INPUT, "a profile must be an object");
	rc = check_members(record);
	if (rc == OM_OK)
		rc = read_texts(&p, arena, record);
	if (rc == OM_OK)
		rc = read_identifiers(
		    &p, arena, om_value_member(record, "identifiers"));
	if (rc == OM_OK)
		rc = read_attributes(
		    &p, arena, om_value_member(record, "attributes"));
	if (rc != OM_OK)
		return rc;
	list = om_value_member(record, "events");
	if (om_value_is(list, OM_VALUE_NULL))
		list = NULL;
	if (list != NULL && list->type != OM_VALUE_ARRAY)
		return om_fail(OM_INPUT, "events must be an array");
	*events = list;
	*out = p;
	return OM_OK;
}

static const struct om_identifier *
first_of_type(const struct om_profile *p, const char *type)
{
	for (size_t i = 0; i < p->n; i++)
		if (om_span_is(p->identifiers[i].type, type))
			return &p->identifiers[i];
	return NULL;
}

/* As much of a value as makes no longer name than a profile may have. */
static struct om_span
part_of_name(struct om_span value, size_t before)
{
	size_t most = OM_PROFILE_VALUE_MAX - before;

	if (value.n <= most)
		return value;
	while (most > 0 && ((unsigned char)value.p[most] & 0xc0) == 0x80)
		most--;
	return om_span_bytes(value.p, most);
}

void
om_profile_default_name(struct om_buf *b, const struct om_profile *p)
{
	size_t n = sizeof(default_names) / sizeof(default_names[0]);

	for (size_t i = 0; i < n; i++) {
		const struct om_identifier *found =
		    first_of_type(p, default_names[i].type);

		if (found == NULL)
			continue;
		om_buf_text(b, default_names[i].before);
		om_buf_add(b, part_of_name(found->value,
				  strlen(default_names[i].before)));
		return;
	}
	if (p->n == 0)
		return;
	om_buf_add(b, p->identifiers[0].type);
	om_buf_text(b, " user ");
	om_buf_add(b, part_of_name(p->identifiers[0].value,
			  p->identifiers[0].type.n + strlen(" user ")));
}

static void
text_if_there(struct om_json *j, const char *key, struct om_span s)
{
	if (s.n > 0)
		om_json_text(j, key, s);
}

void
om_profile_json(struct om_json *j, const struct om_profile *p)
{
	struct om_buf name = OM_BUF(4 * OM_PROFILE_VALUE_MAX);

	if (p->name.n > 0)
		om_buf_add(&name, p->name);
	else
		om_profile_default_name(&name, p);
	text_if_there(j, "id", p->outer_id);
	om_json_text(j, "source", p->source);
	om_json_text(j, "type", p->type);
	om_json_text(j, "name", om_buf_span(&name));
	text_if_there(j, "user_id", p->user_id);
	om_json_array(j, "identifiers");
	for (size_t i = 0; i < p->n; i++) {
		om_json_object(j, "");
		om_json_text(j, "type", p->identifiers[i].type);
		om_json_text(j, "value", p->identifiers[i].value);
		om_json_end_object(j);
	}
	om_json_end_array(j);
	om_json_raw(j, "attributes", p->attributes);
	text_if_there(j, "created_at", p->created_at);
	text_if_there(j, "updated_at", p->updated_at);
	om_buf_free(&name);
}

bool
om_profile_has(
    const struct om_profile *p, struct om_span type, struct om_span value)
{
	for (size_t i = 0; i < p->n; i++)
		if (om_span_equal(p->identifiers[i].type, type) &&
		    om_span_equal(p->identifiers[i].value, value))
			return true;
	return false;
}

bool
om_profile_is_same(const struct om_profile *a, const struct om_profile *b)
{
	if (!om_span_equal(a->source, b->source) ||
	    !om_span_equal(a->type, b->type))
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (om_profile_has(
			b, a->identifiers[i].type, a->identifiers[i].value))
			return true;
	return false;
}
