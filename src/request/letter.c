#include "request/letter.h"

#include "base/embed.h"
#include "base/file.h"
#include "base/memory.h"

enum { TEMPLATE_CEILING = 1 << 20 };

#define LETTER_CEILING ((size_t)256 << 20)

/* The workspace's own text, else the one that was built in. */
static int
load(struct om_buf *out, const struct om *om, const char *name)
{
	char *path =
	    om->reports == NULL ? NULL : om_path_join(om->reports, name);
	struct om_buf full = OM_BUF(256);
	struct om_span text;
	int rc = OM_OK;

	om_buf_format(&full, "reports/%s", name);
	if (path != NULL && om_file_exists(path))
		rc = om_file_read(out, path);
	else if (om_embed_find(&text, full.p))
		om_buf_add(out, text);
	else
		rc = om_fail(OM_NOTFOUND, "%s: there is no such text", full.p);
	om_buf_free(&full);
	om_free(path);
	return rc == OM_OK ? om_buf_check(out, name) : rc;
}

int
om_letter_render(struct om_buf *out, const struct om_letter *l,
    const char *name, const struct om_view *v)
{
	struct om_buf text = OM_BUF(TEMPLATE_CEILING);
	int rc = load(&text, l->c->om, name);

	if (rc == OM_OK) {
		const struct om_template t = { name, om_buf_span(&text), true,
			l->language };

		rc = om_template_render(out, &t, v);
	}
	om_buf_free(&text);
	return rc;
}

int
om_letter_part(
    const struct om_letter *l, const char *name, const char *template)
{
	struct om_buf html = OM_BUF(LETTER_CEILING);
	int rc = om_letter_render(&html, l, template, l->v);

	if (rc == OM_OK)
		om_view_set(l->v, name, om_buf_span(&html));
	om_buf_free(&html);
	return rc;
}

/* A sentence with places, as plain text of the view. */
static int
set_title(const struct om_letter *l, const char *key)
{
	struct om_buf tag = OM_BUF(256), text = OM_BUF(4096);
	int rc;

	om_buf_format(&tag, "{{$%s}}", key);
	{
		const struct om_template t = { "a title", om_buf_span(&tag),
			false, l->language };

		rc = om_template_render(&text, &t, l->v);
	}
	if (rc == OM_OK)
		om_view_set(l->v, "title", om_buf_span(&text));
	om_buf_free(&tag);
	om_buf_free(&text);
	return rc;
}

int
om_letter_frame(struct om_buf *out, const struct om_letter *l,
    const char *title, const char *body)
{
	int rc = set_title(l, title);

	if (rc == OM_OK)
		rc = om_letter_part(l, "where", "letter_where.html");
	if (rc == OM_OK)
		rc = om_letter_kept(l);
	if (rc == OM_OK)
		rc = om_letter_part(l, "remedy", "letter_remedy.html");
	if (rc == OM_OK)
		rc = om_letter_part(l, "body", body);
	return rc == OM_OK ? om_letter_render(out, l, "letter.html", l->v) : rc;
}

int
om_letter_say(struct om_view *v, const struct om_letter *l, const char *name,
    const char *key)
{
	const char *text;
	int rc = om_language_text(&text, l->language, key);

	if (rc == OM_OK)
		om_view_string(v, name, text);
	return rc;
}

int
om_letter_word(struct om_view *v, const struct om_letter *l, const char *name,
    const char *group, const char *word)
{
	struct om_buf key = OM_BUF(256);
	int rc;

	om_buf_format(&key, "%s.%s", group, word);
	rc = om_letter_say(v, l, name, key.p);
	om_buf_free(&key);
	return rc;
}

void
om_letter_day(
    struct om_view *v, const struct om_letter *l, const char *name, int32_t day)
{
	struct om_buf text = OM_BUF(64);

	om_language_day(&text, l->language, day);
	om_view_set(v, name, om_buf_span(&text));
	om_buf_free(&text);
}

void
om_letter_amount(
    struct om_view *v, const struct om_letter *l, const char *key, int64_t n)
{
	struct om_buf text = OM_BUF(1024);

	om_language_amount(&text, l->language, key, n);
	om_view_set(v, key, om_buf_span(&text));
	om_buf_free(&text);
}

void
om_letter_cite(struct om_view *v, const struct om_letter *l, const char *name,
    const char *cite)
{
	struct om_buf text = OM_BUF(4096);

	om_language_cite(
	    &text, l->language, om_span_of(om_case_cite(l->c, cite)));
	om_view_set(v, name, om_buf_span(&text));
	om_buf_free(&text);
}
