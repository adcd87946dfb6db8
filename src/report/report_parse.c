#include "base/date.h"
#include "base/memory.h"
#include "report/report.h"

/* A remark, its further lines joined, and where it began. */
struct parse {
	struct om_report *report;
	const char *file;
	size_t line, remark_line;
	struct om_buf word, value;
	bool open; /* a remark is being read */
};

static int
wrong(const struct parse *p, const char *what)
{
	(void)om_fail(OM_USAGE, "%s", what);
	return om_fail_at(OM_USAGE, p->file, p->remark_line);
}

static const char *
keep(const struct parse *p, struct om_span s)
{
	return om_arena_string(&p->report->arena, s);
}

static struct om_span
value(const struct parse *p)
{
	return om_buf_span(&p->value);
}

static int
set_once(const char **to, struct parse *p)
{
	if (*to != NULL)
		return wrong(p, "stands there twice");
	*to = keep(p, value(p));
	return OM_OK;
}

static int
take_title(struct parse *p)
{
	return set_once(&p->report->title, p);
}

static int
take_about(struct parse *p)
{
	return set_once(&p->report->about, p);
}

static int
take_law(struct parse *p)
{
	return set_once(&p->report->law, p);
}

static int
take_today(struct parse *p)
{
	int32_t day;

	if (om_day_parse(&day, value(p)) != OM_OK)
		return wrong(p, "is not a day, YYYY-MM-DD");
	return set_once(&p->report->today, p);
}

static int
find_default(enum om_report_default *out, struct om_span word)
{
	static const char *const words[] = {
#define OM_REPORT_DEFAULT(code, text) text,
#include "report/default_list.h"
#undef OM_REPORT_DEFAULT
	};

	for (int i = 0; i < OM_REPORT_DEFAULTS; i++)
		if (om_span_is(word, words[i])) {
			*out = (enum om_report_default)i;
			return 1;
		}
	return 0;
}

static int
take_parameter(struct parse *p)
{
	struct om_report *r = p->report;
	struct om_report_parameter *to = &r->parameters[r->parameter_count];
	struct om_span name, type, word;

	if (!om_span_cut(&name, &word, value(p), ' ') ||
	    !om_span_cut(&type, &word, word, ' ') || !om_span_is(type, "date"))
		return wrong(p, "must be: NAME date DEFAULT");
	if (!om_span_is(name, "from") && !om_span_is(name, "to"))
		return wrong(p, "must be named from or to");
	if (find_default(&to->otherwise, word) == 0)
		return wrong(p, "has a default that is not known");
	if (r->parameter_count == 2)
		return wrong(p, "is one too many");
	to->name = keep(p, name);
	r->parameter_count++;
	return OM_OK;
}

static struct om_report_section *
last(const struct parse *p)
{
	return &p->report->sections[p->report->section_count - 1];
}

/* The first section may have no title, if it is the only one. */
static int
take_section(struct parse *p)
{
	struct om_report *r = p->report;

	if (last(p)->title != NULL || om_span_trim(last(p)->sql).n > 0) {
		if (r->section_count == OM_REPORT_SECTIONS)
			return wrong(p, "is one too many");
		r->section_count++;
	}
	last(p)->title = keep(p, value(p));
	return OM_OK;
}

static int
take_chart(struct parse *p)
{
	struct om_span kind, label, rest;

	if (!om_span_cut(&kind, &rest, value(p), ' ') ||
	    !om_span_is(kind, "bar") || !om_span_cut(&label, &rest, rest, ' '))
		return wrong(p, "must be: bar LABEL VALUE");
	last(p)->label = keep(p, label);
	last(p)->value = keep(p, rest);
	return OM_OK;
}

static int
take_with(struct parse *p)
{
	struct om_report *r = p->report;

	if (r->with_count == OM_REPORT_PARAMETERS)
		return wrong(p, "is one too many");
	r->with[r->with_count++] = keep(p, value(p));
	return OM_OK;
}

static int
take_given(struct parse *p)
{
	struct om_report *r = p->report;

	if (r->given_count == OM_REPORT_ROWS)
		return wrong(p, "is one too many");
	r->given[r->given_count++] = keep(p, value(p));
	return OM_OK;
}

static int
take_expect(struct parse *p)
{
	struct om_report *r = p->report;

	if (r->expected_count == OM_REPORT_ROWS)
		return wrong(p, "is one too many");
	r->expected[r->expected_count++] =
	    (struct om_report_expected){ r->section_count - 1,
		    keep(p, value(p)) };
	return OM_OK;
}

