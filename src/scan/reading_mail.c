#include "scan/mail.h"
#include "scan/sheet.h"

/* A mail is held as a whole, and each of its parts decoded. */
enum { MAIL_MAX = 16 << 20, VALUE_MAX = 1 << 20, PARTS_DEEP = 8 };

struct reading_mail {
	struct om_reading *r;
	unsigned parts; /* seen so far */
	unsigned depth;
};

/* What the header says of the body. */
struct om_mail_body {
	struct om_span boundary, name, encoding;
};

/* One record: the header's fields. */
static int
read_header(struct om_sheet *s, struct om_mail_body *body, struct om_span *rest)
{
	struct om_buf value = OM_BUF(VALUE_MAX);
	struct om_span name;

	om_sheet_begin(s, NULL);
	om_sheet_row(s, 0, 0);
	while (om_mail_header(&name, &value, rest)) {
		struct om_span text =
		    om_arena_copy(&s->names, om_buf_span(&value));

		if (om_mail_is(name, "content-type")) {
			body->boundary = om_mail_parameter(text, "boundary");
			if (body->name.n == 0)
				body->name = om_mail_parameter(text, "name");
		} else if (om_mail_is(name, "content-disposition")) {
			body->name = om_mail_parameter(text, "filename");
		} else if (om_mail_is(name, "content-transfer-encoding")) {
			body->encoding = text;
		}
		om_sheet_cell(
		    s, (struct om_cell){ .p = text.p,
			   .n = (uint32_t)text.n,
			   .column = om_sheet_column(s, name, name) });
	}
	om_buf_free(&value);
	return om_sheet_end(s);
}

static int
read_leaf(struct reading_mail *t, const struct om_mail_body *body,
    struct om_span rest)
{
	struct om_buf bytes = OM_BUF(MAIL_MAX), name = OM_BUF(4096);
	struct om_source inner;
	int rc = om_mail_decode(&bytes, rest, body->encoding);

	t->parts++;
	if (body->name.n > 0)
		om_buf_add(&name, body->name);
	else
		om_buf_format(&name, "body %u", t->parts);
	if (rc != OM_OK || name.failed) {
		rc = om_reading_skip(t->r, t->r->path);
	} else {
		om_source_memory(&inner, name.p, om_buf_span(&bytes), 0, 0);
		rc = om_reading_inner(t->r, name.p, &inner);
		om_source_close(&inner);
	}
	om_buf_free(&bytes);
	om_buf_free(&name);
	return rc;
}

static int
read_mail(struct reading_mail *t, struct om_span text)
{
	struct om_mail_body body = { OM_SPAN_NONE, OM_SPAN_NONE, OM_SPAN_NONE };
	struct om_sheet sheet;
	struct om_span part;
	int rc;

	if (t->depth == PARTS_DEEP)
		return om_fail(OM_LIMIT, "parts of a mail within parts");
	t->depth++;
	om_sheet_open(&sheet, t->r);
	rc = read_header(&sheet, &body, &text);
	if (rc == OM_OK && body.boundary.n == 0)
		rc = read_leaf(t, &body, text);
	while (rc == OM_OK && body.boundary.n > 0 &&
	       om_mail_part(&part, &text, body.boundary))
		rc = read_mail(t, part);
	om_sheet_close(&sheet);
	t->depth--;
	return rc;
}

int
om_reading_mail(struct om_reading *r, struct om_source *s)
{
	struct reading_mail t = { .r = r };
	struct om_buf text = OM_BUF(MAIL_MAX);
	int rc = om_reading_gather(&text, s);

	if (rc == OM_OK)
		rc = read_mail(&t, om_buf_span(&text));
	om_buf_free(&text);
	return rc;
}
