#include "format/json_reader.h"

#include "base/text.h"
#include "format/json_keys.h"
#include "format/json_string.h"

enum {
	DEPTH_DEFAULT = 64,
	DEPTH_MOST = 512, /* the reader calls itself once a level */
	STRING_DEFAULT = 1 << 20,
	VALUES_DEFAULT = 1 << 20,
	VALUES_AT_ONCE = 16,
};

struct reader {
	const char *p, *end, *begin;
	struct om_arena *arena;
	struct om_value *spare; /* not yet used values */
	size_t spare_count;
	size_t depth, string, values; /* what the limits leave */
};

static int
fault(const struct reader *r, const char *at, int code, const char *what)
{
	return om_fail(code, "%s at byte %zu", what, (size_t)(at - r->begin));
}

/* A fault where r stands: the text ends there, or what is there is wrong. */
static int
wrong(const struct reader *r, const char *what)
{
	if (r->p == r->end)
		what = "the text ends in the middle";
	return fault(r, r->p, OM_INPUT, what);
}

static inline void
skip_space(struct reader *r)
{
	/* Between tokens of what machines write there mostly is none. */
	if (r->p < r->end && (unsigned char)*r->p > ' ')
		return;
	while (r->p < r->end && (*r->p == ' ' || *r->p == '\n' ||
				    *r->p == '\t' || *r->p == '\r'))
		r->p++;
}

static inline bool
take(struct reader *r, char c)
{
	if (r->p == r->end || *r->p != c)
		return false;
	r->p++;
	return true;
}

/* One more value; NULL, with the failure noted, beyond the limit. */
static struct om_value *
new_value(struct reader *r)
{
	struct om_value *v;

	if (r->values == 0) {
		(void)fault(r, r->p, OM_LIMIT, "too many values");
		return NULL;
	}
	r->values--;
	if (r->spare_count == 0) {
		r->spare =
		    om_arena_take(r->arena, VALUES_AT_ONCE * sizeof(*r->spare));
		r->spare_count = VALUES_AT_ONCE;
	}
	r->spare_count--;
	v = r->spare++;
	v->next = NULL;
	v->first = NULL;
	v->key = OM_SPAN_NONE;
	v->count = 0;
	return v;
}

static int
fail_control(const struct reader *r)
{
	return wrong(r, r->p < r->end && *r->p == '\0'
			    ? "NUL in a string"
			    : "a control character in a string");
}

/* Behind the opening quote; escaped is set where there is a backslash. */
static int
find_quote(struct reader *r, uint64_t *seen, bool *escaped)
{
	for (;;) {
		r->p = om_json_plain(r->p, r->end, seen);
		if (r->p == r->end || (unsigned char)*r->p < 0x20)
			return fail_control(r);
		if (*r->p == '"')
			return OM_OK;
		*escaped = true;
		r->p++;
		if (r->p == r->end)
			return wrong(r, "");
		/* What the escape is, the decoder tells. */
		if ((unsigned char)*r->p >= 0x20 && (unsigned char)*r->p < 0x80)
			r->p++;
	}
}

/* A string at r->p: decoded and as it stands, with its quotes. */
static int
read_string(struct reader *r, struct om_span *text, struct om_span *raw)
{
	const char *begin = r->p++;
	struct om_json_fault at;
	bool escaped = false;
	uint64_t seen = 0;
	int rc;

	rc = find_quote(r, &seen, &escaped);
	if (rc != OM_OK)
		return rc;
	*text = om_span_bytes(begin + 1, (size_t)(r->p - begin - 1));
	r->p++;
	*raw = om_span_bytes(begin, text->n + 2);
	if ((seen & OM_SWAR_TOP) != 0 && !om_text_is_utf8(*text))
		return fault(r, begin, OM_INPUT, "a string is not UTF-8");
	if (escaped && !om_json_decode(text, r->arena, *text, &at))
		return fault(r, at.at, at.code, at.what);
	if (text->n > r->string)
		return fault(r, begin, OM_LIMIT, "a string is too long");
	return OM_OK;
}

static bool
skip_digits(struct reader *r)
{
	const char *begin = r->p;

	while (r->p < r->end && *r->p >= '0' && *r->p <= '9')
		r->p++;
	return r->p > begin;
}

static int
read_number(struct reader *r, struct om_value *v)
{
	const char *begin = r->p;

	v->type = OM_VALUE_NUMBER;
	(void)take(r, '-');
	if (!take(r, '0') && !skip_digits(r))
		return wrong(r, "not a value");
	if (take(r, '.') && !skip_digits(r))
		return wrong(r, "not a number");
	if (take(r, 'e') || take(r, 'E')) {
		if (!take(r, '+'))
			(void)take(r, '-');
		if (!skip_digits(r))
			return wrong(r, "not a number");
	}
	v->raw = v->text = om_span_bytes(begin, (size_t)(r->p - begin));
	if (v->raw.n > r->string)
		return fault(r, begin, OM_LIMIT, "a number is too long");
	return OM_OK;
}