/* Ends the remark that is open. */
static int
take(struct parse *p)
{
	static const struct {
		const char *word;
		int (*take)(struct parse *p);
	} remarks[] = {
#define OM_REMARK(word, function) { word, function },
#include "report/remark_list.h"
#undef OM_REMARK
	};

	if (!p->open)
		return OM_OK;
	p->open = false;
	for (size_t i = 0; i < sizeof(remarks) / sizeof(remarks[0]); i++)
		if (om_span_is(om_buf_span(&p->word), remarks[i].word))
			return remarks[i].take(p);
	return wrong(p, "is no remark of a report");
}

/* "-- word: value": one word in small letters before the colon. */
static bool
is_remark(struct om_span *word, struct om_span *text, struct om_span line)
{
	if (!om_span_starts(line, OM_SPAN("-- ")))
		return false;
	line = om_span_bytes(line.p + 3, line.n - 3);
	if (!om_span_cut(word, text, line, ':') || word->n == 0)
		return false;
	for (size_t i = 0; i < word->n; i++)
		if (word->p[i] < 'a' || word->p[i] > 'z')
			return false;
	*text = om_span_trim(*text);
	return true;
}

/* Lines of SQL lie behind one another in the text: the section grows. */
static void
take_sql(struct parse *p, struct om_span line)
{
	struct om_report_section *s = last(p);

	if (s->sql.p == NULL) {
		if (om_span_trim(line).n == 0)
			return;
		s->sql = line;
		s->line = p->line;
	}
	s->sql.n = (size_t)(line.p + line.n - s->sql.p);
}

static int
take_line(struct parse *p, struct om_span line)
{
	struct om_span word, text;
	int rc;

	if (p->open && om_span_starts(line, OM_SPAN("--   "))) {
		om_buf_byte(&p->value, ' ');
		om_buf_add(&p->value,
		    om_span_trim(om_span_bytes(line.p + 2, line.n - 2)));
		return OM_OK;
	}
	rc = take(p);
	if (rc != OM_OK)
		return rc;
	if (!is_remark(&word, &text, line)) {
		take_sql(p, line);
		return OM_OK;
	}
	p->open = true;
	p->remark_line = p->line;
	om_buf_reset(&p->word);
	om_buf_add(&p->word, word);
	om_buf_reset(&p->value);
	om_buf_add(&p->value, text);
	return OM_OK;
}

static int
check(struct parse *p)
{
	const struct om_report *r = p->report;

	p->remark_line = 1;
	if (r->title == NULL || r->about == NULL || r->law == NULL)
		return wrong(p, "a title, an about and a law must be there");
	for (size_t i = 0; i < r->section_count; i++) {
		p->remark_line = r->sections[i].line;
		if (r->sections[i].sql.n == 0)
			return wrong(p, "a section has no SQL");
		if (r->section_count > 1 && r->sections[i].title == NULL)
			return wrong(p, "a section has no title");
	}
	return OM_OK;
}

static int
parse_all(struct parse *p, struct om_span text)
{
	struct om_span line, rest = text;
	int rc = OM_OK;

	while (rc == OM_OK && rest.n > 0) {
		p->line++;
		if (!om_span_cut(&line, &rest, rest, '\n')) {
			line = rest;
			rest = OM_SPAN_NONE;
		}
		rc = take_line(p, line);
	}
	if (rc == OM_OK)
		rc = take(p);
	if (rc == OM_OK)
		rc = om_buf_check(&p->value, p->file);
	return rc == OM_OK ? check(p) : rc;
}

int
om_report_parse(struct om_report **out, const char *file, const char *name,
    struct om_span text)
{
	struct om_report *r = om_new(1, sizeof(*r));
	struct parse p = {
		.report = r, .word = OM_BUF(64), .value = OM_BUF(64 << 10)
	};
	int rc;

	r->name = om_arena_string(&r->arena, om_span_of(name));
	r->file = om_arena_string(&r->arena, om_span_of(file));
	r->section_count = 1;
	p.file = r->file;
	rc = parse_all(&p, om_arena_copy(&r->arena, text));
	om_buf_free(&p.word);
	om_buf_free(&p.value);
	if (rc == OM_OK)
		*out = r;
	else
		om_report_close(r);
	return rc;
}

void
om_report_close(struct om_report *r)
{
	if (r == NULL)
		return;
	om_arena_free(&r->arena);
	om_free(r);
}
