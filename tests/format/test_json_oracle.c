#include "test.h"

#include <jansson.h>

#include "base/buf.h"
#include "format/json_reader.h"

/*
 * The reader against jansson, an independent one: the same random documents
 * must give the same values, and the same damage must be refused by both.
 */
static uint64_t state;

static unsigned
below(unsigned n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)(state >> 33) % n;
}

static void
put_space(struct om_buf *b)
{
	while (below(6) == 0)
		om_buf_byte(b, " \t\r\n"[below(4)]);
}

static void
put_string(struct om_buf *b)
{
	static const char *const pieces[] = { "a", "Z", "0", " ", "/", "~",
		"name", "\\n", "\\\"", "\\\\", "\\/", "\\u0041", "\\u00e9",
		"\\u20ac", "\\ud83d\\ude00", "\xc3\xa9", "\xe2\x82\xac",
		"\xf0\x9f\x98\x80", "{", "]", ":", ",", "\x7f" };
	unsigned n = below(4) == 0 ? below(40) : below(6);

	om_buf_byte(b, '"');
	while (n-- > 0)
		om_buf_text(
		    b, pieces[below(sizeof(pieces) / sizeof(pieces[0]))]);
	om_buf_byte(b, '"');
}

static void
put_number(struct om_buf *b)
{
	if (below(2) == 0)
		om_buf_byte(b, '-');
	om_buf_format(b, "%u", below(3) == 0 ? 0 : below(1000000));
	if (below(2) == 0)
		om_buf_format(b, ".%03u", below(1000));
	if (below(3) == 0)
		om_buf_format(b, "%s%u", below(2) ? "e-" : "E+", below(9));
}

static void put_value(struct om_buf *b, unsigned depth);

static void
put_container(struct om_buf *b, unsigned depth, bool object)
{
	unsigned n = below(8) == 0 ? below(40) : below(5);

	om_buf_byte(b, object ? '{' : '[');
	put_space(b);
	for (unsigned i = 0; i < n; i++) {
		if (i > 0)
			om_buf_byte(b, ',');
		put_space(b);
		if (object) {
			om_buf_format(b, "\"k%u", i);
			put_space(b);
			om_buf_text(b, "\":");
		}
		put_value(b, depth - 1);
	}
	put_space(b);
	om_buf_byte(b, object ? '}' : ']');
}

static void
put_value(struct om_buf *b, unsigned depth)
{
	static const char *const words[] = { "true", "false", "null" };
	unsigned kind = below(depth > 0 ? 6 : 4);

	put_space(b);
	if (kind < 2)
		put_string(b);
	else if (kind == 2)
		put_number(b);
	else if (kind == 3)
		om_buf_text(b, words[below(3)]);
	else
		put_container(b, depth, kind == 4);
	put_space(b);
}

static bool same(const struct om_value *v, json_t *j);

static bool
same_object(const struct om_value *v, json_t *j)
{
	if (!json_is_object(j) || json_object_size(j) != v->count)
		return false;
	for (const struct om_value *m = v->first; m != NULL; m = m->next)
		if (!same(m, json_object_getn(j, m->key.p, m->key.n)))
			return false;
	return true;
}

static bool
same_array(const struct om_value *v, json_t *j)
{
	size_t i = 0;

	if (!json_is_array(j) || json_array_size(j) != v->count)
		return false;
	for (const struct om_value *m = v->first; m != NULL; m = m->next)
		if (!same(m, json_array_get(j, i++)))
			return false;
	return i == v->count;
}

static bool
same_number(const struct om_value *v, json_t *j)
{
	char text[64] = { 0 };

	if (!json_is_number(j) || v->text.n >= sizeof(text))
		return false;
	memcpy(text, v->text.p, v->text.n);
	return strtod(text, NULL) == json_number_value(j);
}

static bool
same(const struct om_value *v, json_t *j)
{
	switch (v->type) {
	case OM_VALUE_OBJECT:
		return same_object(v, j);
	case OM_VALUE_ARRAY:
		return same_array(v, j);
	case OM_VALUE_STRING:
		return json_is_string(j) &&
		       om_span_equal(
			   v->text, om_span_bytes(json_string_value(j),
					json_string_length(j)));
	case OM_VALUE_NUMBER:
		return same_number(v, j);
	case OM_VALUE_TRUE:
		return json_is_true(j);
	case OM_VALUE_FALSE:
		return json_is_false(j);
	case OM_VALUE_NULL:
		return json_is_null(j);
	}
	return false;
}

/* true where both read it alike or both refuse it. */
static bool
agree(struct om_span text)
{
	struct om_arena arena = { 0 };
	struct om_value *v = NULL;
	json_error_t error;
	json_t *j;
	int rc;
	bool alike;

	j = json_loadb(
	    text.p, text.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
	rc = om_json_read(&v, &arena, text, NULL);
	alike = (rc == OM_OK) == (j != NULL);
	if (alike && j != NULL)
		alike = same(v, j);
	/* jansson makes numbers of the machine; the reader keeps digits. */
	if (j == NULL && json_error_code(&error) == json_error_numeric_overflow)
		alike = true;
	json_decref(j);
	om_arena_free(&arena);
	return alike;
}

START_TEST(random_documents_are_read_as_jansson_reads_them)
{
	struct om_buf b = OM_BUF(1 << 20);

	state = 0x9e3779b97f4a7c15;
	for (int i = 0; i < 5000; i++) {
		om_buf_reset(&b);
		put_value(&b, 5);
		ck_assert_msg(agree(om_buf_span(&b)), "document %d: %.*s", i,
		    OM_SPAN_ARG(om_buf_span(&b)));
	}
	om_buf_free(&b);
}
END_TEST

START_TEST(random_damage_is_refused_as_jansson_refuses_it)
{
	/* No NUL, which jansson takes for the end of the text. */
	static const char bytes[] =
	    "\"\\{}[]:,.+-0019eEutn /\x01\t\n\x1f\x7f\x80\xbf\xc3\xed\xf4\xff";
	struct om_buf b = OM_BUF(1 << 20);

	state = 0x2545f4914f6cdd1d;
	for (int i = 0; i < 20000; i++) {
		om_buf_reset(&b);
		put_value(&b, 3);
		for (unsigned k = below(3) + 1; k > 0; k--)
			b.p[below((unsigned)b.n)] =
			    bytes[below(sizeof(bytes) - 1)];
		ck_assert_msg(agree(om_buf_span(&b)), "document %d: %.*s", i,
		    OM_SPAN_ARG(om_buf_span(&b)));
	}
	om_buf_free(&b);
}
END_TEST

START_TEST(random_cuts_are_refused_as_jansson_refuses_them)
{
	struct om_buf b = OM_BUF(1 << 20);

	state = 0x123456789abcdef1;
	for (int i = 0; i < 5000; i++) {
		om_buf_reset(&b);
		put_value(&b, 3);
		ck_assert_msg(
		    agree(om_span_bytes(b.p, below((unsigned)b.n + 1))),
		    "document %d: %.*s", i, OM_SPAN_ARG(om_buf_span(&b)));
	}
	om_buf_free(&b);
}
END_TEST

OM_SUITE(format_json_oracle)
{
	tcase_add_test(tests, random_documents_are_read_as_jansson_reads_them);
	tcase_add_test(tests, random_damage_is_refused_as_jansson_refuses_it);
	tcase_add_test(tests, random_cuts_are_refused_as_jansson_refuses_them);
}
