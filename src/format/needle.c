#include "format/needle.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/buf.h"
#include "base/memory.h"
#include "base/text.h"
#include "format/needle_inside.h"

enum { TEXT_CEILING = 16 << 10, PHONE_DIGITS = 9 };

const char *
om_needle_form_word(enum om_needle_form form)
{
	static const char *const words[] = {
#define OM_NEEDLE_FORM(code, word) word,
#include "format/needle_form_list.h"
#undef OM_NEEDLE_FORM
	};

	return words[form];
}

int
om_needles_begin(
    struct om_needles *set, struct om_span type, struct om_span text)
{
	if (set->value_count == OM_NEEDLE_VALUES)
		return om_fail(OM_LIMIT, "more than %d values to look for",
		    OM_NEEDLE_VALUES);
	if (set->value_count == set->value_room) {
		set->value_room = set->value_room * 2 + 16;
		set->values = om_resize(
		    set->values, set->value_room, sizeof(*set->values));
	}
	set->values[set->value_count++] = (struct om_needle_value){
		.type = om_arena_string(&set->arena, type),
		.text = om_arena_copy(&set->arena, text),
	};
	return OM_OK;
}

void
om_needles_free(struct om_needles *set)
{
	om_arena_free(&set->arena);
	om_free(set->p);
	om_wipe_free(set->values, set->value_room * sizeof(*set->values));
	*set = (struct om_needles){ 0 };
}

static bool
holds(struct om_span hay, struct om_span needle)
{
	for (size_t i = 0; i + needle.n <= hay.n; i++)
		if (memcmp(hay.p + i, needle.p, needle.n) == 0)
			return true;
	return false;
}

/* What the old one finds needs no second form. */
static bool
covers(const struct om_needle *old, const struct om_needle *new)
{
	return (old->form == new->form || old->form == OM_NEEDLE_TEXT ||
		   (old->form == OM_NEEDLE_BASE64 &&
		       new->form == OM_NEEDLE_BASE64URL)) &&
	       old->folded == new->folded &&
	       old->weak == new->weak &&holds(new->bytes, old->bytes);
}

/* Forms of one value stand together at the end. */
static bool
is_covered(const struct om_needles *set, const struct om_needle *new)
{
	for (size_t i = set->n; i > 0; i--) {
		const struct om_needle *old = &set->p[i - 1];

		if (old->value != new->value)
			break;
		if (covers(old, new))
			return true;
	}
	return false;
}

static void
lower_ascii(char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] + ('a' - 'A'));
}

void
om_needles_add(struct om_needles *set, enum om_needle_form form,
    struct om_span bytes, bool folded)
{
	char own[OM_NEEDLE_LONGEST];
	size_t n = bytes.n < sizeof(own) ? bytes.n : sizeof(own);
	struct om_needle new = {
		.bytes = { own, n },
		.value = (uint32_t)(set->value_count - 1),
		.form = form,
		.folded = folded,
		.weak = n < 5,
	};

	memcpy(own, bytes.p, n);
	if (folded)
		lower_ascii(own, n);
	if (!is_covered(set, &new)) {
		if (set->n == set->room) {
			set->room = set->room * 2 + 64;
			set->p = om_resize(set->p, set->room, sizeof(*set->p));
		}
		new.bytes = om_arena_copy(&set->arena, new.bytes);
		set->p[set->n++] = new;
	}
	om_wipe(own, sizeof(own));
}

enum spelling { AS_IS, LOWER, UPPER, TITLE, SPELLINGS };

static utf8proc_int32_t
spell(utf8proc_int32_t c, enum spelling how, bool first)
{
	if (how == LOWER || (how == TITLE && !first))
		return utf8proc_tolower(c);
	if (how == UPPER || how == TITLE)
		return utf8proc_toupper(c);
	return c;
}

/* Case by case: the simple mappings, one character for one. */
static void
add_spelling(struct om_needles *set, struct om_span text, enum spelling how)
{
	struct om_buf out = OM_BUF(TEXT_CEILING);
	bool first = true;

	for (size_t i = 0; i < text.n;) {
		const utf8proc_uint8_t *p =
		    (const utf8proc_uint8_t *)text.p + i;
		utf8proc_uint8_t bytes[4];
		utf8proc_int32_t c;
		utf8proc_ssize_t n =
		    utf8proc_iterate(p, (utf8proc_ssize_t)(text.n - i), &c);

		if (n <= 0)
			break;
		i += (size_t)n;
		n = utf8proc_encode_char(spell(c, how, first), bytes);
		om_buf_add(&out, om_span_bytes(bytes, (size_t)n));
		first = c == ' ' || c == '-' || c == '\'';
	}
	om_needles_forms(set, om_buf_span(&out));
	om_buf_free(&out);
}

static void
add_spellings(struct om_needles *set, struct om_span text)
{
	for (enum spelling how = AS_IS; how < SPELLINGS; how++)
		add_spelling(set, text, how);
}

/* Composed and decomposed: file names of one system, keyboards of another. */
static void
add_normal(struct om_needles *set, struct om_span text, unsigned how)
{
	utf8proc_uint8_t *mapped = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)text.p,
	    (utf8proc_ssize_t)text.n, &mapped, UTF8PROC_STABLE | (int)how);

	if (n > 0)
		add_spellings(set, om_span_bytes(mapped, (size_t)n));
	if (mapped != NULL)
		om_wipe(mapped, n > 0 ? (size_t)n : 0);
	free(mapped); /* the library's own malloc */
}

static bool
is_digits(struct om_span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

static int
check(struct om_span text)
{
	if (text.n > OM_NEEDLE_LONGEST * 16 || !om_text_is_utf8(text))
		return om_fail(OM_INPUT, "too long, or not UTF-8");
	if (text.n < OM_NEEDLE_LEAST && !(text.n == 5 && is_digits(text)))
		return om_fail(OM_INPUT,
		    "too short to be told from chance: %d bytes at least, 5 "
		    "digits",
		    OM_NEEDLE_LEAST);
	return OM_OK;
}

int
om_needles_text(struct om_needles *set, struct om_span text)
{
	int rc = check(text);

	if (rc != OM_OK)
		return rc;
	add_spellings(set, text);
	add_normal(set, text, UTF8PROC_COMPOSE);
	add_normal(set, text, UTF8PROC_DECOMPOSE);
	if (is_digits(text))
		om_needles_integer(set, text);
	return OM_OK;
}

int
om_needles_phone(struct om_needles *set, struct om_span text)
{
	char digits[32];
	size_t n = 0, last;
	int rc;

	for (size_t i = 0; i < text.n && n < sizeof(digits); i++)
		if (text.p[i] >= '0' && text.p[i] <= '9')
			digits[n++] = text.p[i];
	last = n > PHONE_DIGITS ? PHONE_DIGITS : n;
	rc = check(om_span_bytes(digits, n));
	if (rc == OM_OK) {
		om_needles_forms(set, om_span_bytes(digits + n - last, last));
		for (size_t cut = 0; cut <= 3 && n - cut >= last; cut++)
			om_needles_integer(
			    set, om_span_bytes(digits + cut, n - cut));
	}
	om_wipe(digits, sizeof(digits));
	return rc;
}
