#include "render/template.h"

#include "render/html.h"

enum { DEPTH_MAX = 16 };

struct rendering {
	struct om_buf *to;
	const struct om_template *t;
	unsigned depth;
};

enum kind { ESCAPED, RAW, SENTENCE, EACH, ABSENT, END, REMARK };

/* A tag and the plain text before it. */
struct tag {
	struct om_span before;
	struct om_span name;
	enum kind kind;
	const char *at;
};

static int
fail(const struct rendering *r, const char *at, const char *message,
    struct om_span name)
{
	size_t line = 1;

	for (const char *p = r->t->text.p; p < at; p++)
		line += *p == '\n';
	return om_fail(OM_USAGE, "%s:%zu: %s {{%.*s}}", r->t->file, line,
	    message, OM_SPAN_ARG(name));
}

/* Where needle begins in s; NULL where it does not. */
static const char *
find(struct om_span s, const char *needle)
{
	size_t n = strlen(needle);

	for (; s.n >= n; s.p++, s.n--)
		if (memcmp(s.p, needle, n) == 0)
			return s.p;
	return NULL;
}

static void
advance(struct om_span *s, const char *to)
{
	s->n -= (size_t)(to - s->p);
	s->p = to;
}

static enum kind
kind_of(char c)
{
	switch (c) {
	case '{':
		return RAW;
	case '$':
		return SENTENCE;
	case '#':
		return EACH;
	case '^':
		return ABSENT;
	case '/':
		return END;
	case '!':
		return REMARK;
	default:
		return ESCAPED;
	}
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Takes the line from a tag that shows nothing and is alone on it. */
static void
take_line(const struct rendering *r, struct tag *tag, struct om_span *rest)
{
	const char *from = tag->at, *to = rest->p, *end = rest->p + rest->n;
	const char *first = tag->before.p;

	while (from > first && is_blank(from[-1]))
		from--;
	if (from != r->t->text.p && from[-1] != '\n')
		return;
	while (to < end && is_blank(*to))
		to++;
	if (to < end && *to == '\r')
		to++;
	if (to < end && *to != '\n')
		return;
	tag->before.n = (size_t)(from - first);
	advance(rest, to < end ? to + 1 : to);
}

/* 1 with the next tag of *rest, which moves behind it; 0 without one. */
static int
next_tag(const struct rendering *r, struct tag *tag, struct om_span *rest)
{
	const char *at = find(*rest, "{{"), *close;
	const char *closing = "}}";

	if (at == NULL)
		return 0;
	tag->before = om_span_bytes(rest->p, (size_t)(at - rest->p));
	tag->at = at;
	advance(rest, at + 2);
	tag->kind = rest->n == 0 ? ESCAPED : kind_of(*rest->p);
	if (tag->kind != ESCAPED)
		advance(rest, rest->p + 1);
	if (tag->kind == RAW)
		closing = "}}}";
	close = find(*rest, closing);
	if (close == NULL)
		return fail(r, at, "a tag is not closed:", OM_SPAN("..."));
	tag->name =
	    om_span_trim(om_span_bytes(rest->p, (size_t)(close - rest->p)));
	advance(rest, close + strlen(closing));
	if (tag->kind >= EACH)
		take_line(r, tag, rest);
	return 1;
}

static void
add_text(struct rendering *r, struct om_span text)
{
	if (r->t->html)
		om_html_add(r->to, text);
	else
		om_buf_add(r->to, text);
}

static int
show_value(
    struct rendering *r, const struct tag *tag, const struct om_view *view)
{
	const struct om_view_value *value = om_view_find(view, tag->name);

	if (value == NULL)
		return fail(r, tag->at, "there is no value for", tag->name);
	if (value->is_list)
		return fail(r, tag->at, "a list is no text:", tag->name);
	if (tag->kind == ESCAPED)
		add_text(r, value->text);
	else
		om_buf_add(r->to, value->text);
	return OM_OK;
}

static int
show_cite(
    struct rendering *r, const struct tag *tag, const struct om_view *view)
{
	const struct om_view_value *law = om_view_find(view, OM_SPAN("law"));
	struct om_buf cite = OM_BUF(4096), text = OM_BUF(4096);

	if (law == NULL)
		return fail(r, tag->at, "no law is named for", tag->name);
	om_buf_add(&cite, law->text);
	om_buf_byte(&cite, ' ');
	om_buf_add(&cite, tag->name);
	om_language_cite(&text, r->t->language, om_buf_span(&cite));
	add_text(r, om_buf_span(&text));
	om_buf_free(&cite);
	om_buf_free(&text);
	return OM_OK;
}

static int show_sentence(
    struct rendering *r, const struct tag *tag, const struct om_view *view);

/* A sentence is text, whatever stands in it; only its places are filled. */
static int
show_places(struct rendering *r, const struct om_view *view)
{
	struct om_span rest = r->t->text;
	struct tag tag = { 0 };
	int rc;

	if (r->depth > DEPTH_MAX)
		return fail(
		    r, rest.p, "sentences nest too deep:", OM_SPAN("$"));
	while ((rc = next_tag(r, &tag, &rest)) == 1) {
		add_text(r, tag.before);
		if (tag.kind == SENTENCE)
			rc = show_sentence(r, &tag, view);
		else if (tag.kind == ESCAPED)
			rc = show_value(r, &tag, view);
		else
			rc = fail(r, tag.at, "a sentence has no", tag.name);
		if (rc != OM_OK)
			return rc;
	}
	if (rc == 0)
		add_text(r, rest);
	return rc;
}

static int
show_sentence(
    struct rendering *r, const struct tag *tag, const struct om_view *view)
{
	const struct om_language *l = r->t->language;
	const char *text;

	if (l == NULL)
		return fail(r, tag->at, "there is no language for", tag->name);
	if (om_span_starts(tag->name, OM_SPAN("Art. ")))
		return show_cite(r, tag, view);
	text = om_language_find(l, tag->name);
	if (text == NULL)
		return fail(r, tag->at, "the language has no", tag->name);
	{
		const struct om_template t = { "a sentence of a letter",
			om_span_of(text), r->t->html, l };
		struct rendering inner = { r->to, &t, r->depth + 1 };

		return show_places(&inner, view);
	}
}

static int show_section(struct rendering *r, const struct tag *tag,
    struct om_span *rest, const struct om_view *view);

/*
 * Shows *rest up to the end of the section, or of the text where there is
 * none; without a view it is only passed over.
 */
static int
show_until(struct rendering *r, const struct tag *section, struct om_span *rest,
    const struct om_view *view)
{
	struct tag tag = { 0 };
	int rc;

	while ((rc = next_tag(r, &tag, rest)) == 1) {
		if (view != NULL)
			om_buf_add(r->to, tag.before);
		if (tag.kind == END && section != NULL &&
		    om_span_equal(tag.name, section->name))
			return OM_OK;
		if (tag.kind == END)
			return fail(r, tag.at, "nothing begins with", tag.name);
		if (tag.kind == EACH || tag.kind == ABSENT)
			rc = show_section(r, &tag, rest, view);
		else if (tag.kind == SENTENCE && view != NULL)
			rc = show_sentence(r, &tag, view);
		else if (tag.kind != REMARK && view != NULL)
			rc = show_value(r, &tag, view);
		if (rc < 0)
			return rc;
	}
	if (rc == 0 && section != NULL)
		return fail(
		    r, section->at, "a section has no end:", section->name);
	if (rc == 0 && view != NULL)
		om_buf_add(r->to, *rest);
	return rc;
}

static int
show_each(struct rendering *r, const struct tag *tag, struct om_span *rest,
    const struct om_view *entry)
{
	int rc = OM_OK;

	while (rc == OM_OK && entry != NULL) {
		struct om_span body = *rest;

		rc = show_until(r, tag, &body, entry);
		entry = entry->next;
		if (entry == NULL)
			*rest = body;
	}
	return rc;
}

static int
show_section(struct rendering *r, const struct tag *tag, struct om_span *rest,
    const struct om_view *view)
{
	const struct om_view_value *value = NULL;
	bool filled = false;
	int rc;

	if (view != NULL) {
		value = om_view_find(view, tag->name);
		if (value == NULL)
			return fail(
			    r, tag->at, "there is no value for", tag->name);
		filled =
		    value->is_list ? value->first != NULL : value->text.n > 0;
	}
	if (++r->depth > DEPTH_MAX)
		return fail(r, tag->at, "sections nest too deep:", tag->name);
	if (tag->kind == EACH && filled && value->is_list)
		rc = show_each(r, tag, rest, value->first);
	else
		rc = show_until(
		    r, tag, rest, (tag->kind == EACH) == filled ? view : NULL);
	r->depth--;
	return rc;
}

int
om_template_render(
    struct om_buf *to, const struct om_template *t, const struct om_view *view)
{
	struct rendering r = { to, t, 0 };
	struct om_span rest = t->text;
	int rc = show_until(&r, NULL, &rest, view);

	return rc == OM_OK ? om_buf_check(to, t->file) : rc;
}