static int
read_word(struct reader *r, struct om_value *v, const char *word)
{
	const char *begin = r->p;

	for (; *word != '\0'; word++)
		if (!take(r, *word))
			return wrong(r, "not a value");
	v->raw = v->text = om_span_bytes(begin, (size_t)(r->p - begin));
	return OM_OK;
}

static int read_value(struct reader *r, struct om_value *v);

static int
read_array(struct reader *r, struct om_value *v)
{
	struct om_value *last = NULL, *child;
	int rc;

	r->p++;
	skip_space(r);
	if (take(r, ']'))
		return OM_OK;
	do {
		skip_space(r);
		child = new_value(r);
		if (child == NULL)
			return OM_LIMIT;
		rc = read_value(r, child);
		if (rc != OM_OK)
			return rc;
		om_value_add(v, &last, child);
		skip_space(r);
	} while (take(r, ','));
	return take(r, ']') ? OM_OK : wrong(r, "neither ',' nor ']'");
}

/* The key, the colon and the value of one member of v. */
static int
read_member(struct reader *r, struct om_value *v, struct om_json_keys *keys,
    struct om_value **out)
{
	const char *begin = r->p;
	struct om_value *child;
	struct om_span raw;
	int rc;

	if (r->p == r->end || *r->p != '"')
		return wrong(r, "not a key");
	child = new_value(r);
	if (child == NULL)
		return OM_LIMIT;
	rc = read_string(r, &child->key, &raw);
	if (rc != OM_OK)
		return rc;
	if (om_json_keys_doubled(keys, v, child))
		return fault(r, begin, OM_INPUT, "a doubled key");
	skip_space(r);
	if (!take(r, ':'))
		return wrong(r, "no ':' behind a key");
	skip_space(r);
	*out = child;
	return read_value(r, child);
}

static int
check_keys(struct reader *r, struct om_value *v)
{
	const struct om_value *twin;

	if (v->count <= OM_JSON_KEYS_SMALL)
		return OM_OK;
	twin = om_json_keys_check(v, r->arena);
	if (twin == NULL)
		return OM_OK;
	return fault(
	    r, twin->raw.p, OM_INPUT, "a doubled key before the value");
}

static int
read_object(struct reader *r, struct om_value *v)
{
	struct om_json_keys keys = { 0 };
	struct om_value *last = NULL, *child = NULL;
	int rc;

	r->p++;
	skip_space(r);
	if (take(r, '}'))
		return OM_OK;
	do {
		skip_space(r);
		rc = read_member(r, v, &keys, &child);
		if (rc != OM_OK)
			return rc;
		om_value_add(v, &last, child);
		skip_space(r);
	} while (take(r, ','));
	if (!take(r, '}'))
		return wrong(r, "neither ',' nor '}'");
	return check_keys(r, v);
}

static int
read_container(struct reader *r, struct om_value *v)
{
	const char *begin = r->p;
	int rc;

	if (r->depth == 0)
		return fault(r, r->p, OM_LIMIT, "nested too deeply");
	r->depth--;
	v->type = *r->p == '{' ? OM_VALUE_OBJECT : OM_VALUE_ARRAY;
	rc = *r->p == '{' ? read_object(r, v) : read_array(r, v);
	r->depth++;
	v->raw = v->text = om_span_bytes(begin, (size_t)(r->p - begin));
	return rc;
}

static int
read_value(struct reader *r, struct om_value *v)
{
	if (r->p == r->end)
		return wrong(r, "");
	switch (*r->p) {
	case '"':
		v->type = OM_VALUE_STRING;
		return read_string(r, &v->text, &v->raw);
	case '{':
	case '[':
		return read_container(r, v);
	case 't':
		v->type = OM_VALUE_TRUE;
		return read_word(r, v, "true");
	case 'f':
		v->type = OM_VALUE_FALSE;
		return read_word(r, v, "false");
	case 'n':
		v->type = OM_VALUE_NULL;
		return read_word(r, v, "null");
	default:
		return read_number(r, v);
	}
}

static size_t
limit_or(size_t limit, size_t otherwise)
{
	return limit == 0 ? otherwise : limit;
}

int
om_json_read(struct om_value **out, struct om_arena *arena, struct om_span text,
    const struct om_json_limits *limits)
{
	static const struct om_json_limits defaults;
	struct reader r = { 0 };
	struct om_value *v;
	int rc;

	if (limits == NULL)
		limits = &defaults;
	r.p = r.begin = text.p == NULL ? "" : text.p;
	r.end = r.begin + text.n;
	r.arena = arena;
	r.depth = limit_or(limits->depth, DEPTH_DEFAULT);
	if (r.depth > DEPTH_MOST)
		r.depth = DEPTH_MOST;
	r.string = limit_or(limits->string, STRING_DEFAULT);
	r.values = limit_or(limits->values, VALUES_DEFAULT);
	skip_space(&r);
	v = new_value(&r);
	if (v == NULL)
		return OM_LIMIT;
	rc = read_value(&r, v);
	if (rc != OM_OK)
		return rc;
	skip_space(&r);
	if (r.p < r.end)
		return wrong(&r, "something behind the value");
	*out = v;
	return OM_OK;
}
