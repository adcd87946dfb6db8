#include "base/date.h"
#include "render/language.h"

/* A short sentence that stands in every language; "" where it does not. */
static const char *
form(const struct om_language *l, const char *key)
{
	const char *text = om_language_find(l, om_span_of(key));

	return text == NULL ? "" : text;
}

/* One place of a form and what it is filled with. */
struct filling {
	const char *place;
	struct om_span with;
};

static void
fill(struct om_buf *b, const char *text, const struct filling *list, size_t n)
{
	while (*text != '\0') {
		size_t i = 0;

		while (i < n && !om_span_starts(om_span_of(text),
				    om_span_of(list[i].place)))
			i++;
		if (i < n) {
			om_buf_add(b, list[i].with);
			text += strlen(list[i].place);
		} else {
			om_buf_byte(b, *text++);
		}
	}
}

static void
fill_one(
    struct om_buf *b, const char *text, const char *place, struct om_span with)
{
	const struct filling list = { place, with };

	fill(b, text, &list, 1);
}

void
om_language_day(struct om_buf *b, const struct om_language *l, int32_t day)
{
	struct om_buf digits = OM_BUF(16), year = OM_BUF(16), key = OM_BUF(32);
	int y, m, d;

	om_day_civil(day, &y, &m, &d);
	om_buf_int(&digits, d, 0);
	om_buf_int(&year, y, 0);
	om_buf_format(&key, "month.%d", m);
	{
		const struct filling list[] = {
			{ "{{day}}", om_buf_span(&digits) },
			{ "{{month}}", om_span_of(form(l, key.p)) },
			{ "{{year}}", om_buf_span(&year) },
		};

		fill(b, form(l, d == 1 ? "date.first" : "date.other"), list, 3);
	}
	om_buf_free(&digits);
	om_buf_free(&year);
	om_buf_free(&key);
}

void
om_language_number(struct om_buf *b, const struct om_language *l, int64_t n)
{
	struct om_buf digits = OM_BUF(32);
	const char *mark = form(l, "number.group");
	size_t from = n < 0 ? 1 : 0;

	om_buf_int(&digits, n, 0);
	for (size_t i = 0; i < digits.n; i++) {
		if (i > from && (digits.n - i) % 3 == 0)
			om_buf_text(b, mark);
		om_buf_byte(b, digits.p[i]);
	}
	om_buf_free(&digits);
}

void
om_language_amount(
    struct om_buf *b, const struct om_language *l, const char *key, int64_t n)
{
	bool one = n == 1 || (n == 0 && *form(l, "number.zero_is_one") == '1');
	struct om_buf name = OM_BUF(256), digits = OM_BUF(64);

	om_buf_format(&name, "%s.%s", key, one ? "one" : "many");
	om_language_number(&digits, l, n);
	fill_one(b, form(l, name.p), "{{n}}", om_buf_span(&digits));
	om_buf_free(&name);
	om_buf_free(&digits);
}

void
om_language_list(struct om_buf *b, const struct om_language *l,
    struct om_span word, size_t i, size_t n)
{
	if (i > 0)
		om_buf_text(b, form(l, i + 1 < n ? "list.comma" : "list.and"));
	om_buf_add(b, word);
}

/* "15(1)(a)": an article, its paragraph, its point. */
static void
cite_article(
    struct om_buf *b, const struct om_language *l, struct om_span s, bool first)
{
	struct om_span part, rest = OM_SPAN_NONE;

	if (!om_span_cut(&part, &rest, s, '('))
		part = s;
	fill_one(b, form(l, first ? "cite.article" : "cite.next"), "{{n}}",
	    om_span_trim(part));
	while (om_span_cut(&part, &rest, rest, ')')) {
		bool digit = part.n > 0 && part.p[0] >= '0' && part.p[0] <= '9';

		fill_one(b, form(l, digit ? "cite.paragraph" : "cite.point"),
		    "{{n}}", part);
		if (rest.n > 0 && rest.p[0] == '(') {
			rest.p++;
			rest.n--;
		}
	}
}

/* "12(6), 12(2)" */
static void
cite_articles(struct om_buf *b, const struct om_language *l, struct om_span s)
{
	struct om_span one, rest;

	for (bool first = true; s.n > 0; first = false) {
		if (!om_span_cut(&one, &rest, s, ',')) {
			one = s;
			rest = OM_SPAN_NONE;
		}
		if (!first)
			om_buf_text(b, form(l, "cite.comma"));
		cite_article(b, l, om_span_trim(one), first);
		s = rest;
	}
}

static void
cite_one(struct om_buf *b, const struct om_language *l, struct om_span s)
{
	static const struct {
		const char *before, *law;
	} laws[] = {
		{ "UK GDPR Art. ", "law.uk" },
		{ "GDPR Art. ", "law.gdpr" },
	};

	for (size_t i = 0; i < sizeof(laws) / sizeof(laws[0]); i++) {
		struct om_span before = om_span_of(laws[i].before);
		struct om_buf list = OM_BUF(4096);

		if (!om_span_starts(s, before))
			continue;
		cite_articles(
		    &list, l, om_span_bytes(s.p + before.n, s.n - before.n));
		{
			const struct filling both[] = {
				{ "{{law}}", om_span_of(form(l, laws[i].law)) },
				{ "{{articles}}", om_buf_span(&list) },
			};

			fill(b, form(l, "cite.form"), both, 2);
		}
		om_buf_free(&list);
		return;
	}
	om_buf_add(b, s);
}

void
om_language_cite(
    struct om_buf *b, const struct om_language *l, struct om_span cite)
{
	struct om_span one, rest;

	for (bool first = true; cite.n > 0; first = false) {
		if (!om_span_cut(&one, &rest, cite, ';')) {
			one = cite;
			rest = OM_SPAN_NONE;
		}
		if (!first)
			om_buf_text(b, "; ");
		cite_one(b, l, om_span_trim(one));
		cite = rest;
	}
}
