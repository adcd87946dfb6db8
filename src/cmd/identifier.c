#include "cmd/identifier.h"

#include "base/file.h"
#include "base/text.h"

enum { LINE_CEILING = 4096 };

/* One line, its end optional, copied into the run. */
static int
read_line(struct om_span *out, struct om_run *run)
{
	struct om_buf line = OM_BUF(LINE_CEILING);
	struct om_span s;
	int rc = om_file_read(&line, "-");

	if (rc == OM_OK) {
		s = om_span_trim(om_buf_span(&line));
		*out = om_arena_copy(&run->arena, s);
		if (s.n > 0 && memchr(s.p, '\n', s.n) != NULL)
			rc = om_fail(
			    OM_USAGE, "standard input is more than one line");
	}
	om_buf_free(&line);
	return rc;
}

/* The four words of the long form. */
static bool
cut_long(struct om_identifier_words *out, struct om_span s)
{
	return om_span_cut(&out->source, &s, s, ':') &&
	       om_span_cut(&out->profile, &s, s, ':') &&
	       om_span_cut(&out->type, &out->value, s, ':');
}

static int
cut(struct om_identifier_words *out, struct om_span s,
    bool (*is_type)(struct om_span))
{
	struct om_identifier_words brief = { 0 }, full = { 0 };

	if (!om_text_is_utf8(s) ||
	    !om_span_cut(&brief.type, &brief.value, s, ':'))
		return om_fail(OM_USAGE,
		    "an identifier is written TYPE:VALUE, or SOURCE:TYPE:"
		    "IDTYPE:VALUE");
	if (!is_type(brief.type) && cut_long(&full, s) && is_type(full.type))
		brief = full;
	if (!is_type(brief.type))
		return om_fail(
		    OM_USAGE, "the identifier's type is not a known one");
	if (brief.value.n == 0)
		return om_fail(OM_USAGE, "the identifier has no value");
	*out = brief;
	return OM_OK;
}

int
om_identifier_read(struct om_identifier_words *out, struct om_run *run,
    const char *argument, bool (*is_type)(struct om_span))
{
	struct om_span s = om_span_of(argument);
	int rc = OM_OK;

	if (om_span_is(s, "-"))
		rc = read_line(&s, run);
	return rc == OM_OK ? cut(out, s, is_type) : rc;
}
